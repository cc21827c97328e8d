"""C11, C12: six digits that are sent seldom, guessed five times, right once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.actions.one_time_codes import Purpose, send_code, spend
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Notice, OneTimeCode, Outbox
from tests.actions.identity_scene import (
    EMAIL,
    HERE,
    MOBILE,
    Window,
    another_code,
    ask_for_code,
    refused,
    sent_codes,
    window,
)
from tests.factories import NOW

__all__ = ["window"]
pytestmark = pytest.mark.usefixtures("database")
MINUTE = timedelta(minutes=1)


def is_spent(code: str, contact: str = MOBILE, now=NOW, purpose: Purpose = Purpose.SIGN_UP) -> bool:  # type: ignore[no-untyped-def]
    with transaction() as session:
        return spend(session, contact, purpose, code, now)


def test_a_code_proves_its_contact_once() -> None:
    code = ask_for_code()
    assert [is_spent(code), is_spent(code)] == [True, False]


@pytest.mark.parametrize("typed", [" {} ", "{}\n"])
def test_blanks_around_a_code_do_not_matter(typed: str) -> None:
    assert is_spent(typed.format(ask_for_code())) is True


def test_a_code_of_one_contact_proves_no_other() -> None:
    code = ask_for_code()
    ask_for_code("+8613900139000")
    assert is_spent(code, "+8613900139000") is (sent_codes()[-1] == code)


def test_five_wrong_tries_end_a_code_and_the_right_one_comes_too_late() -> None:
    code = ask_for_code()
    assert [is_spent(another_code(code)) for _ in range(5)] == [False] * 5
    assert is_spent(code) is False


def test_the_fifth_try_may_still_be_right() -> None:
    code = ask_for_code()
    assert [is_spent(another_code(code)) for _ in range(4)] == [False] * 4
    assert is_spent(code) is True


def test_a_code_is_valid_for_five_minutes_to_the_second() -> None:
    code = ask_for_code()
    assert is_spent(code, now=NOW + 5 * MINUTE) is False
    assert is_spent(code, now=NOW + 5 * MINUTE - timedelta(seconds=1)) is True


def test_a_newer_code_ends_the_one_before() -> None:
    first, second = ask_for_code(), ask_for_code()
    assert first == second or is_spent(first) is False
    assert is_spent(second) is True


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\x00" * 6, "\ud800", "é" * 6]
)
def test_what_is_no_code_is_wrong_and_breaks_nothing(typed: str) -> None:
    ask_for_code()
    assert is_spent(typed) is False


def test_a_code_is_kept_hashed_and_masked() -> None:
    code = ask_for_code()
    with reading() as session:
        (kept,) = session.exec(select(OneTimeCode)).all()
        (notice,) = session.exec(select(Notice)).all()
        (row,) = session.exec(select(Outbox)).all()
    told = f"{kept.model_dump()} {notice.model_dump()} {row.payload_sealed!r}"
    assert [secret for secret in (code, f"{kept.contact_index}x") if secret in told] == []
    assert MOBILE not in f"{kept.model_dump()}"


def test_one_contact_gets_five_codes_in_an_hour(window: Window) -> None:
    for _ in range(5):
        ask_for_code()
    with pytest.raises(RuleBroken) as broken:
        ask_for_code(caller="198.51.100.4")
    assert (broken.value.rule, broken.value.facts) == (Rule.CODES_SENT_TOO_OFTEN, {"minutes": 60})
    assert len(sent_codes()) == 5
    window.pass_by(timedelta(minutes=61))
    ask_for_code()
    assert len(sent_codes()) == 6


def test_writing_a_contact_otherwise_makes_it_no_other_one() -> None:
    written = [EMAIL, EMAIL.upper().replace("EXAMPLE.COM", "example.com"), "Li.Na@Example.com", EMAIL, EMAIL]
    for contact in written:
        ask_for_code(contact)
    with pytest.raises(RuleBroken) as broken:
        ask_for_code("LI.NA@example.com")
    assert broken.value.rule is Rule.CODES_SENT_TOO_OFTEN


def test_one_address_has_thirty_codes_sent_in_an_hour() -> None:
    for number in range(30):
        ask_for_code(f"+86138001380{number:02}")
    with pytest.raises(RuleBroken) as broken:
        ask_for_code("+8613900139000")
    assert broken.value.rule is Rule.CODES_SENT_TOO_OFTEN
    ask_for_code("+8613900139000", caller="198.51.100.4")
    assert len(sent_codes()) == 31


def test_who_has_used_up_the_own_share_does_not_use_up_that_of_others() -> None:
    for number in range(30):
        ask_for_code(f"+86138001380{number:02}")
    for _ in range(6):
        with pytest.raises(RuleBroken):
            ask_for_code("+8613900139000")
    ask_for_code("+8613900139000", caller="198.51.100.4")
    assert len(sent_codes()) == 31


def test_a_day_has_its_limit_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    from ciie_portal.settings import get_settings  # noqa: PLC0415  (cached: read after the environment is set)

    assert get_settings().codes_per_day == 20_000
    monkeypatch.setattr(get_settings(), "codes_per_day", 3)
    for number in range(3):
        ask_for_code(f"+861380013800{number}", caller=f"203.0.113.{number}")
    with pytest.raises(RuleBroken) as broken:
        ask_for_code("+8613900139000", caller="203.0.113.77")
    assert broken.value.rule is Rule.CODES_SENT_TOO_OFTEN


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "12345678901", "+14155550123", "+85251234567", "+447700900123", "4008001234",
        "021-62345678",
        "13800138000\r\nBcc: x@example.com", "1380013800\x00", "\ud800", "138" * 100, "<script>",
    ],
)  # fmt: skip
def test_a_text_message_goes_to_a_mainland_mobile_alone(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        send_code(NOBODY, typed, NoticeChannel.SMS, Purpose.SIGN_UP, HERE, now=NOW)
    assert [field for field, _rule in refused(broken.value)] == ["contact"]  # type: ignore[misc]
    assert sent_codes() == []


@pytest.mark.parametrize(
    "typed",
    [
        "", "nobody", "a@b", "a@localhost", "a@[127.0.0.1]", "a@example.com\nBcc: b@example.com",
        '"a b"@example.com', "李@example.com", "a\u202e@example.com", "a\x00@example.com",
        "\ud800@example.com",
        "a" * 250 + "@example.com",
    ],
)  # fmt: skip
def test_an_email_goes_to_a_plain_address_alone(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        send_code(NOBODY, typed, NoticeChannel.EMAIL, Purpose.SIGN_UP, HERE, now=NOW)
    assert [field for field, _rule in refused(broken.value)] == ["contact"]  # type: ignore[misc]
    assert sent_codes() == []


def test_the_page_is_told_the_contact_masked() -> None:
    told = send_code(NOBODY, "138 0013 8000", NoticeChannel.SMS, Purpose.SIGN_UP, HERE, now=NOW)
    other = send_code(NOBODY, EMAIL, NoticeChannel.EMAIL, Purpose.SIGN_UP, HERE, now=NOW)
    assert (told, other) == ("138****8000", "l***@example.com")
