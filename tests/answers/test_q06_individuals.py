"""Question VI: How can individuals register? By giving the organisation and the person, both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ciie_portal.domain.consent import EVERYTHING
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.person_answers import check_person_answers
from ciie_portal.domain.personnel import MOST_PERSONS
from ciie_portal.domain.withdrawal import check_new_person
from ciie_portal.domain.wizard import (
    PERSON_FIELDS,
    PersonAnswers,
    Step,
    WizardFacts,
    check_submission,
    problems_of,
    required_unit_fields,
    steps,
)
from ciie_portal.domain.work_unit import Category, Channel
from tests.fair_data import a_citizen_number

ONE_PERSON = PersonAnswers(frozenset(PERSON_FIELDS))
ENTERPRISE = Category.ENTERPRISE
COMPLETE = WizardFacts(
    category=ENTERPRISE,
    channel=Channel.CODE_FREE,
    answered=frozenset(name for step in steps(ENTERPRISE) for name in required_unit_fields(step, ENTERPRISE)),
    people=(ONE_PERSON,),
    area_count=1,
    consents=EVERYTHING,
)
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


def test_an_individual_registers_as_a_unit_of_one_person() -> None:
    assert check_submission(COMPLETE, is_registration_open=True) is Channel.CODE_FREE


def test_there_is_no_person_without_a_unit() -> None:
    without_unit = replace(COMPLETE, answered=frozenset())
    with pytest.raises(RuleBroken) as refused:
        check_submission(without_unit, is_registration_open=True)
    missing = {problem.field for problem in refused.value.problems}
    assert {"name_zh", "credit_code", "licence_file_id", "contact_mobile"} <= missing


def test_there_is_no_unit_without_a_person() -> None:
    problems = problems_of(Step.PEOPLE, replace(COMPLETE, people=()))
    assert [(problem.field, problem.rule) for problem in problems] == [("people", Rule.NO_PERSONS)]


def test_the_person_gives_name_document_mobile_position_role_and_photo() -> None:
    with pytest.raises(RuleBroken) as refused:
        check_person_answers({"document_type": "resident_id"}, ENTERPRISE, date(2019, 9, 1))
    assert {problem.field for problem in refused.value.problems} == set(LI_WEI) - {"document_type"}


def test_a_complete_person_is_taken() -> None:
    checked = check_person_answers(LI_WEI, ENTERPRISE, date(2019, 9, 1))
    assert (checked["name_zh"], checked["mobile"]) == ("李伟", "+8613812345678")


def test_somebody_of_fifteen_cannot_register() -> None:
    child = {**LI_WEI, "birth_date": "2004-01-01", "document_number": a_citizen_number(born=date(2004, 1, 1))}
    with pytest.raises(RuleBroken) as refused:
        check_person_answers(child, ENTERPRISE, date(2019, 9, 1))
    assert [(one.field, one.rule) for one in refused.value.problems] == [("birth_date", Rule.TOO_YOUNG)]


def test_a_unit_brings_at_most_fifty_persons() -> None:
    assert MOST_PERSONS == 50
    check_new_person(UnitStatus.DRAFT, True, [], count=49, limit=MOST_PERSONS)
    with pytest.raises(RuleBroken) as refused:
        check_new_person(UnitStatus.DRAFT, True, [], count=50, limit=MOST_PERSONS)
    assert (refused.value.rule, refused.value.facts) == (Rule.TOO_MANY_PERSONS, {"limit": 50})
