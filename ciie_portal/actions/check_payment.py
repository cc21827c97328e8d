"""The buyer asks how a payment went: the provider's own books are read, at once (rules.md section 8).

What no notification told is settled here as reconciliation would settle it a minute later.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from ciie_portal.actions import checkouts
from ciie_portal.actions.checkouts import Condition, Place
from ciie_portal.actions.reconcile_money import OVERLAP
from ciie_portal.actions.record_payment import ProviderPayment, record_payment
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.gateways import providers
from ciie_portal.gateways.cashier import PROVIDER
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import money
from ciie_portal.store.tables import Checkout


def check_payment(actor: Actor, reference: str, now: datetime) -> bool:
    """Whether the request is paid; False where nothing was paid and the checkout has died.

    Raises NOT_FOUND, CASHIER_UNREACHABLE, PAYMENT_BEING_CONFIRMED (nothing is known yet).
    """
    require(actor, Permission.OWN_UNIT)
    with reading() as session:
        request = money.find_request(session, actor, reference)
        query = select(Checkout).where(
            Checkout.request_id == request.id, Checkout.status == CheckoutStatus.OPEN
        )
        checkout = session.exec(query).first()
        if request.status is RequestStatus.PAID or checkout is None:
            return request.status is RequestStatus.PAID
        place, opened_at = checkouts.place_of(session, checkout, request), checkout.created_at
    if place.provider_checkout is None:
        return False
    condition = checkouts.condition_at_provider(place.provider_checkout)
    if condition is Condition.GONE:
        checkouts.close_in_books(place.key, CheckoutStatus.EXPIRED, now)
        return False
    if condition is Condition.PAID and _settled(place, opened_at, now):
        return True
    raise RuleBroken(
        Rule.CASHIER_UNREACHABLE if condition is Condition.UNKNOWN else Rule.PAYMENT_BEING_CONFIRMED
    )


def _settled(place: Place, opened_at: datetime, now: datetime) -> bool:
    """Writes down what the provider's books say of this checkout."""
    try:
        rows = providers.cashier().transactions_since(opened_at - OVERLAP)
    except (TemporaryTrouble, PermanentTrouble):
        raise RuleBroken(Rule.CASHIER_UNREACHABLE) from None
    is_found = False
    for row in rows:
        if row.reference != place.key:
            continue
        said = ProviderPayment(
            PROVIDER, row.transaction, row.reference, row.amount_minor, row.currency, row.method, row.paid_at
        )
        with transaction() as session:
            record_payment(session, said, now)
        is_found = True
    return is_found
