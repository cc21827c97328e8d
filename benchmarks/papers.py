"""What a buyer has at hand: an enterprise, a person, a photo and a scan; all invented, no two alike."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFilter
from stdnum.cn import ric, uscc

CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
NAMES = "海明德兴华远东方新宏达泰和瑞丰盛隆嘉禾信诚博雅润泽恒安康宁"


@dataclass(frozen=True)
class Papers:
    """One registration: the mobile number it is proved with, and the answers of each page."""

    mobile: str
    unit: dict[str, str]
    contact: dict[str, str]
    areas: dict[str, str]
    person: dict[str, str]


def papers(number: int) -> Papers:
    """The registration with this number; the same number gives the same papers."""
    luck = random.Random(number)
    name = "".join(luck.sample(NAMES, 3))
    body = f"91330203{''.join(luck.choices(CODE_LETTERS, k=9))}"
    born = (luck.randint(1965, 2000), luck.randint(1, 12), luck.randint(1, 28))
    identity = f"330203{born[0]}{born[1]:02}{born[2]:02}{number % 500:03}"
    sex = "male" if int(identity[-1]) % 2 else "female"
    mobile = f"138{number % 100_000_000:08}"
    return Papers(
        mobile=mobile,
        unit={
            "name_zh": f"宁波{name}进出口有限公司",
            "name_en": f"Ningbo {number} Import and Export Co., Ltd.",
            "credit_code": body + uscc.calc_check_digit(body),
            "division_province": "33",
            "division_city": "3302",
            "division_code": "330203",
            "street": f"中山东路{number % 900 + 1}号",
            "industry": "trade",
            "size": "small",
            "parent_group_code": "none",
            "is_nhc_managed": "no",
            "is_corps_member": "no",
            "registered_capital": "1000.5",
            "imports_last_year": "320",
        },
        contact={
            "contact_name": f"王{name[0]}",
            "contact_mobile": mobile,
            "contact_email": f"buyer{number}@company.example.com",
        },
        areas={"areas.EA-AUTO": "on", "areas.EA-SERVICES": "on", "products_wanted": "汽车零部件、检测设备"},
        person={
            "name_zh": f"李{name[1]}",
            "name_latin": "",
            "sex": sex,
            "birth_date_year": str(born[0]),
            "birth_date_month": str(born[1]),
            "birth_date_day": str(born[2]),
            "nationality": "CN",
            "document_type": "resident_id",
            "document_number": identity + ric.calc_check_digit(f"{identity}0"),
            "document_expires_on_year": "",
            "document_expires_on_month": "",
            "document_expires_on_day": "",
            "mobile": mobile,
            "email": "",
            "position": "采购经理",
            "role": "trader",
        },
    )


@cache
def photo() -> bytes:
    """A portrait as the page cuts it before sending: 960 by 1248 pixels, quality 90."""
    return picture(960, 1248, 90)


@cache
def licence() -> bytes:
    """A scan of A4 at 150 dots to the inch."""
    return picture(1240, 1754, 85)


def picture(width: int, height: int, quality: int) -> bytes:
    """Shapes with the grain of a camera, so that it weighs what a photograph does."""
    ground = Image.new("RGB", (width, height), (232, 234, 236))
    pen = ImageDraw.Draw(ground)
    pen.ellipse((width * 0.3, height * 0.2, width * 0.7, height * 0.65), fill=(214, 176, 150))
    pen.rectangle((width * 0.15, height * 0.7, width * 0.85, height), fill=(40, 50, 80))
    grain = Image.effect_noise((width, height), 14).convert("RGB").filter(ImageFilter.GaussianBlur(0.7))
    stream = io.BytesIO()
    Image.blend(ground, grain, 0.2).save(stream, "JPEG", quality=quality)
    return stream.getvalue()
