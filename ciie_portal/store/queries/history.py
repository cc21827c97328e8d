"""What was done, newest first, as far as the reader may see it (rules.md section 9).

Two records are read as one: the journeys of units and persons, and the changes of settings. Every page is
read by an index from an instant backwards, so a million rows cost no more than a thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor, Permission, StaffRole
from ciie_portal.domain.journey import PAID_FOR
from ciie_portal.store.queries.scope import subtree
from ciie_portal.store.tables import (
    CertificateRequest,
    JourneyEvent,
    Person,
    SettingChange,
    WorkUnit,
)

Entry = JourneyEvent | SettingChange
MONEY_EVENTS = frozenset({"ask_refund", "send_refund", "refund_paid", "match_payment", "return_payment"})
MANY = 5000  # events of a scope, from which on an order by time is quicker than all of them
STAFF, BUYERS, SYSTEM = "staff", "buyers", "system"


@dataclass(frozen=True)
class Wanted:
    """The filters; None and empty ask for everything. `until` is the first instant that is not shown."""

    events: Collection[str] = ()
    by: str = ""
    staff_ids: Sequence[int] | None = None
    unit_id: int | None = None
    person_id: int | None = None
    note: str | None = None  # a reference that stands in the note of its events
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    at_or_before: datetime | None = None


def entries(session: Session, actor: Actor, wanted: Wanted, *, skip: int, limit: int) -> list[Entry]:
    """At most `limit` entries after `skip` of them, newest first; of one instant the last written first."""
    found: list[Entry] = []
    for scope in _journey_scopes(session, actor, wanted):
        found += _newest(session, JourneyEvent, [scope, *_of_journey(wanted)], wanted, skip + limit)
    if wanted.unit_id is None and wanted.person_id is None and wanted.note is None:
        conditions = [_setting_scope(actor), *_of_setting(wanted)]
        found += _newest(session, SettingChange, conditions, wanted, skip + limit)
    unique = {(type(one).__name__, one.id): one for one in found}
    ordered = sorted(unique.items(), key=lambda one: (one[1].at, one[0]), reverse=True)
    return [entry for _key, entry in ordered][skip : skip + limit]


def _newest(
    session: Session,
    table: type[JourneyEvent] | type[SettingChange],
    conditions: Sequence[ColumnElement[bool]],
    wanted: Wanted,
    limit: int,
) -> list[Entry]:
    query: Any = select_columns(table).where(*conditions)
    if wanted.at_or_before is not None:
        query = query.where(col(table.at) <= wanted.at_or_before)
    if wanted.since is not None:
        query = query.where(col(table.at) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(table.at) < wanted.until)
    if wanted.staff_ids is not None:
        query = query.where(col(table.staff_id).in_(wanted.staff_ids))
    ordered = query.order_by(col(table.at).desc(), col(table.id).desc()).limit(limit)
    return list(session.scalars(ordered).all())


def _of_journey(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.events:
        conditions.append(col(JourneyEvent.event).in_(wanted.events))
    if wanted.unit_id is not None:
        conditions.append(col(JourneyEvent.unit_id) == wanted.unit_id)
    if wanted.person_id is not None:
        conditions.append(col(JourneyEvent.person_id) == wanted.person_id)
    if wanted.note is not None:
        conditions.append(col(JourneyEvent.reason) == wanted.note)
    if wanted.subject is not None:
        conditions.append(false())
    if wanted.by == STAFF:
        conditions.append(col(JourneyEvent.staff_id).is_not(None))
    if wanted.by == BUYERS:
        conditions.append(col(JourneyEvent.account_id).is_not(None))
    if wanted.by == SYSTEM:
        conditions.append(col(JourneyEvent.is_system).is_(True))
    return conditions


def _of_setting(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.events:
        conditions.append(col(SettingChange.event).in_(wanted.events))
    if wanted.subject is not None:
        conditions.append(func.lower(col(SettingChange.subject)) == wanted.subject.lower())
    if wanted.by == STAFF:
        conditions.append(col(SettingChange.staff_id).is_not(None))
    if wanted.by == BUYERS:
        conditions.append(false())
    if wanted.by == SYSTEM:
        conditions.append(col(SettingChange.is_system).is_(True))
    return conditions


def _journey_scopes(session: Session, actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Each is asked by itself: together no index would serve them. None for who may see no history."""
    if not actor.may(Permission.SEE_HISTORY):
        return []
    if actor.may(Permission.ADMINISTER):
        return [true()]
    if actor.may(Permission.REVIEW_UNITS) and actor.mission_id is not None:
        below = subtree(actor.mission_id)
        units = select_columns(col(WorkUnit.id)).where(
            col(WorkUnit.mission_id).in_(below), col(WorkUnit.submitted_at).is_not(None)
        )
        own = and_(
            col(JourneyEvent.unit_id).is_(None), col(JourneyEvent.mission_id).in_(subtree(actor.mission_id))
        )
        is_one = wanted.unit_id is not None or wanted.person_id is not None
        return [_of_units(session, units, is_few=is_one), own]
    if actor.may(Permission.REVIEW_UNITS) and actor.may(Permission.TRANSFER_UNITS):
        submitted = exists().where(
            col(WorkUnit.id) == col(JourneyEvent.unit_id), col(WorkUnit.submitted_at).is_not(None)
        )
        desks = (StaffRole.SECRETARIAT, StaffRole.ORGANISER_DESK)
        of_desks = and_(col(JourneyEvent.unit_id).is_(None), col(JourneyEvent.staff_role).in_(desks))
        return [or_(submitted, of_desks)]
    if actor.may(Permission.REVIEW_PERSONNEL):
        paid = exists().where(col(Person.id) == col(JourneyEvent.person_id), col(Person.status).in_(PAID_FOR))
        return [and_(paid, col(JourneyEvent.event).not_in(MONEY_EVENTS))]
    return []


