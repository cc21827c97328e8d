"""Question II: How can a buyer sign up to visit the Second CIIE?"""

from __future__ import annotations

from datetime import date

import pytest

from ciie_portal.domain.classification import Certainty, UnitFacts, classify
from ciie_portal.domain.correction import UnitLockFacts, open_unit_fields
from ciie_portal.domain.credit_code import credit_code_for
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.invitation import channel_for, is_code_asked, is_code_required
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from tests.fair_data import a_credit_code, atlas

DEADLINE = date(2019, 9, 30)
NEED_A_CODE = (Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION)


@pytest.mark.parametrize("category", NEED_A_CODE)
def test_organs_institutions_and_social_organisations_must_sign_up_with_an_invitation_code(
    category: Category,
) -> None:
    assert is_code_required(category)
    assert channel_for(category, has_code=True) is Channel.WITH_CODE
    with pytest.raises(RuleBroken) as refused:
        channel_for(category, has_code=False)
    assert refused.value.rule is Rule.INVITATION_CODE_REQUIRED


def test_an_enterprise_may_choose_no_invitation_code_for_now() -> None:
    assert not is_code_required(Category.ENTERPRISE)
    assert channel_for(Category.ENTERPRISE, has_code=False) is Channel.CODE_FREE


def test_an_enterprise_with_a_code_uses_it() -> None:
    assert channel_for(Category.ENTERPRISE, has_code=True) is Channel.WITH_CODE


def test_an_overseas_unit_is_not_asked_for_a_code() -> None:
    assert [category for category in Category if not is_code_asked(category)] == [Category.OVERSEAS_UNIT]
    assert channel_for(Category.OVERSEAS_UNIT, has_code=False) is Channel.OVERSEAS


def test_the_code_free_channel_is_the_editions_to_open() -> None:
    with pytest.raises(RuleBroken) as refused:
        channel_for(Category.ENTERPRISE, has_code=False, is_code_free_open=False)
    assert refused.value.rule is Rule.CODE_FREE_CLOSED


@pytest.mark.parametrize("prefix", ["11", "12", "13", "51", "52", "53"])
def test_nobody_evades_the_code_by_calling_itself_an_enterprise(prefix: str) -> None:
    with pytest.raises(RuleBroken):
        credit_code_for(a_credit_code(prefix), Category.ENTERPRISE)


def test_an_enterprise_without_a_code_is_classified_by_what_it_registered() -> None:
    ningbo = classify(UnitFacts(Category.ENTERPRISE, DEADLINE, division_code="330212"), atlas())
    assert (ningbo.mission_code, ningbo.certainty) == ("TM-3302", Certainty.SURE)


def test_where_the_classification_is_unsure_the_organiser_desk_decides() -> None:
    nowhere = classify(UnitFacts(Category.ENTERPRISE, DEADLINE), atlas())
    assert (nowhere.mission, nowhere.certainty) == (None, Certainty.UNSURE)


def test_after_registration_buyers_may_modify_what_they_submitted() -> None:
    facts = UnitLockFacts(UnitStatus.UNDER_REVIEW, Category.ENTERPRISE)
    assert {"name_zh", "division_code", "street", "contact_mobile", "areas"} <= open_unit_fields(facts)


def test_but_not_the_category_the_invitation_code_and_the_credit_code() -> None:
    facts = UnitLockFacts(UnitStatus.UNDER_REVIEW, Category.ENTERPRISE)
    assert {"category", "invitation_code", "credit_code"} & open_unit_fields(facts) == set()
