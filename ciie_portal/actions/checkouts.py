"""One checkout at the provider, opened and cancelled by our own stored key, outside any transaction (C23).

A crash on either side of a call leaves a row that the next call repairs: the same key is the same checkout.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, select

from ciie_portal import routes
from ciie_portal.actions import errands
from ciie_portal.domain.access import Actor
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.gateways import providers
from ciie_portal.gateways.cashier import Cancelled, OpenedCheckout
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import money, settling
from ciie_portal.store.tables import Account, CertificateRequest, Checkout, WorkUnit

NOTIFICATIONS = "/api/cashier/notifications"


@dataclass(frozen=True)
class Place:
    """What the provider is told of a checkout; the same at every try, or the key would be refused."""

    key: str
    request: str
    amount_minor: int
    currency: str
    locale: str
    provider_checkout: str | None = None
    hosted_url: str | None = None


class Condition(StrEnum):
    """How a checkout stands at the provider."""

    OPEN = "open"
    PAID = "paid"
    GONE = "gone"  # cancelled, or never heard of
    UNKNOWN = "unknown"  # no answer for now


def open_at_provider(place: Place) -> OpenedCheckout:
    """Raises TemporaryTrouble, PermanentTrouble."""
    settings = get_settings()
    page = routes.path(place.locale, "certificates", paid=place.request)
    return providers.cashier().open_checkout(
        key=place.key,
        reference=place.key,
        amount_minor=place.amount_minor,
        currency=place.currency,
        description=place.request,
        return_url=f"{settings.public_address}{page}",
        notify_url=f"{settings.public_address}{NOTIFICATIONS}",
        locale=place.locale,
    )


def condition_at_provider(provider_checkout: str) -> Condition:
    try:
        status = providers.cashier().find_checkout(provider_checkout).get("status")
    except TemporaryTrouble:
        return Condition.UNKNOWN
    except PermanentTrouble:
        return Condition.GONE
    return {"open": Condition.OPEN, "paid": Condition.PAID}.get(str(status), Condition.GONE)


def cancel_at_provider(place: Place) -> Cancelled:
    """A checkout whose number we never got is asked for by its key first. Raises TemporaryTrouble."""
    try:
        number = place.provider_checkout or open_at_provider(place).provider_id
        return providers.cashier().cancel_checkout(number)
    except PermanentTrouble:
        return Cancelled.CANCELLED  # the provider has no such checkout: nobody can pay it


def close_open_checkout(actor: Actor, reference: str, now: datetime) -> None:
    """Cancels the open checkout of a request at the provider, then in our books; nothing where none is open.

    Raises NOT_FOUND, CASHIER_UNREACHABLE, PAYMENT_BEING_CONFIRMED (it is paid, the word is on its way).
    """
    with reading() as session:
        request = money.find_request(session, actor, reference)
        found = select(Checkout).where(
            Checkout.request_id == request.id, Checkout.status == CheckoutStatus.OPEN
        )
        checkout = session.exec(found).first()
        if checkout is None:
            return
        place = place_of(session, checkout, request)
    try:
        if cancel_at_provider(place) is Cancelled.ALREADY_PAID:
            raise RuleBroken(Rule.PAYMENT_BEING_CONFIRMED)
    except TemporaryTrouble:
        raise RuleBroken(Rule.CASHIER_UNREACHABLE) from None
    close_in_books(place.key, CheckoutStatus.CANCELLED, now)


def place_of(session: Session, checkout: Checkout, request: CertificateRequest) -> Place:
    """The buyer's language is the account's: two tabs in two languages still ask for the same checkout."""
    unit = session.get_one(WorkUnit, request.unit_id)
    return Place(
        checkout.key,
        request.reference,
        checkout.amount_minor,
        checkout.currency,
        session.get_one(Account, unit.account_id).locale,
        checkout.provider_checkout,
        checkout.hosted_url,
    )


def close_in_books(key: str, status: CheckoutStatus, now: datetime) -> None:
    """An open checkout that the provider no longer takes money for."""
    with transaction() as session:
        found = settling.hold_by_checkout(session, key)
        if found is not None and found[0].status is CheckoutStatus.OPEN:
            found[0].status, found[0].closed_at = status, now


def store_number(key: str, opened: OpenedCheckout, now: datetime) -> str | None:
    """Keeps the provider's number and address; None if it was closed meanwhile: then it is cancelled.

    Whoever was told of it first has the same: the key is the same.
    """
    with transaction() as session:
        found = settling.hold_by_checkout(session, key)
        if found is None:
            return None
        checkout = found[0]
        checkout.provider_checkout, checkout.hosted_url = opened.provider_id, opened.hosted_url
        if checkout.status is CheckoutStatus.OPEN:
            return opened.hosted_url
        if checkout.status is not CheckoutStatus.PAID:
            errands.cancel_checkout(session, checkout, now)
        return None
