"""Q11, D7, C25, C26: who failed gets the own fee back, the way it came, once, never beside a certificate."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import col, select

from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.gateways.cashier import RefundState
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.security import new_key
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import (
    Certificate,
    JourneyEvent,
    Notice,
    Outbox,
    OutboxState,
    Person,
    Refund,
    RefundAttempt,
    WorkUnit,
)
from tests.actions.money_scene import (
    BookedCashier,
    Scene,
    cashier,
    change_edition,
    dispatch,
    notice_kinds,
    paid,
    payments,
    refunds,
    refusal,
    said_of_refund,
    scene,
    set_status,
    statuses,
)
from tests.factories import FEE, NOW

__all__ = ["cashier"]
LATER = NOW + timedelta(minutes=2)


def failed_scene() -> Scene:
    """Three are paid for in one request, the first has failed."""
    at = scene()
    paid(at)
    set_status(at.people[0], PersonStatus.FAILED)
    return at


def attempts() -> list[tuple[int, str]]:
    with reading() as session:
        query = select(RefundAttempt).order_by(col(RefundAttempt.number))
        return [(row.number, row.outcome) for row in session.exec(query).all()]


def test_the_buyer_confirms_and_that_persons_own_fee_is_reserved(cashier: BookedCashier) -> None:
    at = failed_scene()
    asked = ask_refund(at.buyer, at.people[0], NOW)
    assert (asked.amount_minor, asked.currency, asked.reference[:3]) == (FEE, "CNY", "RF-")
    assert statuses(at)[0] is PersonStatus.REFUND_REQUESTED
    assert payments()[0].refunded_minor == FEE
    (refund,) = refunds()
    assert (refund.reason, refund.status) == (RefundReason.PERSON_FAILED, RefundStatus.REQUESTED)
    assert refund.requested_by == at.buyer.account_id


def test_the_refund_goes_back_by_the_transaction_it_came_with(cashier: BookedCashier) -> None:
    at = failed_scene()
    ask_refund(at.buyer, at.people[0], NOW)
    assert dispatch() == ["open_refund"]
    ((number, told),) = cashier.refunds.items()
    assert (told["provider_transaction"], told["amount_minor"], told["currency"]) == ("tx_1", FEE, "CNY")
    assert (number, told["reference"]) == (refunds()[0].key, refunds()[0].key)
    assert (statuses(at)[0], refunds()[0].status) == (PersonStatus.REFUNDING, RefundStatus.PROCESSING)

    assert take_notification(*said_of_refund(number, "paid", refund=told["id"]), NOW) == "paid"
    assert (statuses(at)[0], refunds()[0].status) == (PersonStatus.REFUNDED, RefundStatus.PAID)
    assert attempts() == [(1, "processing"), (2, "paid")]
    assert notice_kinds(at) == ["payment_received", "refund_paid"]
    with reading() as session:
        text = session.exec(select(Notice.masked_text).where(Notice.kind == "refund_paid")).one()
        moves = session.exec(
            select(JourneyEvent.event).where(
                JourneyEvent.person_id == refunds()[0].person_id, JourneyEvent.event != "pay"
            )
        ).all()
    assert text == "【进博会】王*的费用200元已按原支付渠道退回，到账时间以支付机构为准。"
    assert moves == ["ask_refund", "send_refund", "refund_paid"]


def test_a_query_finds_what_no_notification_told(cashier: BookedCashier) -> None:
    at = failed_scene()
    ask_refund(at.buyer, at.people[0], NOW)
    dispatch()
    assert dispatch(NOW) == []
    assert dispatch(LATER) == ["query_refund"]
    assert statuses(at)[0] is PersonStatus.REFUNDING
    next(iter(cashier.refunds.values()))["state"] = RefundState.PAID
    assert dispatch(LATER + timedelta(minutes=2)) == ["query_refund"]
    assert statuses(at)[0] is PersonStatus.REFUNDED
    assert dispatch(LATER + timedelta(days=2)) == []
    with reading() as session:
        assert {row.state for row in session.exec(select(Outbox).where(Outbox.kind != "sms")).all()} == {
            OutboxState.SENT
        }


def test_paid_before_our_own_commit_and_processing_after_it_end_in_paid(cashier: BookedCashier) -> None:
    at = failed_scene()
    ask_refund(at.buyer, at.people[0], NOW)
    number = refunds()[0].key
    assert take_notification(*said_of_refund(number, "paid"), NOW) == "paid"
    assert take_notification(*said_of_refund(number, "processing"), NOW) == "already known"
    assert take_notification(*said_of_refund(number, "paid"), NOW) == "already known"
    dispatch()
    assert (statuses(at)[0], refunds()[0].status) == (PersonStatus.REFUNDED, RefundStatus.PAID)
    assert notice_kinds(at) == ["payment_received", "refund_paid"]


def test_a_refusal_leaves_the_person_refunding_and_stands_on_the_refund(cashier: BookedCashier) -> None:
    at = failed_scene()
    cashier.refund_says = RefundState.REFUSED
    ask_refund(at.buyer, at.people[0], NOW)
    dispatch()
    (refund,) = refunds()
    assert (statuses(at)[0], refund.status) == (PersonStatus.REFUNDING, RefundStatus.REFUSED)
    assert (refund.refusal, refund.refused_at) == ("the bank refuses", NOW)
    assert payments()[0].refunded_minor == FEE
    assert take_notification(*said_of_refund(refund.key, "refused", refund=refund.provider_refund), NOW) == (
        "already known"
    )


def test_the_provider_silent_for_an_hour_gets_one_refund_in_the_end(cashier: BookedCashier) -> None:
    at = failed_scene()
    ask_refund(at.buyer, at.people[0], NOW)
    cashier.trouble = TemporaryTrouble("no answer")
    tried = [NOW + timedelta(minutes=minute) for minute in (0, 1, 6, 36)]
    for instant in tried:
        assert dispatch(instant) == ["open_refund"]
    assert statuses(at)[0] is PersonStatus.REFUND_REQUESTED
    cashier.trouble = None
    assert dispatch(tried[-1] + timedelta(hours=2)) == ["open_refund"]
    assert (len(cashier.refunds), statuses(at)[0]) == (1, PersonStatus.REFUNDING)


def test_a_refund_that_the_provider_does_not_take_waits_for_finance(cashier: BookedCashier) -> None:
    at = failed_scene()
    ask_refund(at.buyer, at.people[0], NOW)
    cashier.trouble = PermanentTrouble("refused with 404")
    dispatch()
    with reading() as session:
        row = session.exec(select(Outbox).where(Outbox.kind == "open_refund")).one()
    assert (row.state, row.last_error) == (OutboxState.FAILED, "refused with 404")
    assert statuses(at)[0] is PersonStatus.REFUND_REQUESTED


def test_asking_twenty_times_at_once_gives_one_refund(cashier: BookedCashier) -> None:
    at = failed_scene()

    def ask(_: int) -> str:
        try:
            return ask_refund(at.buyer, at.people[0], NOW).reference
        except RuleBroken as broken:
            return str(broken.rule)

    with ThreadPoolExecutor(20) as tabs:
        answers = list(tabs.map(ask, range(20)))
    assert sorted(answers)[1:] == [Rule.REFUND_ALREADY_ASKED] * 19
    assert (len(refunds()), payments()[0].refunded_minor) == (1, FEE)


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        (PersonStatus.WAITING_FOR_REVIEW, Rule.REFUND_NOT_DUE),
        (PersonStatus.RETURNED_BY_REVIEWER, Rule.REFUND_NOT_DUE),
        (PersonStatus.IN_PRODUCTION, Rule.REFUND_AND_CERTIFICATE),
        (PersonStatus.DISPATCHED, Rule.REFUND_AND_CERTIFICATE),
        (PersonStatus.COLLECTED, Rule.REFUND_AND_CERTIFICATE),
        (PersonStatus.REFUND_REQUESTED, Rule.REFUND_ALREADY_ASKED),
        (PersonStatus.REFUNDED, Rule.REFUND_ALREADY_ASKED),
    ],
)
def test_only_a_failed_person_is_refunded(cashier: BookedCashier, status: PersonStatus, rule: Rule) -> None:
    at = failed_scene()
    set_status(at.people[0], status)
    assert refusal(ask_refund, at.buyer, at.people[0], NOW) is rule
    assert (refunds(), payments()[0].refunded_minor) == ([], 0)


def test_an_unpaid_person_has_nothing_to_get_back(database: str) -> None:
    at = scene(PersonStatus.FAILED)
    assert refusal(ask_refund, at.buyer, at.people[0], NOW) is Rule.REFUND_TOO_LARGE


def test_never_beside_a_certificate_whatever_the_status_says(cashier: BookedCashier) -> None:
    at = failed_scene()
    with transaction() as session:
        person = session.exec(select(Person).where(Person.reference == at.people[0])).one()
        session.add(
            Certificate(
                reference="CT-0000000X",
                person_id=person.id or 0,
                edition_id=session.get_one(WorkUnit, person.unit_id).edition_id,
                document_index=person.document_index,
                label_code="trader",
                made_at=NOW,
            )
        )
    assert refusal(ask_refund, at.buyer, at.people[0], NOW) is Rule.REFUND_AND_CERTIFICATE


def test_refunds_never_pass_what_was_paid(cashier: BookedCashier) -> None:
    at = failed_scene()
    with transaction() as session:
        row = session.get_one(type(payments()[0]), payments()[0].id)
        row.refunded_minor = 3 * FEE - 1
    assert refusal(ask_refund, at.buyer, at.people[0], NOW) is Rule.REFUND_TOO_LARGE


def test_all_three_failing_get_all_of_the_payment_back_and_no_more(cashier: BookedCashier) -> None:
    at = failed_scene()
    for person in at.people:
        set_status(person, PersonStatus.FAILED)
    with ThreadPoolExecutor(3) as tabs:
        list(tabs.map(lambda person: ask_refund(at.buyer, person, NOW), at.people))
    assert sum(refund.amount_minor for refund in refunds()) == payments()[0].refunded_minor == 3 * FEE


def test_there_is_no_time_limit_to_ask(cashier: BookedCashier) -> None:
    at = failed_scene()
    assert ask_refund(at.buyer, at.people[0], NOW + timedelta(days=3000)).amount_minor == FEE


def test_the_fee_of_the_day_of_payment_goes_back(cashier: BookedCashier) -> None:
    at = failed_scene()
    change_edition(at, fee_minor=9 * FEE)
    assert ask_refund(at.buyer, at.people[0], NOW).amount_minor == FEE


def test_strangers_staff_and_nobody_cannot_ask(cashier: BookedCashier) -> None:
    at, other = failed_scene(), scene()
    assert refusal(ask_refund, other.buyer, at.people[0], NOW) is Rule.NOT_FOUND
    assert refusal(ask_refund, at.buyer, "P-NOBODY00", NOW) is Rule.NOT_FOUND
    for actor in (NOBODY, at.finance):
        with pytest.raises(NotPermitted):
            ask_refund(actor, at.people[0], NOW)
    assert refunds() == []


def test_a_refund_that_is_not_ours_changes_nothing(cashier: BookedCashier) -> None:
    at = failed_scene()
    ask_refund(at.buyer, at.people[0], NOW)
    assert take_notification(*said_of_refund(new_key(), "paid"), NOW) == "unknown refund"
    assert take_notification(*said_of_refund(refunds()[0].key, "pondering"), NOW) == "unknown word"
    assert take_notification(*said_of_refund("x-y-z", "paid"), NOW) == "unknown refund"
    with reading() as session:
        assert session.exec(select(Refund.status)).one() is RefundStatus.REQUESTED
