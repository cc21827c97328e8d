"""The record of a unit in words: all of it for the desk, the buyer's part for the buyer (rules section 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, StaffRole
from ciie_portal.lookups.shapes.unit_case import Happening
from ciie_portal.store import events
from ciie_portal.store.queries import missions, unit_desk
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.tables import JourneyEvent, Person, WorkUnit
from ciie_portal.wording import desk_case
from ciie_portal.wording.dates import moment
from ciie_portal.wording.fields import FIELD_NAMES, field_list
from ciie_portal.wording.statuses import organiser_desk

# Events whose reason was written for the buyer, or by the buyer.
TOLD_WITH_REASON = frozenset(
    {"return", "reject", "transfer", "ask_to_move", "decline_move", "hold_code", "lose_code"}
)
CHANGED = "change_answers"  # its reason lists the fields
FOR_WHO_DECIDES_CLAIMS = frozenset({"note_document"})  # other reviewers know the bare fact alone


def desk_history(
    session: Session, actor: Actor, unit: WorkUnit, persons: Sequence[Person]
) -> tuple[Happening, ...]:
    """Events of the unit and its persons, newest first, with who did each."""
    locale = actor.locale
    rows = events.history_of_unit(session, unit.id or 0)
    names = {person.id: person.name_zh or person.name_latin or person.reference for person in persons}
    staff = unit_desk.staff_names(session, {row.staff_id for row in rows if row.staff_id})
    happened = []
    for row in reversed(rows):
        if row.event in FOR_WHO_DECIDES_CLAIMS and not actor.may(Permission.DECIDE_CLAIMS):
            continue
        text = _text(session, row, locale, names.get(row.person_id, "") if row.person_id else "")
        if text:
            line = desk_case.event_line(locale, text, _who(row, staff, locale))
            happened.append(Happening(moment(locale, row.at), line, _why(row, locale)))
    return tuple(happened)


def buyer_history(session: Session, unit: WorkUnit, locale: str) -> tuple[Happening, ...]:
    """What happened to the unit itself, newest first; staff appear as the office that they work for."""
    rows = [row for row in events.history_of_unit(session, unit.id or 0) if row.person_id is None]
    offices = {row.id: row.code for row in missions.all_missions(session)}
    happened = []
    for row in reversed(rows):
        text = _text(session, row, locale, "")
        if text:
            line = desk_case.event_line(locale, text, _office(session, row, offices, locale))
            why = _why(row, locale) if row.event in TOLD_WITH_REASON | {CHANGED} else ""
            happened.append(Happening(moment(locale, row.at), line, why))
    return tuple(happened)


def _text(session: Session, row: JourneyEvent, locale: str, person: str) -> str:
    tree = mission_tree(session)

    def mission(code: str | None) -> str:
        known = code is not None and code in tree
        return tree[code].name(locale) if known and code else organiser_desk(locale, False)

    event = f"{row.event}_there" if row.event == "ask_to_move" and row.to_status else row.event
    before, after = mission(row.from_status), mission(row.to_status)
    return desk_case.event_text(locale, event, person, before=before, after=after)


def _why(row: JourneyEvent, locale: str) -> str:
    if row.event == CHANGED:
        return field_list(locale, [name for name in (row.reason or "").split(",") if name in FIELD_NAMES])
    return row.reason or ""


def _who(row: JourneyEvent, staff: Mapping[int, str], locale: str) -> str:
    if row.staff_id:
        return staff.get(row.staff_id, "")
    return desk_case.the_system(locale) if row.is_system else desk_case.the_buyer(locale)


def _office(session: Session, row: JourneyEvent, offices: Mapping[int, str], locale: str) -> str:
    """The mission of a secretariat, or the organiser desk; nothing for the buyer's own deeds."""
    if row.staff_role is StaffRole.ORGANISER_DESK:
        return organiser_desk(locale, False)
    code = offices.get(row.mission_id or 0)
    return mission_tree(session)[code].name(locale) if row.staff_id and code else ""
