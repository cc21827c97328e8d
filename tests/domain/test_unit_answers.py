"""What a work unit is asked, by category, and what is made of it (rules.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.country import COUNTRIES
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.unit_answers import check_unit_answers, columns_not_asked, ten_thousands
from ciie_portal.domain.wizard import Step, all_unit_fields
from ciie_portal.domain.work_unit import Category
from tests.fair_data import a_credit_code, known

PREFIXES = {
    Category.ENTERPRISE: "91",
    Category.GOVERNMENT_ORGAN: "11",
    Category.PUBLIC_INSTITUTION: "12",
    Category.SOCIAL_ORGANISATION: "51",
}
DOMESTIC = {
    "name_zh": "宁波远帆进出口有限公司",
    "division_code": "330212",
    "street": "中山东路 1 号",
    "industry": "trade",
    "products_wanted": "dairy products",
    "areas": ["EA-FOOD"],
    "contact_name": "李伟",
    "contact_mobile": "138 1234 5678",
}
OWNED = {"parent_group_code": "none", "is_nhc_managed": "no", "is_corps_member": "no"}
OVERSEAS = {
    "name_en": "Müller Lebensmittel GmbH",
    "country": "DE",
    "city": "Hamburg",
    "street": "Hafenstraße 1",
    "industry": "trade",
    "products_wanted": "tea",
    "areas": ["EA-FOOD"],
    "contact_name": "Anna Müller",
    "contact_mobile": "+49 151 23456789",
}


def answers_of(category: Category, /, **changed: object) -> dict[str, object]:
    answers: dict[str, object] = {"category": category.value}
    if category is Category.OVERSEAS_UNIT:
        return {**answers, **OVERSEAS, **changed}
    answers |= {**DOMESTIC, "country": "CN", "credit_code": a_credit_code(PREFIXES[category])}
    if category in (Category.ENTERPRISE, Category.PUBLIC_INSTITUTION):
        answers |= OWNED
    if category is Category.ENTERPRISE:
        answers |= {"licence_file_id": 7}
    return {**answers, **changed}


def problems(category: Category, answers: Mapping[str, object], step: Step | None = None) -> dict[str, Rule]:
    with pytest.raises(RuleBroken) as refused:
        check_unit_answers(answers, category, known(), step)
    return {problem.field: problem.rule for problem in refused.value.problems}


@pytest.mark.parametrize("category", Category)
def test_complete_answers_are_taken_and_taken_again_from_the_store(category: Category) -> None:
    checked = check_unit_answers(answers_of(category), category, known())
    assert set(checked) == {*all_unit_fields(category), "areas"}
    assert check_unit_answers(checked, category, known()) == checked


REQUIRED = {
    Category.ENTERPRISE: {*DOMESTIC, *OWNED, "category", "credit_code", "licence_file_id"},
    Category.PUBLIC_INSTITUTION: {*DOMESTIC, *OWNED, "category", "credit_code"},
    Category.GOVERNMENT_ORGAN: {*DOMESTIC, "category", "credit_code"},
    Category.SOCIAL_ORGANISATION: {*DOMESTIC, "category", "credit_code"},
    Category.OVERSEAS_UNIT: {*OVERSEAS, "category"},
}


@pytest.mark.parametrize("category", Category)
def test_exactly_the_required_answers_are_missed(category: Category) -> None:
    missed = problems(category, {})
    assert missed == {
        field: Rule.AREA_NEEDED if field == "areas" else Rule.REQUIRED for field in REQUIRED[category]
    }


@pytest.mark.parametrize("category", Category)
def test_every_missing_answer_is_told_alone(category: Category) -> None:
    for field in REQUIRED[category]:
        rule = Rule.AREA_NEEDED if field == "areas" else Rule.REQUIRED
        assert problems(category, answers_of(category, **{field: None})) == {field: rule}


@pytest.mark.parametrize(
    ("category", "field", "answer", "rule"),
    [
        (Category.ENTERPRISE, "name_zh", "Ningbo Trading", Rule.CHINESE_NEEDED),
        (Category.OVERSEAS_UNIT, "name_en", "宁波公司", Rule.LATIN_NEEDED),
        (Category.ENTERPRISE, "country", "HK", Rule.COUNTRY_IS_OVERSEAS),
        (Category.OVERSEAS_UNIT, "country", "CN", Rule.COUNTRY_IS_MAINLAND),
        (Category.OVERSEAS_UNIT, "country", "XX", Rule.NOT_AN_OPTION),
        (Category.ENTERPRISE, "division_code", "330299", Rule.NOT_AN_OPTION),
        (Category.ENTERPRISE, "division_code", "810000", Rule.NOT_AN_OPTION),
        (Category.ENTERPRISE, "industry", "alchemy", Rule.NOT_AN_OPTION),
        (Category.ENTERPRISE, "size", "huge", Rule.NOT_AN_OPTION),
        (Category.ENTERPRISE, "parent_group_code", "CE-999", Rule.NOT_AN_OPTION),
        (Category.ENTERPRISE, "credit_code", a_credit_code("12"), Rule.CREDIT_CODE_OF_PUBLIC_INSTITUTION),
        (Category.ENTERPRISE, "contact_mobile", "+852 9123 4567", Rule.MOBILE_NOT_MAINLAND),
        (Category.OVERSEAS_UNIT, "contact_mobile", "13812345678", Rule.MOBILE_NOT_VALID),
        (Category.ENTERPRISE, "contact_email", "nobody", Rule.EMAIL_NOT_VALID),
        (Category.ENTERPRISE, "products_wanted", "x" * 1001, Rule.TOO_LONG),
        (Category.ENTERPRISE, "street", "road\u202e1", Rule.UNUSABLE_CHARACTERS),
        (Category.ENTERPRISE, "areas", ["EA-MOON"], Rule.NOT_AN_OPTION),
        (Category.ENTERPRISE, "registered_capital", "a lot", Rule.NOT_A_NUMBER),
        (Category.ENTERPRISE, "registered_capital", "1e3", Rule.NOT_A_NUMBER),
        (Category.ENTERPRISE, "registered_capital", "NaN", Rule.NOT_A_NUMBER),
        (Category.ENTERPRISE, "registered_capital", "0.00001", Rule.NOT_A_NUMBER),
        (Category.ENTERPRISE, "registered_capital", "-1", Rule.NUMBER_OUT_OF_RANGE),
        (Category.ENTERPRISE, "imports_last_year", "100000000", Rule.NUMBER_OUT_OF_RANGE),
    ],
)
def test_a_wrong_answer_is_told_with_its_reason(
    category: Category, field: str, answer: object, rule: Rule
) -> None:
    assert problems(category, answers_of(category, **{field: answer})) == {field: rule}


def test_sums_are_typed_in_ten_thousands_and_kept_exactly() -> None:
    typed = answers_of(Category.ENTERPRISE, registered_capital="1,000.5", imports_last_year="０.3")
    checked = check_unit_answers(typed, Category.ENTERPRISE, known())
    assert (checked["registered_capital"], checked["imports_last_year"]) == (10_005_000, 3_000)
    assert ten_thousands(10_005_000, ",") == "1,000.5"
    assert (ten_thousands(10_005_000), ten_thousands(3_000), ten_thousands(0)) == ("1000.5", "0.3", "0")


def test_one_page_is_checked_alone() -> None:
    contact = {"licence_file_id": 7, "contact_name": "李伟", "contact_mobile": "13812345678"}
    checked = check_unit_answers(contact, Category.ENTERPRISE, known(), Step.CONTACT)
    assert checked == {**contact, "contact_mobile": "+8613812345678", "contact_email": None}
    assert problems(Category.ENTERPRISE, {}, Step.AREAS) == {
        "products_wanted": Rule.REQUIRED,
        "areas": Rule.AREA_NEEDED,
    }


def test_only_the_fields_given_back_are_read() -> None:
    checked = check_unit_answers({"street": "新路2号"}, Category.ENTERPRISE, known(), only={"street"})
    assert checked == {"street": "新路2号"}


def test_what_another_category_answers_is_dropped_when_the_category_changes() -> None:
    organ = columns_not_asked(Category.GOVERNMENT_ORGAN)
    assert organ == {*OWNED, "licence_file_id", "registration_number", "city"}
    assert columns_not_asked(Category.OVERSEAS_UNIT) == {
        *OWNED,
        *("licence_file_id", "name_zh", "credit_code", "division_code", "registered_capital"),
    }


def test_hong_kong_macao_and_taiwan_are_among_the_countries_and_regions() -> None:
    assert (len(COUNTRIES), {"HK", "MO", "TW", "CN"} - COUNTRIES) == (249, set())


fields = sorted({field for category in Category for field in all_unit_fields(category)} | {"areas"})
kinds = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.binary(),
    st.lists(st.text()),
)


@given(st.sampled_from(Category), st.dictionaries(st.sampled_from(fields), kinds))
def test_answers_of_any_kind_are_taken_or_refused(category: Category, changed: dict[str, object]) -> None:
    try:
        checked = check_unit_answers(answers_of(category, **changed), category, known())
    except RuleBroken:
        return
    assert check_unit_answers(checked, category, known()) == checked
