"""C24, C27, C28: what leaves the house leaves it once, whatever dies, and nothing is lost."""

from __future__ import annotations

import secrets
import signal
import threading
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from ciie_portal import clock
from ciie_portal.actions import errands
from ciie_portal.actions.notices import tell, tell_code
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.jobs import dispatcher
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.outbox import BACK_OFF
from ciie_portal.store.tables import Account, Checkout, Notice, NoticeState, Outbox, OutboxState
from tests.actions.money_scene import Scene, refunds, requested, scene, set_status, statuses
from tests.jobs.conftest import Start
from tests.sandbox_process import Merchant, Sandbox, until

pytestmark = pytest.mark.processes
MOBILE = "+8613800138000"
DIES_BEFORE_THE_BOOKS = """
import os, signal
from ciie_portal.actions import deliver
deliver.succeeded = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""
DIES_BEFORE_THE_CALL = """
import os, signal
from ciie_portal.actions import deliver
deliver.perform = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""


def a_mobile() -> str:
    """The mailbox outlives a test: every test has numbers of its own."""
    return f"+86139{secrets.randbelow(10**8):08}"


def send_code(code: str = "482913", to: str = MOBILE) -> Notice:
    with transaction() as session:
        return tell_code(session, to, NoticeChannel.SMS, code, "zh", clock.now())


def outbox() -> list[Outbox]:
    with reading() as session:
        return list(session.exec(select(Outbox).order_by(col(Outbox.id))).all())


def notices() -> list[Notice]:
    with reading() as session:
        return list(session.exec(select(Notice).order_by(col(Notice.id))).all())


def hurry() -> None:
    """Leases run out and what waits is due: as if hours had passed."""
    with transaction() as session:
        past = clock.now() - timedelta(hours=1)
        session.exec(update(Outbox).values(due_at=past))
        session.exec(update(Outbox).where(col(Outbox.leased_until).is_not(None)).values(leased_until=past))


def one_round() -> None:
    """Every lane once, in this process."""
    for name, kinds in dispatcher.LANES:
        dispatcher.run_once(kinds, name, threading.Event())


def pay(at: Scene, outside: Sandbox, merchant: Merchant) -> str:
    """A person pays on the hosted page and the notification is taken in; the request's reference."""
    reference = requested(at)
    outside.press(begin_payment(at.buyer, reference, clock.now()))
    take_last(merchant)
    return reference


def take_last(merchant: Merchant) -> str:
    """The next notification, as the portal's own route would take it."""
    until(lambda: bool(merchant.told))
    raw, headers = merchant.told.pop(0)
    return take_notification(raw, headers, clock.now())


def ledger(outside: Sandbox, what: str) -> int:
    """How many lines of a kind the provider's ledger has."""
    file = outside.data_dir / "ledger.jsonl"
    return file.read_text().count(f'"what": "{what}"') if file.exists() else 0


def test_a_code_goes_out_by_sms_and_is_in_clear_nowhere_afterwards(outside: Sandbox) -> None:
    to = a_mobile()
    send_code("482913", to)
    one_round()
    (message,) = outside.messages(to)
    assert message["text"] == "【进博会】验证码482913，5分钟内有效，用于采购商注册。请勿告知他人。"
    (row,), (notice,) = outbox(), notices()
    assert (row.state, row.payload_sealed, row.tries) == (OutboxState.SENT, None, 1)
    assert (notice.state, notice.provider_reference) == (NoticeState.SENT, row.provider_reference)
    assert notice.masked_text == "【进博会】验证码******，5分钟内有效，用于采购商注册。请勿告知他人。"


def test_an_overseas_buyer_gets_an_email(outside: Sandbox) -> None:
    at = scene(is_overseas=True)
    with transaction() as session:
        account = session.get_one(Account, at.buyer.account_id)
        account.email = account.email_key = to = f"{secrets.token_hex(4)}@example.com"
        account.locale = "en"
        tell(session, at.unit, NoticeKind.PAYMENT_RECEIVED, clock.now(), person_count=1, amount_minor=20_000)
    one_round()
    (message,) = outside.messages(to)
    assert message["subject"] == "Payment received: CNY 200.00 for 1 person"
    assert [notice.state for notice in notices()] == [NoticeState.SENT]


