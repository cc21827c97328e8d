"""The line of stages that the dashboard draws for a unit and for each person (Q10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.journey import (
    MONEY_GOES_BACK,
    PAID_FOR,
    PASSED,
    WITH_THE_MISSION,
    PersonStatus,
    UnitStatus,
)
from ciie_portal.domain.progress import (
    PERSON_FAMILY,
    UNIT_FAMILY,
    Family,
    Holder,
    holder_of_person,
    holder_of_unit,
)


class Stage(StrEnum):
    SUBMISSION = "submission"
    UNIT_REVIEW = "unit_review"
    PAYMENT = "payment"
    PERSONNEL_REVIEW = "personnel_review"
    CERTIFICATE = "certificate"
    REFUND = "refund"  # takes the certificate's place for a person who did not pass


@dataclass(frozen=True)
class StageOnLine:
    """One stage of a line. `counts` says how many persons stand in which status (unit's line only)."""

    stage: Stage
    family: Family
    holder: Holder = Holder.NOBODY
    counts: tuple[tuple[PersonStatus, int], ...] = ()


_NOT_PASSED = MONEY_GOES_BACK | {PersonStatus.FAILED}
_TO_COME = {PersonStatus.UNPAID, PersonStatus.WAITING_FOR_REVIEW, PersonStatus.RETURNED_BY_REVIEWER}

_STAGE_OF: dict[PersonStatus, Stage] = {
    PersonStatus.DRAFT: Stage.SUBMISSION,
    PersonStatus.AWAITING_UNIT_REVIEW: Stage.UNIT_REVIEW,
    PersonStatus.RETURNED_BY_MISSION: Stage.UNIT_REVIEW,
    PersonStatus.LEFT_OUT: Stage.UNIT_REVIEW,
    PersonStatus.UNPAID: Stage.PAYMENT,
    PersonStatus.WAITING_FOR_REVIEW: Stage.PERSONNEL_REVIEW,
    PersonStatus.RETURNED_BY_REVIEWER: Stage.PERSONNEL_REVIEW,
    PersonStatus.IN_PRODUCTION: Stage.CERTIFICATE,
    PersonStatus.DISPATCHED: Stage.CERTIFICATE,
    PersonStatus.READY_FOR_COLLECTION: Stage.CERTIFICATE,
    PersonStatus.DELIVERED: Stage.CERTIFICATE,
    PersonStatus.COLLECTED: Stage.CERTIFICATE,
    PersonStatus.FAILED: Stage.REFUND,
    PersonStatus.REFUND_REQUESTED: Stage.REFUND,
    PersonStatus.REFUNDING: Stage.REFUND,
    PersonStatus.REFUNDED: Stage.REFUND,
}


def person_line(
    status: PersonStatus, is_with_mission: bool, unit: UnitStatus = UnitStatus.UNDER_REVIEW
) -> tuple[StageOnLine, ...]:
    """The person's five stages; what is over is ticked only where it went well.

    `unit`: its review is the person's, too, until the person is labelled.
    """
    last = Stage.CERTIFICATE
    if status in _NOT_PASSED:
        last = Stage.REFUND
    order = (Stage.SUBMISSION, Stage.UNIT_REVIEW, Stage.PAYMENT, Stage.PERSONNEL_REVIEW, last)
    if status is PersonStatus.WITHDRAWN:
        return (StageOnLine(Stage.SUBMISSION, Family.CLOSED),)
    here = _STAGE_OF[status]
    if status is PersonStatus.LEFT_OUT:
        return (StageOnLine(order[0], Family.DONE), StageOnLine(here, Family.CLOSED))
    line = []
    for place, stage in enumerate(order):
        if place < order.index(here):
            failed = last is Stage.REFUND and stage is Stage.PERSONNEL_REVIEW
            line.append(StageOnLine(stage, Family.REFUSED if failed else Family.DONE))
        elif stage is here:
            holder = holder_of_person(status, is_with_mission)
            line.append(StageOnLine(stage, _family_here(status, unit), holder))
        else:
            line.append(StageOnLine(stage, Family.NEXT))
    return tuple(line)


def unit_line(
    unit: UnitStatus, people: Iterable[PersonStatus], is_with_mission: bool
) -> tuple[StageOnLine, ...]:
    """The unit's five stages. One is over when it is over for everyone; `counts` say how it went."""
    counts = Counter(status for status in people if status is not PersonStatus.WITHDRAWN)
    holder = holder_of_unit(unit, is_with_mission)
    later = tuple(
        StageOnLine(s, Family.NEXT) for s in (Stage.PAYMENT, Stage.PERSONNEL_REVIEW, Stage.CERTIFICATE)
    )
    submitted = StageOnLine(Stage.SUBMISSION, Family.DONE)
    if unit is UnitStatus.WITHDRAWN:
        return (StageOnLine(Stage.SUBMISSION, Family.CLOSED),)
    if unit is UnitStatus.DRAFT:
        return (
            StageOnLine(Stage.SUBMISSION, Family.YOU, Holder.BUYER),
            StageOnLine(Stage.UNIT_REVIEW, Family.NEXT),
            *later,
        )
    if unit is not UnitStatus.APPROVED:
        return (submitted, StageOnLine(Stage.UNIT_REVIEW, UNIT_FAMILY[unit], holder), *later)
    going_on: dict[PersonStatus, int] = {}
    going_on.update((status, n) for status, n in counts.items() if status not in WITH_THE_MISSION)
    return (
        submitted,
        StageOnLine(Stage.UNIT_REVIEW, Family.DONE),
        _payment(going_on),
        _personnel_review(going_on),
        _certificates(going_on),
    )


def _payment(people: dict[PersonStatus, int]) -> StageOnLine:
    if people.get(PersonStatus.UNPAID):
        return _stage(Stage.PAYMENT, Family.YOU, Holder.BUYER, people, {PersonStatus.UNPAID})
    anyone = any(status in PAID_FOR or status is PersonStatus.REFUNDED for status in people)
    return _stage(Stage.PAYMENT, Family.DONE if anyone else Family.NEXT, Holder.NOBODY, people, set())


def _personnel_review(people: dict[PersonStatus, int]) -> StageOnLine:
    verdicts = PASSED | _NOT_PASSED
    shown = set(verdicts) | {PersonStatus.WAITING_FOR_REVIEW, PersonStatus.RETURNED_BY_REVIEWER}
    if people.get(PersonStatus.RETURNED_BY_REVIEWER):
        family, holder = Family.YOU, Holder.BUYER
    elif people.get(PersonStatus.WAITING_FOR_REVIEW):
        family, holder = Family.THEM, Holder.PERSONNEL_REVIEWER
    elif people.get(PersonStatus.UNPAID) or not verdicts & set(people):
        family, holder = Family.NEXT, Holder.NOBODY
    else:
        family, holder = (Family.DONE if PASSED & set(people) else Family.REFUSED), Holder.NOBODY
    return _stage(Stage.PERSONNEL_REVIEW, family, holder, people, shown)


def _certificates(people: dict[PersonStatus, int]) -> StageOnLine:
    order = (
        (PersonStatus.READY_FOR_COLLECTION, Family.YOU, Holder.BUYER),
        (PersonStatus.IN_PRODUCTION, Family.THEM, Holder.CERTIFICATE_MAKER),
        (PersonStatus.DISPATCHED, Family.THEM, Holder.CARRIER),
    )
    for status, family, holder in order:
        if people.get(status):
            return _stage(Stage.CERTIFICATE, family, holder, people, set(PASSED))
    if _TO_COME & set(people):
        return _stage(Stage.CERTIFICATE, Family.NEXT, Holder.NOBODY, people, set(PASSED))
    if PASSED & set(people):
        return _stage(Stage.CERTIFICATE, Family.DONE, Holder.NOBODY, people, set(PASSED))
    verdict_known = bool(set(people) & _NOT_PASSED)
    return StageOnLine(Stage.CERTIFICATE, Family.CLOSED if verdict_known else Family.NEXT)


def _stage(
    stage: Stage, family: Family, holder: Holder, people: dict[PersonStatus, int], shown: set[PersonStatus]
) -> StageOnLine:
    counts = tuple(
        (status, people[status]) for status in PersonStatus if status in shown and people.get(status)
    )
    return StageOnLine(stage, family, holder, counts)


def _family_here(status: PersonStatus, unit: UnitStatus) -> Family:
    if status is PersonStatus.AWAITING_UNIT_REVIEW:
        # the person waits while the unit's review runs
        return UNIT_FAMILY[unit] if unit in (UnitStatus.RETURNED, UnitStatus.REJECTED) else Family.THEM
    return Family.YOU if status is PersonStatus.FAILED else PERSON_FAMILY[status]
