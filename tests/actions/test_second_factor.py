"""C12: staff give a second factor; its code counts once, and five guesses are all there are."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from ciie_portal.actions.sign_in import give_second_factor, sign_in
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import Rule
from ciie_portal.lookups.sessions import signed_in
from ciie_portal.security import hash_token
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import StaffMember, WebSession
from tests.actions.identity_scene import (
    HERE,
    PASSWORD,
    Window,
    a_buyer,
    a_staff_member,
    account_behind,
    another_code,
    authenticator_code,
    refusal,
    sign_in_at,
    staff_behind,
    window,
)
from tests.factories import NOW

__all__ = ["window"]
pytestmark = pytest.mark.usefixtures("database")
HALF_A_MINUTE = timedelta(seconds=30)


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


@pytest.mark.parametrize("code", ["", " \t ", "－ -"])
def test_no_code_is_asked_for_and_is_no_guess(code: str) -> None:
    member = a_staff_member()
    half = sign_in_at(name="desk")
    for _ in range(6):
        assert refusal(lambda: give_second_factor(NOBODY, half, code, now=NOW)) == [
            ("code", Rule.SECOND_FACTOR_MISSING)
        ]
    opened = give_second_factor(NOBODY, half, authenticator_code(member), now=NOW)
    assert staff_behind(opened.token) == member


@pytest.mark.parametrize("code", ["abcdef", "\ud800", "\x00" * 6, "１２３４５６", "0" * 10_000])
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
