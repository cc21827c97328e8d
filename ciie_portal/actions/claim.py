"""Who is at work on a case: claimed, given back, the next one taken. A claim shows; the version decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import col, select

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.unit_review import CLAIM_LASTS, holds_claim
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import unit_desk, units
from ciie_portal.store.queries.scope import units_in_scope
from ciie_portal.store.tables import WorkUnit


@dataclass(frozen=True)
class Claimed:
    """`held_by` is the other reviewer's name where the case was not free."""

    is_mine: bool
    held_by: str = ""


def claim(actor: Actor, reference: str, now: datetime) -> Claimed:
    """Takes a case that is under review, unless another reviewer holds it. Raises STEP_NOT_POSSIBLE."""
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        unit = units.unit_for_update(session, actor, reference)
        if unit.status is not UnitStatus.UNDER_REVIEW:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        if unit.claimed_by != actor.staff_id and holds_claim(unit.claimed_at, now) and unit.claimed_by:
            names = unit_desk.staff_names(session, {unit.claimed_by})
            return Claimed(is_mine=False, held_by=names.get(unit.claimed_by, ""))
        unit.claimed_by, unit.claimed_at = actor.staff_id, now
        return Claimed(is_mine=True)


def release(actor: Actor, reference: str, now: datetime) -> None:
    """Gives a case back; somebody else's claim is left alone."""
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        unit = units.unit_for_update(session, actor, reference)
        if unit.claimed_by == actor.staff_id:
            unit.claimed_by = unit.claimed_at = None


def claim_next(actor: Actor, now: datetime) -> str:
    """Takes the oldest case that nobody holds and returns its reference; empty when there is none.

    A reviewer's own unfinished cases come first.
    """
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        free = or_(
            col(WorkUnit.claimed_by).is_(None),
            col(WorkUnit.claimed_by) == actor.staff_id,
            col(WorkUnit.claimed_at) <= now - CLAIM_LASTS,
        )
        unit = session.exec(
            select(WorkUnit)
            .where(units_in_scope(actor))
            .where(WorkUnit.status == UnitStatus.UNDER_REVIEW, free)
            .order_by(col(WorkUnit.status_since), col(WorkUnit.id))
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if unit is None:
            return ""
        unit.claimed_by, unit.claimed_at = actor.staff_id, now
        return unit.reference
