"""The certificate, the request for it, and how it reaches the person (Q4 note, Q9; D8)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.contact import mainland_mobile
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import PASSED, PersonEvent, PersonStatus, UnitStatus

PARCEL_LIMIT = 10  # certificates in one parcel
_LENGTHS = {"recipient": 40, "street": 120}
_NOT_MAINLAND = ("71", "81", "82")  # Taiwan, Hong Kong, Macao


class DeliveryMethod(StrEnum):
    EXPRESS = "express"
    COLLECTION = "collection"  # by the trade mission
    COUNTER = "counter"  # at the organiser's, non-trade-mission buyers


class RequestStatus(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"


class CertificateStatus(StrEnum):
    LIVE = "live"
    VOID = "void"
    REPLACED = "replaced"


class ReissueReason(StrEnum):
    """Why another one is made for the same person."""

    LOST = "lost"
    SPOILED = "spoiled"


class ParcelStatus(StrEnum):
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CAME_BACK = "came_back"


@dataclass(frozen=True)
class DeliveryAddress:
    """A snapshot, kept per person. `is_valid_six_months`: the buyer confirmed it (Q9)."""

    recipient: str
    mobile: str
    division_code: str
    street: str
    is_valid_six_months: bool = False


@dataclass(frozen=True)
class PersonInRequest:
    """`is_document_taken`: the same document is paid for or has a live certificate in this edition."""

    status: PersonStatus
    method: DeliveryMethod
    address: DeliveryAddress | None = None
    is_in_other_request: bool = False  # open or paid
    is_document_taken: bool = False


@dataclass(frozen=True)
class RequestFacts:
    """`is_member`: of a trade mission. `is_payment_open`: the edition's `pays_until` is ahead."""

    people: tuple[PersonInRequest, ...]
    unit_status: UnitStatus
    is_member: bool
    is_payment_open: bool = True


@dataclass(frozen=True)
class MakingFacts:
    """What a certificate rests on: both reviews and the fee, and nothing that goes back."""

    unit_status: UnitStatus
    person_status: PersonStatus
    request_status: RequestStatus
    has_refund: bool = False
    has_live_certificate: bool = False


def delivery_methods(is_member: bool) -> tuple[DeliveryMethod, ...]:
    """What a buyer may choose, the recommended one first (Q9, D8)."""
    return (DeliveryMethod.EXPRESS, DeliveryMethod.COLLECTION) if is_member else (DeliveryMethod.COUNTER,)


def address_problems(address: DeliveryAddress | None) -> list[FieldProblem]:
    """What is wrong with an address for express delivery; the mainland only."""
    if address is None:
        return [
            FieldProblem(name, Rule.REQUIRED) for name in ("recipient", "mobile", "division_code", "street")
        ]
    problems = []
    for name, limit in _LENGTHS.items():
        text = str(getattr(address, name)).strip()
        if not text:
            problems.append(FieldProblem(name, Rule.REQUIRED))
        elif len(text) > limit:
            problems.append(FieldProblem(name, Rule.TOO_LONG, {"longest": limit, "length": len(text)}))
    problems.extend(_mobile_problem(address.mobile))
    if not address.division_code:
        problems.append(FieldProblem("division_code", Rule.REQUIRED))
    elif address.division_code.startswith(_NOT_MAINLAND) or not re.fullmatch(r"\d{6}", address.division_code):
        problems.append(FieldProblem("division_code", Rule.MAINLAND_ADDRESS_ONLY))
    if not address.is_valid_six_months:
        problems.append(FieldProblem("is_valid_six_months", Rule.ADDRESS_NOT_CONFIRMED))
    return problems


def _mobile_problem(mobile: str) -> Iterable[FieldProblem]:
    """The carrier calls before it rings: a mainland mobile."""
    if not mobile.strip():
        yield FieldProblem("mobile", Rule.REQUIRED)
        return
    try:
        mainland_mobile(mobile)
    except RuleBroken as broken:
        yield FieldProblem("mobile", broken.rule or Rule.MOBILE_NOT_VALID)


def delivery_problems(
    method: DeliveryMethod, address: DeliveryAddress | None, is_member: bool
) -> list[FieldProblem]:
    """What is wrong with one person's choice; only express delivery needs an address."""
    if method not in delivery_methods(is_member):
        return [FieldProblem("method", Rule.METHOD_NOT_AVAILABLE)]
    return address_problems(address) if method is DeliveryMethod.EXPRESS else []


