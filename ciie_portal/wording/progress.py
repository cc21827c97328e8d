"""The dashboard's other words: families, holders, stages, what to do now, reasons of locks (Q4, Q10)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from ciie_portal.domain.correction import Lock
from ciie_portal.domain.journey import MONEY_GOES_BACK, PASSED, PersonStatus
from ciie_portal.domain.progress import Family, Holder, Now, ToDo
from ciie_portal.domain.stages import Stage, StageOnLine
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.statuses import Beside, beside_sentence, organiser_desk, person_badge


@dataclass(frozen=True)
class NowWords:
    """What fills the sentence about now; all of it in the reader's language already."""

    mission: str = ""
    deadline: str = ""
    date: str = ""  # since when
    days: int = 0  # how long the queue usually takes


_FAMILY: dict[Family, str] = {
    Family.YOU: N_("Waiting on you"),
    Family.THEM: N_("In progress"),
    Family.DONE: N_("Done"),
    Family.REFUSED: N_("Refused"),
    Family.NEXT: N_("Not yet"),
    Family.CLOSED: N_("Closed"),
}

_HOLDER: dict[Holder, str] = {
    Holder.BUYER: N_("You, the buyer"),
    Holder.MISSION: N_("The trade mission's secretariat"),
    Holder.ORGANISER_DESK: N_("The organiser desk"),
    Holder.PERSONNEL_REVIEWER: N_("The personnel reviewers"),
    Holder.CERTIFICATE_MAKER: N_("The certificate makers"),
    Holder.CARRIER: N_("The carrier"),
    Holder.PAYMENT_SERVICE: N_("The payment service"),
    Holder.NOBODY: "",
}

_STAGE: dict[Stage, str] = {
    Stage.SUBMISSION: N_("Submission"),
    Stage.UNIT_REVIEW: N_("Review of the unit"),
    Stage.PAYMENT: N_("Request and pay"),
    Stage.PERSONNEL_REVIEW: N_("Personnel review"),
    Stage.CERTIFICATE: N_("Certificate and delivery"),
    Stage.REFUND: N_("Refund"),
}

_LOCK: dict[Lock, str] = {
    Lock.FIXED_DURING_REVIEW: N_(
        "Category, invitation code and credit code stay as submitted while the unit is being reviewed."
    ),
    Lock.ONLY_RETURNED_FIELDS: N_("Only what was returned for correction can be changed now."),
    Lock.APPROVED: N_(
        "Locked since the unit was approved on {date}. If something is wrong, contact {mission}."
    ),
    Lock.CODE_SPENT: N_("The invitation code has been used for this unit and stays with it."),
    Lock.DISPATCHED: N_("The certificate has left; the delivery address can no longer be changed."),
    Lock.REGISTRATION_CLOSED: N_("Registration has closed; nothing can be changed any more."),
    Lock.OVER: N_("This registration has ended; nothing can be changed any more."),
}

_TITLE: dict[ToDo, tuple[str, str]] = {  # for one person, for several
    ToDo.SUBMIT: (N_("Finish and submit your registration"),) * 2,
    ToDo.CORRECT_UNIT: (N_("Correct your registration and send it back"),) * 2,
    ToDo.RESUBMIT_AFTER_REJECTION: (N_("Correct your registration and submit it again"),) * 2,
    ToDo.CORRECT_PERSON: (
        N_("Correct the details of 1 person"),
        N_("Correct the details of {count} people"),
    ),
    ToDo.SUBMIT_PERSON: (N_("Submit 1 added person"), N_("Submit {count} added people")),
    ToDo.PAY_AGAIN: (N_("Payment failed"),) * 2,
    ToDo.PAY: (N_("Request the certificate and pay"), N_("Request the certificates and pay")),
    ToDo.CONFIRM_REFUND: (
        N_("1 person did not pass: confirm the refund"),
        N_("{count} people did not pass: confirm the refunds"),
    ),
    ToDo.CHECK_ADDRESS: (N_("A parcel came back: check the address"),) * 2,
    ToDo.COLLECT: (
        N_("1 certificate is ready for collection"),
        N_("{count} certificates are ready for collection"),
    ),
    ToDo.CONFIRMING_PAYMENT: (N_("Confirming payment"),) * 2,
    ToDo.WAIT: (N_("Nothing to do now"),) * 2,
    ToDo.NOTHING_MORE: (N_("Nothing more to do"),) * 2,
}

