"""The directory finds a mission by name, place and group; its page makes no contact up (Q2, Q7)."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import select

from ciie_portal.domain.access import NOBODY, Actor
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.lookups.front import front
from ciie_portal.lookups.mission_page import mission_page
from ciie_portal.lookups.missions import directory
from ciie_portal.lookups.shapes.missions import Directory
from ciie_portal.store.engine import transaction
from ciie_portal.store.load_data import load_data
from ciie_portal.store.queries.missions import mission_by_code
from ciie_portal.store.tables import Edition
from tests.actions.desk_scene import refusal
from tests.factories import NOW

ENGLISH, CHINESE = Actor(locale="en"), Actor(locale="zh")


@pytest.fixture(autouse=True)
def shipped(database: str) -> None:
    load_data(NOW)


def found(actor: Actor = ENGLISH, **query: str) -> list[str]:
    """The codes of a search, in their order."""
    shown: Directory = directory(actor, query, now=NOW)
    return [row.code for group in shown.groups for row in (*group.rows, *group.folded)]


def test_everything_is_there_in_groups_that_a_person_knows() -> None:
    shown = directory(CHINESE, {}, now=NOW)
    tops = [(group.title, sum(row.level == "level-0" for row in group.rows)) for group in shown.groups]
    assert tops == [
        ("省、自治区、直辖市", 31),
        ("计划单列市", 5),
        ("新疆生产建设兵团", 1),
        ("中央企业", 1),
        ("国家卫生健康委", 1),
    ]
    assert [group.folded_text for group in shown.groups if group.folded] == ["96个分团"]


def test_sub_missions_stand_below_theirs_and_invented_ones_say_so() -> None:
    rows = [row for group in directory(ENGLISH, {}, now=NOW).groups for row in group.rows]
    zhejiang = [(row.code, row.level, row.is_invented) for row in rows if row.code.startswith("TM-33")]
    assert zhejiang[:4] == [
        ("TM-33", "level-0", False),
        ("TM-33-HZ", "level-1", True),
        ("TM-33-JH", "level-1", True),
        ("TM-33-JH-YW", "level-2", True),
    ]


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        ("宁波", ["TM-3302"]),
        (" NINGBO ", ["TM-3302"]),
        ("宁波市交易团", ["TM-3302"]),
        ("tm-3302", ["TM-3302"]),
        ("卫健委", ["TM-NHC"]),
        ("Sinopec", ["CE-012"]),
        ("中国石油化工股份有限公司", ["CE-012"]),
        ("no such thing", []),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
        ("<script>alert(1)</script>", []),
        ("\x00", []),
        ("\ud800", []),
        ("很" * 10_000, []),
    ],
)
def test_a_search_finds_by_every_name_and_nothing_by_tricks(search: str, codes: list[str]) -> None:
    assert found(q=search) == codes


def test_a_kind_narrows_and_a_strange_kind_does_not() -> None:
    assert found(kind="planned_city") == ["TM-2102", "TM-3302", "TM-3502", "TM-3702", "TM-4403"]
    assert len(found(kind="nonsense")) == len(found())
    assert found(kind="nhc", q="宁波") == []


@pytest.mark.parametrize(
    ("place", "mission"),
    [
        ("海曙区", "宁波交易团"),
        ("义乌", "浙江交易团义乌分团"),
        ("婺城区", "浙江交易团金华分团"),
        ("温州市", "浙江交易团"),
        ("石河子", "新疆生产建设兵团交易团"),
    ],
)
def test_who_types_a_place_is_told_its_mission(place: str, mission: str) -> None:
    assert [one.mission for one in directory(CHINESE, {"q": place}, now=NOW).places] == [mission]


@pytest.mark.parametrize("code", ["TM-33", "TM-3302", "TM-XPCC", "TM-CE", "CE-012", "TM-NHC", "TM-31-SA"])
@pytest.mark.parametrize("actor", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_no_contact_of_a_real_office_is_made_up(code: str, actor: Actor) -> None:
    page = mission_page(actor, code, now=NOW)
    assert (page.is_published, page.office, page.phone, page.email, page.postal) == (False, "", "", "", "")
    assert (page.takes_requests, bool(page.belongs), page.code) == (True, True, code)


def test_a_contact_that_is_known_is_shown() -> None:
    with transaction() as session:
        row = mission_by_code(session, "TM-31-SA")
        assert row is not None
        row.contact_phone = "021-12345678"
    page = mission_page(ENGLISH, "TM-31-SA", now=NOW)
    assert (page.is_published, page.phone, page.email) == (True, "021-12345678", "")


def test_a_page_says_who_belongs_and_who_does_not() -> None:
    page = mission_page(ENGLISH, "TM-33", now=NOW)
    assert page.belongs[:2] == (
        "Units whose registered address is in Zhejiang.",
        "Not units in Ningbo: it is an independently planned city with a trade mission of its own.",
    )
    assert [one.name for one in page.below] == [
        "Zhejiang Trade Mission, Hangzhou Sub-mission",
        "Zhejiang Trade Mission, Jinhua Sub-mission",
    ]
    assert [one.name for one in mission_page(CHINESE, "TM-33-JH-YW", now=NOW).above] == [
        "浙江交易团",
        "浙江交易团金华分团",
    ]


@pytest.mark.parametrize(
    "code", ["", "TM-99", "missions", "%", "' OR 1=1 --", "\x00", "\ud800", "M" * 10_000]
)
def test_an_unknown_code_is_not_found(code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        mission_page(NOBODY, code, now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_a_sub_mission_that_takes_nobody_new_is_left_out_and_says_so() -> None:
    with transaction() as session:
        row = mission_by_code(session, "TM-33-HZ")
        assert row is not None
        row.closed_at = NOW
    assert "TM-33-HZ" not in found(q="TM-33")
    page = mission_page(ENGLISH, "TM-33-HZ", now=NOW)
    assert (page.is_closed, page.takes_requests) == (True, False)


def test_the_check_page_knows_where_every_unit_would_ask() -> None:
    places = front(CHINESE, has_places=True, now=NOW).places
    assert len(places) == 39
    assert [(one.text, one.address) for one in places[:4]] == [
        ("隶属中央企业", "/zh/missions/?kind=central_enterprise"),
        ("国家卫生健康委委属（管）单位", "/zh/missions/TM-NHC/"),
        ("隶属兵团，或住所在兵团各市", "/zh/missions/TM-XPCC/"),
        ("大连", "/zh/missions/TM-2102/"),
    ]
    assert front(CHINESE, now=NOW).places == ()


def test_after_the_deadline_no_mission_takes_requests() -> None:
    with transaction() as session:
        for edition in session.exec(select(Edition)):
            edition.closes_at, edition.opens_at = NOW, datetime(2019, 1, 1, tzinfo=NOW.tzinfo)
    assert mission_page(NOBODY, "TM-33", now=NOW).takes_requests is False
