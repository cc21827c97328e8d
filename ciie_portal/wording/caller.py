"""The one sentence that the help desk says to a caller, in either language (glossary section 6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from ciie_portal.domain.caller import Tell, Told
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.notices import people
from ciie_portal.wording.statuses import organiser_desk


@dataclass(frozen=True)
class CallerWords:
    """What fills the sentence; all of it in the sentence's language already. `mission` empty: the desk."""

    mission: str = ""
    deadline: str = ""
    fields: str = ""
    reason: str = ""
    date: str = ""  # since when, or on which day
    days: int = 0  # how long the queue usually takes
    amount: str = ""
    parcels: str = ""  # carriers and numbers


_SENTENCES: dict[Tell, str] = {
    Tell.DRAFT: N_(
        "Your registration has not been submitted yet. Please sign in, complete it"
        " and submit it before {deadline}."
    ),
    Tell.DRAFT_CLOSED: N_(
        "Registration has closed; yours was not submitted in time and can no longer be submitted."
    ),
    Tell.UNDER_REVIEW: N_(
        "{mission} has had your registration since {date}; the review usually takes {days} days,"
        " and nothing is needed from you."
    ),
    Tell.RESUBMITTED: N_(
        "Your correction arrived on {date}; {mission} is reviewing it, usually within {days} days,"
        " and nothing is needed from you."
    ),
    Tell.UNDER_REVIEW_LATE: N_(
        "{mission} has had your registration since {date}; the review is taking longer than planned,"
        " and nothing is needed from you. You will be told as soon as it is decided."
    ),
    Tell.RESUBMITTED_LATE: N_(
        "Your correction arrived on {date}; {mission} is still reviewing it, longer than planned,"
        " and nothing is needed from you. You will be told as soon as it is decided."
    ),
    Tell.RETURNED: N_(
        "Please sign in, correct what was returned ({fields}) and send your registration back."
    ),
    Tell.REJECTED: N_(
        "Your unit was not approved: {reason}. Please sign in to correct the registration and submit it"
        " again before {deadline}."
    ),
    Tell.REJECTED_CLOSED: N_(
        "Your unit was not approved: {reason}. Registration has closed, so it cannot be submitted again."
    ),
    Tell.WITHDRAWN: N_("This registration was withdrawn on {date}; no fee is due."),
    Tell.CORRECT_PERSON: N_(
        "The details of {people} need a correction: {fields}. Please sign in, correct them"
        " and send them back."
    ),
    Tell.CORRECT_PAID_PERSON: N_(
        "The fee has arrived and stays valid; please sign in and replace for {people}: {fields}."
    ),
    Tell.SUBMIT_PERSON: N_(
        "Added to your unit and not submitted yet: {people}. Please sign in, complete the details"
        " and submit them."
    ),
    Tell.PAY: N_("Your unit is approved; the fee for {people} is open. Please sign in and pay."),
    Tell.PAY_CLOSED: N_(
        "Your unit is approved, but the time to pay has ended; the fee for {people} can no longer be paid."
    ),
    Tell.CONFIRMING_PAYMENT: N_(
        "We are confirming your payment with the payment service. Please do not pay again;"
        " look again in a few minutes."
    ),
    Tell.PAYMENT_DECLINED: N_(
        "The payment service declined the payment and no money was taken. Please sign in and pay again."
    ),
    Tell.CONFIRM_REFUND: N_(
        "The personnel review was not passed by {people}; please apply for the refund of {amount}."
    ),
    Tell.CHECK_ADDRESS: N_("A parcel came back to us; please sign in and check the delivery address."),
    Tell.CERTIFICATE_VOID: N_("The certificate is no longer valid and opens no entrance."),
    Tell.COLLECT: N_(
        "Ready for collection: the certificates of {people}. Please contact the secretariat of {mission}."
    ),
    Tell.COLLECT_AT_COUNTER: N_(
        "Ready for collection: the certificates of {people}. Please come to the organiser's counter,"
        " as told by email."
    ),
    Tell.ADDED_PERSONS: N_(
        "{mission} is reviewing the people added to your unit: {people}; nothing is needed from you."
    ),
    Tell.PERSONNEL_REVIEW: N_(
        "The fee has arrived. The personnel review is under way; nothing is needed from you."
    ),
    Tell.PRODUCTION: N_(
        "The review is passed by {people} and the certificates are being made, usually within {days} days;"
        " nothing is needed from you."
    ),
    Tell.ON_ITS_WAY: N_("The certificates were sent on {date}: {parcels}."),
    Tell.REFUND_STUCK: N_(
        "The refund of {amount} did not go through at first; our finance staff are dealing with it,"
        " and nothing is needed from you."
    ),
    Tell.REFUND_UNDER_WAY: N_(
        "The refund of {amount} has been on its way by the original payment method since {date},"
        " usually {days} days; nothing is needed from you."
    ),
    Tell.IN_HAND: N_("Every certificate has been delivered or collected; nothing more is needed."),
    Tell.NOBODY_LEFT: N_("Nobody of this registration waits for a certificate; no fee is due."),
    Tell.LEFT_OUT: N_("{mission} did not include this person: {reason}. No fee is due."),
    Tell.PERSON_WITHDRAWN: N_("This person was withdrawn on {date}, before paying; no fee is due."),
    Tell.REFUNDED: N_("{amount} was returned on {date} by the original payment method."),
}
# at the head of an English sentence the organiser desk has its capital
_BEGINS_WITH_MISSION = frozenset(
    {Tell.UNDER_REVIEW, Tell.UNDER_REVIEW_LATE, Tell.ADDED_PERSONS, Tell.LEFT_OUT}
)


def caller_sentence(locale: str, told: Told, words: CallerWords) -> str:
    """What to say, word by word."""
    facts = asdict(words)
    facts["mission"] = words.mission or organiser_desk(locale, told.tell in _BEGINS_WITH_MISSION)
    facts["people"] = people(locale, told.person_count)
    return gettext_in(locale, _SENTENCES[told.tell], **facts)
