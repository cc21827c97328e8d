"""Badge and sentence of every status of a unit and of a person, in both languages (Q10)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.for_staff import for_staff


@dataclass(frozen=True)
class UnitWords:
    """What fills a unit's sentence; all of it in the reader's language already."""

    mission: str = ""  # empty: the organiser desk
    deadline: str = ""
    fields: str = ""
    field_count: int = 0
    reason: str = ""
    date: str = ""
    is_overseas: bool = False
    is_after_deadline: bool = False
    is_resubmitted: bool = False


@dataclass(frozen=True)
class PersonWords:
    """What fills a person's sentence; all of it in the reader's language already."""

    mission: str = ""
    fields: str = ""
    field_count: int = 0
    reason: str = ""
    date: str = ""
    amount: str = ""
    carrier: str = ""
    number: str = ""
    deadline: str = ""
    is_overseas: bool = False
    unit: UnitStatus = UnitStatus.UNDER_REVIEW
    is_after_deadline: bool = False
    is_payment_closed: bool = False


class Beside(StrEnum):
    """Shown beside a person's status: from the checkout, the parcel, the certificate."""

    CHECKOUT_OPEN = "checkout_open"
    PAYMENT_FAILED = "payment_failed"
    PARCEL_CAME_BACK = "parcel_came_back"
    CERTIFICATE_VOID = "certificate_void"


_UNIT: dict[UnitStatus, tuple[str, str]] = {
    UnitStatus.DRAFT: (
        N_("Not submitted"),
        N_("Your registration has not been submitted yet. Submit it before {deadline}."),
    ),
    UnitStatus.UNDER_REVIEW: (
        N_("Unit review"),
        N_("{mission} is reviewing your unit. You may still change what you submitted."),
    ),
    UnitStatus.RETURNED: (
        N_("Correction needed"),
        N_("Please correct {fields} and send them back. Everything else stays as it is."),
    ),
    UnitStatus.APPROVED: (
        N_("Unit approved"),
        N_("Your unit is approved and belongs to {mission}. Submit the certificate request and pay."),
    ),
    UnitStatus.REJECTED: (
        N_("Not approved"),
        N_("Your unit was not approved: {reason}. You may correct it and submit again before {deadline}."),
    ),
    UnitStatus.WITHDRAWN: (N_("Withdrawn"), N_("You withdrew this registration on {date}.")),
}
_RESUBMITTED = (N_("Resubmitted"), N_("Your correction has arrived and is being reviewed."))
_DRAFT_CLOSED = N_("Registration has closed. Your draft is kept but can no longer be submitted.")
_REJECTED_CLOSED = N_("Your unit was not approved: {reason}. Registration has closed.")
_APPROVED_OVERSEAS = N_("Your unit is approved. Submit the certificate request and pay.")

_PERSON: dict[PersonStatus, tuple[str, str]] = {
    PersonStatus.DRAFT: (N_("Not submitted"), N_("This person's details have not been submitted.")),
    PersonStatus.AWAITING_UNIT_REVIEW: (
        N_("Awaiting unit review"),
        N_("The unit is reviewed first; then this person can be paid for."),
    ),
    PersonStatus.LEFT_OUT: (
        N_("Not included"),
        N_("The secretariat did not include this person: {reason}. No fee is due."),
    ),
    PersonStatus.RETURNED_BY_MISSION: (
        N_("Correction needed"),
        N_("Please correct {fields} and send them back."),
    ),
    PersonStatus.RETURNED_BY_REVIEWER: (
        N_("Correction needed"),
        N_("Please replace {fields}. The fee paid remains valid."),
    ),
    PersonStatus.UNPAID: (N_("Unpaid"), N_("Submit the certificate request and pay {amount}.")),
    PersonStatus.WAITING_FOR_REVIEW: (
        N_("Waiting for review"),
        N_("The fee is paid. Please wait for the personnel review."),
    ),
    PersonStatus.IN_PRODUCTION: (
        N_("Certificate being made"),
        N_("The review is passed and the certificate is being made; it cannot be collected yet."),
    ),
    PersonStatus.DISPATCHED: (N_("On its way"), N_("Sent by {carrier}, tracking number {number}.")),
    PersonStatus.DELIVERED: (N_("Delivered"), N_("The parcel was delivered on {date}.")),
    PersonStatus.READY_FOR_COLLECTION: (
        N_("Ready for collection"),
        N_("Please contact {mission} to collect the certificate."),
    ),
    PersonStatus.COLLECTED: (N_("Collected"), N_("The certificate was collected on {date}.")),
    PersonStatus.FAILED: (
        N_("Not passed"),
        N_("The personnel review was not passed. You can apply for a refund."),
    ),
    PersonStatus.REFUND_REQUESTED: (
        N_("Refund requested"),
        N_("Your request has arrived and goes to the payment service."),
    ),
    PersonStatus.REFUNDING: (
        N_("Refund under way"),
        N_("{amount} is going back by the original payment method."),
    ),
    PersonStatus.REFUNDED: (
        N_("Refunded"),
        N_("{amount} was returned on {date} by the original payment method."),
    ),
    PersonStatus.WITHDRAWN: (N_("Withdrawn"), N_("You withdrew this person before paying.")),
}
_CORRECT_ONE = N_("Please correct the {fields} and submit again.")
_CORRECT_ONE_OF_UNIT = N_("Please correct the {fields} and submit again. Everything else stays as it is.")
_LEFT_OUT_OVERSEAS = N_("The organiser desk did not include this person: {reason}. No fee is due.")
# where the unit's own decision has come already, the person waits for something else
_DRAFT_PERSON_CLOSED = N_("Registration has closed; this person can no longer be submitted.")
_ADDED = N_("{mission} reviews this person; your unit is approved already.")
_UNIT_RETURNED = N_("Your unit was returned for correction; this person waits until you send it back.")
_UNIT_REJECTED = N_(
    "Your unit was not approved. This person goes out with it when you submit it again before {deadline}."
)
_UNIT_REJECTED_CLOSED = N_("Your unit was not approved, and registration has closed. No fee is due.")
_UNPAID_CLOSED = N_("The time for paying is over; this person gets no certificate.")
_READY_OVERSEAS = N_("Collect the certificate at the organiser's counter, as told by email.")

