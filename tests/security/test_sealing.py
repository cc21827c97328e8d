"""A sealed value opens in its own row only, and its index says nothing about it (C35)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.security import SealBroken, blind_index, seal, unseal

PLACE = ("person", "document", "P-1")
NUMBER = "330203198501011239"


def test_the_same_value_is_never_sealed_alike() -> None:
    assert seal(NUMBER, *PLACE) != seal(NUMBER, *PLACE)
    assert NUMBER.encode() not in seal(NUMBER, *PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [("person", "document", "P-2"), ("person", "passport", "P-1"), ("staff_member", "document", "P-1")],
)
def test_a_value_moved_to_another_row_column_or_table_does_not_open(elsewhere: tuple[str, str, str]) -> None:
    with pytest.raises(SealBroken):
        unseal(seal(NUMBER, *PLACE), *elsewhere)


@pytest.mark.parametrize("place", [3, 20, -1])
def test_an_altered_value_does_not_open(place: int) -> None:
    sealed = bytearray(seal(NUMBER, *PLACE))
    sealed[place] ^= 1

    with pytest.raises(SealBroken):
        unseal(bytes(sealed), *PLACE)


@pytest.mark.parametrize("rubbish", [b"", b"\x01", NUMBER.encode(), b"\x02" + bytes(40)])
def test_what_was_never_sealed_is_not_taken_for_it(rubbish: bytes) -> None:
    with pytest.raises(SealBroken):
        unseal(rubbish, *PLACE)


@given(st.text())
def test_whatever_is_sealed_comes_out_again(plain: str) -> None:
    try:
        plain.encode()
    except UnicodeEncodeError:
        return
    assert unseal(seal(plain, *PLACE), *PLACE) == plain


def test_an_index_is_equal_for_equal_values_of_a_kind_only() -> None:
    index = blind_index("document.passport.DE", "C01X00T47")

    assert index == blind_index("document.passport.DE", "C01X00T47")
    assert index != blind_index("document.passport.FR", "C01X00T47")
    assert index != blind_index("document.passport.DE", "C01X00T48")
    assert (index[:2], len(index)) == ("1.", 34)
