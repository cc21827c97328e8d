"""Each identity document by its own rule (rules.md section 3, Identity; D5)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.identity_document import (
    DocumentType,
    check_expiry,
    fits_nationality,
    lasting_number,
    mask_document,
    read_document,
)
from ciie_portal.domain.personnel import Sex
from tests.fair_data import a_citizen_number

TODAY = date(2019, 9, 1)
BORN = date(1985, 3, 12)


def refusal(kind: DocumentType, typed: str, nationality: str | None = None) -> Rule | None:
    with pytest.raises(RuleBroken) as refused:
        read_document(kind, typed, nationality, TODAY)
    return refused.value.rule


def test_a_resident_id_says_birth_sex_and_nationality() -> None:
    number = a_citizen_number()
    read = read_document(DocumentType.RESIDENT_ID, f" {number[:6]} {number[6:].lower()} ", "CN", TODAY)
    assert (read.number, read.birth_date, read.sex) == (number, BORN, Sex.MALE)
    assert read.nationalities == {"CN"}


def test_the_last_but_one_digit_is_even_for_a_woman() -> None:
    read = read_document(DocumentType.RESIDENT_ID, a_citizen_number(serial="122"), "CN", TODAY)
    assert read.sex is Sex.FEMALE


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (a_citizen_number()[:-1], Rule.DOCUMENT_NUMBER_LENGTH),
        (a_citizen_number()[:-1] + "A", Rule.DOCUMENT_NUMBER_SHAPE),
        (a_citizen_number()[:-3] + "999", Rule.DOCUMENT_CHECK),
        (a_citizen_number(place="990106"), Rule.DOCUMENT_PLACE),
        (a_citizen_number(place="810000"), Rule.DOCUMENT_PLACE),
        (a_citizen_number(born=date(2099, 1, 1)), Rule.DOCUMENT_BIRTH_IN_FUTURE),
        (a_citizen_number(born=date(1800, 1, 1)), Rule.DOCUMENT_BIRTH_NOT_A_DATE),
        ("330106199002300018", Rule.DOCUMENT_CHECK),
        ("身份证号码", Rule.DOCUMENT_NUMBER_SHAPE),
        ("1" * 1000, Rule.DOCUMENT_NUMBER_SHAPE),
    ],
)
def test_a_wrong_resident_id_is_refused(typed: str, rule: Rule) -> None:
    assert refusal(DocumentType.RESIDENT_ID, typed) is rule


def test_an_impossible_birth_date_is_told_as_such() -> None:
    from stdnum.cn import ric  # noqa: PLC0415

    start = "33010619900230001"
    assert refusal(DocumentType.RESIDENT_ID, start + ric.calc_check_digit(start + "0")) is (
        Rule.DOCUMENT_BIRTH_NOT_A_DATE
    )


@pytest.mark.parametrize(("place", "region"), [("810000", "HK"), ("820000", "MO"), ("830000", "TW")])
def test_residence_permits_of_hong_kong_macao_and_taiwan_are_taken(place: str, region: str) -> None:
    number = a_citizen_number(place=place)
    read = read_document(DocumentType.RESIDENCE_PERMIT, number, region, TODAY)
    fits = [fits_nationality(DocumentType.RESIDENCE_PERMIT, read, one) for one in (region, "CN", "DE")]
    assert (read.number, fits) == (number, [True, True, False])
    assert refusal(DocumentType.RESIDENCE_PERMIT, a_citizen_number()) is Rule.DOCUMENT_PLACE


@pytest.mark.parametrize(
    ("kind", "typed", "nationality", "number"),
    [
        (DocumentType.HONG_KONG_MACAO_PERMIT, "h 1234 5678", "HK", "H12345678"),
        (DocumentType.HONG_KONG_MACAO_PERMIT, "M1234567801", "MO", "M1234567801"),
        (DocumentType.TAIWAN_PERMIT, "12345678", "TW", "12345678"),
        (DocumentType.TAIWAN_PERMIT, "1234567801(B)", "TW", "1234567801B"),
        (DocumentType.PERMANENT_RESIDENCE, "USA110078010112", "US", "USA110078010112"),
        (
            DocumentType.PERMANENT_RESIDENCE,
            a_citizen_number(place="911840"),
            "DE",
            a_citizen_number(place="911840"),
        ),
        (DocumentType.PASSPORT, "e12345678", "CN", "E12345678"),
        (DocumentType.PASSPORT, "EJ1234567", "CN", "EJ1234567"),
        (DocumentType.PASSPORT, "C01X00T47", "DE", "C01X00T47"),
        (DocumentType.PASSPORT, "12345", "FI", "12345"),
    ],
)
def test_a_good_number_of_each_kind_is_taken(
    kind: DocumentType, typed: str, nationality: str, number: str
) -> None:
    read = read_document(kind, typed, nationality, TODAY)
    assert (read.number, fits_nationality(kind, read, nationality)) == (number, True)


@pytest.mark.parametrize(
    ("kind", "typed", "nationality"),
    [
        (DocumentType.HONG_KONG_MACAO_PERMIT, "12345678", "HK"),
        (DocumentType.HONG_KONG_MACAO_PERMIT, "C12345678", "HK"),
        (DocumentType.TAIWAN_PERMIT, "H12345678", "TW"),
        (DocumentType.TAIWAN_PERMIT, "1234567", "TW"),
        (DocumentType.PERMANENT_RESIDENCE, "USA11007801011", "US"),
        (DocumentType.PERMANENT_RESIDENCE, a_citizen_number(), "US"),
        (DocumentType.PASSPORT, "PASSPORT", "DE"),
        (DocumentType.PASSPORT, "1234", "DE"),
        (DocumentType.PASSPORT, "123456789", "CN"),
        (DocumentType.PASSPORT, "E1234567", "CN"),
    ],
)
def test_a_number_of_another_shape_is_refused(kind: DocumentType, typed: str, nationality: str) -> None:
    assert refusal(kind, typed, nationality) is Rule.DOCUMENT_NUMBER_SHAPE


def test_a_foreigners_card_is_for_foreigners() -> None:
    kind = DocumentType.PERMANENT_RESIDENCE
    read = read_document(kind, "USA110078010112", "US", TODAY)
    assert [fits_nationality(kind, read, one) for one in ("US", "CN", "HK", "TW")] == [
        True,
        False,
        False,
        False,
    ]


def test_the_same_document_is_found_again_after_a_re_issue() -> None:
    lasting = {kind: lasting_number(kind, "H123456780123") for kind in DocumentType}
    assert lasting == {
        **dict.fromkeys(DocumentType, "H123456780123"),
        DocumentType.HONG_KONG_MACAO_PERMIT: "H12345678",
        DocumentType.TAIWAN_PERMIT: "H1234567",
    }


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("330106198503121234", "3301**********1234"),
        ("E12345678", "E1*****78"),
        ("12345", "1***5"),
        ("12", "**"),
    ],
)
def test_a_number_is_masked(number: str, masked: str) -> None:
    assert mask_document(number) == masked


def test_a_document_counts_on_its_last_day_and_not_after() -> None:
    assert check_expiry(TODAY, TODAY) == TODAY
    for expiry, rule in (
        (date(2019, 8, 31), Rule.DOCUMENT_EXPIRED),
        (date(2099, 1, 1), Rule.DOCUMENT_EXPIRY_TOO_FAR),
    ):
        with pytest.raises(RuleBroken) as refused:
            check_expiry(expiry, TODAY)
        assert refused.value.rule is rule


@given(st.sampled_from(DocumentType), st.text(max_size=70), st.sampled_from([None, "CN", "HK", "US"]))
def test_any_text_is_a_number_or_refused(kind: DocumentType, typed: str, nationality: str | None) -> None:
    try:
        read = read_document(kind, typed, nationality, TODAY)
    except RuleBroken:
        return
    assert read_document(kind, read.number, nationality, TODAY) == read