def _of_units(session: Session, units: Any, *, is_few: bool) -> ColumnElement[bool]:
    """Few events are found by their units and then sorted; among many the newest are found by going back."""
    unit = col(JourneyEvent.unit_id)
    if not is_few:
        some = select_columns(col(JourneyEvent.id)).where(unit.in_(units)).limit(MANY).subquery()
        is_few = (session.scalar(select_columns(func.count()).select_from(some)) or 0) < MANY
    return unit.in_(units) if is_few else (unit + 0).in_(units)  # a sum is in no index


def _setting_scope(actor: Actor) -> ColumnElement[bool]:
    """Editions are everybody's who runs them; missions and their staff those of the scope."""
    if actor.may(Permission.ADMINISTER):
        return true()
    if not actor.may(Permission.MANAGE_SUB_MISSIONS):
        return false()
    if actor.mission_id is not None:
        return col(SettingChange.mission_id).in_(subtree(actor.mission_id))
    editions = ("change_edition", "add_edition", "change_areas", "change_labels")
    return or_(col(SettingChange.mission_id).is_not(None), col(SettingChange.event).in_(editions))


def unit_named(session: Session, reference: str) -> int | None:
    return session.exec(select(WorkUnit.id).where(WorkUnit.reference == reference)).first()


def person_named(session: Session, reference: str) -> int | None:
    return session.exec(select(Person.id).where(Person.reference == reference)).first()


def request_named(session: Session, reference: str) -> int | None:
    """The unit of a certificate request."""
    query = select(CertificateRequest.unit_id).where(CertificateRequest.reference == reference)
    return session.exec(query).first()


def references_of(
    session: Session, rows: Sequence[Entry]
) -> tuple[dict[int, tuple[str, int | None, bool]], dict[int, tuple[str, int]]]:
    """Units: reference, mission, whether submitted. Persons: reference and unit."""
    unit_ids = {row.unit_id for row in rows if isinstance(row, JourneyEvent) and row.unit_id}
    person_ids = {row.person_id for row in rows if isinstance(row, JourneyEvent) and row.person_id}
    units = session.exec(select(WorkUnit).where(col(WorkUnit.id).in_(unit_ids))).all() if unit_ids else []
    persons = session.exec(select(Person).where(col(Person.id).in_(person_ids))).all() if person_ids else []
    return (
        {row.id: (row.reference, row.mission_id, row.submitted_at is not None) for row in units},
        {row.id: (row.reference, row.unit_id) for row in persons},
    )
