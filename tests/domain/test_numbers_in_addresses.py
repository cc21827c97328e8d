"""A search that stands in the address keeps no number of a document or a phone (rules.md section 1)."""

from __future__ import annotations

import re

import pytest

from ciie_portal.domain.reference import Prefix, new_reference
from ciie_portal.domain.searched import OF_A_PERSON, hide_numbers

HIDDEN = {
    "13800138000": "13*********",
    "+8613800138000": "+",
    "138 0013 8000": "13",
    "138-0013-8000": "13",
    "１３８００１３８０００": "13*********",
    "330203198501011239": "3302**************",
    "33020319850101123X": "3302**************",
    "33020319850101123x": "3302**************",
    "E12345678": "E1*******",
    "AB1234567": "AB*******",
    "+49 30 1234567": "+",
    "陈静 13800138000 宁波": "陈静 13********* 宁波",
    "id:330203198501011239;": "id:3302**************;",
}
KEPT = [
    "",
    "宁波博闻国际贸易有限公司",
    "Ningbo Bowen",
    "91330201MA2AB12C3D",
    "2026-10-20",
    "4200001234202610201234567890",
    "1234567",
    "TM-44",
    "2026102012345",
    *(new_reference(prefix, (1, 2, 3, 4, 5, 6, 7)) for prefix in Prefix),
]


@pytest.mark.parametrize("typed", sorted(HIDDEN))
def test_the_number_is_not_kept(typed: str) -> None:
    shown = hide_numbers(typed)
    assert (shown.startswith(HIDDEN[typed]), "*" in shown) == (True, True)
    assert re.findall(r"\d{5}", shown) == []


@pytest.mark.parametrize("typed", KEPT)
def test_everything_else_is_searched_as_it_was_typed(typed: str) -> None:
    assert hide_numbers(typed) == typed


def test_a_reference_without_its_dash_is_no_passport() -> None:
    for last in range(1, 10):
        plain = new_reference(Prefix.PERSON, (1, 2, 3, 4, 5, 6, last)).replace("-", "")
        assert hide_numbers(plain) == plain


@pytest.mark.parametrize("typed", sorted(one for one in HIDDEN if one.isascii()))
def test_the_pages_own_pattern_refuses_the_same(typed: str) -> None:
    pattern = re.compile(f"(?!.*{OF_A_PERSON}).*")
    assert pattern.fullmatch(typed) is None
    assert pattern.fullmatch("Ningbo Bowen 2026") is not None


def test_ten_thousand_characters_are_gone_through_once() -> None:
    assert hide_numbers("1380013800" * 1_000) == "1380013800" * 1_000
