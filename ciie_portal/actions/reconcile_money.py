"""Compares our books with the provider's and settles what no notification told (rules.md section 8; C22).

The provider is asked first, outside any transaction; each thing found is written in a transaction of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import col, select

from ciie_portal.actions import checkouts
from ciie_portal.actions.checkouts import Condition
from ciie_portal.actions.record_payment import ProviderPayment, correct_payment, record_payment
from ciie_portal.actions.record_refund import (
    ProviderRefund,
    RefundWord,
    attempts_made,
    number_of,
    record_refund,
)
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.payment import CheckoutStatus, Outcome
from ciie_portal.gateways import providers
from ciie_portal.gateways.cashier import PROVIDER, Cancelled, Transaction
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import settling
from ciie_portal.store.tables import CertificateRequest, Checkout, Payment, Reconciliation

logger = logging.getLogger(__name__)
OVERLAP = timedelta(minutes=10)  # the provider's clock, and what it books late
QUIET = timedelta(minutes=1)  # younger checkouts and refunds speak for themselves
AT_ONCE = 200


@dataclass
class Findings:
    """What one comparison changed."""

    payments_found: int = 0
    payments_corrected: int = 0
    refunds_settled: int = 0
    checkouts_closed: int = 0
    troubles: list[str] = field(default_factory=list)


def reconcile(actor: Actor, clock: Callable[[], datetime]) -> Findings:
    """Transactions, then refunds, then checkouts; one of them failing does not keep the others from it."""
    require(actor, Permission.RUN_UNATTENDED)
    started_at = clock()
    findings = Findings()
    for part in (_payments, _refunds, _checkouts):
        try:
            part(findings, clock())
        except (TemporaryTrouble, PermanentTrouble) as trouble:
            findings.troubles.append(str(trouble))
    with transaction() as session:
        session.add(
            Reconciliation(
                started_at=started_at,
                finished_at=clock(),
                payments_found=findings.payments_found,
                payments_corrected=findings.payments_corrected,
                refunds_settled=findings.refunds_settled,
                checkouts_closed=findings.checkouts_closed,
                trouble="; ".join(dict.fromkeys(findings.troubles)),
            )
        )
    return findings


def _payments(findings: Findings, now: datetime) -> None:
    since = _since()
    if since is None:
        return
    for row in providers.cashier().transactions_since(since):
        if _agrees(row):
            continue
        said = ProviderPayment(
            PROVIDER, row.transaction, row.reference, row.amount_minor, row.currency, row.method, row.paid_at
        )
        with transaction() as session:
            if record_payment(session, said, now) is not Outcome.ALREADY_KNOWN:
                findings.payments_found += 1
            elif correct_payment(session, said, now):
                findings.payments_corrected += 1


def _since() -> datetime | None:
    """The last comparison that went through, or the first checkout of all; None before there is any."""
    with reading() as session:
        last = select(Reconciliation.started_at).where(Reconciliation.trouble == "")
        done = session.exec(last.order_by(col(Reconciliation.started_at).desc())).first()
        first = session.exec(select(Checkout.created_at).order_by(col(Checkout.created_at))).first()
    begun = done or first
    return begun - OVERLAP if begun is not None else None


def _agrees(row: Transaction) -> bool:
    """Whether our books say the same of a transaction already."""
    with reading() as session:
        query = select(Payment).where(
            Payment.provider == PROVIDER,
            Payment.provider_transaction == row.transaction,
            Payment.amount_minor == row.amount_minor,
            Payment.currency == row.currency,
        )
        return session.exec(query).first() is not None


def _refunds(findings: Findings, now: datetime) -> None:
    with reading() as session:
        under_way = [
            (refund.provider_refund, number_of(refund.key, attempts_made(session, refund) + 1))
            for refund in settling.refunds_under_way(session, now - QUIET, AT_ONCE)
        ]
    for provider_refund, number in under_way:
        if provider_refund is None:
            continue
        said = providers.cashier().find_refund(provider_refund)
        word = RefundWord(said.status.value)
        if word is RefundWord.PROCESSING:
            continue
        with transaction() as session:
            record_refund(session, ProviderRefund(number, said.provider_id, word, said.why), now)
        findings.refunds_settled += 1


def _checkouts(findings: Findings, now: datetime) -> None:
    """What has died at the provider is closed here; what is too old is cancelled there first."""
    with reading() as session:
        places = [
            (
                checkouts.place_of(session, row, session.get_one(CertificateRequest, row.request_id)),
                row.expires_at,
            )
            for row in settling.open_checkouts(session, now - QUIET, AT_ONCE)
        ]
    for place, expires_at in places:
        if expires_at is not None and expires_at <= now:
            is_dead = checkouts.cancel_at_provider(place) is Cancelled.CANCELLED
        elif place.provider_checkout is not None:
            is_dead = checkouts.condition_at_provider(place.provider_checkout) is Condition.GONE
        else:
            is_dead = False
        if is_dead:
            checkouts.close_in_books(place.key, CheckoutStatus.EXPIRED, now)
            findings.checkouts_closed += 1
