"""What every decision of the desk does alike: find the case in scope, check its version, keep the record."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from ciie_portal.domain.access import Actor
from ciie_portal.domain.correction import check_version
from ciie_portal.store import events
from ciie_portal.store.queries import units
from ciie_portal.store.tables import Person, ReturnedField, WorkUnit


def case_for_decision(session: Session, actor: Actor, reference: str, version: int) -> WorkUnit:
    """The unit, locked, as the reviewer saw it. Raises NOT_FOUND or CHANGED_MEANWHILE."""
    unit = units.unit_for_update(session, actor, reference)
    check_version(version, unit.version)
    return unit


def person_for_decision(
    session: Session, actor: Actor, reference: str, version: int
) -> tuple[Person, WorkUnit]:
    """The person and the unit, locked, as they were seen. Raises NOT_FOUND or CHANGED_MEANWHILE."""
    person, unit = units.person_for_update(session, actor, reference)
    check_version(version, person.version)
    return person, unit


def record_move(
    session: Session,
    actor: Actor,
    event: StrEnum,
    before: StrEnum,
    after: StrEnum,
    now: datetime,
    *,
    unit: WorkUnit | None = None,
    person: Person | None = None,
    reason: str | None = None,
) -> None:
    """One row of the record, for a unit or for a person of it."""
    events.record(
        session,
        actor,
        event=event.value,
        now=now,
        unit_id=unit.id if unit else person.unit_id if person else None,
        person_id=person.id if person else None,
        from_status=before.value,
        to_status=after.value,
        reason=reason,
    )


def remember_returned(
    session: Session,
    actor: Actor,
    unit: WorkUnit,
    person: Person | None,
    field: str,
    reason: str,
    now: datetime,
) -> None:
    """One answer that is open for correction."""
    session.add(
        ReturnedField(
            unit_id=unit.id or 0,
            person_id=person.id if person else None,
            field=field,
            reason=reason,
            opened_at=now,
            opened_by=actor.staff_id,
        )
    )


def answered_before(session: Session, unit: WorkUnit, now: datetime) -> None:
    """A new return of the unit replaces what may be left of an older one."""
    for row in units.open_returns(session, unit.id or 0):
        row.answered_at = now
    session.flush()
