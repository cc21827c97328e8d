"""C08 to C10, C12 at sign-in: one answer for every wrong try, throttles, sessions that end in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from ciie_portal.actions import sessions
from ciie_portal.actions.sign_in import change_password, give_second_factor, sign_in
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.lookups.sessions import signed_in
from ciie_portal.security import hash_token
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, StaffMember, WebSession
from tests.actions.identity_scene import (
    EMAIL,
    HERE,
    MOBILE,
    PASSWORD,
    Window,
    a_buyer,
    a_staff_member,
    account_behind,
    another_code,
    authenticator_code,
    count_of,
    refused,
    sign_in_at,
    staff_behind,
    window,
)
from tests.factories import NOW

__all__ = ["window"]
pytestmark = pytest.mark.usefixtures("database")
WRONG = "not this one at all 7"
HALF_A_MINUTE = timedelta(seconds=30)


def refusal(action: Callable[[], object]) -> list[Rule | tuple[str, Rule]]:
    with pytest.raises(RuleBroken) as broken:
        action()
    return refused(broken.value)


def wrong(name: str = MOBILE, password: str = WRONG, caller: str = HERE) -> list[Rule | tuple[str, Rule]]:
    return refusal(lambda: sign_in(NOBODY, name, password, caller, now=NOW))


@pytest.fixture
def quick_check(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Passwords are compared at once; what was asked for is noted."""
    asked: list[str | None] = []

    def verify(typed: str, stored: str | None) -> bool:
        asked.append(stored)
        return stored is not None and typed == PASSWORD

    monkeypatch.setattr("ciie_portal.actions.sign_in.verify_password", verify)
    return asked


@pytest.mark.parametrize(
    "name", [MOBILE, "13800138000", " 138 0013 8000 ", "0086 13800138000", "１３８００１３８０００"]
)
def test_a_buyer_signs_in_however_the_number_is_written(name: str) -> None:
    account = a_buyer()
    assert account_behind(sign_in_at(name=name)) == account


@pytest.mark.parametrize("name", [EMAIL, EMAIL.upper(), f" {EMAIL}\n"])
def test_a_buyer_signs_in_however_the_email_is_written(name: str) -> None:
    account = a_buyer(mobile=None, email=EMAIL, email_key=EMAIL)
    assert account_behind(sign_in_at(name=name)) == account


@pytest.mark.parametrize(
    "name", ["", " ", "\x00", "\ud800", "+86\x00", "a" * 10_000, "' OR 1=1 --", "desk", "nobody@example.com"]
)
def test_every_wrong_name_and_every_wrong_password_is_one_answer(name: str) -> None:
    a_buyer()
    a_staff_member()
    assert wrong(name) == [Rule.SIGN_IN_WRONG]
    assert wrong(MOBILE) == [Rule.SIGN_IN_WRONG]
    assert count_of(WebSession) == 0


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(quick_check: list[str | None]) -> None:
    a_buyer()
    a_buyer(mobile="+8613900139000", disabled_at=NOW)
    a_staff_member(login="new", password_hash=None)
    for name in (MOBILE, "+8613700137000", "+8613900139000", "new", "nobody@example.com"):
        assert wrong(name) == [Rule.SIGN_IN_WRONG]
    assert len(quick_check) == 5
    assert quick_check[1:] == [None] * 4


def test_a_disabled_or_erased_account_does_not_open_with_the_right_password() -> None:
    a_buyer(disabled_at=NOW)
    a_buyer(mobile="+8613900139000", erased_at=NOW)
    assert wrong(MOBILE, PASSWORD) == [Rule.SIGN_IN_WRONG]
    assert wrong("+8613900139000", PASSWORD) == [Rule.SIGN_IN_WRONG]


def test_a_password_of_the_greatest_length_signs_in() -> None:
    from ciie_portal.security import hash_password  # noqa: PLC0415

    longest = ("quilt harbour 48 " * 20)[:256]
    account = a_buyer(password_hash=hash_password(longest))
    assert account_behind(sign_in_at(password=longest)) == account


def test_ten_tries_for_an_account_then_not_even_the_right_password(
    quick_check: list[str | None], window: Window
) -> None:
    account = a_buyer()
    for number in range(10):
        assert wrong(caller=f"203.0.113.{number}") == [Rule.SIGN_IN_WRONG]
    assert wrong(MOBILE, PASSWORD, "198.51.100.4") == [Rule.TOO_MANY_TRIES]
    assert wrong("138 0013 8000", PASSWORD, "198.51.100.4") == [Rule.TOO_MANY_TRIES]
    window.pass_by(timedelta(minutes=16))
    assert account_behind(sign_in_at()) == account


def test_an_unknown_name_is_throttled_like_a_known_one(quick_check: list[str | None]) -> None:
    answers = [wrong("+8613700137000") for _ in range(11)]
    assert answers == [[Rule.SIGN_IN_WRONG]] * 10 + [[Rule.TOO_MANY_TRIES]]


