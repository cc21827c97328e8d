"""Every answer of the work unit, checked by page or as a whole (Q1, Q2, Q6; rules.md section 2).

Which columns a category is asked, and which it must answer, is the wizard's table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial

from ciie_portal.domain import contact, person_name
from ciie_portal.domain.answer import (
    AnswerSheet,
    AnswerValue,
    clean_line,
    line,
    lines,
    one_of,
    word_of,
    yes_or_no,
)
from ciie_portal.domain.country import COUNTRIES, MAINLAND
from ciie_portal.domain.credit_code import credit_code_for
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.wizard import Step, required_unit_fields, steps, unit_fields
from ciie_portal.domain.work_unit import NO_PARENT_GROUP, Category, Industry, UnitSize, is_domestic

TEN_THOUSAND = 10_000
_MOST = Decimal(99_999_999)  # ten thousands: beyond the largest company's capital
_PLACES = 4  # 0.0001 of ten thousand is one
_LONGEST = {"registration_number": 60, "city": 100, "street": 300}
_LONGEST_PRODUCTS = 1000


@dataclass(frozen=True)
class KnownCodes:
    """What there is to choose from: counties of the address, central enterprises, the edition's areas."""

    divisions: Collection[str]
    groups: Collection[str]
    areas: Collection[str]


def check_unit_answers(
    answers: Mapping[str, object],
    category: Category,
    known: KnownCodes,
    step: Step | None = None,
    only: Collection[str] | None = None,
) -> dict[str, AnswerValue]:
    """The answers ready to be stored, of one page or of all. Raises every problem at once.

    `only` are the fields that a reviewer gave back; the others are not read then. Keys are the columns asked,
    and `areas`. Anything not asked of this category is ignored.
    """
    sheet = AnswerSheet(answers)
    for page in (step,) if step else steps(category):
        required = required_unit_fields(page, category)
        for field in unit_fields(page, category):
            if only is None or field in only:
                _read(sheet, field, category, known, field in required)
        if page is Step.AREAS and (only is None or "areas" in only):
            _read_areas(sheet, known)
    return sheet.finish()


def columns_not_asked(category: Category) -> frozenset[str]:
    """What another category answers and this one does not: emptied when the category changes."""
    asked = {field for page in steps(category) for field in unit_fields(page, category)}
    others = {field for other in Category for page in steps(other) for field in unit_fields(page, other)}
    return frozenset(others - asked)


def ten_thousands(stored: int, separator: str = "") -> str:
    """A stored sum as the form shows it: 10005000 is 1000.5 ten thousands, or 1,000.5 to read."""
    return f"{(Decimal(stored) / TEN_THOUSAND).normalize():,f}".replace(",", separator)


def _read(sheet: AnswerSheet, field: str, category: Category, known: KnownCodes, required: bool) -> None:
    match field:
        case "country":
            _read_country(sheet, category)
        case "registered_capital" | "imports_last_year":
            _read_sum(sheet, field)
        case "licence_file_id":
            _read_file(sheet, field, required)
        case "credit_code":
            sheet.read(field, partial(credit_code_for, category=category))
        case _:
            sheet.read(field, _parser(field, category, known), required=required)


def _parser(field: str, category: Category, known: KnownCodes) -> Callable[[str], str | bool]:
    if field in _LONGEST:
        return line(_LONGEST[field])
    mobile = contact.mainland_mobile if is_domestic(category) else contact.any_mobile
    parsers: dict[str, Callable[[str], str | bool]] = {
        "category": word_of(Category),
        "name_zh": person_name.chinese_unit_name,
        "name_en": person_name.latin_unit_name,
        "division_code": one_of(known.divisions),
        "industry": word_of(Industry),
        "size": word_of(UnitSize),
        "products_wanted": lines(_LONGEST_PRODUCTS),
        "parent_group_code": one_of((NO_PARENT_GROUP, *known.groups)),
        "is_nhc_managed": yes_or_no,
        "is_corps_member": yes_or_no,
        "contact_name": person_name.person_name,
        "contact_mobile": mobile,
        "contact_email": contact.email_address,
    }
    return parsers[field]


def _read_country(sheet: AnswerSheet, category: Category) -> None:
    """A domestic unit is on the mainland and need not say so; an overseas unit is anywhere else (D1)."""
    country = sheet.read("country", one_of(COUNTRIES), required=not is_domestic(category))
    if is_domestic(category):
        if country not in (None, MAINLAND):
            sheet.refuse("country", Rule.COUNTRY_IS_OVERSEAS)
        sheet.checked["country"] = MAINLAND
    elif country == MAINLAND:
        sheet.refuse("country", Rule.COUNTRY_IS_MAINLAND)


def _read_sum(sheet: AnswerSheet, field: str) -> None:
    """Typed in ten thousands (CNY of capital, USD of imports), stored in ones; a number is from the store."""
    stored = sheet.stored_number(field)
    if stored is None:
        sheet.read(field, _sum, required=False)
    elif 0 <= stored <= _MOST * TEN_THOUSAND:
        sheet.checked[field] = stored
    else:
        sheet.refuse(field, Rule.NUMBER_OUT_OF_RANGE, smallest=0, largest=int(_MOST))


def _sum(typed: str) -> int:
    plain = clean_line(typed).replace(",", "").replace("，", "").replace("．", ".").replace(" ", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise RuleBroken(Rule.NOT_A_NUMBER) from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or not plain.isascii() or "e" in plain.lower() or "_" in plain:
        raise RuleBroken(Rule.NOT_A_NUMBER)
    if not 0 <= number <= _MOST:
        raise RuleBroken(Rule.NUMBER_OUT_OF_RANGE, smallest=0, largest=int(_MOST))
    if -exponent > _PLACES:
        raise RuleBroken(Rule.NOT_A_NUMBER)
    return int(number * TEN_THOUSAND)


def _read_file(sheet: AnswerSheet, field: str, required: bool) -> None:
    """Only that there is a file; what is in it was checked when it arrived."""
    number = sheet.stored_number(field)
    sheet.checked[field] = number
    if required and number is None:
        sheet.refuse(field, Rule.REQUIRED)


def _read_areas(sheet: AnswerSheet, known: KnownCodes) -> None:
    if not sheet.read_several("areas", known.areas, required=False) and "areas" not in sheet.refused:
        sheet.refuse("areas", Rule.AREA_NEEDED)
