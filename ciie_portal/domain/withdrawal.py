"""Leaving before payment, and coming back until the deadline (rules.md sections 3 and 5; D3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import (
    OVER_WITHOUT_CERTIFICATE,
    PAID_FOR,
    PersonEvent,
    PersonStatus,
    UnitEvent,
    UnitStatus,
    may_person,
    move_person,
    move_unit,
)


@dataclass(frozen=True)
class PersonWithdrawalFacts:
    """`others`: the statuses of the unit's other persons."""

    status: PersonStatus
    unit_status: UnitStatus
    others: tuple[PersonStatus, ...]


def check_unit_withdrawal(unit: UnitStatus, people: Iterable[PersonStatus]) -> UnitStatus:
    """The unit's new status. Raises ALREADY_PAID_FOR once anybody's fee has arrived, refunded or not."""
    if any(status in PAID_FOR or status is PersonStatus.REFUNDED for status in people):
        raise RuleBroken(Rule.ALREADY_PAID_FOR)
    return move_unit(unit, UnitEvent.WITHDRAW)


def leaves_with_unit(status: PersonStatus) -> bool:
    """Whether the withdrawal of the unit withdraws the person too; who was left out stays so."""
    return may_person(status, PersonEvent.WITHDRAW)


def check_person_withdrawal(facts: PersonWithdrawalFacts) -> PersonStatus:
    """The person's new status. Raises ALREADY_PAID_FOR; LAST_PERSON while the unit is being reviewed.

    A unit under review needs a person to be approved with: the last one leaves by withdrawing the unit.
    """
    if facts.status in PAID_FOR:
        raise RuleBroken(Rule.ALREADY_PAID_FOR)
    status = move_person(facts.status, PersonEvent.WITHDRAW)
    is_in_review = facts.unit_status in (UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED, UnitStatus.REJECTED)
    if is_in_review and all(other in OVER_WITHOUT_CERTIFICATE for other in facts.others):
        raise RuleBroken(Rule.LAST_PERSON)
    return status


def check_new_person(
    unit: UnitStatus,
    is_registration_open: bool,
    same_document: Iterable[PersonStatus],
    count: int,
    limit: int,
) -> None:
    """May a person be added? The deadline gates it once the unit is submitted (Q5).

    `same_document`: statuses of this unit's persons with that document; they may come anew only after being
    left out, withdrawn or refunded. `count`: the unit's persons who are not.
    """
    if unit not in (UnitStatus.DRAFT, UnitStatus.UNDER_REVIEW, UnitStatus.REJECTED, UnitStatus.APPROVED):
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    if unit is not UnitStatus.DRAFT and not is_registration_open:
        raise RuleBroken(Rule.REGISTRATION_CLOSED)
    if any(status not in OVER_WITHOUT_CERTIFICATE for status in same_document):
        raise RuleBroken(Rule.PERSON_ALREADY_ENTERED)
    if count >= limit:
        raise RuleBroken(Rule.TOO_MANY_PERSONS, limit=limit)
