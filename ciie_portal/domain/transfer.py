"""Moving a unit to another trade mission, or back to the organiser desk (rules.md section 4; Q7).

A secretariat moves within its subtree or hands back; only the organiser moves across. Before approval the new
mission reviews; after approval everything that was decided stays. The buyer may ask once to be moved, and the
organiser answers: by moving the unit, or by declining with a reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category

MOVABLE = frozenset({UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED, UnitStatus.REJECTED, UnitStatus.APPROVED})
CERTIFICATE_IS_OUT = frozenset(
    {
        PersonStatus.DISPATCHED,
        PersonStatus.READY_FOR_COLLECTION,
        PersonStatus.DELIVERED,
        PersonStatus.COLLECTED,
    }
)


class MoveOutcome(StrEnum):
    """What became of the buyer's request."""

    MOVED = "moved"
    DECLINED = "declined"


@dataclass(frozen=True)
class TransferFacts:
    """`from_mission` and `to_mission` None: the organiser desk. `may_move_across`: the organiser alone.

    `scope`: the missions the actor sees; None means all.
    """

    status: UnitStatus
    category: Category | None
    persons: Collection[PersonStatus]
    from_mission: int | None
    to_mission: int | None
    may_move_across: bool
    scope: frozenset[int] | None


def check_transfer(facts: TransferFacts) -> None:
    """Raises why the unit cannot be moved there."""
    if facts.category is Category.OVERSEAS_UNIT:
        raise RuleBroken(Rule.OVERSEAS_HAS_NO_MISSION)
    if facts.status not in MOVABLE:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    if any(status in CERTIFICATE_IS_OUT for status in facts.persons):
        raise RuleBroken(Rule.CERTIFICATE_IS_OUT)
    if facts.from_mission == facts.to_mission:
        raise RuleBroken(Rule.ALREADY_THERE)
    if facts.to_mission is None:
        if facts.status is UnitStatus.APPROVED:
            raise RuleBroken(Rule.MISSION_NEEDED)
        return
    is_within = facts.scope is not None and {facts.from_mission, facts.to_mission} <= facts.scope
    if not facts.may_move_across and not is_within:
        raise RuleBroken(Rule.NOT_FOUND)


@dataclass(frozen=True)
class MoveRequestFacts:
    """`mission` None: the organiser desk has the unit."""

    status: UnitStatus
    category: Category | None
    persons: Collection[PersonStatus]
    mission: int | None
    has_asked: bool = False


def check_move_request(facts: MoveRequestFacts) -> None:
    """Raises why the buyer cannot ask to be moved, now or any more."""
    if facts.category is Category.OVERSEAS_UNIT:
        raise RuleBroken(Rule.OVERSEAS_HAS_NO_MISSION)
    if facts.status is UnitStatus.DRAFT:
        raise RuleBroken(Rule.MOVE_AFTER_SUBMITTING)
    if facts.status not in MOVABLE:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    if facts.has_asked:
        raise RuleBroken(Rule.MOVE_ASKED_ALREADY)
    if any(status in CERTIFICATE_IS_OUT for status in facts.persons):
        raise RuleBroken(Rule.CERTIFICATE_IS_OUT)
    if facts.mission is None:
        raise RuleBroken(Rule.NO_MISSION_YET)


def answers_request(
    *, may_move_across: bool, is_to_a_mission: bool, wanted: int | None, target: int | None
) -> bool:
    """Whether a transfer answers the buyer's request: the organiser's does, and any to the mission wanted."""
    return is_to_a_mission and (may_move_across or (wanted is not None and wanted == target))
