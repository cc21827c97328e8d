"""The words of the finance page: its views, states of payments and refunds, why money matches nothing."""

from __future__ import annotations

from ciie_portal.domain.payment import Outcome, PaymentState
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.i18n import N_, gettext_in

VIEWS: dict[str, str] = {
    "payments": N_("Payments"),
    "unmatched": N_("To be decided"),
    "refused": N_("Refunds refused"),
    "refunds": N_("Refunds under way"),
    "returned": N_("Refunds paid"),
}
# family of the mark, words
PAYMENT_STATES: dict[PaymentState, tuple[str, str]] = {
    PaymentState.MATCHED: ("done", N_("Settled a request")),
    PaymentState.SURPLUS: ("closed", N_("Surplus, returned unasked")),
    PaymentState.UNMATCHED: ("you", N_("Matches no request")),
}
RETURNED_BY_FINANCE = ("closed", N_("Returned by finance"))
REFUND_STATES: dict[RefundStatus, tuple[str, str]] = {
    RefundStatus.REQUESTED: ("them", N_("Goes to the payment service")),
    RefundStatus.PROCESSING: ("them", N_("With the payment service")),
    RefundStatus.PAID: ("done", N_("Refund paid")),
    RefundStatus.REFUSED: ("you", N_("Refused by the payment service")),
}
STUCK = ("you", N_("Did not reach the payment service"))
REFUND_REASONS: dict[RefundReason, str] = {
    RefundReason.PERSON_FAILED: N_("Review not passed"),
    RefundReason.SECOND_PAYMENT: N_("Paid twice"),
    RefundReason.CANCELLED_REQUEST: N_("The request was cancelled"),
    RefundReason.REPLACED_CHECKOUT: N_("Paid on a page that was replaced"),
    RefundReason.UNMATCHED: N_("Matched no request"),
}
WHY_UNMATCHED: dict[str, str] = {
    Outcome.WRONG_AMOUNT: N_("The sum differs from what was asked for."),
    Outcome.WRONG_CURRENCY: N_("The currency differs from what was asked for."),
    Outcome.UNKNOWN_CHECKOUT: N_("The payment names nothing that we opened."),
    Outcome.NOT_PAYABLE: N_("Somebody in the request is no longer unpaid, or was paid for elsewhere."),
}
CORRECTED = N_("The notification named {amount}; the payment service's books say what stands here.")
METHODS: dict[str, str] = {
    "alipay": N_("Alipay"),
    "wechat": N_("WeChat Pay"),
    "card": N_("Bank card"),
}


def view_name(locale: str, view: str) -> str:
    return gettext_in(locale, VIEWS[view])


def payment_state(locale: str, state: PaymentState, is_returned: bool) -> tuple[str, str]:
    """The family of its mark and its words."""
    is_closed = state is PaymentState.UNMATCHED and is_returned
    family, text = RETURNED_BY_FINANCE if is_closed else PAYMENT_STATES[state]
    return family, gettext_in(locale, text)


def refund_state(locale: str, status: RefundStatus, is_stuck: bool) -> tuple[str, str]:
    family, text = STUCK if is_stuck and status is not RefundStatus.REFUSED else REFUND_STATES[status]
    return family, gettext_in(locale, text)


def refund_reason(locale: str, reason: RefundReason) -> str:
    return gettext_in(locale, REFUND_REASONS[reason])


def why_unmatched(locale: str, note: str) -> str:
    """The sentence of the outcome that the payment's note begins with."""
    outcome = note.partition(":")[0]
    return gettext_in(locale, WHY_UNMATCHED[outcome]) if outcome in WHY_UNMATCHED else ""


def method_name(locale: str, method: str) -> str:
    """The provider's own word where it has no translation."""
    return gettext_in(locale, METHODS[method]) if method in METHODS else method


def reconciled(locale: str, moment: str, found_count: int, trouble: str) -> str:
    """Last compared with the payment service on 3 June 2019, 09:12: nothing was missing."""
    if trouble:
        text = N_("The payment service could not be asked on {moment}; it is tried again by itself.")
    elif found_count:
        text = N_("Compared with the payment service on {moment}: {count} found that no notification told.")
    else:
        text = N_("Compared with the payment service on {moment}: nothing was missing.")
    return gettext_in(locale, text, moment=moment, count=found_count)


def never_reconciled(locale: str) -> str:
    return gettext_in(locale, N_("Not compared with the payment service yet."))


def matched_sentence(locale: str, request: str) -> str:
    return gettext_in(
        locale, N_("Matched to {request}; its people go to the personnel review."), request=request
    )


def returned_sentence(locale: str) -> str:
    return gettext_in(locale, N_("The money goes back the way it came."))


def retried_sentence(locale: str, refund: str) -> str:
    return gettext_in(locale, N_("{refund} goes to the payment service again."), refund=refund)
