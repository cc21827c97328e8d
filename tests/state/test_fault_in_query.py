"""A fault in an address is one of our reasons or nothing: no link shows an invented text (C07)."""

from __future__ import annotations

import pytest

from ciie_portal.domain.errors import Rule
from ciie_portal.state.identity.fault_in_query import read_fault, read_reference

FIELDS = ("code", "password")


def test_a_reason_is_told_beside_its_field() -> None:
    told = read_fault({"fault": "one_time_code_wrong", "field": "code"}, "en", *FIELDS)
    assert (told[0] != "", told[1]) == (True, "code")


def test_the_numbers_of_a_reason_are_told() -> None:
    short, field = read_fault({"fault": "too_many_tries", "facts": "minutes:15"}, "en", *FIELDS)
    assert ("15" in short, field) == (True, "")


@pytest.mark.parametrize("field", ["contact", "invented", "<b>", "code "])
def test_a_field_that_the_page_does_not_show_makes_it_a_fault_of_the_page(field: str) -> None:
    text, beside = read_fault({"fault": "mobile_not_valid", "field": field}, "en", *FIELDS)
    assert (text != "", beside) == (True, "")


@pytest.mark.parametrize(
    "fault", ["", "invented", "Your account is locked, call +1", "<script>", "SIGN_IN_WRONG", "__class__"]
)
def test_an_invented_reason_shows_nothing(fault: str) -> None:
    assert read_fault({"fault": fault, "field": "code"}, "en", *FIELDS) == ("", "")


@pytest.mark.parametrize(
    "facts",
    [
        "rule:1", "locale:1", "facts:1", "minutes:call +1", "minutes:<b>", "minutes:１５", "minutes:-1",
        "minutes:1e9",
        "__class__:1", "minutes", ":", ",,,,", "minutes:15," * 50, "person:3", "closed_at:5",
        "a b:1", "self:1",
    ],
)  # fmt: skip
def test_invented_facts_neither_break_nor_write_the_sentence(facts: str) -> None:
    text, _field = read_fault({"fault": "too_many_tries", "facts": facts}, "en", *FIELDS)
    assert [sign for sign in ("call", "<", "{", "1e9", "-1") if sign in text] == []
    assert text != ""


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_reason_can_be_told_without_its_facts(rule: Rule, locale: str) -> None:
    text, _field = read_fault({"fault": rule.value}, locale)
    assert (text != "", "{" in text) == (True, False)


@pytest.mark.parametrize(
    ("reference", "told"),
    [("0a1b2c3d", "0a1b2c3d"), ("0A1B2C3D", ""), ("call +1", ""), ("", ""), ("0a1b2c3d4", "")],
)
def test_only_a_reference_of_ours_is_shown(reference: str, told: str) -> None:
    assert read_reference({"reference": reference}) == told
