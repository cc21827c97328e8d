"""The persons a unit brings: how many, how old, in which role, with which label (Q1, Q4, Q6; D2, D5)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ciie_portal.domain.errors import Rule, RuleBroken

YOUNGEST = 16  # D5
MOST_PERSONS = 50  # D2; an edition may say otherwise
EARLIEST_BIRTH_YEAR = 1900


class PersonRole(StrEnum):
    TRADER = "trader"
    SCIENTIFIC_RESEARCHER = "scientific_researcher"
    GOVERNMENT_ADMINISTRATOR = "government_administrator"
    INTERMEDIARY = "intermediary"
    OTHER = "other"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


def age_on(birth_date: date, today: date) -> int:
    """Full years; who was born on 29 February is a year older on 1 March."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (0 if had_birthday else 1)


def check_birth_date(birth_date: date, today: date) -> date:
    """Raises BIRTH_DATE_IN_FUTURE, BIRTH_DATE_TOO_EARLY, TOO_YOUNG."""
    if birth_date > today:
        raise RuleBroken(Rule.BIRTH_DATE_IN_FUTURE)
    if birth_date.year < EARLIEST_BIRTH_YEAR:
        raise RuleBroken(Rule.BIRTH_DATE_TOO_EARLY)
    if age_on(birth_date, today) < YOUNGEST:
        raise RuleBroken(Rule.TOO_YOUNG, youngest=YOUNGEST)
    return birth_date
