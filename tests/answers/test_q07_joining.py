"""Question VII: How can a buyer join a trade mission?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ciie_portal.domain.access import Permission, StaffRole, is_in_scope, staff
from ciie_portal.domain.classification import Certainty, Classification, UnitFacts, classify
from ciie_portal.domain.consent import ConsentKind
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.domain.wizard import Step, WizardFacts, problems_of
from ciie_portal.domain.work_unit import Category
from ciie_portal.wording.classification import explain
from tests.fair_data import a_credit_code, atlas, groups, tree

DEADLINE = date(2019, 9, 30)


def enterprise(**answers: object) -> Classification:
    return classify(UnitFacts(Category.ENTERPRISE, DEADLINE, **answers), atlas())  # type: ignore[arg-type]


def test_general_buyers_join_by_territory() -> None:
    assert enterprise(division_code="140105").mission_code == "TM-14"


def test_a_planned_city_has_a_trade_mission_of_its_own_and_the_buyer_is_told_so() -> None:
    ningbo = enterprise(name_zh="宁波远帆进出口有限公司", division_code="330212")
    assert explain(ningbo, "zh") == (
        "单位住所在宁波市。宁波市为计划单列市，单独组团，故由宁波交易团审核，而非浙江交易团。"
    )


def test_a_code_given_by_the_province_agrees_with_an_address_in_its_planned_city() -> None:
    ningbo = enterprise(division_code="330212", credit_code=a_credit_code(division="330000"))
    assert (ningbo.mission_code, ningbo.flags) == ("TM-3302", ())


def test_buyers_of_central_enterprises_join_the_sub_mission_of_their_group() -> None:
    subsidiary = enterprise(division_code="330212", parent_group_code="CE-041")
    assert tree().path(subsidiary.mission_code or "") == ("TM-CE", "CE-041")


def test_each_central_enterprise_has_a_sub_mission() -> None:
    assert {tree()[group.mission_code].kind for group in groups()} == {MissionKind.CENTRAL_ENTERPRISE}


def test_a_name_that_begins_like_a_groups_is_likely_and_the_buyer_is_asked_back() -> None:
    sinopec = enterprise(name_zh="中国石油化工股份有限公司", division_code="110105")
    assert (sinopec.mission_code, sinopec.certainty, sinopec.asks_back) == (
        "CE-012",
        Certainty.LIKELY,
        "CE-012",
    )


def test_institutions_managed_by_the_health_commission_shall_join_its_trade_mission() -> None:
    managed = classify(
        UnitFacts(Category.PUBLIC_INSTITUTION, DEADLINE, division_code="110102", is_nhc_managed=True), atlas()
    )
    assert (managed.mission_code, managed.certainty) == ("TM-NHC", Certainty.SURE)


def test_a_hospital_of_a_province_is_not_the_commissions() -> None:
    hospital = classify(
        UnitFacts(
            Category.PUBLIC_INSTITUTION,
            DEADLINE,
            "浙江省人民医院",
            "330106",
            is_nhc_managed=False,
            industry="health",
        ),
        atlas(),
    )
    assert tree().path(hospital.mission_code or "")[0] == "TM-33"


def test_a_firm_in_a_city_of_the_corps_joins_the_corps() -> None:
    assert enterprise(division_code="659001").mission_code == "TM-XPCC"


def test_who_belongs_to_two_owners_is_decided_by_the_organiser() -> None:
    both = enterprise(division_code="659001", parent_group_code="CE-012")
    assert (both.mission, [one.mission.code for one in both.runners_up]) == (None, ["CE-012", "TM-XPCC"])


def test_a_secretariat_issues_codes_and_manages_its_sub_missions_and_no_neighbours() -> None:
    secretariat = staff(1, StaffRole.SECRETARIAT, mission_id=33)
    parents = {33: None, 3301: 33, 32: None}
    assert secretariat.may(Permission.ISSUE_CODES)
    assert [is_in_scope(secretariat, mission, parents) for mission in (33, 3301, 32)] == [True, True, False]


def test_who_joins_accepts_the_management_of_the_trade_mission_before_submitting() -> None:
    facts = WizardFacts(category=Category.ENTERPRISE, consents=frozenset({ConsentKind.DECLARATION}))
    problems = [problem.rule for problem in problems_of(Step.CHECK, facts)]
    assert problems == [Rule.MANAGEMENT_NOT_ACCEPTED]


def test_an_overseas_unit_joins_nothing_and_declares_only_that_its_answers_are_true() -> None:
    facts = WizardFacts(category=Category.OVERSEAS_UNIT)
    assert [problem.rule for problem in problems_of(Step.CHECK, facts)] == [Rule.NOT_DECLARED]
    assert problems_of(Step.CHECK, replace(facts, consents=frozenset({ConsentKind.DECLARATION}))) == ()
