"""Which notice goes out, by which channel (Q10, Q11; D7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ciie_portal.domain.journey import PersonEvent, UnitEvent

DRAFT_REMINDERS = (timedelta(days=7), timedelta(days=2))  # before the deadline
PAY_REMINDERS = (timedelta(days=3), timedelta(days=10))  # after the approval
REMINDING_HOURS = range(9, 20)  # Beijing time
STOPS_REMINDING = timedelta(days=30)  # after the approval: who has not paid by then knows


class NoticeChannel(StrEnum):
    SMS = "sms"
    EMAIL = "email"


class NoticeKind(StrEnum):
    VERIFICATION = "verification"
    RECEIVED = "received"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"  # with the payment notice
    PAYMENT_RECEIVED = "payment_received"
    PASSED = "passed"
    FAILED = "failed"
    REFUND_PAID = "refund_paid"
    DISPATCHED = "dispatched"
    READY = "ready"
    HOW_TO_OBTAIN = "how_to_obtain"
    CODE_GRANTED = "code_granted"
    TRANSFERRED = "transferred"
    DRAFT_REMINDER = "draft_reminder"
    PAY_REMINDER = "pay_reminder"
    ACCOUNT_CHANGED = "account_changed"
    CODE_REFUSED = "code_refused"
    MOVE_DECLINED = "move_declined"  # the request to be moved to another mission
    LEFT_OUT = "left_out"  # a person who was added later; the decision on the unit says it by itself
    SIGN_IN_BLOCKED = "sign_in_blocked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a word of ours


WITH_SECRET = frozenset({NoticeKind.VERIFICATION, NoticeKind.CODE_GRANTED})  # kept masked on the record


@dataclass(frozen=True)
class Recipient:
    """The proved contacts of an account, or of somebody who asked for a code. One of them is the first."""

    is_overseas: bool
    mobile: str | None = None
    email: str | None = None


UNIT_NOTICES: dict[UnitEvent, NoticeKind] = {
    UnitEvent.SUBMIT: NoticeKind.RECEIVED,
    UnitEvent.RETURN: NoticeKind.RETURNED,
    UnitEvent.APPROVE: NoticeKind.APPROVED,
    UnitEvent.REJECT: NoticeKind.REJECTED,
}

PERSON_NOTICES: dict[PersonEvent, NoticeKind] = {
    PersonEvent.APPROVE: NoticeKind.APPROVED,
    PersonEvent.LEAVE_OUT: NoticeKind.LEFT_OUT,
    PersonEvent.RETURN_BY_MISSION: NoticeKind.RETURNED,
    PersonEvent.RETURN_BY_REVIEWER: NoticeKind.RETURNED,
    PersonEvent.PAY: NoticeKind.PAYMENT_RECEIVED,
    PersonEvent.PASS: NoticeKind.PASSED,
    PersonEvent.FAIL: NoticeKind.FAILED,
    PersonEvent.DISPATCH: NoticeKind.DISPATCHED,
    PersonEvent.MAKE_READY: NoticeKind.READY,
    PersonEvent.REFUND_PAID: NoticeKind.REFUND_PAID,
}


def person_notice(event: PersonEvent, *, is_member: bool = True) -> NoticeKind:
    """What a person's event tells the buyer; it is one of PERSON_NOTICES.

    One notice speaks for a whole decision, request or parcel: the caller sends it once for all its persons.
    A buyer without a mission is told how to obtain the certificate instead of whom to ask for it (Q9).
    """
    if event is PersonEvent.MAKE_READY and not is_member:
        return NoticeKind.HOW_TO_OBTAIN
    return PERSON_NOTICES[event]


def first_channel(recipient: Recipient) -> NoticeChannel | None:
    """SMS for domestic buyers, email for overseas ones (Q10); the other where that contact is not known."""
    return next(iter(_channels(recipient)), None)


def second_channel(recipient: Recipient, kind: NoticeKind) -> NoticeChannel | None:
    """Where a failed notice is tried next, if there is such a place.

    A verification code proves one contact, so it never goes to another; a mobile abroad gets no SMS.
    """
    if kind is NoticeKind.VERIFICATION:
        return None
    return next(iter(_channels(recipient)[1:]), None)


def _channels(recipient: Recipient) -> list[NoticeChannel]:
    """Those that reach the buyer, the first one first."""
    gets_sms = recipient.mobile is not None and (
        not recipient.is_overseas or recipient.mobile.startswith("+86")
    )
    reached = [NoticeChannel.SMS] if gets_sms else []
    reached += [NoticeChannel.EMAIL] if recipient.email else []
    return sorted(reached, key=lambda one: (one is NoticeChannel.SMS) == recipient.is_overseas)


def channels_of(recipient: Recipient, kind: NoticeKind) -> tuple[NoticeChannel, ...]:
    """By which channels a notice can go, the first one first."""
    channels = (first_channel(recipient), second_channel(recipient, kind))
    return tuple(dict.fromkeys(channel for channel in channels if channel is not None))


def address_for(recipient: Recipient, channel: NoticeChannel) -> str | None:
    return recipient.mobile if channel is NoticeChannel.SMS else recipient.email


def draft_reminder(closes_at: datetime, now: datetime) -> timedelta | None:
    """Which of DRAFT_REMINDERS a draft is due for, the last one that has come; None before and after all."""
    due = [before for before in DRAFT_REMINDERS if closes_at - before <= now < closes_at]
    return min(due, default=None)


def pay_reminder(unpaid_since: datetime, now: datetime) -> timedelta | None:
    """Which of PAY_REMINDERS is due, the last one that has come; None once STOPS_REMINDING has passed."""
    due = [after for after in PAY_REMINDERS if unpaid_since + after <= now < unpaid_since + STOPS_REMINDING]
    return max(due, default=None)
