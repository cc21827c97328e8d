"""What each unit of the demonstration lives through, step by step: a step says when it comes, then happens.

Many lives go on side by side in the order of their steps, so that numbers that count up (batches, rows of
the record) count up with time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heapreplace

from ciie_portal.actions.ask_to_move import ask_to_be_moved
from ciie_portal.actions.submit import submit
from ciie_portal.domain.consent import EVERYTHING
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.seeding import deciding, paying, registering
from ciie_portal.seeding.deciding import Cast
from ciie_portal.seeding.plans import Plan
from ciie_portal.seeding.registering import Registered
from ciie_portal.seeding.timeline import DECIDED, ENDED, HANDED_OUT, JUDGED, MADE, PAID, SUBMITTED, Timeline
from ciie_portal.store.engine import transaction

Life = Iterator[datetime]  # each value: when the next step happens; asked for the next value, it happens


@dataclass(frozen=True)
class Stage:
    """What all lives of a seeding share."""

    now: datetime
    edition_id: int
    password_hash: str
    cast: Cast


def side_by_side(lives: list[Life]) -> None:
    """All of them, in the order of time; of one instant the first in the list goes first."""
    waiting = [(at, place, life) for place, life in enumerate(lives) if (at := next(life, None)) is not None]
    heapify(waiting)
    while waiting:
        _at, place, life = waiting[0]
        following = next(life, None)
        if following is None:
            heappop(waiting)
        else:
            heapreplace(waiting, (following, place, life))


def of_unit(plan: Plan, contact: str, first_number: int, stage: Stage) -> Life:
    """From the account to where the plan says. `first_number`: of its first person."""
    times, code = Timeline(plan, stage.now), ""
    if plan.code_of:
        yield times.invited
        code = registering.invited(plan, stage.cast.reviewer_of(plan.code_of), times.invited)
    yield times.typed
    with transaction() as session:
        buyer, reference = registering.open_account(
            session, plan, contact, stage.password_hash, stage.edition_id, times.typed
        )
    unit = Registered(plan, times, buyer, reference)
    registering.fill_in(unit, first_number, code)
    if plan.status is UnitStatus.DRAFT:
        return
    yield times.at(SUBMITTED)
    submit(buyer, EVERYTHING, times.at(SUBMITTED))
    if plan.moves_to:
        yield times.lately
        ask_to_be_moved(buyer, plan.moves_to, plan.moves_why, times.lately)
    if plan.status is UnitStatus.UNDER_REVIEW:
        return
    yield times.at(DECIDED)
    deciding.decide_unit(unit, stage.cast)
    if plan.status is UnitStatus.APPROVED:
        yield from after_approval(unit, stage.cast)
        yield times.lately
        lately(unit, first_number + len(plan.people), stage.cast)


def after_approval(unit: Registered, cast: Cast) -> Life:
    """Request, money, second review, certificates: as far as the furthest of its persons came."""
    times = unit.times
    if times.furthest < PAID:
        return
    yield times.at(DECIDED, 40)
    request = paying.request(unit)
    yield times.at(PAID)
    paying.take_payment(unit, request)
    yield times.at(JUDGED)
    deciding.judge_people(unit, cast)
    yield times.at(MADE)
    made = deciding.make(unit, cast)
    refunds = paying.ask_back(unit)
    if made:
        yield times.at(MADE, 50)
        deciding.count(unit, cast, made)
    yield times.at(HANDED_OUT)
    deciding.hand_out(unit, cast)
    paying.hear_of_refunds(unit, refunds)
    yield times.at(ENDED)
    deciding.arrive(unit, cast)
    yield times.at(ENDED, 5)
    paying.end_refunds(unit, refunds)


def lately(unit: Registered, next_number: int, cast: Cast) -> None:
    """What was done when everything else had been: withdrawn, requested, added."""
    deciding.withdraw_people(unit)
    paying.leave_request_open(unit)
    deciding.add_people(unit, next_number, cast)