def check_request(facts: RequestFacts) -> None:
    """May these persons be requested for? Each problem carries `person`, the place in the list from 1.

    Asked before any money is taken. Raises STEP_NOT_POSSIBLE, PAYMENT_CLOSED, or all problems at once.
    """
    if facts.unit_status is not UnitStatus.APPROVED:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    if not facts.is_payment_open:
        raise RuleBroken(Rule.PAYMENT_CLOSED)
    problems = [] if facts.people else [FieldProblem("people", Rule.NO_PERSONS)]
    for place, person in enumerate(facts.people, start=1):
        problems.extend(
            FieldProblem(problem.field, problem.rule, {**problem.facts, "person": place})
            for problem in _person_problems(person, facts.is_member)
        )
    if problems:
        raise RuleBroken(problems)


def _person_problems(person: PersonInRequest, is_member: bool) -> Iterable[FieldProblem]:
    if person.status is not PersonStatus.UNPAID:
        yield FieldProblem("people", Rule.PERSON_NOT_UNPAID)
    if person.is_in_other_request:
        yield FieldProblem("people", Rule.PERSON_IN_ANOTHER_REQUEST)
    if person.is_document_taken:
        yield FieldProblem("people", Rule.DOCUMENT_HAS_CERTIFICATE)
    yield from delivery_problems(person.method, person.address, is_member)


def check_change_of_people(status: RequestStatus) -> None:
    """Who is in a request changes only while it is open. Raises REQUEST_PAID or REQUEST_NOT_OPEN."""
    if status is RequestStatus.PAID:
        raise RuleBroken(Rule.REQUEST_PAID)
    if status is RequestStatus.CANCELLED:
        raise RuleBroken(Rule.REQUEST_NOT_OPEN)


def must_cancel_checkout_first(status: RequestStatus, has_open_checkout: bool) -> bool:
    """Changing or withdrawing an open request waits until the provider has cancelled its checkout."""
    return status is RequestStatus.OPEN and has_open_checkout


def check_making(facts: MakingFacts) -> None:
    """Never a certificate without both reviews and the payment, nor beside a refund.

    Raises CERTIFICATE_NOT_DUE or REFUND_AND_CERTIFICATE.
    """
    is_due = (
        facts.unit_status is UnitStatus.APPROVED
        and facts.person_status is PersonStatus.IN_PRODUCTION
        and facts.request_status is RequestStatus.PAID
    )
    if not is_due or facts.has_live_certificate:
        raise RuleBroken(Rule.CERTIFICATE_NOT_DUE)
    if facts.has_refund:
        raise RuleBroken(Rule.REFUND_AND_CERTIFICATE)


def check_reissue(person_status: PersonStatus, status: CertificateStatus) -> None:
    """A good certificate of a person who passed can be replaced, wherever it has got to; nobody else's.

    Raises CERTIFICATE_NOT_LIVE or STEP_NOT_POSSIBLE.
    """
    if status is not CertificateStatus.LIVE:
        raise RuleBroken(Rule.CERTIFICATE_NOT_LIVE)
    if person_status not in PASSED:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)


def hand_out_event(method: DeliveryMethod) -> PersonEvent:
    """How a finished certificate goes on: into a parcel, or to the mission or the counter."""
    return PersonEvent.DISPATCH if method is DeliveryMethod.EXPRESS else PersonEvent.MAKE_READY


def sending_event(person_status: PersonStatus, parcel: ParcelStatus | None) -> PersonEvent | None:
    """What a parcel with this certificate does to the person; nothing where it is sent again.

    Again: a parcel that came back, or a certificate re-issued after dispatch (`parcel` is None: in none yet).
    Raises STEP_NOT_POSSIBLE.
    """
    if person_status is PersonStatus.IN_PRODUCTION:
        return PersonEvent.DISPATCH
    if not is_to_be_sent_again(person_status, parcel):
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return None


def is_to_be_sent_again(person_status: PersonStatus, parcel: ParcelStatus | None) -> bool:
    """Whether an express certificate lies with the makers although the person's first one was sent."""
    was_sent = person_status in (PersonStatus.DISPATCHED, PersonStatus.DELIVERED)
    return was_sent and parcel in (None, ParcelStatus.CAME_BACK)


def is_collected_again(
    person_status: PersonStatus, *, is_reissued: bool, is_set_out: bool, is_handed_over: bool
) -> bool:
    """Whether this hand-over is of one re-issued after the first was collected; False: it is the first.

    Raises STEP_NOT_POSSIBLE for a re-issued one that is not laid ready, or was handed over.
    """
    if not is_reissued:
        return False
    if not is_set_out or is_handed_over:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return person_status is PersonStatus.COLLECTED


def parcel_key(unit_reference: str, address: DeliveryAddress) -> tuple[str, ...]:
    """Equal keys travel together: the same unit, address and recipient."""
    parts = (address.recipient, address.mobile, address.division_code, address.street)
    return (unit_reference, *("".join(part.split()).casefold() for part in parts))
