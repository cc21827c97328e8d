"""The shipped facts stand in the database once, as they are; what people changed stays (Q1, Q5, Q7)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from ciie_portal.data import divisions
from ciie_portal.domain.edition import days_left, is_open
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.load_data import load_data
from ciie_portal.store.queries import editions, missions
from ciie_portal.store.tables import CentralEnterprise, Edition, TradeMission
from tests.factories import NOW


@pytest.fixture
def loaded(database: str) -> None:
    load_data(NOW)


@pytest.mark.usefixtures("loaded")
def test_the_tree_has_39_missions_and_a_sub_mission_for_each_central_enterprise() -> None:
    with reading() as session:
        rows = missions.all_missions(session)
        groups = missions.central_enterprises(session)
    tops = Counter(row.kind for row in rows if row.parent_id is None)
    central = next(row for row in rows if row.code == "TM-CE")
    below = {row.id: row for row in rows if row.parent_id == central.id}

    assert tops == {
        MissionKind.PROVINCE: 31,
        MissionKind.PLANNED_CITY: 5,
        MissionKind.XPCC: 1,
        MissionKind.CENTRAL_ENTERPRISE: 1,
        MissionKind.NHC: 1,
    }
    assert len(groups) == 96
    assert {below[group.mission_id].code for group in groups} == {group.code for group in groups}
    assert {below[group.mission_id].is_invented for group in groups} == {False}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("code", "name_zh", "name_en"),
    [
        (
            "CE-041",
            "中央企业交易团中粮集团分团",
            "Central Enterprise Trade Mission, COFCO Corporation Sub-mission",
        ),
        (
            "CE-012",
            "中央企业交易团中国石化分团",
            "Central Enterprise Trade Mission, China Petrochemical Corporation (Sinopec Group) Sub-mission",
        ),
        ("TM-3302", "宁波交易团", "Ningbo Trade Mission"),
    ],
)
def test_a_mission_has_its_names_in_both_languages(code: str, name_zh: str, name_en: str) -> None:
    with reading() as session:
        row = missions.mission_by_code(session, code)

    assert row is not None
    assert (row.name_zh, row.name_en) == (name_zh, name_en)
    assert (row.contact_phone, row.contact_email, row.contact_office) == (None, None, None)


@pytest.mark.usefixtures("loaded")
def test_invented_sub_missions_say_so_and_hang_where_they_belong() -> None:
    with reading() as session:
        rows = {row.id: row for row in missions.all_missions(session)}
    invented = {row.code: rows[row.parent_id or 0].code for row in rows.values() if row.is_invented}

    assert invented["TM-33-JH"] == "TM-33"
    assert invented["TM-33-JH-YW"] == "TM-33-JH"
    assert len(invented) == 10


@pytest.mark.usefixtures("loaded")
def test_the_second_ciie_is_closed_since_the_end_of_september_2019_in_china() -> None:
    with reading() as session:
        edition = editions.edition_by_code(session, "CIIE-2019")
        assert edition is not None
        areas = [area.name_zh for area in editions.areas_of_edition(session, edition.id)]
    facts = editions.facts(edition)

    assert edition.closes_at == datetime(2019, 9, 30, 16, tzinfo=UTC)
    assert (edition.starts_on, edition.ends_on) == (date(2019, 11, 5), date(2019, 11, 10))
    assert (edition.fee_minor, edition.currency, edition.is_demonstration) == (20_000, "CNY", False)
    assert is_open(facts, datetime(2019, 9, 30, 15, 59, 59, tzinfo=UTC))
    assert not is_open(facts, NOW)
    assert areas == ["服务贸易", "汽车", "装备", "科技生活", "品质生活", "医疗器械及医药保健", "食品及农产品"]


@pytest.mark.usefixtures("loaded")
def test_a_demonstration_edition_runs_for_90_days() -> None:
    with reading() as session:
        edition = editions.running(session, NOW)
        assert edition is not None
        labels = [label.name_zh for label in editions.labels_of_edition(session, edition.id)]

    assert (edition.code, edition.is_demonstration) == ("DEMO", True)
    assert days_left(editions.facts(edition), NOW) == 91  # today counted
    assert labels == ["交易人员", "科研人员", "政府管理人员", "中介组织人员"]


def counts() -> list[int]:
    """How many missions, central enterprises and editions there are."""
    with reading() as session:
        return [
            len(session.exec(select(table)).all()) for table in (TradeMission, CentralEnterprise, Edition)
        ]


@pytest.mark.usefixtures("loaded")
def test_loading_again_adds_nothing_and_undoes_nothing() -> None:
    moved = NOW + timedelta(days=1)
    with transaction() as session:
        ningbo = missions.mission_by_code(session, "TM-3302")
        running = editions.running(session, NOW)
        assert ningbo is not None
        assert running is not None
        ningbo.contact_phone = "0574-0000"
        running.closes_at = moved
    before = counts()

    load_data(datetime(2027, 1, 1, tzinfo=UTC))

    with reading() as session:
        kept = missions.mission_by_code(session, "TM-3302")
        edition = editions.running(session, NOW)
    assert kept is not None
    assert edition is not None
    assert (kept.contact_phone, edition.closes_at) == ("0574-0000", moved)
    assert (before, counts()) == ([145, 96, 2], [145, 96, 2])


def test_production_gets_the_facts_without_the_demonstration(database: str) -> None:
    load_data(NOW, with_demonstration=False)

    with reading() as session:
        assert [edition.code for edition in session.exec(select(Edition))] == ["CIIE-2019"]
        assert {row.is_invented for row in missions.all_missions(session)} == {False}


def test_divisions_lead_from_province_to_county() -> None:
    assert len(divisions.provinces()) == 31
    assert divisions.Division("3302", "宁波市") in divisions.cities("33")
    assert divisions.Division("330203", "海曙区") in divisions.counties("3302")
    assert (divisions.cities("99"), divisions.counties("9999")) == ((), ())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330203", "浙江省宁波市海曙区"),
        ("3302", "浙江省宁波市"),
        ("33", "浙江省"),
        ("110105", "北京市朝阳区"),
        ("441900", "广东省东莞市"),
        ("429004", "湖北省仙桃市"),
        ("659001", "新疆维吾尔自治区石河子市"),
        ("990000", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_a_division_is_named_as_an_address_begins(code: str, name: str) -> None:
    assert divisions.full_name(code) == name


def test_an_address_needs_a_county() -> None:
    assert [divisions.is_county(code) for code in ("330203", "3302", "33", "330299", "")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert len(divisions.county_codes()) == 2978