def test_ten_thousand_names_from_one_address_stop_at_a_hundred(
    quick_check: list[str | None], window: Window
) -> None:
    account = a_buyer()
    for number in range(100):
        assert wrong(f"+861390013{number:04}") == [Rule.SIGN_IN_WRONG]
    assert wrong("+8613900139999") == [Rule.TOO_MANY_TRIES]
    assert len(quick_check) == 100
    assert account_behind(sign_in_at(caller="198.51.100.4")) == account
    window.pass_by(timedelta(minutes=16))
    assert account_behind(sign_in_at()) == account


def test_the_right_password_forgets_the_wrong_ones(quick_check: list[str | None]) -> None:
    a_buyer()
    for _ in range(3):
        for _ in range(9):
            assert wrong() == [Rule.SIGN_IN_WRONG]
        sign_in_at()
    assert count_of(WebSession) == 3


def test_staff_without_the_second_factor_are_nobody() -> None:
    a_staff_member()
    opened = sign_in(NOBODY, "Desk", PASSWORD, HERE, now=NOW)
    assert (opened.needs_second_factor, opened.is_staff) == (True, True)
    assert signed_in(hash_token(opened.token), "en", NOW).actor == NOBODY


def test_the_second_factor_opens_a_session_of_another_id() -> None:
    member = a_staff_member()
    half = sign_in_at(name="desk")
    opened = give_second_factor(NOBODY, half, authenticator_code(member), now=NOW)
    assert opened.token != half
    assert (staff_behind(opened.token), staff_behind(half)) == (member, None)
    with reading() as session:
        assert session.get_one(WebSession, hash_token(half)).ended_at == NOW


def test_a_code_of_the_authenticator_counts_once() -> None:
    member = a_staff_member()
    code = authenticator_code(member)
    give_second_factor(NOBODY, sign_in_at(name="desk"), code, now=NOW)
    again = sign_in_at(name="desk")
    assert refusal(lambda: give_second_factor(NOBODY, again, code, now=NOW)) == [
        ("code", Rule.SECOND_FACTOR_WRONG)
    ]
    later = NOW + HALF_A_MINUTE
    opened = give_second_factor(NOBODY, again, authenticator_code(member, later), now=later)
    assert staff_behind(opened.token, later) == member


def test_a_code_from_before_the_one_used_does_not_count_either() -> None:
    member = a_staff_member()
    give_second_factor(NOBODY, sign_in_at(name="desk"), authenticator_code(member), now=NOW)
    half, older = sign_in_at(name="desk"), authenticator_code(member, NOW - HALF_A_MINUTE)
    assert refusal(lambda: give_second_factor(NOBODY, half, older, now=NOW)) == [
        ("code", Rule.SECOND_FACTOR_WRONG)
    ]


def test_five_guesses_of_the_second_factor_however_often_the_first_is_given(window: Window) -> None:
    member = a_staff_member()
    bad = another_code(authenticator_code(member))
    for _ in range(5):
        guess = partial(give_second_factor, NOBODY, sign_in_at(name="desk"), bad, now=NOW)
        assert refusal(guess) == [("code", Rule.SECOND_FACTOR_WRONG)]
    half = sign_in_at(name="desk", caller="198.51.100.4")
    right = authenticator_code(member)
    assert refusal(lambda: give_second_factor(NOBODY, half, right, now=NOW)) == [Rule.TOO_MANY_TRIES]
    window.pass_by(timedelta(minutes=16))
    assert staff_behind(give_second_factor(NOBODY, half, right, now=NOW).token) == member


@pytest.mark.parametrize("code", ["", "abcdef", "\ud800", "\x00" * 6, "１２３４５６", "0" * 10_000])
def test_what_is_no_code_of_an_authenticator_is_wrong(code: str) -> None:
    a_staff_member()
    half = sign_in_at(name="desk")
    assert refusal(lambda: give_second_factor(NOBODY, half, code, now=NOW)) == [
        ("code", Rule.SECOND_FACTOR_WRONG)
    ]


def test_the_second_step_needs_the_first_one_not_long_ago() -> None:
    member, account = a_staff_member(), a_buyer()
    half, whole = sign_in_at(name="desk"), sign_in_at()
    later = NOW + timedelta(minutes=10)
    for token in (half, whole, "", "invented", "\ud800"):
        code = authenticator_code(member, later)
        assert refusal(lambda: give_second_factor(NOBODY, token, code, now=later)) == [Rule.SIGN_IN_FIRST]  # noqa: B023
    assert account_behind(whole) == account


def test_a_disabled_staff_member_is_out_at_once() -> None:
    member = a_staff_member()
    token = give_second_factor(NOBODY, sign_in_at(name="desk"), authenticator_code(member), now=NOW).token
    half = sign_in_at(name="desk")
    with transaction() as session:
        session.get_one(StaffMember, member).disabled_at = NOW
    assert staff_behind(token) is None
    code = authenticator_code(member, NOW + HALF_A_MINUTE)
    answer = refusal(lambda: give_second_factor(NOBODY, half, code, now=NOW + HALF_A_MINUTE))
    assert answer == [("code", Rule.SECOND_FACTOR_WRONG)]