def test_a_provider_that_is_down_loses_nothing_and_doubles_nothing(outside: Sandbox) -> None:
    to = a_mobile()
    at = scene()
    with transaction() as session:
        session.get_one(Account, at.buyer.account_id).mobile = to
        tell(session, at.unit, NoticeKind.PAYMENT_RECEIVED, clock.now(), person_count=1, amount_minor=20_000)
    outside.switch(sms_fails_for_now=True)
    for number in range(1, 4):
        before = clock.now()
        one_round()
        (row,) = outbox()
        assert (row.state, row.tries, row.leased_by) == (OutboxState.WAITING, number, None)
        assert row.due_at >= before + BACK_OFF[number - 1]
        hurry()
    outside.reset()
    one_round()
    one_round()
    assert [message["to"] for message in outside.messages(to)] == [to]
    assert [notice.state for notice in notices()] == [NoticeState.SENT]


def test_after_the_last_try_a_person_looks(outside: Sandbox) -> None:
    at = scene()
    with transaction() as session:
        tell(session, at.unit, NoticeKind.PAYMENT_RECEIVED, clock.now(), person_count=1, amount_minor=20_000)
    outside.switch(sms_fails_for_now=True)
    for _ in range(len(BACK_OFF) + 1):
        one_round()
        hurry()
    assert [row.state for row in outbox()] == [OutboxState.FAILED]
    assert [notice.state for notice in notices()] == [NoticeState.FAILED]


def test_a_number_that_cannot_be_reached_flags_the_record_and_tries_the_email(outside: Sandbox) -> None:
    at = scene()
    to = f"{secrets.token_hex(4)}@example.com"
    with transaction() as session:
        account = session.get_one(Account, at.buyer.account_id)
        account.second_channel, account.second_contact = NoticeChannel.EMAIL, to
        tell(session, at.unit, NoticeKind.PAYMENT_RECEIVED, clock.now(), person_count=1, amount_minor=20_000)
    outside.switch(sms_fails_for_good=True)
    one_round()
    one_round()
    first, second = notices()
    assert (first.state, second.state) == (NoticeState.FAILED, NoticeState.SENT)
    assert (second.channel, second.recipient, second.resends_id) == (NoticeChannel.EMAIL, to, first.id)
    assert (second.account_id, second.unit_id) == (first.account_id, first.unit_id)
    assert [message["subject"] for message in outside.messages(to)] == ["缴费成功：1名人员，人民币200.00元"]


def test_a_code_that_has_expired_is_not_sent(outside: Sandbox) -> None:
    to = a_mobile()
    with transaction() as session:
        tell_code(session, to, NoticeChannel.SMS, "482913", "zh", clock.now() - timedelta(minutes=6))
    one_round()
    assert outside.messages(to) == []
    assert [(row.state, row.last_error) for row in outbox()] == [
        (OutboxState.FAILED, "expired before it could be sent")
    ]


@pytest.mark.parametrize("death", [DIES_BEFORE_THE_BOOKS, DIES_BEFORE_THE_CALL])
def test_killed_around_the_call_an_sms_is_seen_once(outside: Sandbox, start: Start, death: str) -> None:
    to = a_mobile()
    send_code(to=to)
    assert start(death).wait(20) == -signal.SIGKILL
    (row,) = outbox()
    assert (row.state, row.leased_by is None) == (OutboxState.WAITING, False)
    hurry()
    start()
    until(lambda: outbox()[0].state is OutboxState.SENT, 20)
    assert len(outside.messages(to)) == 1


