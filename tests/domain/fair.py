"""A small fair in memory for the random drive: one unit, persons, money, decided by the rules alone."""

from __future__ import annotations

from ciie_portal.domain.certificate import (
    DeliveryAddress,
    DeliveryMethod,
    MakingFacts,
    PersonInRequest,
    RequestFacts,
    RequestStatus,
    check_change_of_people,
    check_making,
    check_request,
    hand_out_event,
    must_cancel_checkout_first,
)
from ciie_portal.domain.journey import (
    OVER_WITHOUT_CERTIFICATE,
    PersonEvent,
    PersonStatus,
    UnitEvent,
    UnitStatus,
    move_unit,
)
from ciie_portal.domain.payment import (
    CheckoutChoice,
    CheckoutStatus,
    Outcome,
    PaymentFacts,
    PaymentState,
    check_match_by_finance,
    choose_checkout,
    match_payment,
    payment_state,
    surplus_reason,
)
from ciie_portal.domain.refund import (
    PersonRefundFacts,
    RefundEvent,
    RefundReason,
    check_person_refund,
    check_reason,
    move_refund,
    person_event,
    remaining_minor,
    surplus_amount,
)
from tests.domain.fair_books import FEE, Checkout, Payment, Person, Refund, Request, Transaction

ADDRESS = DeliveryAddress("李伟", "+8613812345206", "330203", "青禾路88号", is_valid_six_months=True)