_BESIDE: dict[Beside, tuple[str, str]] = {
    Beside.CHECKOUT_OPEN: (
        N_("Confirming payment"),
        N_("We are confirming the payment with the payment service. Please do not pay again."),
    ),
    Beside.PAYMENT_FAILED: (
        N_("Payment failed"),
        N_("The payment service did not complete the payment; no money was taken. You can pay again."),
    ),
    Beside.PARCEL_CAME_BACK: (
        N_("Parcel returned"),
        N_("The parcel came back. Please check the address."),
    ),
    Beside.CERTIFICATE_VOID: (N_("Void"), N_("This certificate is no longer valid.")),
}


def unit_badge(locale: str, status: UnitStatus, is_resubmitted: bool = False) -> str:
    """The word on a unit's badge; a correction that has arrived has its own."""
    if is_resubmitted and status is UnitStatus.UNDER_REVIEW:
        return gettext_in(locale, _RESUBMITTED[0])
    return gettext_in(locale, _UNIT[status][0])


def unit_sentence(locale: str, status: UnitStatus, words: UnitWords) -> str:
    """What a unit's status means for the buyer, overseas units and the time after the deadline included."""
    facts = asdict(words)
    facts["mission"] = words.mission or organiser_desk(locale, status is UnitStatus.UNDER_REVIEW)
    return gettext_in(locale, _unit_message(status, words), **facts)


def _unit_message(status: UnitStatus, words: UnitWords) -> str:
    if status is UnitStatus.DRAFT and words.is_after_deadline:
        return _DRAFT_CLOSED
    if status is UnitStatus.REJECTED and words.is_after_deadline:
        return _REJECTED_CLOSED
    if status is UnitStatus.UNDER_REVIEW and words.is_resubmitted:
        return _RESUBMITTED[1]
    if status is UnitStatus.RETURNED and words.field_count == 1:
        return _CORRECT_ONE_OF_UNIT
    if status is UnitStatus.APPROVED and words.is_overseas:
        return _APPROVED_OVERSEAS
    return _UNIT[status][1]


def person_badge(locale: str, status: PersonStatus) -> str:
    return gettext_in(locale, _PERSON[status][0])


def person_sentence(locale: str, status: PersonStatus, words: PersonWords, *, to_staff: bool = False) -> str:
    """What a person's status means for the buyer; staff read it in the third person."""
    message = _person_message(status, words)
    return gettext_in(locale, for_staff(message) if to_staff else message, **asdict(words))


def _person_message(status: PersonStatus, words: PersonWords) -> str:
    if words.is_overseas and status is PersonStatus.LEFT_OUT:
        return _LEFT_OUT_OVERSEAS
    if words.is_overseas and status is PersonStatus.READY_FOR_COLLECTION:
        return _READY_OVERSEAS
    if status is PersonStatus.RETURNED_BY_MISSION and words.field_count == 1:
        return _CORRECT_ONE
    if status is PersonStatus.DRAFT and words.is_after_deadline:
        return _DRAFT_PERSON_CLOSED
    if status is PersonStatus.UNPAID and words.is_payment_closed:
        return _UNPAID_CLOSED
    if status is PersonStatus.AWAITING_UNIT_REVIEW and words.unit is UnitStatus.REJECTED:
        return _UNIT_REJECTED_CLOSED if words.is_after_deadline else _UNIT_REJECTED
    if status is PersonStatus.AWAITING_UNIT_REVIEW:
        return {UnitStatus.APPROVED: _ADDED, UnitStatus.RETURNED: _UNIT_RETURNED}.get(
            words.unit, _PERSON[status][1]
        )
    return _PERSON[status][1]


def beside_badge(locale: str, beside: Beside) -> str:
    return gettext_in(locale, _BESIDE[beside][0])


def beside_sentence(locale: str, beside: Beside, *, to_staff: bool = False) -> str:
    message = _BESIDE[beside][1]
    return gettext_in(locale, for_staff(message) if to_staff else message)


def organiser_desk(locale: str, opens_sentence: bool = True) -> str:
    """The bureau's desk by its name: what reviews where no mission does."""
    return gettext_in(locale, N_("The organiser desk") if opens_sentence else N_("the organiser desk"))