def test_every_sign_in_has_an_id_of_its_own_and_only_its_hash_is_kept() -> None:
    a_buyer()
    tokens = {sign_in_at(), sign_in_at()}
    with reading() as session:
        kept = {row.id_hash for row in session.exec(select(WebSession)).all()}
    assert len(tokens) == 2
    assert kept == {hash_token(token) for token in tokens}


def test_a_session_ends_after_two_idle_hours_and_twelve_in_all() -> None:
    account = a_buyer()
    token = sign_in_at()
    second = timedelta(seconds=1)
    idle, lifetime = timedelta(hours=2), timedelta(hours=12)
    assert account_behind(token, NOW + idle) == account
    assert account_behind(token, NOW + idle + second) is None
    for hour in range(1, 12):
        sessions.note_seen(hash_token(token), NOW + timedelta(hours=hour))
    assert account_behind(token, NOW + lifetime - second) == account
    assert account_behind(token, NOW + lifetime) is None
    sessions.note_seen(hash_token(token), NOW + lifetime)
    assert account_behind(token, NOW + lifetime) is None


def test_a_visit_is_noted_again_after_five_minutes() -> None:
    a_buyer()
    token = sign_in_at()
    five = timedelta(minutes=5)
    seen = [
        signed_in(hash_token(token), "en", NOW + five + late).is_due_to_be_seen
        for late in (timedelta(), five)
    ]
    assert seen == [False, True]


def test_signing_out_ends_this_session_alone() -> None:
    account = a_buyer()
    first, second = sign_in_at(), sign_in_at()
    sessions.sign_out(first, NOW)
    assert (account_behind(first), account_behind(second)) == (None, account)


def test_signing_out_everywhere_ends_every_session_of_the_account_and_nobody_elses() -> None:
    account, other = a_buyer(), a_buyer(mobile="+8613900139000")
    member = a_staff_member()
    mine = [sign_in_at(), sign_in_at()]
    theirs = sign_in_at(name="+8613900139000")
    staff = give_second_factor(NOBODY, sign_in_at(name="desk"), authenticator_code(member), now=NOW).token
    sessions.sign_out_everywhere(access.buyer(account), now=NOW)
    assert [account_behind(token) for token in mine] == [None, None]
    assert (account_behind(theirs), staff_behind(staff)) == (other, member)


def test_nobody_signs_nobody_out() -> None:
    account = a_buyer()
    token = sign_in_at()
    with pytest.raises(NotPermitted):
        sessions.sign_out_everywhere(NOBODY, now=NOW)
    sessions.sign_out("invented", NOW)
    sessions.sign_out("", NOW)
    assert account_behind(token) == account


def test_changing_the_password_ends_every_other_session() -> None:
    account = a_buyer()
    old_tokens = [sign_in_at(), sign_in_at()]
    new = "quilt anchor 93 willow"
    token = change_password(access.buyer(account), PASSWORD, new, now=NOW)
    assert [account_behind(one) for one in old_tokens] == [None, None]
    assert account_behind(token) == account
    assert wrong(MOBILE, PASSWORD) == [Rule.SIGN_IN_WRONG]
    assert account_behind(sign_in_at(password=new)) == account


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (WRONG, "quilt anchor 93 willow", [("old_password", Rule.OLD_PASSWORD_WRONG)]),
        (PASSWORD, "short", [("new_password", Rule.PASSWORD_TOO_SHORT)]),
        (PASSWORD, "13800138000", [("new_password", Rule.PASSWORD_TOO_WEAK)]),
    ],
)
def test_a_password_is_not_changed_by_wrong_answers(old: str, new: str, problems: list[object]) -> None:
    account = a_buyer()
    token = sign_in_at()
    assert refusal(lambda: change_password(access.buyer(account), old, new, now=NOW)) == problems
    assert account_behind(token) == account
    with reading() as session:
        assert session.get_one(Account, account).password_changed_at is None


def test_the_old_password_is_not_guessed_through_the_account_page(quick_check: list[str | None]) -> None:
    account = a_buyer()
    actor = access.buyer(account)
    tries = [
        refusal(lambda: change_password(actor, WRONG, "quilt anchor 93 willow", now=NOW)) for _ in range(11)
    ]
    assert tries == [[("old_password", Rule.OLD_PASSWORD_WRONG)]] * 10 + [[Rule.TOO_MANY_TRIES]]


def test_staff_and_nobody_change_no_buyers_password() -> None:
    member = access.staff(a_staff_member(), access.StaffRole.ORGANISER_DESK)
    for actor in (NOBODY, member):
        with pytest.raises(NotPermitted):
            change_password(actor, PASSWORD, "quilt anchor 93 willow", now=NOW)
