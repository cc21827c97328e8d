"""Sends one person on: added to a submitted unit, or corrected after a return (Q4, Q5; D3)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.desk_cases import record_move
from ciie_portal.domain.access import Actor
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonEvent, PersonStatus, UnitStatus, move_person
from ciie_portal.store.queries.registering import Registration
from ciie_portal.store.tables import Person

# in these a new person goes to the mission at once; in a draft or a rejected unit together with the unit
_TAKES_PERSONS = (UnitStatus.UNDER_REVIEW, UnitStatus.APPROVED)


def send_person(
    session: Session, actor: Actor, registration: Registration, person: Person, now: datetime
) -> bool:
    """Whether the person went to a reviewer. Adding is gated by the deadline, answering a return never is."""
    unit = registration.unit
    if person.status is PersonStatus.DRAFT:
        if unit.status not in _TAKES_PERSONS:
            return False
        if not registration.is_open(now):
            raise RuleBroken(Rule.REGISTRATION_CLOSED)
        move_own_person(session, actor, person, PersonEvent.SUBMIT, now)
        if unit.status is UnitStatus.UNDER_REVIEW:
            unit.version += 1
        return True
    is_returned = person.status in (PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER)
    if not is_returned or unit.status is UnitStatus.RETURNED:
        return False  # what a unit's return gave back goes out with the unit
    answer_returns(registration, person, now)
    move_own_person(session, actor, person, PersonEvent.RESUBMIT, now)
    return True


def move_own_person(
    session: Session, actor: Actor, person: Person, event: PersonEvent, now: datetime
) -> None:
    """One step of a person that the buyer takes, on the record."""
    before = person.status
    person.status = move_person(before, event)
    person.status_since, person.version = now, person.version + 1
    person.claimed_by = person.claimed_at = None
    record_move(session, actor, event, before, person.status, now, person=person)


def answer_returns(registration: Registration, person: Person | None, now: datetime) -> None:
    """What was given back of the unit (no person), or of one person, is answered."""
    person_id = person.id if person else None
    for row in registration.returns:
        if row.person_id == person_id:
            row.answered_at = now
