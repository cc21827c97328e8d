"""Provinces, cities and counties of the mainland with their codes, named in Chinese (rules.md section 10)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ciie_portal.data.shipped import rows

# steps of the table that are no part of an address
_NOT_SPOKEN = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


@dataclass(frozen=True)
class Division:
    """Code of 2 digits (province), 4 (city) or 6 (county)."""

    code: str
    name: str


@cache
def _names() -> dict[str, str]:
    tables = ("division_provinces", "division_cities", "division_areas")
    return {row["code"]: row["name"] for table in tables for row in rows(table)}


@cache
def provinces() -> tuple[Division, ...]:
    """The 31 provinces, autonomous regions and municipalities."""
    return tuple(Division(row["code"], row["name"]) for row in rows("division_provinces"))


@cache
def cities(province_code: str) -> tuple[Division, ...]:
    """The cities of a province by its 2 digits; none for an unknown one."""
    found = rows("division_cities")
    return tuple(Division(row["code"], row["name"]) for row in found if row["provinceCode"] == province_code)


@cache
def counties(city_code: str) -> tuple[Division, ...]:
    """The counties and districts of a city by its 4 digits; a city without any has itself, ending in 00."""
    found = rows("division_areas")
    return tuple(Division(row["code"], row["name"]) for row in found if row["cityCode"] == city_code)


def is_county(code: str) -> bool:
    """Whether it is the code of a county or district: what an address needs."""
    return len(code) == 6 and code in _names()


@cache
def county_codes() -> frozenset[str]:
    """All codes that an address may have."""
    return frozenset(code for code in _names() if len(code) == 6)


def full_name(code: str) -> str:
    """As an address begins: 浙江省宁波市鄞州区. Empty for an unknown code; shorter for a shorter one."""
    names = _names()
    if code not in names:
        return ""
    steps = [names.get(code[:length], "") for length in (2, 4, 6) if length <= len(code)]
    spoken = [
        step for place, step in enumerate(steps) if step not in _NOT_SPOKEN and step not in steps[:place]
    ]
    return "".join(spoken)


def name_of(code: str) -> str:
    """Its own name alone: 宁波市. Empty for an unknown code."""
    return _names().get(code, "")


def named(text: str, limit: int) -> tuple[Division, ...]:
    """Divisions whose own name has the text in it, provinces first, then cities, then counties."""
    found = [
        Division(code, name)
        for code, name in _names().items()
        if text in name and name not in _NOT_SPOKEN and not (len(code) == 6 and code.endswith("00"))
    ]
    return tuple(sorted(found, key=lambda one: (len(one.code), one.code))[:limit])


@cache
def division_codes() -> frozenset[str]:
    """The codes of all provinces, cities and counties: 2, 4 or 6 digits."""
    return frozenset(_names())
