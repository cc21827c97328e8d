"""C08 to C12: a forgotten password is replaced by who reads the contact's messages, by nobody else."""

from __future__ import annotations

import threading
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import col, select

from ciie_portal.actions import for_the_owner
from ciie_portal.actions.recover import ask_recovery, recover
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.jobs import dispatcher
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Notice, Outbox, OutboxState
from tests.actions.identity_scene import (
    EMAIL,
    HERE,
    MOBILE,
    PASSWORD,
    WRONG,
    Window,
    a_buyer,
    a_staff_member,
    account_behind,
    another_code,
    ask_for_code,
    quick_check,
    refusal,
    sent_codes,
    sign_in_at,
    window,
    wrong,
)
from tests.factories import NOW

__all__ = ["quick_check", "window"]
NEW = "orchard violin 93 gravel"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW)


def in_house() -> None:
    """The dispatcher's own lane, once."""
    dispatcher.run_once(tuple(for_the_owner.WORK), "house", threading.Event())


def asked(contact: str = MOBILE, caller: str = HERE) -> str:
    return ask_recovery(NOBODY, contact, caller, now=NOW)


def code_of(contact: str = MOBILE) -> str:
    asked(contact)
    in_house()
    return sent_codes()[-1]


def set_new(code: str, contact: str = MOBILE, password: str = NEW, later: timedelta = timedelta()) -> str:
    return recover(NOBODY, contact, code, password, HERE, now=NOW + later)


def notices() -> list[Notice]:
    with reading() as session:
        return list(session.exec(select(Notice).order_by(col(Notice.id))).all())


def outbox() -> list[Outbox]:
    with reading() as session:
        return list(session.exec(select(Outbox).order_by(col(Outbox.id))).all())


def test_a_code_is_taken_as_it_was_typed_and_none_is_asked_for() -> None:
    a_buyer()
    code = code_of()
    for nothing in ("", "   ", "－ "):
        assert refusal(partial(set_new, nothing)) == [("code", Rule.ONE_TIME_CODE_MISSING)]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert set_new(f" {wide[:3]}－{wide[3:]}　") != ""


def test_the_owner_sets_a_new_password_and_every_other_session_ends() -> None:
    account = a_buyer()
    before = sign_in_at()
    token = set_new(code_of())
    assert (account_behind(token), account_behind(before)) == (account, None)
    assert account_behind(sign_in_at(password=NEW)) == account
    assert wrong(password=PASSWORD) == [Rule.SIGN_IN_WRONG]


def test_the_owner_is_told_of_the_new_password() -> None:
    account = a_buyer(locale="zh")
    set_new(code_of())
    code, told = notices()
    assert (code.kind, code.account_id) == (NoticeKind.VERIFICATION, account)
    assert code.masked_text == "【进博会】Your code for a new password is ******, valid for 5 minutes." + (
        " Do not share it."
    )
    assert (told.kind, told.recipient, told.account_id) == (NoticeKind.PASSWORD_CHANGED, MOBILE, account)
    assert told.masked_text == "【进博会】账号密码已修改。如非本人操作，请拨打服务热线。"


def test_an_overseas_buyer_recovers_by_email() -> None:
    account = a_buyer(mobile=None, email=EMAIL, email_key=EMAIL)
    assert asked("Li.Na@Example.com") == "L***@example.com"
    in_house()
    assert account_behind(set_new(sent_codes()[-1], "LI.NA@example.com")) == account
    assert [one.channel for one in notices()] == [NoticeChannel.EMAIL] * 2


@pytest.mark.parametrize("contact", [MOBILE, EMAIL])
def test_a_known_and_an_unknown_contact_get_the_same_answer_and_leave_the_same_row(contact: str) -> None:
    is_mobile = contact == MOBILE
    a_buyer(
        mobile=MOBILE if is_mobile else None,
        email=None if is_mobile else EMAIL,
        email_key=None if is_mobile else EMAIL,
    )
    other = "13800138001" if is_mobile else "li.no@example.com"
    answers = [asked(contact), asked(other)]
    assert answers == (["138****8000", "138****8001"] if is_mobile else ["l***@example.com"] * 2)
    known, unknown = outbox()
    assert (known.kind, known.state, len(known.payload_sealed or b"")) == (
        unknown.kind,
        unknown.state,
        len(unknown.payload_sealed or b""),
    )


def test_nothing_is_sent_to_a_contact_without_an_account() -> None:
    a_staff_member(login="li.na@example.com")
    asked(MOBILE)
    asked(EMAIL)
    in_house()
    assert notices() == []
    assert [row.state for row in outbox()] == [OutboxState.SENT] * 2


def test_a_disabled_or_erased_account_gets_no_code() -> None:
    a_buyer(disabled_at=NOW)
    a_buyer(mobile="+8613800138001", erased_at=NOW)
    asked()
    asked("13800138001")
    in_house()
    assert notices() == []


