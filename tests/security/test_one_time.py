"""One-time codes, tokens and the second factor: only hashes are kept, nothing counts twice (C12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from ciie_portal.security import (
    add_key,
    check_totp,
    code_matches,
    hash_code,
    hash_token,
    new_code,
    new_token,
    new_totp_secret,
    totp_address,
)

NOW = datetime(2026, 11, 23, 2, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(moment: datetime) -> str:
    return pyotp.TOTP(SECRET).at(moment)


def test_a_code_has_six_digits_and_leading_zeros_count() -> None:
    codes = {new_code() for _ in range(500)}

    assert {len(code) for code in codes} == {6}
    assert all(code.isdigit() for code in codes)
    assert len(codes) > 490


def test_a_code_counts_for_its_contact_and_purpose_only() -> None:
    stored = hash_code("482913", "1.abc", "sign_up")

    assert "482913" not in stored
    assert code_matches("482913", stored, "1.abc", "sign_up")
    assert not code_matches("482914", stored, "1.abc", "sign_up")
    assert not code_matches("482913", stored, "1.abd", "sign_up")
    assert not code_matches("482913", stored, "1.abc", "recover")
    assert not code_matches("482913", "9.00", "1.abc", "sign_up")
    assert not code_matches("482913", "", "1.abc", "sign_up")


def test_a_code_sent_before_a_rotation_still_counts() -> None:
    stored = hash_code("482913", "1.abc", "sign_up")

    add_key("one_time")

    assert code_matches("482913", stored, "1.abc", "sign_up")


def test_a_token_has_256_bits_and_is_stored_as_its_hash() -> None:
    token = new_token()

    assert (len(token), len(hash_token(token))) == (43, 64)
    assert token != new_token()
    assert hash_token(token) == hash_token(token)


def test_the_second_factor_counts_once() -> None:
    step = check_totp(SECRET, code_at(NOW), None, NOW)

    assert step == int(NOW.timestamp()) // 30
    assert check_totp(SECRET, code_at(NOW), step, NOW) is None
    assert check_totp(SECRET, code_at(NOW + timedelta(seconds=30)), step, NOW) == step + 1


@pytest.mark.parametrize(("seconds", "is_accepted"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off(seconds: int, is_accepted: bool) -> None:
    code = code_at(NOW + timedelta(seconds=seconds))

    assert (check_totp(SECRET, code, None, NOW) is not None) == is_accepted


@pytest.mark.parametrize("typed", ["", "000000", "abc", "１２３４５６", "1" * 5000])
def test_a_wrong_code_is_simply_wrong(typed: str) -> None:
    assert check_totp(SECRET, typed, None, NOW) is None


def test_an_authenticator_can_be_enrolled() -> None:
    secret = new_totp_secret()

    assert len(secret) == 32
    assert totp_address(secret, "desk").startswith("otpauth://totp/CIIE%20buyer%20registration:desk?secret=")
