"""What was done: all of it for an administrator, what lies within the scope for those who review (rules §9).

The filters stand in the address. A page goes on from an instant, so the last one is as near as the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from ciie_portal.clock import BEIJING
from ciie_portal.domain.access import Actor, Permission, require, scope_of
from ciie_portal.domain.answer import day
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.lookups.paging import as_searched
from ciie_portal.lookups.shapes.history import History, HistoryRow
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import history as record
from ciie_portal.store.queries import missions, staffing
from ciie_portal.store.queries.history import BUYERS, STAFF, SYSTEM, Entry, Wanted
from ciie_portal.store.tables import JourneyEvent, SettingChange
from ciie_portal.wording import history as words
from ciie_portal.wording.dates import listed_moment
from ciie_portal.wording.desk_case import the_buyer, the_system
from ciie_portal.wording.help_history import reason_in_words, search_in_words
from ciie_portal.wording.staff import role_name

PAGE = "desk/history"
PAGE_ROWS = 50
FILTERS = ("who", "by", "what", "reference", "since", "until")
HELP_SEARCH = "help_search"
MOST_SKIPPED = 5_000  # entries of one instant
_PLACE = re.compile(r"(\d{8}T\d{12})-(\d{1,4})")


def history_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> History:
    """One page, newest first."""
    require(actor, Permission.SEE_HISTORY)
    asked = {name: as_searched(query.get(name, "")) for name in FILTERS}
    asked["what"] = asked["what"] if asked["what"] in words.EVENTS else ""
    asked["by"] = asked["by"] if asked["by"] in (STAFF, BUYERS, SYSTEM) else ""
    at, skip = _place(str(query.get("before", "")))
    with reading() as session:
        wanted = _wanted(session, actor.locale, asked, at)
        found: list[Entry] = []
        if wanted is not None:
            found = record.entries(session, actor, wanted, skip=skip, limit=PAGE_ROWS + 1)
        shown = found[:PAGE_ROWS]
        rows = _rows(session, actor, shown)
    here = path(actor.locale, PAGE, **asked)
    older = ""
    if len(found) > PAGE_ROWS:
        older = path(actor.locale, PAGE, **asked, before=_place_after(shown, at, skip))
    return History(
        rows=rows,
        events=_events(actor.locale),
        **asked,
        address=here,
        older=older,
        newest=here if at is not None else "",
        is_filtered=any(asked.values()),
        is_loaded=True,
    )


def _events(locale: str) -> tuple[Choice, ...]:
    """Each word once: kinds of event that are called alike are found by either."""
    first_of = {words.called_alike(locale, event)[0]: None for event in words.EVENTS}
    return tuple(Choice(event, words.event_name(locale, event)) for event in first_of)


def _wanted(session: Session, locale: str, asked: Mapping[str, str], at: datetime | None) -> Wanted | None:
    """None where a filter can match nothing: an unknown reference or name, an impossible day."""
    since, until = _day(asked["since"]), _day(asked["until"])
    if (asked["since"] and since is None) or (asked["until"] and until is None):
        return None
    about = _about(session, asked["reference"])
    staff_ids = staffing.ids_named(session, asked["who"]) if asked["who"] else None
    if about is None or staff_ids == []:
        return None
    unit_id, person_id, note, subject = about
    return Wanted(
        events=words.called_alike(locale, asked["what"]) if asked["what"] else (),
        by=asked["by"],
        staff_ids=staff_ids,
        unit_id=unit_id,
        person_id=person_id,
        note=note,
        subject=subject,
        since=_instant(since) if since else None,
        until=_instant(until + timedelta(days=1)) if until else None,
        at_or_before=at,
    )


def _about(session: Session, typed: str) -> tuple[int | None, int | None, str | None, str | None] | None:
    """Unit, person, note, subject of a reference, a mission's or edition's code, a staff name."""
    if not typed:
        return None, None, None, None
    try:
        reference = parse_reference(typed)
    except RuleBroken:
        return None, None, None, typed
    prefix = reference.partition("-")[0]
    if prefix == Prefix.WORK_UNIT:
        unit = record.unit_named(session, reference)
        return (unit, None, None, None) if unit else None
    if prefix == Prefix.PERSON:
        person = record.person_named(session, reference)
        return (None, person, None, None) if person else None
    return record.request_named(session, reference), None, reference, None


def _rows(session: Session, actor: Actor, found: Sequence[Entry]) -> tuple[HistoryRow, ...]:
    units, persons = record.references_of(session, found)
    staff = staffing.named(session, {row.staff_id for row in found if row.staff_id})
    names = {row.code: _name(actor.locale, row) for row in missions.all_missions(session)}
    scope = scope_of(actor, missions.parents(session))
    shown = []
    for place, row in enumerate(found):
        member = staff.get(row.staff_id or 0)
        if isinstance(row, SettingChange):
            facts = _of_setting(actor.locale, row, names)
        else:
            facts = _of_journey(actor, row, names, units, persons, scope)
        shown.append(
            HistoryRow(
                key=f"{place}-{row.at.isoformat()}",
                at=listed_moment(row.at),
                who=member.name if member else _nobody(actor.locale, row),
                duty=role_name(member.role, actor.locale) if member else "",
                what=words.event_name(actor.locale, row.event),
                **facts,
            )
        )
    return tuple(shown)


def _nobody(locale: str, row: Entry) -> str:
    is_system = row.is_system or isinstance(row, SettingChange)
    return the_system(locale) if is_system else the_buyer(locale)


def _of_setting(locale: str, row: SettingChange, names: Mapping[str, str]) -> dict[str, str]:
    before, after = (
        names.get(text or "", "") or words.setting_value(locale, row.field, text)
        for text in (row.old_text, row.new_text)
    )
    about = names.get(row.subject, "")
    return {
        "reference": f"{row.subject} · {about}" if about else row.subject,
        "address": "",
        "change": words.from_to(locale, before, after),
        "note": words.field_name(locale, row.field),
    }


def _of_journey(
    actor: Actor,
    row: JourneyEvent,
    names: Mapping[str, str],
    units: Mapping[int, tuple[str, int | None, bool]],
    persons: Mapping[int, tuple[str, int]],
    scope: frozenset[int] | None,
) -> dict[str, str]:
    unit_reference, mission_id, is_submitted = units.get(row.unit_id or 0, ("", None, False))
    person_reference = persons.get(row.person_id or 0, ("", 0))[0]
    may_open = actor.may(Permission.REVIEW_UNITS) and (scope is None or mission_id in scope)
    is_person = row.person_id is not None
    address = path(actor.locale, f"desk/units/{unit_reference}") if may_open and is_submitted else ""
    if actor.may(Permission.REVIEW_PERSONNEL) and person_reference:
        address = path(actor.locale, f"desk/personnel/{person_reference}")
    before, after = (
        names.get(text or "", "") or words.status_name(actor.locale, text or "", is_person=is_person)
        for text in (row.from_status, row.to_status)
    )
    return {
        "reference": " · ".join(one for one in (unit_reference, person_reference) if one),
        "address": address,
        "change": words.from_to(actor.locale, before, after) if before != after else "",
        "note": words.masked(_note(actor, row)),
    }


def _note(actor: Actor, row: JourneyEvent) -> str:
    if row.event == HELP_SEARCH:
        return search_in_words(actor.locale, row.reason or "")
    return reason_in_words(actor.locale, row.event, row.reason or "")


def _place(before: str) -> tuple[datetime | None, int]:
    """Where a page goes on: an instant, and how many of its entries were shown."""
    match = _PLACE.fullmatch(before[:40])
    if match is None or not before.isascii():
        return None, 0
    try:
        at = datetime.strptime(match[1], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return None, 0
    return at, min(int(match[2]), MOST_SKIPPED)


def _place_after(shown: Sequence[Entry], at: datetime | None, skip: int) -> str:
    last = shown[-1].at
    same = sum(row.at == last for row in shown) + (skip if last == at else 0)
    return f"{last.astimezone(UTC):%Y%m%dT%H%M%S%f}-{same}"


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        on = day(typed)
    except RuleBroken:
        return None
    return on if 1900 < on.year < 2200 else None


def _instant(on: date) -> datetime:
    return datetime.combine(on, time(), BEIJING).astimezone(UTC)


def _name(locale: str, mission: object) -> str:
    return str(getattr(mission, "name_zh" if locale == "zh" else "name_en"))
