"""Classification on a table of believable firms, the awkward ones included (Q2, Q7)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.classification import (
    Certainty,
    DecidedBy,
    FlagKind,
    UnitFacts,
    agrees_with_code,
    classify,
)
from ciie_portal.domain.trade_mission import MissionTree
from ciie_portal.domain.work_unit import Category, Industry
from tests.fair_data import a_credit_code, atlas, groups, known, rows, tree

DEADLINE = date(2019, 9, 30)
YES_AND_NO = {"yes": True, "no": False, "": None}


def firms() -> list[dict[str, str]]:
    with (Path(__file__).parent / "firms.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def facts_of(firm: dict[str, str]) -> UnitFacts:
    prefix = {"enterprise": "91", "public_institution": "12"}.get(firm["category"], "91")
    return UnitFacts(
        category=Category(firm["category"]),
        on=DEADLINE,
        name_zh=firm["name_zh"] or None,
        division_code=firm["division_code"] or None,
        credit_code=a_credit_code(prefix, firm["code_division"]) if firm["code_division"] else None,
        industry=firm["industry"],
        parent_group_code=firm["parent"] or None,
        is_nhc_managed=YES_AND_NO[firm["nhc"]],
        is_corps_member=YES_AND_NO[firm["corps"]],
    )


def test_the_table_has_at_least_sixty_firms() -> None:
    assert len(firms()) >= 60


@pytest.mark.parametrize("firm", firms(), ids=lambda firm: firm["note"])
def test_a_firm_is_classified_as_a_clerk_would(firm: dict[str, str]) -> None:
    found = classify(facts_of(firm), atlas())
    told = {
        "mission": found.mission_code or "",
        "by": found.by.value,
        "certainty": found.certainty.value,
        "asks_back": found.asks_back or "",
        "flags": "|".join(flag.kind.value for flag in found.flags),
        "runners_up": "|".join(one.mission.code for one in found.runners_up),
    }
    assert told == {column: firm[column] for column in told}


def test_ningbo_is_told_apart_from_zhejiang() -> None:
    found = classify(UnitFacts(Category.ENTERPRISE, DEADLINE, division_code="330212"), atlas())
    assert (found.mission_code, found.instead_of) == ("TM-3302", tree()["TM-33"])
    assert found.facts == (("division_code", "330212"),)


def test_a_buyer_who_was_asked_back_and_said_no_goes_by_the_address() -> None:
    unit = UnitFacts(
        Category.ENTERPRISE, DEADLINE, "中智行机器人有限公司", "330212", parent_group_code="none"
    )
    assert classify(unit, atlas()).asks_back == "CE-065"
    found = classify(replace(unit, denied_group="CE-065"), atlas())
    assert (found.mission_code, found.by, found.asks_back) == ("TM-3302", DecidedBy.PLANNED_CITY, None)
    assert [one.mission.code for one in found.runners_up] == ["CE-065"]
    assert [flag.kind for flag in found.flags] == [FlagKind.NAMED_AFTER_GROUP]


def test_huyanghe_is_a_city_of_the_corps_after_its_approval() -> None:
    unit = UnitFacts(Category.ENTERPRISE, DEADLINE, division_code="659010")
    assert classify(unit, atlas()).certainty is Certainty.LIKELY
    assert classify(replace(unit, on=date(2019, 11, 6)), atlas()).certainty is Certainty.SURE


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.code)
def test_every_central_enterprise_is_found_by_its_full_name(group) -> None:  # type: ignore[no-untyped-def]
    unit = UnitFacts(Category.ENTERPRISE, DEADLINE, name_zh=group.name_zh, division_code="110105")
    found = classify(unit, atlas())
    assert (found.mission_code, found.by) == (group.code, DecidedBy.GROUP_NAME)


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.code)
def test_no_central_enterprise_is_found_by_latin_letters(group) -> None:  # type: ignore[no-untyped-def]
    for alias in group.aliases:
        if alias.isascii():
            name = f"{alias}（北京）有限公司"
            unit = UnitFacts(Category.ENTERPRISE, DEADLINE, name_zh=name, division_code="110105")
            assert classify(unit, atlas()).mission_code == "TM-11"


@pytest.mark.parametrize("row", rows("trade_missions.csv"), ids=lambda row: row["code"])
def test_every_regional_mission_is_reached_by_an_address_of_its_own(row: dict[str, str]) -> None:
    if row["kind"] not in ("province", "planned_city"):
        return
    counties = [code for code in known().divisions if code.startswith(row["region_code"])]
    reached = {
        classify(UnitFacts(Category.ENTERPRISE, DEADLINE, division_code=one), atlas()) for one in counties
    }
    tops = {tree().path(one.mission_code)[0] for one in reached if one.mission_code}
    assert row["code"] in tops


def test_every_county_of_the_list_leads_somewhere() -> None:
    missions = {
        classify(UnitFacts(Category.ENTERPRISE, DEADLINE, division_code=code), atlas()).mission_code
        for code in known().divisions
    }
    assert None not in missions


def test_two_sub_missions_with_an_equal_claim_leave_it_to_their_parent() -> None:
    twin = replace(tree()["TM-33-HZ"], code="TM-33-HZ2")
    both = MissionTree([*tree(), twin])
    found = classify(
        UnitFacts(Category.ENTERPRISE, DEADLINE, division_code="330106"), replace(atlas(), tree=both)
    )
    assert (found.mission_code, found.certainty) == ("TM-33", Certainty.LIKELY)
    assert [one.mission.code for one in found.runners_up] == ["TM-33-HZ", "TM-33-HZ2"]


def test_a_code_of_the_parent_or_of_a_sub_mission_agrees_and_a_neighbours_does_not() -> None:
    hangzhou = classify(UnitFacts(Category.ENTERPRISE, DEADLINE, division_code="330106"), atlas())
    agrees = {
        code: agrees_with_code(hangzhou, code, tree()) for code in ("TM-33", "TM-33-HZ", "TM-33-JH", "TM-32")
    }
    assert agrees == {"TM-33": True, "TM-33-HZ": True, "TM-33-JH": False, "TM-32": False}


names = st.text(
    st.sampled_from("中国石油化工电子科技集团有限公司兵团第八师粮宁波上海COFCO（） \u202e😀"), max_size=20
)
divisions = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(sorted(known().divisions)))
units = st.builds(
    UnitFacts,
    category=st.sampled_from(Category),
    on=st.dates(date(2018, 1, 1), date(2026, 12, 31)),
    name_zh=st.one_of(st.none(), st.text(max_size=30), names),
    division_code=divisions,
    credit_code=st.one_of(
        st.none(), st.text(max_size=18), st.builds(a_credit_code, division=st.just("659001"))
    ),
    industry=st.one_of(st.none(), st.sampled_from([one.value for one in Industry]), st.text(max_size=5)),
    parent_group_code=st.one_of(st.none(), st.sampled_from(["none", "CE-012", "CE-999", ""])),
    is_nhc_managed=st.one_of(st.none(), st.booleans()),
    is_corps_member=st.one_of(st.none(), st.booleans()),
)


@given(units)
def test_classify_is_total_and_stable(unit: UnitFacts) -> None:
    found = classify(unit, atlas())
    assert classify(unit, atlas()) == found
    is_open = found.certainty is Certainty.UNSURE or unit.category is Category.OVERSEAS_UNIT
    assert (found.mission is None) == is_open
    assert found.mission not in [one.mission for one in found.runners_up]
    assert (found.asks_back is not None) == (found.by is DecidedBy.GROUP_NAME_BEGINS)
