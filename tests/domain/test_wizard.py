"""The pages of registering, their order, and where a draft stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.consent import EVERYTHING
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.domain.wizard import (
    PERSON_FIELDS,
    PersonAnswers,
    Step,
    StepState,
    WizardFacts,
    all_unit_fields,
    can_visit,
    channel_of,
    check_submission,
    missing_of_person,
    next_step,
    position,
    previous_step,
    problems_of,
    rail,
    required_unit_fields,
    step_of,
    steps,
    unit_fields,
)
from ciie_portal.domain.work_unit import Category, Channel

LI_WEI = PersonAnswers(
    frozenset(PERSON_FIELDS) - {"name_latin", "role_other", "email"},
    PersonRole.TRADER,
    DocumentType.RESIDENT_ID,
)


def complete(category: Category = Category.ENTERPRISE, **changes) -> WizardFacts:
    channel = {Category.ENTERPRISE: Channel.CODE_FREE, Category.OVERSEAS_UNIT: Channel.OVERSEAS}
    person = LI_WEI
    if category is Category.OVERSEAS_UNIT:
        person = replace(LI_WEI, answered=LI_WEI.answered | {"email"})
    facts = WizardFacts(
        category=category,
        channel=channel.get(category, Channel.WITH_CODE),
        holds_code=category not in channel,
        answered=frozenset(all_unit_fields(category)),
        people=(person,),
        area_count=1,
        consents=EVERYTHING,
    )
    return replace(facts, **changes)


def test_a_new_draft_begins_with_the_channel():
    assert position(WizardFacts()) is Step.CHANNEL
    assert not can_visit(Step.CODE, WizardFacts())


def test_an_enterprise_has_seven_pages_and_an_overseas_unit_is_never_asked_for_a_code():
    assert steps(Category.ENTERPRISE) == tuple(Step)
    assert steps(Category.OVERSEAS_UNIT) == tuple(step for step in Step if step is not Step.CODE)


@pytest.mark.parametrize("category", Category)
def test_a_complete_draft_stands_at_the_last_page_and_may_be_submitted(category):
    facts = complete(category)
    assert position(facts) is Step.CHECK
    assert all(can_visit(step, facts) for step in steps(category))
    assert check_submission(facts, is_registration_open=True) is channel_of(facts)


def test_the_licence_is_asked_of_enterprises_alone():
    asking = {category for category in Category if "licence_file_id" in unit_fields(Step.CONTACT, category)}
    assert asking == {Category.ENTERPRISE}
    assert "licence_file_id" in required_unit_fields(Step.CONTACT, Category.ENTERPRISE)


def test_the_owner_is_asked_of_enterprises_and_public_institutions():
    asking = {category for category in Category if "parent_group_code" in unit_fields(Step.UNIT, category)}
    assert asking == {Category.ENTERPRISE, Category.PUBLIC_INSTITUTION}


def test_an_overseas_unit_names_itself_in_latin_letters_and_has_no_credit_code():
    asked = unit_fields(Step.UNIT, Category.OVERSEAS_UNIT)
    assert "name_en" in required_unit_fields(Step.UNIT, Category.OVERSEAS_UNIT)
    assert {"credit_code", "name_zh", "division_code"} & set(asked) == set()


def test_losing_the_code_leads_back_to_the_code_page_with_everything_kept():
    facts = replace(complete(Category.PUBLIC_INSTITUTION), holds_code=False)
    assert position(facts) is Step.CODE
    assert can_visit(Step.CHANNEL, facts)
    assert not can_visit(Step.PEOPLE, facts)
    assert problems_of(Step.PEOPLE, facts) == ()


def test_an_enterprise_that_becomes_a_public_institution_needs_a_code():
    facts = replace(complete(), category=Category.PUBLIC_INSTITUTION)
    assert position(facts) is Step.CODE
    assert problems_of(Step.CODE, facts) == (FieldProblem("invitation_code", Rule.INVITATION_CODE_REQUIRED),)


def test_an_enterprise_may_say_that_it_has_no_code_only_while_that_channel_is_open():
    assert channel_of(complete()) is Channel.CODE_FREE
    assert channel_of(replace(complete(), is_code_free_open=False)) is None


def test_a_photo_that_is_missing_is_named_with_its_person():
    facts = replace(
        complete(), people=(LI_WEI, replace(LI_WEI, answered=LI_WEI.answered - {"photo_file_id"}))
    )
    assert problems_of(Step.PEOPLE, facts) == (FieldProblem("photo_file_id", Rule.REQUIRED, {"person": 2}),)


def test_the_name_is_asked_in_the_letters_of_the_document():
    passport = replace(LI_WEI, document_type=DocumentType.PASSPORT)
    assert missing_of_person(passport, Category.ENTERPRISE) == ("name_latin",)
    assert missing_of_person(LI_WEI, Category.ENTERPRISE) == ()


def test_another_role_says_which_and_an_overseas_person_gives_an_email():
    other = replace(LI_WEI, role=PersonRole.OTHER)
    assert missing_of_person(other, Category.OVERSEAS_UNIT) == ("email", "role_other")


def test_a_unit_without_persons_or_areas_is_not_complete():
    assert problems_of(Step.PEOPLE, complete(people=())) == (FieldProblem("people", Rule.NO_PERSONS),)
    assert problems_of(Step.AREAS, complete(area_count=0)) == (FieldProblem("areas", Rule.AREA_NEEDED),)


def test_more_persons_than_the_edition_allows_are_refused():
    facts = complete(people=(LI_WEI,) * 3, people_limit=2)
    assert problems_of(Step.PEOPLE, facts) == (FieldProblem("people", Rule.TOO_MANY_PERSONS, {"limit": 2}),)


def test_submitting_tells_everything_that_is_missing_at_once():
    facts = complete(people=(), area_count=0, consents=frozenset())
    with pytest.raises(RuleBroken) as broken:
        check_submission(facts, is_registration_open=True)
    assert [problem.rule for problem in broken.value.problems] == [
        Rule.NO_PERSONS,
        Rule.AREA_NEEDED,
        Rule.MANAGEMENT_NOT_ACCEPTED,
        Rule.NOT_DECLARED,
    ]


def test_after_the_deadline_a_complete_draft_is_refused_in_words():
    with pytest.raises(RuleBroken) as broken:
        check_submission(complete(), is_registration_open=False)
    assert broken.value.rule is Rule.REGISTRATION_CLOSED


def test_back_and_continue():
    facts = complete()
    assert next_step(Step.UNIT, facts) is Step.CONTACT
    assert next_step(Step.CHECK, facts) is Step.CHECK
    assert previous_step(Step.CHANNEL, facts) is None
    assert previous_step(Step.UNIT, complete(Category.OVERSEAS_UNIT)) is Step.CHANNEL
    assert next_step(Step.PEOPLE, complete(people=())) is Step.PEOPLE


def test_the_rail_shows_what_is_done_open_and_ahead():
    facts = replace(complete(), answered=complete().answered - {"contact_name"})
    states = [on_rail.state for on_rail in rail(facts, at=Step.UNIT)]
    done, current, is_open, ahead = StepState.DONE, StepState.CURRENT, StepState.OPEN, StepState.AHEAD
    assert states == [done, done, current, is_open, done, done, ahead]
    assert [on_rail.number for on_rail in rail(facts, at=Step.UNIT)] == list(range(1, 8))


@pytest.mark.parametrize("category", Category)
def test_every_field_belongs_to_the_page_that_asks_it(category):
    for step in steps(category):
        assert all(step_of(field, category) is step for field in unit_fields(step, category))
    assert step_of("photo_file_id", category) is Step.PEOPLE
    assert step_of("areas", category) is Step.AREAS


@given(
    st.sampled_from([None, *Category]),
    st.sampled_from([None, *Channel]),
    st.booleans(),
    st.frozensets(st.sampled_from(all_unit_fields(Category.ENTERPRISE))),
    st.integers(0, 3),
    st.integers(0, 2),
)
def test_whatever_is_stored_has_one_position_and_everything_before_it_is_complete(
    category, channel, holds_code, answered, person_count, area_count
):
    facts = WizardFacts(category, channel, holds_code, answered, (LI_WEI,) * person_count, area_count)
    at = position(facts)
    order = steps(category)
    assert can_visit(at, facts)
    assert all(problems_of(step, facts) == () for step in order[: order.index(at)])
    assert [on_rail.state for on_rail in rail(facts, at)].count(StepState.CURRENT) == 1
