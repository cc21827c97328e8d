"""What a person is asked, and what the document says against it (Q1, Q6; D2, D5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.person_answers import check_person_answers, check_returned_answers
from ciie_portal.domain.personnel import age_on, check_birth_date
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.domain.work_unit import Category
from tests.fair_data import a_citizen_number

TODAY = date(2019, 9, 1)
LI_WEI = {
    "name_zh": "李伟",
    "sex": "male",
    "birth_date": "1985-03-12",
    "nationality": "CN",
    "document_type": "resident_id",
    "document_number": a_citizen_number(),
    "mobile": "13812345678",
    "position": "Purchasing manager",
    "role": "trader",
    "photo_file_id": 3,
}
ANNA = {
    **LI_WEI,
    "name_zh": None,
    "name_latin": "Anna Müller",
    "sex": "female",
    "nationality": "DE",
    "document_type": "passport",
    "document_number": "C01X00T47",
    "document_expires_on": "2024-01-31",
    "mobile": "+49 151 23456789",
    "email": "anna@example.de",
}


def problems(answers: Mapping[str, object], category: Category = Category.ENTERPRISE) -> dict[str, Rule]:
    with pytest.raises(RuleBroken) as refused:
        check_person_answers(answers, category, TODAY)
    return {problem.field: problem.rule for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("answers", "category"), [(LI_WEI, Category.ENTERPRISE), (ANNA, Category.OVERSEAS_UNIT)]
)
def test_complete_answers_are_taken_and_taken_again_from_the_store(
    answers: dict[str, object], category: Category
) -> None:
    checked = check_person_answers(answers, category, TODAY)
    assert set(checked) == set(PERSON_FIELDS)
    assert check_person_answers(checked, category, TODAY) == checked


def test_nothing_answered_is_told_at_once() -> None:
    asked = {*LI_WEI} - {"name_zh"}  # which name is asked depends on the document
    assert problems({}) == dict.fromkeys(asked, Rule.REQUIRED)
    assert problems({}, Category.OVERSEAS_UNIT) == dict.fromkeys(asked | {"email"}, Rule.REQUIRED)


@pytest.mark.parametrize("document", DocumentType)
def test_the_name_is_asked_in_the_letters_of_the_document(document: DocumentType) -> None:
    is_latin = document in (DocumentType.PASSPORT, DocumentType.PERMANENT_RESIDENCE)
    nameless = {**LI_WEI, "document_type": document.value, "name_zh": "", "name_latin": ""}
    missed = problems(nameless)
    assert ("name_latin" in missed, "name_zh" in missed) == (is_latin, not is_latin)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"birth_date": "1985-03-13"}, {"document_number": Rule.DOCUMENT_BIRTH_DIFFERS}),
        ({"sex": "female"}, {"document_number": Rule.DOCUMENT_SEX_DIFFERS}),
        ({"nationality": "DE"}, {"nationality": Rule.DOCUMENT_NATIONALITY_DIFFERS}),
        ({"document_expires_on": "2019-08-31"}, {"document_expires_on": Rule.DOCUMENT_EXPIRED}),
        ({"birth_date": "2019-09-02"}, {"birth_date": Rule.BIRTH_DATE_IN_FUTURE}),
        ({"birth_date": "1899-12-31"}, {"birth_date": Rule.BIRTH_DATE_TOO_EARLY}),
        ({"birth_date": "2003-09-02"}, {"birth_date": Rule.TOO_YOUNG}),
        ({"role": "other"}, {"role_other": Rule.REQUIRED}),
        ({"role": "tourist"}, {"role": Rule.NOT_AN_OPTION}),
        ({"mobile": "+85291234567"}, {"mobile": Rule.MOBILE_NOT_MAINLAND}),
        ({"document_type": "library_card"}, {"document_type": Rule.NOT_AN_OPTION}),
        ({"photo_file_id": "portrait.jpg"}, {"photo_file_id": Rule.REQUIRED}),
        ({"position": "x" * 101}, {"position": Rule.TOO_LONG}),
    ],
)
def test_a_wrong_answer_is_told_with_its_reason(changed: dict[str, object], wrong: dict[str, Rule]) -> None:
    assert problems({**LI_WEI, **changed}) == wrong


def test_another_role_says_which_and_the_four_say_nothing() -> None:
    answers = {**LI_WEI, "role": "other", "role_other": "trade journalist"}
    assert check_person_answers(answers, Category.ENTERPRISE, TODAY)["role_other"] == "trade journalist"
    assert (
        check_person_answers({**answers, "role": "trader"}, Category.ENTERPRISE, TODAY)["role_other"] is None
    )


def test_sixteen_on_the_day_is_old_enough() -> None:
    assert check_birth_date(date(2003, 9, 1), TODAY) == date(2003, 9, 1)
    assert (age_on(date(2004, 2, 29), date(2020, 2, 28)), age_on(date(2004, 2, 29), date(2020, 2, 29))) == (
        15,
        16,
    )


def test_a_returned_field_is_checked_against_what_stays_locked() -> None:
    answers = {**LI_WEI, "document_expires_on": "2019-01-01", "birth_date": "1985-03-13"}
    with pytest.raises(RuleBroken) as refused:
        check_returned_answers(answers, {"birth_date"}, Category.ENTERPRISE, TODAY)
    assert [(one.field, one.rule) for one in refused.value.problems] == [
        ("birth_date", Rule.DOCUMENT_BIRTH_DIFFERS)
    ]
    mended = check_returned_answers(
        {**answers, "birth_date": "1985-03-12"}, {"birth_date"}, Category.ENTERPRISE, TODAY
    )
    assert mended == {"birth_date": date(1985, 3, 12)}


kinds = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.dates())


@given(st.sampled_from(Category), st.dictionaries(st.sampled_from(PERSON_FIELDS), kinds))
def test_answers_of_any_kind_are_taken_or_refused(category: Category, changed: dict[str, object]) -> None:
    whole = ANNA if category is Category.OVERSEAS_UNIT else LI_WEI
    try:
        checked = check_person_answers({**whole, **changed}, category, TODAY)
    except RuleBroken:
        return
    assert check_person_answers(checked, category, TODAY) == checked
