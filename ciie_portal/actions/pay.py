"""The way to the cashier: one open checkout for a request, whoever presses how often (Q4 note; C23, C24).

The row with our key is written first, then the provider is called, then its address is kept. The browser's
return changes nothing: only the provider's signed word does.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions import checkouts
from ciie_portal.actions.checkouts import Condition, Place
from ciie_portal.actions.record_payment import is_payable
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.edition import may_pay
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.payment import CHECKOUT_LIFETIME, CheckoutStatus, choose_checkout
from ciie_portal.gateways.cashier import PROVIDER
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.security import new_key
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import editions, money, settling
from ciie_portal.store.queries.settling import Held
from ciie_portal.store.tables import Checkout, Edition

TRIES = 3  # a checkout found dead is closed and another opened; more than that is trouble


def begin_payment(actor: Actor, reference: str, now: datetime) -> str:
    """The address of the provider's page for an open request.

    Raises NOT_FOUND, REQUEST_PAID, REQUEST_NOT_OPEN, PAYMENT_CLOSED, PERSON_NOT_UNPAID,
    PAYMENT_BEING_CONFIRMED, CASHIER_UNREACHABLE.
    """
    require(actor, Permission.OWN_UNIT)
    for _ in range(TRIES):
        address = _address(_place(actor, reference, now), now)
        if address:
            return address
    raise RuleBroken(Rule.CASHIER_UNREACHABLE)


def _place(actor: Actor, reference: str, now: datetime) -> Place:
    """The open checkout of the request, or a new one, committed before anybody else hears of it."""
    with transaction() as session:
        held = settling.hold_request(session, actor, reference)
        checkout = money.open_checkout_of(session, held.request.id or 0)
        _check(session, held, checkout is not None, now)
        if checkout is None:
            checkout = Checkout(
                key=new_key(),
                request_id=held.request.id or 0,
                provider=PROVIDER,
                amount_minor=held.request.amount_minor,
                currency=held.request.currency,
                created_at=now,
                expires_at=now + CHECKOUT_LIFETIME,
            )
            session.add(checkout)
        checkout.attempted_at, checkout.declined_at = now, None
        session.flush()
        return checkouts.place_of(session, checkout, held.request)


def _check(session: Session, held: Held, has_open_checkout: bool, now: datetime) -> None:
    edition = session.get_one(Edition, held.unit.edition_id)
    is_open = may_pay(editions.facts(edition), now)
    choose_checkout(held.request.status, has_open_checkout, is_open)
    if settling.is_being_looked_at(session, held.request.id or 0):
        raise RuleBroken(Rule.PAYMENT_BEING_CONFIRMED)
    if held.request.amount_minor <= 0:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    persons = [person for _, person in settling.persons_for_update(session, held.request.id or 0)]
    if not is_payable(session, held, persons):
        raise RuleBroken(Rule.PERSON_NOT_UNPAID)


def _address(place: Place, now: datetime) -> str | None:
    """Where the buyer pays; None if the checkout turned out to be dead, and is closed in our books now."""
    if place.provider_checkout is not None and place.hosted_url is not None:
        condition = checkouts.condition_at_provider(place.provider_checkout)
        if condition is Condition.PAID:
            raise RuleBroken(Rule.PAYMENT_BEING_CONFIRMED)
        if condition is not Condition.GONE:
            return place.hosted_url
        checkouts.close_in_books(place.key, CheckoutStatus.EXPIRED, now)
        return None
    try:
        opened = checkouts.open_at_provider(place)
    except TemporaryTrouble:
        raise RuleBroken(Rule.CASHIER_UNREACHABLE) from None
    except PermanentTrouble:
        checkouts.close_in_books(place.key, CheckoutStatus.EXPIRED, now)
        return None
    return checkouts.store_number(place.key, opened, now)
