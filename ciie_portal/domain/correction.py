"""What a buyer may still change, why the rest is locked, what a change brings with it (Q2, Q4; D3, D6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import (
    OVER_WITHOUT_CERTIFICATE,
    PAID_FOR,
    PersonStatus,
    UnitStatus,
)
from ciie_portal.domain.wizard import PERSON_FIELDS, all_unit_fields
from ciie_portal.domain.work_unit import Category, Channel

FIXED_DURING_REVIEW = frozenset({"category", "invitation_code", "channel", "credit_code"})
_CODE = ("invitation_code", "channel")
_PART_OF = {"role_other": "role"}  # asked inside another question, and given back with it
READ_BY_CLASSIFICATION = frozenset(
    {"name_zh", "credit_code", "division_code", "parent_group_code", "is_nhc_managed", "is_corps_member"}
)


class Lock(StrEnum):
    """Why a field is not open; `wording/statuses` says it."""

    FIXED_DURING_REVIEW = "fixed_during_review"
    ONLY_RETURNED_FIELDS = "only_returned_fields"
    APPROVED = "approved"
    CODE_SPENT = "code_spent"
    DISPATCHED = "dispatched"
    REGISTRATION_CLOSED = "registration_closed"
    OVER = "over"  # withdrawn, left out, refunded


@dataclass(frozen=True)
class UnitLockFacts:
    """`returned_fields`: what the open return names. `has_spent_code`: the use is the unit's."""

    status: UnitStatus
    category: Category | None
    returned_fields: frozenset[str] = frozenset()
    has_spent_code: bool = False
    is_registration_open: bool = True


@dataclass(frozen=True)
class PersonLockFacts:
    status: PersonStatus
    unit_status: UnitStatus
    returned_fields: frozenset[str] = frozenset()
    is_registration_open: bool = True


def every_unit_field(category: Category | None) -> frozenset[str]:
    """The columns asked and what is stored beside them: areas of interest and the code."""
    beside = {"areas"} if category is Category.OVERSEAS_UNIT else {"areas", *_CODE}
    return frozenset(all_unit_fields(category)) | beside


def unit_lock(facts: UnitLockFacts, field: str) -> Lock | None:
    """Why a field of the unit is locked; None when it is open."""
    match facts.status:
        case UnitStatus.DRAFT:
            return None
        case UnitStatus.UNDER_REVIEW:
            return Lock.FIXED_DURING_REVIEW if field in FIXED_DURING_REVIEW else None
        case UnitStatus.RETURNED:
            return _lock_while_returned(facts, field)
        case UnitStatus.REJECTED:
            if not facts.is_registration_open:
                return Lock.REGISTRATION_CLOSED
            return Lock.CODE_SPENT if facts.has_spent_code and field in _CODE else None
        case UnitStatus.APPROVED:
            return Lock.APPROVED
        case UnitStatus.WITHDRAWN:
            return Lock.OVER


def _lock_while_returned(facts: UnitLockFacts, field: str) -> Lock | None:
    if field not in _CODE:
        return None if field in facts.returned_fields else Lock.ONLY_RETURNED_FIELDS
    if facts.has_spent_code:
        return Lock.CODE_SPENT
    # a new category may need a code that the old one did not
    return None if "category" in facts.returned_fields else Lock.ONLY_RETURNED_FIELDS


def person_lock(facts: PersonLockFacts, field: str) -> Lock | None:
    """Why a field of a person is locked; None when it is open."""
    if facts.status in OVER_WITHOUT_CERTIFICATE or facts.unit_status is UnitStatus.WITHDRAWN:
        return Lock.OVER
    if facts.status in (PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER):
        is_part = _PART_OF.get(field) in facts.returned_fields
        return None if is_part or field in facts.returned_fields else Lock.ONLY_RETURNED_FIELDS
    if facts.status is PersonStatus.DRAFT:
        return None
    if facts.status is not PersonStatus.AWAITING_UNIT_REVIEW:
        return Lock.APPROVED
    if facts.unit_status is UnitStatus.RETURNED:
        return Lock.ONLY_RETURNED_FIELDS
    if facts.unit_status is UnitStatus.REJECTED and not facts.is_registration_open:
        return Lock.REGISTRATION_CLOSED
    return None


