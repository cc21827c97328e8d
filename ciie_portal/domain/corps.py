"""The cities of the Xinjiang Production and Construction Corps: an address in one is the Corps' (Q7).

All their codes begin with 6590; an edition of the fair counts as cities those founded by its day.
"""

from __future__ import annotations

import re
from datetime import date

CORPS_REGION = "6590"
XINJIANG = "65"
CITY_SINCE = {
    "659001": date(1976, 1, 1),  # Shihezi
    "659002": date(2002, 9, 17),  # Aral
    "659003": date(2002, 9, 17),  # Tumxuk
    "659004": date(2002, 9, 17),  # Wujiaqu
    "659005": date(2011, 1, 1),  # Beitun
    "659006": date(2012, 12, 17),  # Tiemenguan
    "659007": date(2014, 1, 1),  # Shuanghe
    "659008": date(2015, 3, 18),  # Kokdala
    "659009": date(2016, 1, 7),  # Kunyu
    "659010": date(2019, 11, 6),  # Huyanghe: not yet at the deadline of 2019
    "659011": date(2021, 1, 1),  # Xinxing
    "659012": date(2022, 12, 19),  # Baiyang
}
_NUMBER = "[0-9一二三四五六七八九十〇○零百]+"
# the 兵 of 兵团 is never that of 兵器集团; 农六师, 第八师, 一四三团场
_SIGNS = re.compile(f"兵团|第{_NUMBER}师|农{_NUMBER}师|{_NUMBER}团场")


def is_corps_code(division_code: str | None) -> bool:
    return division_code is not None and division_code.startswith(CORPS_REGION)


def is_corps_city(division_code: str | None, on: date) -> bool:
    """Whether the code is a city of the Corps on this day."""
    since = CITY_SINCE.get(division_code or "")
    return since is not None and since <= on


def sounds_of_the_corps(unit_name: str) -> bool:
    """兵团, 第…师 or …团场 in the name: believed only together with an address in Xinjiang."""
    return _SIGNS.search(unit_name) is not None
