"""The money of the demonstration: requests, payments, refunds, with the provider's words as they would come.

What was paid is also written for the stand-in of the provider, so that both books agree; what was sent, for
the stand-in of the mailbox.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from sqlmodel import Session, col, select

from ciie_portal.actions.deliveries import Delivery
from ciie_portal.actions.record_payment import ProviderPayment, record_payment
from ciie_portal.actions.record_refund import ProviderRefund, RefundWord, record_refund
from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.actions.request_certificate import request_certificates
from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.journey import MONEY_GOES_BACK, PAID_FOR, PersonStatus
from ciie_portal.domain.payment import CHECKOUT_LIFETIME
from ciie_portal.gateways.cashier import PROVIDER
from ciie_portal.security import new_key
from ciie_portal.seeding.registering import Registered
from ciie_portal.seeding.timeline import DECIDED, ENDED, HANDED_OUT, MADE, PAID
from ciie_portal.settings import get_settings
from ciie_portal.store import outbox
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import CertificateRequest, Checkout, Outbox, Payment, Refund

P = PersonStatus
METHODS = ("alipay", "wechat", "card")
Refunds = list[tuple[str, P]]


def request(unit: Registered) -> str:
    """The reference of one request for everybody who shall be paid for."""
    paid = [one for one, status in unit.people if status in PAID_FOR | {P.REFUNDED}]
    return request_certificates(
        unit.buyer, unit.reference, deliveries(unit, paid), unit.times.at(DECIDED, 40)
    ).reference


def leave_request_open(unit: Registered) -> None:
    """For those who are still to pay, where the plan says so."""
    unpaid = [one for one, status in unit.people if status is P.UNPAID]
    if unpaid and unit.plan.is_request_open:
        request_certificates(unit.buyer, unit.reference, deliveries(unit, unpaid), unit.times.lately)


def deliveries(unit: Registered, people: list[str]) -> list[Delivery]:
    """To the unit's own address and contact."""
    plan, method = unit.plan, unit.plan.method.value
    if plan.method is not DeliveryMethod.EXPRESS:
        return [Delivery(one, method) for one in people]
    whom = unit.contact
    return [Delivery(one, method, whom.name, whom.mobile, plan.place, plan.street, True) for one in people]


def take_payment(unit: Registered, request_reference: str) -> None:
    """The checkout as it would have been opened, and the provider's word that it is paid."""
    at = unit.times.at(PAID)
    with transaction() as session:
        query = select(CertificateRequest).where(CertificateRequest.reference == request_reference)
        request = session.exec(query).one()
        number = f"co_{secrets.token_hex(10)}"
        checkout = Checkout(
            key=new_key(),
            request_id=request.id,
            provider=PROVIDER,
            provider_checkout=number,
            hosted_url=f"{get_settings().sandbox_url}/pay/{number}",
            amount_minor=request.amount_minor,
            currency=request.currency,
            created_at=unit.times.at(PAID, -3),
            expires_at=unit.times.at(PAID, -3) + CHECKOUT_LIFETIME,
        )
        session.add(checkout)
        session.flush()
        said = ProviderPayment(
            provider=PROVIDER,
            transaction=f"tx_{secrets.token_hex(10)}",
            checkout_key=checkout.key,
            amount_minor=request.amount_minor,
            currency=request.currency,
            method=secrets.choice(METHODS),
            paid_at=at,
        )
        record_payment(session, said, at)


def ask_back(unit: Registered) -> Refunds:
    """The refunds that the buyer asks for: each reference, with the status that its person shall reach."""
    at = unit.times.at(MADE)
    return [
        (ask_refund(unit.buyer, reference, at).reference, status)
        for reference, status in unit.people
        if status in MONEY_GOES_BACK
    ]


def hear_of_refunds(unit: Registered, refunds: Refunds) -> None:
    """The provider accepts them, unless the plan stops before; one it refuses later the same day."""
    at = unit.times.at(HANDED_OUT)
    for reference, status in refunds:
        if status is P.REFUND_REQUESTED:
            continue
        number = f"re_{secrets.token_hex(10)}"
        with transaction() as session:
            refund = refund_row(session, reference)
            errand = session.exec(select(Outbox).where(Outbox.dedupe_key == f"refund:{refund.key}:1")).one()
            outbox.mark_sent(session, errand.id, at, number)
            record_refund(session, ProviderRefund(refund.key, number, RefundWord.PROCESSING), at)


def end_refunds(unit: Registered, refunds: Refunds) -> None:
    """Paid; or refused, which leaves the person refunding and lands with finance."""
    for reference, status in refunds:
        if status is P.REFUND_REQUESTED:
            continue
        with transaction() as session:
            refund = refund_row(session, reference)
            word = RefundWord.PAID if status is P.REFUNDED else RefundWord.REFUSED
            why = "" if word is RefundWord.PAID else "the issuing bank refuses the refund"
            said = ProviderRefund(refund.key, refund.provider_refund or "", word, why)
            record_refund(session, said, unit.times.at(ENDED, 5))


def refund_row(session: Session, reference: str) -> Refund:
    return session.exec(select(Refund).where(Refund.reference == reference)).one()


def write_opening_books(messages: list[dict[str, Any]]) -> None:
    """For the stand-ins: what was paid, refunded and sent before they were first started."""
    with reading() as session:
        rows = [
            (payment, session.get_one(Checkout, payment.checkout_id))
            for payment in session.exec(select(Payment).order_by(col(Payment.id))).all()
            if payment.checkout_id is not None
        ]
        refunds = session.exec(select(Refund).where(col(Refund.provider_refund).is_not(None))).all()
        transactions = {payment.id: payment.provider_transaction for payment, _checkout in rows}
        gone = {refund.payment_id: refund.amount_minor for refund in refunds if refund.paid_at is not None}
    told = f"{get_settings().public_address}/api/cashier/notifications"
    lines: list[dict[str, Any]] = list(messages)
    for payment, checkout in rows:
        shared = {
            "reference": checkout.key,
            "amount_minor": payment.amount_minor,
            "currency": payment.currency,
            "notify_url": told,
        }
        at = int(payment.paid_at.timestamp())
        lines.append(shared | {"kind": "checkout", "id": checkout.provider_checkout, "at": at})
        facts = {"method": payment.method, "refunded_minor": gone.get(payment.id, 0), "at": at}
        number = {"id": payment.provider_transaction, "checkout": checkout.provider_checkout}
        lines.append(shared | facts | number | {"kind": "payment"})
    for refund in refunds:
        state = "paid" if refund.paid_at is not None else "refused"
        facts = {"reference": refund.key, "transaction": transactions[refund.payment_id], "status": state}
        money = {"amount_minor": refund.amount_minor, "currency": refund.currency}
        lines.append({"kind": "refund", "id": refund.provider_refund, **facts, **money})
    file = get_settings().var_dir / "sandbox" / "opening_books.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