class Fair:
    """Every method raises RuleBroken and changes nothing, or changes everything that belongs together."""

    def __init__(self) -> None:
        self.unit = UnitStatus.DRAFT
        self.unit_trail: list[tuple[UnitStatus, UnitEvent, UnitStatus]] = []
        self.people: list[Person] = [Person(document=0)]
        self.requests: list[Request] = []
        self.transactions: list[Transaction] = []
        self.payments: list[Payment] = []
        self.refunds: list[Refund] = []
        self.returned_by_provider = 0
        self.is_registration_open = True

    def move_unit(self, event: UnitEvent) -> None:
        before = self.unit
        self.unit = move_unit(before, event)
        self.unit_trail.append((before, event, self.unit))

    def statuses(self) -> list[PersonStatus]:
        return [person.status for person in self.people]

    # -- the request and the cashier

    def ask_certificates(self, people: list[Person], method: DeliveryMethod) -> None:
        live = {p.document for p in self.people if p.request and p.request.status is RequestStatus.PAID}
        live -= {p.document for p in self.people if p.status is PersonStatus.REFUNDED}
        facts = RequestFacts(
            tuple(
                PersonInRequest(
                    person.status,
                    method,
                    ADDRESS if method is DeliveryMethod.EXPRESS else None,
                    is_in_other_request=person.request is not None,
                    is_document_taken=person.document in live,
                )
                for person in people
            ),
            self.unit,
            is_member=True,
        )
        check_request(facts)
        request = Request(people)
        self.requests.append(request)
        for person in people:
            person.request, person.method = request, method

    def cancel(self, request: Request) -> None:
        check_change_of_people(request.status)
        checkout = request.open_checkout()
        if checkout and must_cancel_checkout_first(request.status, has_open_checkout=True):
            checkout.status = CheckoutStatus.CANCELLED
        request.status = RequestStatus.CANCELLED
        for person in request.people:
            person.request = None

    def go_to_cashier(self, request: Request) -> Checkout:
        existing = request.open_checkout()
        choice = choose_checkout(request.status, existing is not None, is_payment_open=True)
        if choice is CheckoutChoice.REUSE and existing:
            return existing
        request.checkouts.append(Checkout(request, request.amount))
        return request.checkouts[-1]

    def pay_facts(self, transaction: Transaction, request: Request | None) -> PaymentFacts:
        checkout = transaction.checkout
        return PaymentFacts(
            is_paid=True,
            amount_minor=transaction.amount,
            currency=transaction.currency,
            is_transaction_known=transaction.payment is not None,
            checkout=checkout.status if checkout else None,
            request=request.status if request else None,
            expected_minor=request.amount if request else 0,
            expected_currency="CNY",
            has_newer_checkout=bool(checkout and checkout is not checkout.request.checkouts[-1]),
            are_all_unpaid=bool(
                request and all(person.status is PersonStatus.UNPAID for person in request.people)
            ),
        )

    def take_notification(self, transaction: Transaction) -> Outcome:
        transaction.told += 1
        request = transaction.checkout.request if transaction.checkout else None
        outcome = match_payment(self.pay_facts(transaction, request))
        state = payment_state(outcome)
        if state is None:
            return outcome
        payment = Payment(transaction.amount, state)
        transaction.payment = payment
        self.payments.append(payment)
        if outcome is Outcome.SETTLE and request:
            self.settle(payment, request)
            if transaction.checkout:
                transaction.checkout.status = CheckoutStatus.PAID
        reason = surplus_reason(outcome)
        if reason:
            self.return_rest(payment, reason)
        return outcome

    def settle(self, payment: Payment, request: Request) -> None:
        other = request.open_checkout()
        if other:
            other.status = CheckoutStatus.CANCELLED
        payment.state, payment.request = PaymentState.MATCHED, request
        request.status = RequestStatus.PAID
        for person in request.people:
            person.move(PersonEvent.PAY)

    def match_by_finance(self, payment: Payment, request: Request) -> None:
        transaction = next(one for one in self.transactions if one.payment is payment)
        check_match_by_finance(payment.state, self.pay_facts(transaction, request))
        if payment.refunded == 0:
            self.settle(payment, request)

    # -- certificates and money back

    def make_certificate(self, person: Person) -> None:
        request_status = person.request.status if person.request else RequestStatus.CANCELLED
        has_refund = any(refund.person is person for refund in self.refunds)
        check_making(
            MakingFacts(self.unit, person.status, request_status, has_refund, person.has_certificate)
        )
        person.has_certificate = True

    def hand_out(self, person: Person) -> None:
        if person.has_certificate:
            person.move(hand_out_event(person.method))

    def ask_refund(self, person: Person) -> None:
        payment = next((one for one in self.payments if one.request and one.request is person.request), None)
        rest = remaining_minor(payment.amount, payment.refunded) if payment else 0
        has_refund = any(refund.person is person for refund in self.refunds)
        amount = check_person_refund(
            PersonRefundFacts(person.status, FEE, rest, person.has_certificate, has_refund)
        )
        assert payment is not None
        check_reason(RefundReason.PERSON_FAILED, is_for_person=True)
        payment.refunded += amount
        self.refunds.append(Refund(payment, amount, RefundReason.PERSON_FAILED, person))
        person.move(PersonEvent.ASK_REFUND)

    def return_rest(self, payment: Payment, reason: RefundReason) -> None:
        amount = surplus_amount(reason, payment.amount, payment.refunded)
        payment.refunded += amount
        self.refunds.append(Refund(payment, amount, reason))

    def move_refund(self, refund: Refund, event: RefundEvent) -> None:
        before = refund.status
        refund.status = move_refund(before, event)
        if refund.person and (moved := person_event(before, event)):
            refund.person.move(moved)
        if event is RefundEvent.CONFIRM:
            self.returned_by_provider += refund.amount

    def still_here(self) -> int:
        return sum(person.status not in OVER_WITHOUT_CERTIFICATE for person in self.people)


def somebody(fair: Fair, number: int, *statuses: PersonStatus) -> Person:
    """Mostly a person in one of the statuses, sometimes anybody: what must be refused is tried too."""
    fitting = [person for person in fair.people if person.status in statuses]
    chosen = fitting if fitting and number % 5 < 4 else fair.people
    return chosen[number % len(chosen)]
