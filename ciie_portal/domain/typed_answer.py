"""A stored answer as the form shows it again: what would have to be typed to give it once more."""

from __future__ import annotations

from datetime import date

from ciie_portal.domain.contact import as_dialled
from ciie_portal.domain.unit_answers import ten_thousands

SUMS = frozenset({"registered_capital", "imports_last_year"})
MOBILES = frozenset({"mobile", "contact_mobile"})
DATES = frozenset({"birth_date", "document_expires_on"})
DATE_PARTS = ("year", "month", "day")


def as_typed(field: str, stored: object, *, abroad: bool = False) -> str:
    """Empty where there is no answer; a date as 1990-02-01. `abroad`: mobiles carry their country's code."""
    if stored is None:
        return ""
    if isinstance(stored, bool):
        return "yes" if stored else "no"
    if isinstance(stored, int) and field in SUMS:
        return ten_thousands(stored)
    if isinstance(stored, date):
        return stored.isoformat()
    return as_dialled(str(stored), abroad=abroad) if field in MOBILES else str(stored)


def date_parts(stored: object) -> dict[str, str]:
    """Year, month and day as they are typed into three boxes."""
    if not isinstance(stored, date):
        return dict.fromkeys(DATE_PARTS, "")
    return {"year": f"{stored.year:04}", "month": str(stored.month), "day": str(stored.day)}


def joined_date(parts: dict[str, str]) -> str:
    """One text of the three boxes; empty when all are, and no date when one is missing."""
    typed = [parts.get(part, "").strip() for part in DATE_PARTS]
    return "-".join(typed) if any(typed) else ""