def open_unit_fields(facts: UnitLockFacts) -> frozenset[str]:
    return frozenset(name for name in every_unit_field(facts.category) if unit_lock(facts, name) is None)


def open_person_fields(facts: PersonLockFacts) -> frozenset[str]:
    return frozenset(name for name in PERSON_FIELDS if person_lock(facts, name) is None)


def delivery_lock(status: PersonStatus, *, is_to_be_sent_again: bool = False) -> Lock | None:
    """The delivery address is open from approval until dispatch, also where everything else is locked.

    A parcel that came back opens it again.
    """
    if is_to_be_sent_again:
        return None
    closed = {
        PersonStatus.DISPATCHED,
        PersonStatus.DELIVERED,
        PersonStatus.READY_FOR_COLLECTION,
        PersonStatus.COLLECTED,
    }
    if status in closed:
        return Lock.DISPATCHED
    is_open = status is PersonStatus.UNPAID or (status in PAID_FOR and status not in _NO_CERTIFICATE)
    return None if is_open else Lock.OVER


_NO_CERTIFICATE = {PersonStatus.FAILED, PersonStatus.REFUND_REQUESTED, PersonStatus.REFUNDING}


def check_change(open_fields: Collection[str], changed: Iterable[str]) -> None:
    """Raises FIELD_LOCKED for every changed field that is not open."""
    problems = [FieldProblem(field, Rule.FIELD_LOCKED) for field in changed if field not in open_fields]
    if problems:
        raise RuleBroken(problems)


def check_version(seen: int, current: int) -> None:
    """A decision or a change on an older version is refused. Raises CHANGED_MEANWHILE."""
    if seen != current:
        raise RuleBroken(Rule.CHANGED_MEANWHILE)


def classifies_again(status: UnitStatus, channel: Channel | None, changed: Collection[str]) -> bool:
    """A submitted domestic unit whose address, name or owner changed. With a code it is a check only."""
    is_before_decision = status in (UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED, UnitStatus.REJECTED)
    return (
        is_before_decision and channel is not Channel.OVERSEAS and bool(READ_BY_CLASSIFICATION & set(changed))
    )


def reroutes(status: UnitStatus, channel: Channel | None, changed: Collection[str]) -> bool:
    """The new classification also decides who reviews: only where no code gave the membership."""
    return channel is Channel.CODE_FREE and classifies_again(status, channel, changed)


def check_unit_return(
    category: Category | None, unit_names: Collection[str], person_names: Collection[str], reason: str
) -> None:
    """A mission returns named fields of the unit or its persons, with a reason."""
    returnable = every_unit_field(category) - set(_CODE)
    problems = _unknown(unit_names, returnable) + _unknown(person_names, frozenset(PERSON_FIELDS))
    if not unit_names and not person_names:
        problems.append(FieldProblem("fields", Rule.RETURN_NAMES_NOTHING))
    if not reason.strip():
        problems.append(FieldProblem("reason", Rule.REASON_NEEDED))
    if problems:
        raise RuleBroken(problems)


def check_person_return(person_names: Collection[str], reason: str) -> None:
    """The personnel reviewer, and the mission for a person added later, return fields of a person only."""
    check_unit_return(None, (), person_names, reason)


def _unknown(names: Collection[str], known: frozenset[str]) -> list[FieldProblem]:
    return [FieldProblem(name, Rule.NOT_AN_OPTION) for name in sorted(set(names) - known)]


def check_resubmission(status: UnitStatus, is_registration_open: bool) -> None:
    """Answering a return is never gated; after a rejection the deadline counts (D3, D6)."""
    if status is UnitStatus.REJECTED and not is_registration_open:
        raise RuleBroken(Rule.REGISTRATION_CLOSED)
    if status not in (UnitStatus.RETURNED, UnitStatus.REJECTED):
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
