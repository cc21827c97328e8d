"""The Unified Social Credit Code: refused, flagged or taken (Q2; rules.md section 3, Identity)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.credit_code import (
    CreditCodeFlag,
    credit_code,
    credit_code_flags,
    credit_code_for,
    is_national,
)
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.work_unit import Category
from tests.fair_data import a_credit_code


def refusal(typed: str, category: Category = Category.ENTERPRISE) -> Rule | None:
    with pytest.raises(RuleBroken) as refused:
        credit_code_for(typed, category)
    return refused.value.rule


def test_a_public_code_is_taken_however_it_is_typed() -> None:
    typed = [
        "91110000600037341L",
        " 9111 0000 6000 3734 1l ",
        "９１１１００００６０００３７３４１Ｌ",
        "91110000-600037341L",
    ]
    assert {credit_code(one) for one in typed} == {"91110000600037341L"}


@pytest.mark.parametrize("prefix", ["A1", "N1", "N3", "Y1", "G1", "81", "71", "31", "35"])
def test_codes_that_begin_with_a_letter_are_valid(prefix: str) -> None:
    code = a_credit_code(prefix)
    assert credit_code_for(code, Category.ENTERPRISE) == code
    assert credit_code_flags(code, Category.ENTERPRISE, "330212") == (CreditCodeFlag.PREFIX_DOES_NOT_FIT,)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("9111000060003734L", Rule.CREDIT_CODE_LENGTH),
        ("330212000012345", Rule.CREDIT_CODE_LENGTH),
        ("91110000600037341M", Rule.CREDIT_CODE_CHECK),
        ("91110000600037314L", Rule.CREDIT_CODE_CHECK),
        ("9111000060003734IL", Rule.CREDIT_CODE_CHARACTERS),
        ("91110000O00037341L", Rule.CREDIT_CODE_CHARACTERS),
        ("9111AB00600037341L", Rule.CREDIT_CODE_CHARACTERS),
        ("统一社会信用代码统一社会信用代码统一", Rule.CREDIT_CODE_CHARACTERS),
    ],
)
def test_a_mistyped_code_is_refused(typed: str, rule: Rule) -> None:
    assert refusal(typed) is rule


@pytest.mark.parametrize(
    ("prefix", "rule"),
    [
        ("11", Rule.CREDIT_CODE_OF_GOVERNMENT_ORGAN),
        ("12", Rule.CREDIT_CODE_OF_PUBLIC_INSTITUTION),
        ("13", Rule.CREDIT_CODE_OF_SOCIAL_ORGANISATION),
        ("51", Rule.CREDIT_CODE_OF_SOCIAL_ORGANISATION),
        ("52", Rule.CREDIT_CODE_OF_SOCIAL_ORGANISATION),
        ("53", Rule.CREDIT_CODE_OF_SOCIAL_ORGANISATION),
    ],
)
def test_nobody_who_needs_a_code_registers_as_an_enterprise(prefix: str, rule: Rule) -> None:
    assert refusal(a_credit_code(prefix)) is rule


@pytest.mark.parametrize(
    ("prefix", "category", "flags"),
    [
        ("91", Category.ENTERPRISE, ()),
        ("92", Category.ENTERPRISE, ()),
        ("93", Category.ENTERPRISE, ()),
        ("11", Category.GOVERNMENT_ORGAN, ()),
        ("12", Category.PUBLIC_INSTITUTION, ()),
        ("52", Category.SOCIAL_ORGANISATION, ()),
        ("91", Category.PUBLIC_INSTITUTION, (CreditCodeFlag.PREFIX_DOES_NOT_FIT,)),
        ("12", Category.GOVERNMENT_ORGAN, (CreditCodeFlag.PREFIX_DOES_NOT_FIT,)),
        ("81", Category.SOCIAL_ORGANISATION, (CreditCodeFlag.PREFIX_DOES_NOT_FIT,)),
    ],
)
def test_another_prefix_is_a_flag(prefix: str, category: Category, flags: tuple[CreditCodeFlag, ...]) -> None:
    assert credit_code_flags(credit_code_for(a_credit_code(prefix), category), category, "330212") == flags


@pytest.mark.parametrize(
    ("division", "address", "flags"),
    [
        ("330000", "330212", ()),
        ("330106", "330212", ()),
        ("100000", "330212", ()),
        ("310115", "330212", (CreditCodeFlag.DIVISION_DOES_NOT_FIT,)),
        ("310115", None, ()),
        ("990000", "330212", (CreditCodeFlag.DIVISION_UNKNOWN,)),
    ],
)
def test_a_code_of_the_same_province_agrees(
    division: str, address: str | None, flags: tuple[CreditCodeFlag, ...]
) -> None:
    code = a_credit_code(division=division)
    assert credit_code_flags(code, Category.ENTERPRISE, address) == flags
    assert is_national(code) == (division == "100000")


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    try:
        code = credit_code(typed)
    except RuleBroken:
        return
    assert credit_code(code) == code
