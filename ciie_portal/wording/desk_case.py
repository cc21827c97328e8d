"""The words of a case on the desk: checks beside the answers, events of the record, who is at work."""

from __future__ import annotations

from enum import StrEnum

from ciie_portal.domain.unit_answers import ten_thousands
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.desk_queue import days


class Finding(StrEnum):
    """What a check may say."""

    CODE_VALID = "code_valid"
    PREFIX_FITS = "prefix_fits"
    PREFIX_DIFFERS = "prefix_differs"
    DIVISION_FITS = "division_fits"
    DIVISION_DIFFERS = "division_differs"
    DIVISION_UNKNOWN = "division_unknown"
    NO_CLAIM = "no_claim"
    CLAIM = "claim"
    CLAIM_BY = "claim_by"
    CLAIM_APPROVED = "claim_approved"
    NO_DUPLICATES = "no_duplicates"
    DUPLICATE = "duplicate"
    DUPLICATE_WITH = "duplicate_with"
    DUPLICATE_INSIDE = "duplicate_inside"
    NEEDS_MISSION = "needs_mission"
    CODE_OF = "code_of"
    CLAIM_HELD = "claim_held"
    CLAIM_LOST = "claim_lost"
    ASKS_TO_MOVE = "asks_to_move"
    MOVE_IS_THE_ORGANISERS = "move_is_the_organisers"
    MOVE_AGREED = "move_agreed"
    MOVE_DECLINED = "move_declined"
    CHANGED_SINCE = "changed_since"
    CORRECTED = "corrected"
    DOUBT = "doubt"
    DOUBT_SETTLED = "doubt_settled"
    EARLIER_EDITION = "earlier_edition"


FINDINGS: dict[Finding, str] = {
    Finding.CODE_VALID: N_("Credit code: well formed; its check character agrees"),
    Finding.PREFIX_FITS: N_("Credit code: it begins with {prefix}, as codes of this category do"),
    Finding.PREFIX_DIFFERS: N_(
        "Credit code: it begins with {prefix}, which is unusual for this category; compare the licence"
    ),
    Finding.DIVISION_FITS: N_(
        "Credit code: given in {division}, in the same province as the registered address"
    ),
    Finding.DIVISION_DIFFERS: N_(
        "Credit code: given in {division}, in another province than the registered address;"
        " compare the licence"
    ),
    Finding.DIVISION_UNKNOWN: N_("Credit code: the place {division} in it is not known; compare the licence"),
    Finding.NO_CLAIM: N_("No other unit entered this credit code"),
    Finding.CLAIM: N_("Another unit entered the same credit code: the organiser desk decides the code claim"),
    Finding.CLAIM_BY: N_("Same credit code, entered on {date}, {status}, with {mission}:"),
    Finding.CLAIM_APPROVED: N_("A unit with this credit code is approved; this one cannot be approved too"),
    Finding.NO_DUPLICATES: N_("No person is registered in another unit"),
    Finding.DUPLICATE: N_("{person}: the same document is entered in another unit"),
    Finding.DUPLICATE_WITH: N_("{person}: the same document is entered, {status}, with"),
    Finding.DUPLICATE_INSIDE: N_("{person}: the same document is entered twice in this unit"),
    Finding.NEEDS_MISSION: N_("No trade mission owns this unit: move it to one before approving"),
    Finding.CODE_OF: N_("Invitation code of {mission}"),
    Finding.ASKS_TO_MOVE: N_("The unit asks to be moved: {reason}"),
    Finding.MOVE_IS_THE_ORGANISERS: N_("The organiser desk answers the request; the review goes on"),
    Finding.MOVE_AGREED: N_("The unit asked to be moved; agreed on {date}: {reason}"),
    Finding.MOVE_DECLINED: N_("The unit asked to be moved; declined on {date}: {reason}"),
    Finding.CLAIM_HELD: N_("The organiser desk decided that this unit holds the credit code"),
    Finding.CLAIM_LOST: N_(
        "The organiser desk decided that another unit holds the credit code; with it this one cannot be"
        " approved"
    ),
    Finding.CHANGED_SINCE: N_("The unit changed its answers on {moment}, after submitting"),
    Finding.CORRECTED: N_("Corrected after a return: {fields}"),
    Finding.DOUBT: N_("The personnel reviewer noted a doubt about the unit on {date}: {reason}"),
    Finding.DOUBT_SETTLED: N_("The doubt about the unit was settled on {date}: {reason}"),
    Finding.EARLIER_EDITION: N_("{edition}: {status}, {people}"),
}

