"""References and invitation codes share an alphabet (rules.md section 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.reference import (
    ALPHABET,
    Prefix,
    is_reference,
    new_reference,
    parse_reference,
    prefix_of,
)

randoms = st.lists(st.integers(0, 31), min_size=7, max_size=7)


@given(st.sampled_from(Prefix), randoms)
def test_a_reference_is_read_back_however_it_is_typed(prefix: Prefix, random: list[int]) -> None:
    reference = new_reference(prefix, random)
    assert len(reference) == len(prefix) + 9
    start, _, body = reference.partition("-")
    loose = f"  {start.lower()} {body[:4].lower()} – {body[4:].lower()} "
    alike = f"{start}-{body.replace('0', 'O').replace('1', 'l')}"
    assert [parse_reference(typed) for typed in (reference, loose, alike)] == [reference] * 3
    assert prefix_of(reference) is prefix


@given(st.sampled_from(Prefix), randoms, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(prefix: Prefix, random: list[int], place: int, wrong: str) -> None:
    start, _, body = new_reference(prefix, random).partition("-")
    altered = body[:place] + wrong + body[place + 1 :]
    assert is_reference(f"{start}-{altered}") == (altered == body)


@given(st.sampled_from(Prefix), randoms, st.integers(0, 7), st.integers(0, 7))
def test_two_exchanged_characters_are_noticed(
    prefix: Prefix, random: list[int], one: int, other: int
) -> None:
    start, _, body = new_reference(prefix, random).partition("-")
    letters = list(body)
    letters[one], letters[other] = letters[other], letters[one]
    altered = "".join(letters)
    assert is_reference(f"{start}-{altered}") == (altered == body)


@given(randoms)
def test_a_work_units_reference_is_nobody_elses(random: list[int]) -> None:
    body = new_reference(Prefix.WORK_UNIT, random).partition("-")[2]
    assert [prefix for prefix in Prefix if is_reference(f"{prefix}-{body}", prefix)] == [Prefix.WORK_UNIT]


@given(st.one_of(st.none(), st.integers(), st.text(max_size=80), st.just("WU-" + "0" * 5000)))
def test_anything_malformed_is_simply_not_found(typed: object) -> None:
    if is_reference(typed):
        return
    with pytest.raises(RuleBroken) as refused:
        parse_reference(typed)
    assert refused.value.rule is Rule.NOT_FOUND


@pytest.mark.parametrize("random", [[0] * 6, [0] * 8, [32] + [0] * 6, [-1] + [0] * 6])
def test_a_reference_is_made_of_seven_numbers_below_thirty_two(random: list[int]) -> None:
    with pytest.raises(ValueError, match="seven numbers"):
        new_reference(Prefix.PERSON, random)
