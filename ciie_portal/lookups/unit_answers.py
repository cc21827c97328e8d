"""What a unit answered, in the reviewer's words and in the wizard's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlmodel import Session

from ciie_portal.data import divisions
from ciie_portal.domain.contact import as_dialled
from ciie_portal.domain.wizard import all_unit_fields
from ciie_portal.domain.work_unit import NO_PARENT_GROUP, Category
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.lookups.shapes.unit_case import CaseAnswer
from ciie_portal.store.queries import editions, missions, units
from ciie_portal.store.tables import StoredFile, WorkUnit
from ciie_portal.wording import options
from ciie_portal.wording.desk_case import sum_of_money, yes_or_no
from ciie_portal.wording.fields import field_name

FILES = "/api/files/"
CHINESE = "zh-Hans"
_NAMED_ABOVE = {"name_zh", "name_en"}


def answers_of(session: Session, unit: WorkUnit, locale: str) -> tuple[CaseAnswer, ...]:
    """Every answer given; the name stands above them."""
    fields = [field for field in all_unit_fields(unit.category) if field not in _NAMED_ABOVE]
    given = [answer for field in fields if (answer := _answer(session, unit, field, locale))]
    return (*given, _areas(session, unit, locale))


def answers_among(
    session: Session, unit: WorkUnit, fields: Sequence[str], locale: str
) -> tuple[CaseAnswer, ...]:
    """Some of them, in the order named."""
    return tuple(answer for field in fields if (answer := _answer(session, unit, field, locale)))


def term(locale: str, field: str) -> str:
    """The name of an answer, as it begins a line."""
    name = field_name(locale, field)
    return name[:1].upper() + name[1:]


def _answer(session: Session, unit: WorkUnit, field: str, locale: str) -> CaseAnswer | None:
    value = getattr(unit, field)
    if value in (None, ""):
        return None
    name = term(locale, field)
    if field == "licence_file_id":
        return _licence(session, int(value), name, locale)
    if field == "credit_code":
        return CaseAnswer(name, f"{value[:8]} {value[8:16]} {value[16:]}", is_code=True)
    if field == "division_code":
        return CaseAnswer(name, f"{value} {divisions.full_name(value)}", language=CHINESE)
    if field in _WORDS:
        return CaseAnswer(name, _WORDS[field](locale, value) or str(value))
    if field == "parent_group_code":
        return CaseAnswer(name, _group(session, str(value), locale))
    if isinstance(value, int):
        amount = sum_of_money(locale, field, value)
        return CaseAnswer(name, yes_or_no(locale, value) if isinstance(value, bool) else amount)
    return CaseAnswer(name, str(value), language=_language(str(value)))


_WORDS: dict[str, Callable[[str, str], str]] = {
    "category": lambda locale, code: options.category_name(locale, Category(code)),
    "industry": options.industry_name,
    "size": options.size_name,
    "country": options.country_name,
    "contact_mobile": lambda _locale, number: as_dialled(number),
}


def _licence(session: Session, file_id: int, name: str, locale: str) -> CaseAnswer | None:
    row = session.get(StoredFile, file_id)
    if row is None or row.erased_at is not None:
        return None
    size = f"{max(row.byte_size / 1_048_576, 0.1):.1f} MB"
    text = gettext_in(locale, N_("See the scan, {size}"), size=size)
    return CaseAnswer(name, text, address=f"{FILES}{row.key}")


def _group(session: Session, code: str, locale: str) -> str:
    if code == NO_PARENT_GROUP:
        return gettext_in(locale, N_("None declared"))
    found = next((row for row in missions.central_enterprises(session) if row.code == code), None)
    if found is None:
        return code
    return found.name_zh if locale == "zh" else found.name_en


def _areas(session: Session, unit: WorkUnit, locale: str) -> CaseAnswer:
    chosen = set(units.areas_of(session, unit.id or 0))
    rows = [row for row in editions.areas_of_edition(session, unit.edition_id) if row.code in chosen]
    names: Sequence[str] = [row.name_zh if locale == "zh" else row.name_en for row in rows]
    return CaseAnswer(term(locale, "areas"), ("、" if locale == "zh" else "; ").join(names))


def _language(text: str) -> str:
    """Chinese answers are marked as such, so that they are read and drawn right on an English page."""
    return CHINESE if any("\u4e00" <= character <= "\u9fff" for character in text) else ""