# event of a unit (no person) · event of a person
UNIT_EVENTS: dict[str, str] = {
    "submit": N_("Submitted"),
    "resubmit": N_("Corrected and sent back"),
    "return": N_("Returned for correction"),
    "approve": N_("Unit approved"),
    "reject": N_("Unit not approved"),
    "withdraw": N_("Withdrawn"),
    "transfer": N_("Moved from {before} to {after}"),
    "classify_again": N_("By the changed answers no longer with {before} but with {after}"),
    "ask_to_move": N_("Asked to be moved to another trade mission"),
    "ask_to_move_there": N_("Asked to be moved to {after}"),
    "decline_move": N_("Request to be moved declined"),
    "hold_code": N_("Decided: this unit holds the credit code"),
    "lose_code": N_("Decided: another unit holds the credit code"),
    "change_answers": N_("Answers changed"),
    "open_request": N_("Certificate request opened"),
    "change_request": N_("Certificate request changed"),
    "withdraw_request": N_("Certificate request cancelled"),
    "pay_request": N_("Payment received"),
    "doubt_settled": N_("Doubt about the unit settled"),
}
PERSON_EVENTS: dict[str, str] = {
    "submit": N_("{person}: entered"),
    "resubmit": N_("{person}: corrected and sent back"),
    "approve": N_("{person}: labelled"),
    "leave_out": N_("{person}: left out"),
    "return_by_mission": N_("{person}: returned for correction"),
    "withdraw": N_("{person}: withdrawn"),
    "change_answers": N_("{person}: answers changed"),
    "pay": N_("{person}: fee paid"),
    "change_address": N_("{person}: delivery address changed"),
    "certificate_reissued": N_("{person}: certificate re-issued, the earlier one void"),
    "sent_again": N_("{person}: certificate sent again"),
    "set_out_again": N_("{person}: re-issued certificate laid ready"),
    "handed_over_again": N_("{person}: re-issued certificate handed over"),
    "pass": N_("{person}: review passed"),
    "fail": N_("{person}: review not passed"),
    "return_by_reviewer": N_("{person}: returned by the personnel reviewer"),
    "dispatch": N_("{person}: certificate sent"),
    "make_ready": N_("{person}: certificate ready for collection"),
    "deliver": N_("{person}: certificate delivered"),
    "collect": N_("{person}: certificate collected"),
    "doubt": N_("{person}: doubt about the unit, noted for the unit review"),
    "note_document": N_("{person}: same document in another unit, looked at"),
}


def finding(locale: str, what: Finding, **facts: object) -> str:
    return gettext_in(locale, FINDINGS[what], **facts)


def event_text(locale: str, event: str, person: str = "", **facts: object) -> str:
    """What happened; empty for events that are no news to a reviewer."""
    message = (PERSON_EVENTS if person else UNIT_EVENTS).get(event, "")
    return gettext_in(locale, message, person=person, **facts) if message else ""


def event_line(locale: str, what: str, who: str) -> str:
    """Returned for correction · Reviewer 07"""
    return f"{what} · {who}" if who else what


def the_buyer(locale: str) -> str:
    return gettext_in(locale, N_("the buyer"))


def the_system(locale: str) -> str:
    return gettext_in(locale, N_("the system"))


def held(locale: str, name: str, since: str, is_mine: bool) -> str:
    """Reviewer 11 has had this case since 10:42."""
    if is_mine:
        return gettext_in(locale, N_("You have had this case since {since}."), since=since)
    return gettext_in(locale, N_("{name} has had this case since {since}."), name=name, since=since)


def beneath_name(locale: str, submitted: str, waiting_days: int | None) -> str:
    """submitted 3 June 2019, 09:12 · 4 days with you"""
    line = gettext_in(locale, N_("submitted {moment}"), moment=submitted)
    if waiting_days is None:
        return line
    waits = gettext_in(locale, N_("waiting for {days}"), days=days(locale, waiting_days))
    return f"{line} · {waits}"


def yes_or_no(locale: str, answer: bool) -> str:
    return gettext_in(locale, N_("Yes") if answer else N_("No"))


def sum_of_money(locale: str, field: str, amount: int) -> str:
    """CNY 5,000,000 · 500万元人民币; last year's imports are in dollars."""
    text = N_("USD {amount}") if field == "imports_last_year" else N_("CNY {amount}")
    shown = ten_thousands(amount, ",") if locale == "zh" else f"{amount:,}"
    return gettext_in(locale, text, amount=shown)


def message_beneath(locale: str, recipient: str, length: int, parts: int) -> str:
    """SMS to 138****5206 · 68 characters, 1 message"""
    text = N_("SMS to {recipient} · {length} characters, 1 message")
    if parts > 1:
        text = N_("SMS to {recipient} · {length} characters, {parts} messages")
    return gettext_in(locale, text, recipient=recipient, length=length, parts=parts)


def email_beneath(locale: str, recipient: str, subject: str) -> str:
    """Email to l***@example.com · its subject"""
    return gettext_in(
        locale, N_("Email to {recipient} · subject: {subject}"), recipient=recipient, subject=subject
    )


def decided_sentence(locale: str) -> str:
    return gettext_in(locale, N_("Decided. The buyer is notified."))


def settled_sentence(locale: str) -> str:
    return gettext_in(locale, N_("Settled. The unit is no longer flagged with this doubt."))


def leave_out(locale: str) -> str:
    return gettext_in(locale, N_("Leave out"))
