"""The answers of a unit in words, as the last page and locked fields show them."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session, select

from ciie_portal.data.divisions import full_name
from ciie_portal.domain.typed_answer import as_typed
from ciie_portal.domain.work_unit import NO_PARENT_GROUP, Category
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.store.queries import editions
from ciie_portal.store.queries.registering import Registration, unit_column
from ciie_portal.store.tables import CentralEnterprise, StoredFile, WorkUnit
from ciie_portal.wording.options import category_name, country_name, industry_name, size_name

YES, NO = N_("Yes"), N_("No")
NO_GROUP = N_("None: not part of a central enterprise")
CHINESE = frozenset({"name_zh", "division_code"})


def unit_words(session: Session, registration: Registration, locale: str, field: str) -> str:
    """One answer as a person reads it; empty where there is none."""
    unit = registration.unit
    if field == "areas":
        return area_names(session, registration, locale)
    if field == "licence_file_id":
        return file_words(session, unit.licence_file_id, locale)
    value = unit_column(unit, field)
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext_in(locale, YES if value else NO)
    words: dict[str, Callable[[str], str]] = {
        "category": lambda code: category_name(locale, Category(code)),
        "country": lambda code: country_name(locale, code),
        "division_code": full_name,
        "industry": lambda code: industry_name(locale, code),
        "size": lambda code: size_name(locale, code),
        "parent_group_code": lambda code: group_name(session, code, locale),
        "credit_code": grouped_credit_code,
    }
    abroad = unit.category is Category.OVERSEAS_UNIT
    return words[field](str(value)) if field in words else as_typed(field, value, abroad=abroad)


def grouped_credit_code(code: str) -> str:
    """91330106 MA2KQ7X4 1B: eight, eight, two."""
    return f"{code[:8]} {code[8:16]} {code[16:]}" if len(code) == 18 else code


def group_name(session: Session, code: str, locale: str) -> str:
    """A central enterprise by its code."""
    if code == NO_PARENT_GROUP:
        return gettext_in(locale, NO_GROUP)
    row = session.exec(select(CentralEnterprise).where(CentralEnterprise.code == code)).first()
    return (row.name_zh if locale == "zh" else row.name_en) if row else ""


def area_names(session: Session, registration: Registration, locale: str) -> str:
    """The areas that the unit comes for, in the edition's order."""
    rows = editions.areas_of_edition(session, registration.edition.id or 0)
    names = [row.name_zh if locale == "zh" else row.name_en for row in rows if row.code in registration.areas]
    return ("、" if locale == "zh" else "; ").join(names)


def file_words(session: Session, file_id: int | None, locale: str) -> str:
    """What kind of file, and how large."""
    file = session.get(StoredFile, file_id) if file_id else None
    if file is None:
        return ""
    kind = "PDF" if file.media_type == "application/pdf" else "JPG"
    size = f"{file.byte_size / 1024 / 1024:.1f} MB" if file.byte_size >= 100_000 else "0.1 MB"
    return f"{kind}，{size}" if locale == "zh" else f"{kind}, {size}"


def unit_name(unit: WorkUnit, locale: str) -> str:
    """In the reader's language where the unit has a name in it."""
    names = (unit.name_zh, unit.name_en) if locale == "zh" else (unit.name_en, unit.name_zh)
    return names[0] or names[1] or ""
