"""The record of what was decided: rows are added here and nowhere changed (rules.md section 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor
from ciie_portal.store.tables import Edition, JourneyEvent, SettingChange, StaffMember, TradeMission


def record(
    session: Session,
    actor: Actor,
    *,
    event: str,
    now: datetime,
    unit_id: int | None = None,
    person_id: int | None = None,
    from_status: str | None = None,
    to_status: str | None = None,
    reason: str | None = None,
    subject: str | None = None,
) -> JourneyEvent:
    """Who did what, in the transaction that did it. `subject`: what it is about beside a unit or a person."""
    row = JourneyEvent(
        at=now,
        event=event,
        unit_id=unit_id,
        person_id=person_id,
        account_id=actor.account_id,
        staff_id=actor.staff_id,
        staff_role=actor.role,
        mission_id=actor.mission_id,
        is_system=actor.is_system,
        from_status=from_status,
        to_status=to_status,
        reason=reason,
        subject=subject,
    )
    session.add(row)
    return row


def record_setting(
    session: Session,
    actor: Actor,
    about: Edition | TradeMission | StaffMember,
    *,
    event: str,
    now: datetime,
    field: str | None = None,
    before: str | None = None,
    after: str | None = None,
) -> SettingChange:
    """Who changed one field of what the record is about, in the transaction that did it."""
    subject, mission_id = _named(about)
    row = SettingChange(
        at=now,
        event=event,
        staff_id=actor.staff_id,
        is_system=actor.is_system,
        subject=subject,
        mission_id=mission_id,
        field=field,
        old_text=before or None,
        new_text=after or None,
    )
    session.add(row)
    return row


def _named(about: Edition | TradeMission | StaffMember) -> tuple[str, int | None]:
    """How the record names it, and the mission in whose scope it is read."""
    if isinstance(about, StaffMember):
        return about.login, about.mission_id
    return about.code, about.id if isinstance(about, TradeMission) else None


def history_of_unit(session: Session, unit_id: int) -> Sequence[JourneyEvent]:
    """The unit's events and those of its persons, oldest first."""
    return session.exec(
        select(JourneyEvent)
        .where(JourneyEvent.unit_id == unit_id)
        .order_by(col(JourneyEvent.at), col(JourneyEvent.id))
    ).all()


def history_of_person(session: Session, person_id: int) -> Sequence[JourneyEvent]:
    """The person's own events, oldest first."""
    return session.exec(
        select(JourneyEvent)
        .where(JourneyEvent.person_id == person_id)
        .order_by(col(JourneyEvent.at), col(JourneyEvent.id))
    ).all()


def history_of_subject(session: Session, subject: str) -> Sequence[JourneyEvent]:
    """What is about neither a unit nor a person, oldest first."""
    return session.exec(
        select(JourneyEvent)
        .where(JourneyEvent.subject == subject)
        .order_by(col(JourneyEvent.at), col(JourneyEvent.id))
    ).all()
