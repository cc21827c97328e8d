"""The code of a certificate: how it is written and read, and what a gate is told (C37)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ciie_portal.domain.entry_code import (
    BASE45,
    CodeUnreadable,
    EntryCode,
    GateFacts,
    Verdict,
    edition_mark,
    edition_over_at,
    from_base45,
    judge,
    read,
    to_base45,
    written,
)
from ciie_portal.domain.reference import Prefix, new_reference

SERIAL = new_reference(Prefix.CERTIFICATE, (7, 31, 0, 12, 5, 6, 30))
MADE = datetime(2026, 10, 20, 4, tzinfo=UTC)
MARK = edition_mark("E3")
CODE = EntryCode(3, MARK, SERIAL, MADE, 1)
SIGNATURE = bytes(range(64))
DAY = timedelta(days=1)


def gate(**facts: Any) -> GateFacts:
    given: dict[str, Any] = {
        "edition": MARK,
        "over_at": MADE + 30 * DAY,
        "revoked": frozenset(),
        "entries": {},
    }
    return GateFacts(**given | facts)


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base45_is_that_of_the_standard(content: bytes, text: str) -> None:
    assert to_base45(content) == text
    assert from_base45(text) == content


@given(some.binary(max_size=90))
def test_whatever_is_written_is_read_again(content: bytes) -> None:
    assert from_base45(to_base45(content)) == content


@given(
    some.integers(1, 65_535),
    some.lists(some.integers(0, 31), min_size=7, max_size=7),
    some.integers(0, 2**32 - 1),
    some.integers(0, 255),
)
def test_every_code_comes_back_as_it_was_signed(
    key_id: int, random: list[int], seconds: int, flags: int
) -> None:
    serial = new_reference(Prefix.CERTIFICATE, random)
    code = EntryCode(key_id, MARK, serial, datetime.fromtimestamp(seconds, UTC), flags)
    assert read(written(code.body, SIGNATURE)) == (code, SIGNATURE)


def test_the_code_has_128_characters_that_a_qr_holds_as_letters_and_digits() -> None:
    text = written(CODE.body, SIGNATURE)
    assert (len(text), set(text) <= set(BASE45)) == (128, True)


def test_a_scanner_may_add_line_ends_and_write_small_letters() -> None:
    text = written(CODE.body, SIGNATURE)
    assert read(f" {text.lower()}\r\n") == (CODE, SIGNATURE)


TEXT = written(CODE.body, SIGNATURE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CT-7K2M9QX4",
        TEXT[6:],
        TEXT[:-1],
        TEXT + "0",
        TEXT.replace("CIIE1", "CIIE2"),
        f"CIIE1:{to_base45(bytes([2]) + CODE.body[1:] + SIGNATURE)}",
        "CIIE1:" + "é" * 122,
        "CIIE1:" + ":" * 122,
        "CIIE1:" + "0" * 10_000,
        "https://ciie.example/verify/CT-7K2M9QX4",
        "\x00",
    ],
)
def test_what_is_no_code_is_unreadable(text: str) -> None:
    with pytest.raises(CodeUnreadable):
        read(text)


@pytest.mark.parametrize(
    ("facts", "after", "verdict"),
    [
        ({}, DAY, Verdict.GOOD),
        ({"edition": edition_mark("E4")}, DAY, Verdict.OTHER_EDITION),
        ({"revoked": frozenset({SERIAL})}, DAY, Verdict.REVOKED),
        ({"entries": {SERIAL: MADE}}, DAY, Verdict.SECOND_ENTRY),
        ({}, -DAY, Verdict.MADE_LATER),
        ({}, -timedelta(minutes=10), Verdict.GOOD),
        ({}, -timedelta(minutes=10, seconds=1), Verdict.MADE_LATER),
        ({}, 30 * DAY - timedelta(seconds=1), Verdict.GOOD),
        ({}, 30 * DAY, Verdict.EDITION_OVER),
        ({"revoked": frozenset({SERIAL}), "entries": {SERIAL: MADE}}, 31 * DAY, Verdict.REVOKED),
    ],
)
def test_what_the_gate_is_told(facts: dict[str, Any], after: timedelta, verdict: Verdict) -> None:
    assert judge(CODE, gate(**facts), MADE + after) is verdict


def test_the_fair_is_over_with_its_last_day_in_china() -> None:
    assert edition_over_at(date(2019, 11, 10)) == datetime(2019, 11, 10, 16, tzinfo=UTC)
