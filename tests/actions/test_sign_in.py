"""C09, C10: one answer and one amount of work for every wrong try, and only so many of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ciie_portal.domain.errors import Rule
from ciie_portal.store.tables import WebSession
from tests.actions.identity_scene import (
    EMAIL,
    MOBILE,
    PASSWORD,
    Window,
    a_buyer,
    a_staff_member,
    account_behind,
    count_of,
    quick_check,
    sign_in_at,
    window,
    wrong,
)
from tests.factories import NOW

__all__ = ["quick_check", "window"]
pytestmark = pytest.mark.usefixtures("database")


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
