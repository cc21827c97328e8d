"""Several units with one credit code, or one document: what the organiser may decide (rules.md section 3).

An approval is not taken back (Q4): where one of the units is approved, it holds the code. Before that any of
them may; the others are refused, or asked for another code, each as far as its status allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus


class ClaimKind(StrEnum):
    """What several units entered."""

    CREDIT_CODE = "credit_code"
    DOCUMENT = "document"


class ClaimOutcome(StrEnum):
    """What the decision means for one of the units."""

    HOLDS = "holds"
    REJECTED = "rejected"  # was under review
    TO_CORRECT = "to_correct"  # was returned: the credit code is given back too
    STAYS_REJECTED = "stays_rejected"
    NOTED = "noted"  # a document: looked at, nothing changes


_IF_NOT_HOLDER = {
    UnitStatus.UNDER_REVIEW: ClaimOutcome.REJECTED,
    UnitStatus.RETURNED: ClaimOutcome.TO_CORRECT,
    UnitStatus.REJECTED: ClaimOutcome.STAYS_REJECTED,
}


def possible_holders(units: Mapping[str, UnitStatus]) -> frozenset[str]:
    """The references of the units that the code may be given to: the approved one, or else all."""
    approved = frozenset(one for one, status in units.items() if status is UnitStatus.APPROVED)
    return approved or frozenset(units)


def outcome_if_not_holder(status: UnitStatus) -> ClaimOutcome | None:
    """What another unit's holding the code means here; None for an approved unit, which always holds it."""
    return _IF_NOT_HOLDER.get(status)


def decide(units: Mapping[str, UnitStatus], holder: str) -> dict[str, ClaimOutcome]:
    """What happens to each unit. Raises HOLDER_NEEDED, NOT_AN_OPTION, CLAIM_HELD_BY_APPROVED."""
    if len(units) < 2:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    if not holder:
        raise RuleBroken([FieldProblem("holder", Rule.HOLDER_NEEDED)])
    if holder not in units:
        raise RuleBroken([FieldProblem("holder", Rule.NOT_AN_OPTION)])
    if holder not in possible_holders(units):
        raise RuleBroken(Rule.CLAIM_HELD_BY_APPROVED)
    others = {one: _IF_NOT_HOLDER[status] for one, status in units.items() if one != holder}
    return {holder: ClaimOutcome.HOLDS, **others}
