"""What may be changed of an edition, and from when on not (Q5; D3, D9).

A deadline moves later at any time, and earlier only to an instant that is still to come. What was open stays
opened, and an edition that another one has followed keeps its dates, its fee and its channels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from ciie_portal.domain.answer import AnswerSheet, clean_line, day, line, whole_number
from ciie_portal.domain.edition import CHINA_STANDARD_TIME
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken

LONGEST_NAME = 200
LONGEST_LISTED = 100
LEAST_FEE, HIGHEST_FEE = 1, 100_000  # in whole units of the currency
MOST_PERSONS = 500
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
_TIME = re.compile(r"(\d{1,2})[:：](\d{2})")
# what stays free once a later edition runs
ALWAYS_FREE = frozenset({"name_en", "name_zh", "erases_on"})


@dataclass(frozen=True)
class EditionValues:
    """Everything of an edition that a page may change; the fee in minor units."""

    name_en: str
    name_zh: str
    starts_on: date
    ends_on: date
    opens_at: datetime
    closes_at: datetime
    pays_until: datetime | None
    fee_minor: int
    person_cap: int
    is_code_free_open: bool
    erases_on: date | None


@dataclass(frozen=True)
class EditionStanding:
    """What the change meets: units that were submitted, and whether a later edition has opened."""

    has_registrations: bool
    is_followed: bool


def changed_fields(before: EditionValues, after: EditionValues) -> tuple[str, ...]:
    """The names of what differs, in the order of the page."""
    names = (field.name for field in fields(EditionValues))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def check_change(
    before: EditionValues, after: EditionValues, standing: EditionStanding, now: datetime
) -> None:
    """Raises every problem at once."""
    problems = [*_locked(before, after, standing, now), *impossible(after)]
    if _is_earlier(after.closes_at, before.closes_at) and after.closes_at <= now:
        problems.append(FieldProblem("closes_at", Rule.EARLIER_ONLY_AHEAD))
    if (
        after.pays_until is not None
        and _is_earlier(after.pays_until, before.pays_until)
        and after.pays_until <= now
    ):
        problems.append(FieldProblem("pays_until", Rule.EARLIER_ONLY_AHEAD))
    if after.erases_on not in (None, before.erases_on) and after.erases_on <= _today(now):
        problems.append(FieldProblem("erases_on", Rule.DATE_IN_PAST))
    raise_if(problems)


def _is_earlier(after: datetime, before: datetime | None) -> bool:
    """Setting an end where there was none is earlier too."""
    return before is None or after < before


def _locked(
    before: EditionValues, after: EditionValues, standing: EditionStanding, now: datetime
) -> list[FieldProblem]:
    changed = changed_fields(before, after)
    if standing.is_followed:
        kept = (name for name in changed if name not in ALWAYS_FREE)
        return [FieldProblem(name.removesuffix("_minor"), Rule.EDITION_IS_PAST) for name in kept]
    if standing.has_registrations and "opens_at" in changed:
        return [FieldProblem("opens_at", Rule.FIELD_LOCKED)]
    if "opens_at" in changed and after.opens_at <= now:
        return [FieldProblem("opens_at", Rule.OPENS_IN_THE_PAST)]
    return []


def impossible(edition: EditionValues) -> list[FieldProblem]:
    """Dates that contradict each other, whatever was there before."""
    problems = []
    if edition.closes_at <= edition.opens_at:
        problems.append(FieldProblem("closes_at", Rule.ENDS_BEFORE_IT_BEGINS))
    if edition.ends_on < edition.starts_on:
        problems.append(FieldProblem("ends_on", Rule.ENDS_BEFORE_IT_BEGINS))
    if edition.closes_at > _end_of(edition.ends_on):
        problems.append(FieldProblem("closes_at", Rule.CLOSES_AFTER_THE_FAIR))
    if edition.pays_until is not None and edition.pays_until < edition.closes_at:
        problems.append(FieldProblem("pays_until", Rule.ENDS_BEFORE_IT_BEGINS))
    if edition.erases_on is not None and edition.erases_on <= edition.ends_on:
        problems.append(FieldProblem("erases_on", Rule.ENDS_BEFORE_IT_BEGINS))
    return problems


def read_edition(answers: Mapping[str, object]) -> EditionValues:
    """The form as typed: days and Beijing times apart, the fee as 200 or 200.00. Raises all problems."""
    sheet = AnswerSheet(answers)
    values: dict[str, object] = {
        "name_en": sheet.read("name_en", line(LONGEST_NAME)),
        "name_zh": sheet.read("name_zh", line(LONGEST_NAME)),
        "starts_on": sheet.read("starts_on", a_day),
        "ends_on": sheet.read("ends_on", a_day),
        "opens_at": _read_instant(sheet, answers, "opens_at"),
        "closes_at": _read_instant(sheet, answers, "closes_at"),
        "pays_until": _read_instant(sheet, answers, "pays_until", required=False),
        "fee_minor": sheet.read("fee", minor_units),
        "person_cap": sheet.read("person_cap", whole_number(1, MOST_PERSONS)),
        "erases_on": sheet.read("erases_on", a_day, required=False),
        "is_code_free_open": str(answers.get("is_code_free_open", "")) == "on",
    }
    raise_if(sheet.problems)
    return EditionValues(**values)  # type: ignore[arg-type]


def _read_instant(
    sheet: AnswerSheet, answers: Mapping[str, object], field: str, *, required: bool = True
) -> datetime | None:
    """`{field}` is the day and `{field}_time` the time; an optional one is empty with its day."""
    on = sheet.read(field, a_day, required=required)
    if on is None:
        return None
    try:
        minutes = minutes_of_day(str(answers.get(f"{field}_time", "")))
    except RuleBroken as broken:
        sheet.refuse(field, broken.rule or Rule.NOT_A_TIME)
        return None
    return (datetime.combine(on, time(), CHINA_STANDARD_TIME) + timedelta(minutes=minutes)).astimezone(UTC)


def a_day(typed: str) -> date:
    """A day that an edition can have. Raises NOT_A_DATE."""
    on = day(typed)
    if not EARLIEST <= on <= LATEST:
        raise RuleBroken(Rule.NOT_A_DATE)
    return on


def minutes_of_day(typed: str) -> int:
    """16:40 or 24:00, in Beijing: a time with a zone of its own is none. Raises NOT_A_TIME."""
    match = _TIME.fullmatch(clean_line(typed[:20]))
    if match is None:
        raise RuleBroken(Rule.NOT_A_TIME)
    hour, minute = int(match[1]), int(match[2])
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise RuleBroken(Rule.NOT_A_TIME)
    return hour * 60 + minute


def minor_units(typed: str) -> int:
    """200 and 200.00 are 20000. Raises NOT_A_SUM, NUMBER_OUT_OF_RANGE."""
    plain = clean_line(typed[:40]).replace(",", "").replace("，", "")
    if not re.fullmatch(r"-?\d+(?:\.\d{1,2})?", plain, re.ASCII):
        raise RuleBroken(Rule.NOT_A_SUM)
    try:
        sum_typed = Decimal(plain)
    except InvalidOperation:
        raise RuleBroken(Rule.NOT_A_SUM) from None
    if not LEAST_FEE <= sum_typed <= HIGHEST_FEE:
        raise RuleBroken(Rule.NUMBER_OUT_OF_RANGE, smallest=LEAST_FEE, largest=HIGHEST_FEE)
    return int(sum_typed * 100)


def raise_if(problems: list[FieldProblem]) -> None:
    """One problem for each field: the first."""
    first: dict[str, FieldProblem] = {}
    for problem in problems:
        first.setdefault(problem.field, problem)
    if first:
        raise RuleBroken(first.values())


def _end_of(on: date) -> datetime:
    return datetime.combine(on + timedelta(days=1), time(), CHINA_STANDARD_TIME)


def _today(now: datetime) -> date:
    return now.astimezone(CHINA_STANDARD_TIME).date()


Day = TypeVar("Day", bound=date)


def a_year_on(on: Day, years: int) -> Day:
    """The same day some years later; 29 February becomes 28."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28)
