"""The rows of the small fair that the random drive goes through: persons, requests, checkouts, money."""

from __future__ import annotations

from dataclasses import dataclass, field

from ciie_portal.domain.certificate import DeliveryMethod, RequestStatus
from ciie_portal.domain.journey import PersonEvent, PersonStatus, move_person
from ciie_portal.domain.payment import CheckoutStatus, PaymentState, amount_due
from ciie_portal.domain.refund import RefundReason, RefundStatus

FEE = 20000


@dataclass
class Person:
    document: int
    status: PersonStatus = PersonStatus.DRAFT
    trail: list[tuple[PersonStatus, PersonEvent, PersonStatus]] = field(default_factory=list)
    request: Request | None = None
    method: DeliveryMethod = DeliveryMethod.EXPRESS
    has_certificate: bool = False

    def move(self, event: PersonEvent) -> None:
        before = self.status
        self.status = move_person(before, event)
        self.trail.append((before, event, self.status))

    def has_had(self, event: PersonEvent) -> bool:
        return any(happened is event for _, happened, _ in self.trail)


@dataclass
class Request:
    people: list[Person]
    status: RequestStatus = RequestStatus.OPEN
    checkouts: list[Checkout] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return amount_due(FEE, len(self.people))

    def open_checkout(self) -> Checkout | None:
        return next((one for one in self.checkouts if one.status is CheckoutStatus.OPEN), None)


@dataclass
class Checkout:
    request: Request
    amount: int
    status: CheckoutStatus = CheckoutStatus.OPEN


@dataclass
class Transaction:
    """In the provider's books: money that really moved."""

    checkout: Checkout | None
    amount: int
    currency: str
    payment: Payment | None = None
    told: int = 0


@dataclass
class Payment:
    amount: int
    state: PaymentState
    request: Request | None = None
    refunded: int = 0


@dataclass
class Refund:
    payment: Payment
    amount: int
    reason: RefundReason
    person: Person | None = None
    status: RefundStatus = RefundStatus.REQUESTED