@pytest.mark.parametrize("death", [DIES_BEFORE_THE_BOOKS, DIES_BEFORE_THE_CALL])
def test_killed_around_the_call_a_refund_is_made_once(
    outside: Sandbox, merchant: Merchant, start: Start, death: str
) -> None:
    outside.switch(refund_seconds=0)
    before = ledger(outside, "refund")
    at = scene()
    pay(at, outside, merchant)
    set_status(at.people[0], PersonStatus.FAILED)
    ask_refund(at.buyer, at.people[0], clock.now())
    assert start(death).wait(20) == -signal.SIGKILL
    assert statuses(at)[0] is PersonStatus.REFUND_REQUESTED
    hurry()
    start()
    until(lambda: refunds()[0].status is not RefundStatus.REQUESTED, 20)
    until(lambda: ledger(outside, "refund") > before)
    assert take_last(merchant) == "paid"
    assert (statuses(at)[0], ledger(outside, "refund")) == (PersonStatus.REFUNDED, before + 1)


def test_killed_after_the_provider_opened_a_checkout_the_next_press_gets_the_same(
    outside: Sandbox, start: Start
) -> None:
    at = scene()
    reference = requested(at)
    program = f"""
import os, signal
from ciie_portal import clock
from ciie_portal.actions import checkouts
from ciie_portal.actions.pay import begin_payment
from ciie_portal.domain.access import buyer
checkouts.store_number = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
begin_payment(buyer({at.buyer.account_id}), "{reference}", clock.now())
"""
    assert start(program).wait(20) == -signal.SIGKILL
    with reading() as session:
        key = session.exec(select(Checkout.key)).one()
    address = begin_payment(at.buyer, reference, clock.now())
    assert (
        outside.get(address.removeprefix(outside.url)).status_code,
        key in outside.get(address.removeprefix(outside.url)).text,
    ) == (200, True)
    with reading() as session:
        assert session.exec(select(Checkout.key)).all() == [key]


def test_two_dispatchers_send_each_row_once(outside: Sandbox, start: Start) -> None:
    numbers = [a_mobile() for _ in range(40)]
    for number in numbers:
        send_code(to=number)
    start()
    start()
    until(lambda: all(row.state is OutboxState.SENT for row in outbox()), 30)
    assert [len(outside.messages(number)) for number in numbers] == [1] * len(numbers)
    assert {row.tries for row in outbox()} == {1}


def test_sigterm_stops_it_cleanly(outside: Sandbox, start: Start) -> None:
    process = start()
    send_code()
    until(lambda: outbox()[0].state is OutboxState.SENT, 20)
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0


def test_a_hanging_cashier_does_not_hold_up_a_code(
    outside: Sandbox, merchant: Merchant, start: Start
) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, clock.now())
    with transaction() as session:
        errands.cancel_checkout(session, session.exec(select(Checkout)).one(), clock.now())
    outside.switch(cashier_hangs=6)
    start()
    until(lambda: outbox()[0].leased_by is not None, 20)
    to = a_mobile()
    send_code(to=to)
    until(lambda: bool(outside.messages(to)), 3)


def test_a_withdrawn_checkout_is_cancelled_at_the_provider(outside: Sandbox) -> None:
    at = scene()
    address = begin_payment(at.buyer, requested(at), clock.now())
    with transaction() as session:
        errands.cancel_checkout(session, session.exec(select(Checkout)).one(), clock.now())
    one_round()
    assert "商户已撤销该笔支付。" in outside.get(address.removeprefix(outside.url)).text
    assert [row.provider_reference for row in outbox()] == ["cancelled"]


def test_a_refused_refund_stays_with_finance(outside: Sandbox, merchant: Merchant) -> None:
    at = scene()
    pay(at, outside, merchant)
    set_status(at.people[0], PersonStatus.FAILED)
    outside.switch(refunds_refused=True)
    ask_refund(at.buyer, at.people[0], clock.now())
    one_round()
    assert (statuses(at)[0], refunds()[0].status) == (PersonStatus.REFUNDING, RefundStatus.REFUSED)
    assert refunds()[0].refusal == "the issuing bank refuses the refund"
