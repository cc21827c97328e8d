"""Question I: Who are the buyers of the Second CIIE?"""

from __future__ import annotations

from datetime import date

from ciie_portal.domain.classification import UnitFacts, classify
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.domain.trade_mission import REGIONAL_KINDS, MissionKind
from ciie_portal.domain.work_unit import Category, is_domestic
from ciie_portal.wording.options import CATEGORIES
from tests.fair_data import atlas, groups, known, tree

DEADLINE = date(2019, 9, 30)


def test_buyers_are_traders_researchers_government_administrators_intermediaries_and_others() -> None:
    assert [role.value for role in PersonRole] == [
        "trader",
        "scientific_researcher",
        "government_administrator",
        "intermediary",
        "other",
    ]


def test_buyers_come_from_enterprises_organs_institutions_social_organisations_and_overseas_units() -> None:
    assert [CATEGORIES[category] for category in Category] == [
        "Enterprise",
        "Government organ",
        "Public institution",
        "Social organisation",
        "Overseas unit",
    ]


def test_buyers_come_for_the_industries_of_the_seven_exhibition_areas() -> None:
    assert len(known().areas) == 7


def test_trade_missions_are_of_regions_central_enterprises_and_the_health_commission() -> None:
    count = {kind: sum(one.kind is kind for one in tree().at_top()) for kind in MissionKind}
    assert (count[MissionKind.PROVINCE], count[MissionKind.PLANNED_CITY], count[MissionKind.XPCC]) == (
        31,
        5,
        1,
    )
    assert (count[MissionKind.CENTRAL_ENTERPRISE], count[MissionKind.NHC]) == (1, 1)


def test_the_regional_trade_missions_are_those_of_provinces_planned_cities_and_the_corps() -> None:
    assert sum(mission.kind in REGIONAL_KINDS for mission in tree().at_top()) == 37


def test_the_planned_cities_are_dalian_ningbo_xiamen_qingdao_and_shenzhen() -> None:
    cities = [one.name_zh for one in tree().at_top() if one.kind is MissionKind.PLANNED_CITY]
    assert cities == ["大连交易团", "宁波交易团", "厦门交易团", "青岛交易团", "深圳交易团"]


def test_an_overseas_unit_is_a_non_trade_mission_buyer() -> None:
    berlin = classify(UnitFacts(Category.OVERSEAS_UNIT, DEADLINE), atlas())
    assert (is_domestic(Category.OVERSEAS_UNIT), berlin.mission, berlin.runners_up) == (False, None, ())


def test_an_overseas_unit_stays_out_of_trade_missions_whatever_else_it_says() -> None:
    answers = UnitFacts(
        Category.OVERSEAS_UNIT,
        DEADLINE,
        name_zh=groups()[0].name_zh,
        division_code="330212",
        is_nhc_managed=True,
    )
    assert classify(answers, atlas()).mission is None


def test_every_other_category_belongs_to_a_trade_mission() -> None:
    domestic = [category for category in Category if is_domestic(category)]
    missions = {
        classify(UnitFacts(category, DEADLINE, division_code="330212"), atlas()).mission_code
        for category in domestic
    }
    assert (len(domestic), missions) == (4, {"TM-3302"})
