"""What an actor may see, as conditions that every query carries (rules.md section 1; C03, C04).

A stranger's row is simply not among the rows.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, false, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import col

from ciie_portal.domain.access import Actor, Permission
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.journey import PAID_FOR, PASSED, PersonStatus
from ciie_portal.store.tables import CertificateRequest, Person, TradeMission, WorkUnit

DESK_RIGHTS = frozenset({Permission.REVIEW_UNITS, Permission.ISSUE_CODES, Permission.HAND_OVER})
EVERYTHING = frozenset({Permission.HELP_CALLERS, Permission.RUN_UNATTENDED})


def subtree(mission_id: int) -> Select[tuple[int]]:
    """The ids of a mission and of every sub-mission below it, however deep."""
    below = (
        select_columns(col(TradeMission.id).label("id"))
        .where(col(TradeMission.id) == mission_id)
        .cte(recursive=True)  # without a name: one statement may ask twice
    )
    below = below.union(select_columns(col(TradeMission.id)).where(col(TradeMission.parent_id) == below.c.id))
    return select_columns(below.c.id)


def missions_in_scope(actor: Actor) -> ColumnElement[bool]:
    """A secretariat: its subtree. The organiser desk, and whoever runs the house: all."""
    if actor.permissions & EVERYTHING or actor.may(Permission.ADMINISTER):
        return true()
    if not actor.permissions & DESK_RIGHTS:
        return false()
    if actor.mission_id is not None:
        return col(TradeMission.id).in_(subtree(actor.mission_id))
    return true() if actor.may(Permission.TRANSFER_UNITS) else false()


def units_in_scope(actor: Actor) -> ColumnElement[bool]:
    """Buyers: their own. The desk: submitted units of its missions. The help desk and the system: all."""
    if actor.permissions & EVERYTHING:
        return true()
    allowed: list[ColumnElement[bool]] = [false()]
    if actor.may(Permission.OWN_UNIT) and actor.account_id is not None:
        allowed.append(col(WorkUnit.account_id) == actor.account_id)
    if actor.permissions & DESK_RIGHTS:
        submitted = col(WorkUnit.submitted_at).is_not(None)
        if actor.mission_id is not None:
            allowed.append(and_(submitted, col(WorkUnit.mission_id).in_(subtree(actor.mission_id))))
        elif actor.may(Permission.TRANSFER_UNITS):
            allowed.append(submitted)
    return or_(*allowed)


def persons_in_scope(actor: Actor) -> ColumnElement[bool]:
    """Persons of the units in scope, without a mission seeing drafts; else by status, whatever the unit."""
    if actor.permissions & EVERYTHING:
        return true()
    allowed: list[ColumnElement[bool]] = [false()]
    if actor.may(Permission.OWN_UNIT) and actor.account_id is not None:
        allowed.append(_unit_of_person(actor))
    if actor.permissions & DESK_RIGHTS:
        allowed.append(and_(_unit_of_person(actor), col(Person.status) != PersonStatus.DRAFT))
    if actor.may(Permission.REVIEW_PERSONNEL):
        allowed.append(col(Person.status).in_(PAID_FOR))
    if actor.may(Permission.MAKE_CERTIFICATES):
        allowed.append(col(Person.status).in_(PASSED))
    return or_(*allowed)


def requests_in_scope(actor: Actor) -> ColumnElement[bool]:
    """Buyers: their own. Finance: all. Certificate makers and the desk: paid ones, the desk's in scope."""
    if actor.permissions & (EVERYTHING | {Permission.HANDLE_MONEY}):
        return true()
    allowed: list[ColumnElement[bool]] = [false()]
    units = col(CertificateRequest.unit_id).in_(select_columns(col(WorkUnit.id)).where(units_in_scope(actor)))
    is_paid = col(CertificateRequest.status) == RequestStatus.PAID
    if actor.may(Permission.OWN_UNIT):
        allowed.append(units)
    if actor.permissions & DESK_RIGHTS:
        allowed.append(and_(units, is_paid))
    if actor.may(Permission.MAKE_CERTIFICATES):
        allowed.append(is_paid)
    return or_(*allowed)


def _unit_of_person(actor: Actor) -> ColumnElement[bool]:
    return col(Person.unit_id).in_(select_columns(col(WorkUnit.id)).where(units_in_scope(actor)))