def test_an_account_that_is_disabled_meanwhile_gets_no_new_password(monkeypatch: pytest.MonkeyPatch) -> None:
    account = a_buyer()
    code = code_of()
    from ciie_portal.store.engine import transaction  # noqa: PLC0415
    from ciie_portal.store.tables import Account  # noqa: PLC0415

    with transaction() as session:
        session.get_one(Account, account).disabled_at = NOW
    assert refusal(lambda: set_new(code)) == [("code", Rule.ONE_TIME_CODE_WRONG)]


def test_a_code_sets_one_password_and_five_wrong_tries_end_it() -> None:
    a_buyer()
    code = code_of()
    set_new(code)
    assert refusal(lambda: set_new(code)) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    code = code_of()
    for _ in range(5):
        assert refusal(lambda: set_new(another_code(code))) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert refusal(lambda: set_new(code)) == [("code", Rule.ONE_TIME_CODE_WRONG)]


def test_a_code_is_too_old_after_five_minutes() -> None:
    a_buyer()
    late = timedelta(seconds=get_settings().one_time_code_lifetime)
    assert refusal(lambda: set_new(code_of(), later=late)) == [("code", Rule.ONE_TIME_CODE_WRONG)]


def test_what_was_asked_long_ago_sends_no_code_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    a_buyer()
    asked()
    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW + timedelta(minutes=5))
    in_house()
    assert notices() == []


def test_a_code_for_signing_up_sets_no_password() -> None:
    a_buyer()
    code = ask_for_code()
    assert refusal(lambda: set_new(code)) == [("code", Rule.ONE_TIME_CODE_WRONG)]


def test_a_weak_password_costs_no_code() -> None:
    account = a_buyer()
    code = code_of()
    assert refusal(lambda: set_new(code, password="short")) == [("password", Rule.PASSWORD_TOO_SHORT)]
    assert refusal(lambda: set_new(code, password="13800138000")) == [("password", Rule.PASSWORD_TOO_WEAK)]
    assert account_behind(set_new(code)) == account


@pytest.mark.parametrize(
    "typed", ["", "   ", "desk", "12345", "+447700900123", "a@b", "x" * 10_000, "'; DROP TABLE account; --"]
)
def test_what_is_no_contact_is_refused_before_anything_is_written(typed: str) -> None:
    (problem,) = refusal(lambda: asked(typed))
    assert problem[0] == "contact"
    assert outbox() == []


def test_codes_are_limited_by_contact_and_by_address_known_or_not(window: Window) -> None:
    a_buyer()
    settings = get_settings()
    for contact in (MOBILE, "13800138001"):
        for number in range(settings.codes_per_contact_hour):
            asked(contact, caller=f"198.51.100.{number}")
        assert refusal(lambda: asked(contact)) == [Rule.CODES_SENT_TOO_OFTEN]  # noqa: B023
    for number in range(settings.codes_per_address_hour - 2):
        asked(f"139001{number:05}")
    assert refusal(lambda: asked("13900199999")) == [Rule.CODES_SENT_TOO_OFTEN]
    window.pass_by(timedelta(hours=1, seconds=1))
    asked()


def test_codes_are_not_guessed_for_many_contacts_from_one_address() -> None:
    for number in range(get_settings().sign_ins_per_address):
        refusal(lambda: set_new("123456", f"139001{number:05}", password="short"))  # noqa: B023
    assert refusal(lambda: set_new("123456")) == [Rule.TOO_MANY_TRIES]


def test_a_new_password_opens_a_sign_in_that_was_closed(quick_check: list[str | None]) -> None:
    account = a_buyer()
    for _ in range(get_settings().sign_ins_per_account):
        wrong(password=WRONG)
    assert wrong(password=PASSWORD) == [Rule.TOO_MANY_TRIES]
    set_new(code_of())
    assert account_behind(sign_in_at()) == account  # the check is stood in for: the count is what matters


def test_work_that_was_done_is_not_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two dispatchers with one row: a lease that ran out while the first was at work."""
    from ciie_portal import clock  # noqa: PLC0415
    from ciie_portal.actions import deliver  # noqa: PLC0415
    from ciie_portal.store import outbox as rows  # noqa: PLC0415
    from ciie_portal.store.engine import transaction  # noqa: PLC0415

    a_buyer()
    asked()
    with transaction() as session:
        (job,) = rows.claim_due(session, tuple(for_the_owner.WORK), 8, "one", clock.now())
    deliver.deliver(job, "one", clock.now)
    deliver.deliver(job, "two", clock.now)
    assert [one.kind for one in notices()] == [NoticeKind.VERIFICATION]


def test_work_that_fails_leaves_nothing_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    a_buyer()
    asked()
    with monkeypatch.context() as patch:
        patch.setattr("ciie_portal.actions.one_time_codes.notices.tell_code", lambda *_, **__: 1 / 0)
        in_house()
    (row,) = outbox()
    assert (row.state, row.tries, row.last_error) == (OutboxState.WAITING, 1, "a fault of our own")
    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW + timedelta(minutes=1))
    in_house()
    assert [one.kind for one in notices()] == [NoticeKind.VERIFICATION]
