"""What finance sees: money and references, no identity document and no person's name (rules.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.payment import PaymentState
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.i18n import gettext_in
from ciie_portal.lookups.paging import PAGE_ROWS, Around, around, asked_page
from ciie_portal.lookups.shapes.money import MoneyAstray, MoneyDesk, MoneyTab, PaymentRow, RefundRow
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import money_desk
from ciie_portal.store.queries.money_desk import PaymentFound, RefundFound
from ciie_portal.store.tables import Refund, WorkUnit
from ciie_portal.wording import dates
from ciie_portal.wording import money_desk as words
from ciie_portal.wording.money import money

PAGE = "desk/money"
PAYMENT_VIEWS: dict[str, ColumnElement[bool]] = {"payments": true(), "unmatched": money_desk.UNDECIDED}
REFUND_VIEWS: dict[str, ColumnElement[bool]] = {
    "refused": money_desk.WAITS_FOR_FINANCE,
    "refunds": money_desk.UNDER_WAY,
    "returned": col(Refund.status) == RefundStatus.PAID,
}


def money_page(actor: Actor, query: Mapping[str, str], *, now: datetime) -> MoneyDesk:
    """One page of one view; a wrong view is the first, a wrong page number the first page."""
    require(actor, Permission.HANDLE_MONEY)
    asked, search = str(query.get("view", "")), str(query.get("q", ""))[:100]
    view = asked if asked in words.VIEWS else "payments"
    with reading() as session:
        paging = asked_page(query, _count(session, view, search))
        payments, refunds = _rows(session, actor.locale, view, search, paging.offset)
        astray = _astray(session, actor.locale, str(query.get("payment", "")))
        last = money_desk.last_reconciliation(session)
        tabs = _tabs(session, actor.locale, view)
    found = last.payments_found + last.payments_corrected if last is not None else 0
    moment = dates.moment(actor.locale, last.finished_at) if last is not None else ""
    trouble = last.trouble if last is not None else ""
    count = len(payments) + len(refunds)
    return MoneyDesk(
        view=view,
        tabs=tabs,
        payments=payments,
        refunds=refunds,
        astray=astray or MoneyAstray(),
        is_astray=astray is not None,
        search=search,
        reconciled=words.reconciled(actor.locale, moment, found, trouble)
        if last is not None
        else words.never_reconciled(actor.locale),
        is_trouble=bool(trouble),
        is_loaded=True,
        **(around(actor.locale, PAGE, paging, count, view=view, q=search) if count else Around()),
    )


def _count(session: Session, view: str, search: str) -> int:
    if view in PAYMENT_VIEWS:
        return money_desk.count_payments(session, PAYMENT_VIEWS[view], search)
    return money_desk.count_refunds(session, REFUND_VIEWS[view], search)


def _rows(
    session: Session, locale: str, view: str, search: str, offset: int
) -> tuple[tuple[PaymentRow, ...], tuple[RefundRow, ...]]:
    if view in PAYMENT_VIEWS:
        payments = money_desk.payments(session, PAYMENT_VIEWS[view], search, offset, PAGE_ROWS)
        return tuple(_payment_row(locale, one) for one in payments), ()
    refunds = money_desk.refunds(session, REFUND_VIEWS[view], search, offset, PAGE_ROWS)
    return (), tuple(_refund_row(locale, one) for one in refunds)


def _payment_row(locale: str, found: PaymentFound) -> PaymentRow:
    payment = found.payment
    family, state = words.payment_state(locale, payment.state, payment.refunded_minor > 0)
    is_open = payment.state is PaymentState.UNMATCHED and payment.refunded_minor == 0
    query = {"view": "unmatched", "payment": payment.provider_transaction}
    return PaymentRow(
        transaction=payment.provider_transaction,
        request=found.request.reference if found.request is not None else "",
        unit=_unit_name(locale, found.unit),
        amount=money(locale, payment.amount_minor, payment.currency),
        refunded=money(locale, payment.refunded_minor, payment.currency) if payment.refunded_minor else "",
        method=words.method_name(locale, payment.method),
        family=family,
        state=state,
        paid=dates.listed_moment(payment.paid_at),
        address=path(locale, PAGE, **query) if is_open else "",
    )


def _refund_row(locale: str, found: RefundFound) -> RefundRow:
    refund = found.refund
    status = RefundStatus.REQUESTED if found.is_sent_again else refund.status
    family, state = words.refund_state(locale, status, found.is_stuck)
    since = refund.paid_at or refund.refused_at or refund.requested_at
    return RefundRow(
        reference=refund.reference,
        version=refund.version,
        request=found.request,
        person=found.person,
        amount=money(locale, refund.amount_minor, refund.currency),
        reason=words.refund_reason(locale, refund.reason),
        family=family,
        state=state,
        since=dates.listed_moment(since),
        refusal=refund.refusal or "",
        may_retry=status is RefundStatus.REFUSED or found.is_stuck,
    )


def _astray(session: Session, locale: str, transaction: str) -> MoneyAstray | None:
    """The payment that was chosen, as long as it is to be decided on."""
    found = money_desk.payment_named(session, transaction) if transaction else None
    if found is None or found.payment.state is not PaymentState.UNMATCHED or found.payment.refunded_minor:
        return None
    payment, request = found.payment, found.request
    notified = payment.note.partition(": ")[2].removesuffix(" was notified").split(" ")
    corrected = ""
    if len(notified) == 2 and notified[0].isdecimal():
        amount = money(locale, int(notified[0]), notified[1])
        corrected = gettext_in(locale, words.CORRECTED, amount=amount)
    return MoneyAstray(
        key=payment.key,
        version=payment.version,
        transaction=payment.provider_transaction,
        amount=money(locale, payment.amount_minor, payment.currency),
        method=words.method_name(locale, payment.method),
        paid=dates.moment(locale, payment.paid_at),
        why=words.why_unmatched(locale, payment.note),
        corrected=corrected,
        request=request.reference if request is not None else "",
        due=money(locale, request.amount_minor, request.currency) if request is not None else "",
        unit=_unit_name(locale, found.unit),
    )


def _unit_name(locale: str, unit: WorkUnit | None) -> str:
    if unit is None:
        return ""
    names = (unit.name_en, unit.name_zh) if locale == "en" else (unit.name_zh, unit.name_en)
    return names[0] or names[1] or ""


def _tabs(session: Session, locale: str, view: str) -> tuple[MoneyTab, ...]:
    return tuple(
        MoneyTab(
            words.view_name(locale, name),
            path(locale, PAGE, view=name),
            str(_count(session, name, "")),
            name == view,
        )
        for name in words.VIEWS
    )