_WAITING: dict[Holder, str] = {
    Holder.MISSION: N_(
        "Nothing to do now. {mission} has had your registration since {date}; usually {days} days."
    ),
    Holder.ORGANISER_DESK: N_(
        "Nothing to do now. {mission} has had your registration since {date}; usually {days} days."
    ),
    Holder.PERSONNEL_REVIEWER: N_(
        "Nothing to do now. The personnel review has run since {date}; usually {days} days."
    ),
    Holder.CERTIFICATE_MAKER: N_(
        "Nothing to do now. The certificates have been in production since {date}; usually {days} days."
    ),
    Holder.CARRIER: N_("Nothing to do now. The certificates left on {date}."),
    Holder.PAYMENT_SERVICE: N_(
        "Nothing to do now. The refund has been with the payment service since {date}; usually {days} days."
    ),
}


def family_word(locale: str, family: Family) -> str:
    return gettext_in(locale, _FAMILY[family])


def holder_name(locale: str, holder: Holder, mission: str = "") -> str:
    """Who holds it; a mission by its name where it is known."""
    if holder is Holder.MISSION and mission:
        return mission
    return gettext_in(locale, _HOLDER[holder]) if _HOLDER[holder] else ""


def stage_name(locale: str, stage: Stage) -> str:
    return gettext_in(locale, _STAGE[stage])


def stage_counts(locale: str, stage: StageOnLine) -> str:
    """How a stage went or stands: "2 passed, 1 not", or the number in each status."""
    counts = dict(stage.counts)
    if stage.stage is Stage.PERSONNEL_REVIEW and stage.family in (Family.DONE, Family.REFUSED):
        passed = sum(number for status, number in counts.items() if status in PASSED)
        not_passed = sum(counts.values()) - passed
        message = N_("{passed} passed, {failed} not") if not_passed else N_("{passed} passed")
        return gettext_in(locale, message, passed=passed, failed=not_passed)
    separator = "，" if locale == "zh" else ", "
    return separator.join(_counted(locale, status, number) for status, number in counts.items())


def _counted(locale: str, status: PersonStatus, number: int) -> str:
    shown = PersonStatus.FAILED if status in MONEY_GOES_BACK else status
    badge = person_badge(locale, shown)
    return f"{badge}{number}名" if locale == "zh" else f"{number} {badge[0].lower()}{badge[1:]}"


def now_title(locale: str, now: Now) -> str:
    """The heading of the block about now."""
    one, several = _TITLE[now.todo]
    return gettext_in(locale, one if now.person_count == 1 else several, count=now.person_count)


def now_waiting(locale: str, now: Now, words: NowWords) -> str:
    """Whom the buyer waits for, since when, how long it usually takes; else empty."""
    if now.todo is ToDo.CONFIRMING_PAYMENT:
        return beside_sentence(locale, Beside.CHECKOUT_OPEN)
    if now.todo is not ToDo.WAIT:
        return ""
    facts = asdict(words)
    facts["mission"] = words.mission or organiser_desk(locale)
    if now.holder is Holder.ORGANISER_DESK:
        facts["mission"] = organiser_desk(locale)
    return gettext_in(locale, _WAITING[now.holder], **facts)


def lock_sentence(locale: str, lock: Lock, date: str = "", mission: str = "") -> str:
    """Why an answer is locked and whom to ask."""
    return gettext_in(locale, _LOCK[lock], date=date, mission=mission or organiser_desk(locale, False))


def answers_saved(locale: str) -> str:
    """After a change of what is under review: it counts as it is."""
    text = N_("Your change is saved and the review goes on with it. Nothing needs to be submitted again.")
    return gettext_in(locale, text)
