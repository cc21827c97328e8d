"""The queue: oldest first, narrowed by the address, and never a row of somebody else (J3, C04)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.actions.claim import claim
from ciie_portal.domain.access import Actor, StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.lookups.paging import PAGE_ROWS
from ciie_portal.lookups.shapes.unit_queue import UnitQueue
from ciie_portal.lookups.unit_queue import unit_queue_screen
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import MoveRequest, Person, WorkUnit
from tests.actions.desk_scene import Scene, a_case, scene
from tests.factories import NOW

NOBODY_WAITS: tuple[PersonStatus, ...] = ()


def queue(actor: Actor, **query: str) -> UnitQueue:
    return unit_queue_screen(actor, query, now=NOW)


def references(actor: Actor, **query: str) -> list[str]:
    return [row.reference for row in queue(actor, **query).rows]


def waiting(at: Scene, mission: str | None, days: int = 1, **facts: object) -> str:
    facts.setdefault("credit_code", None)
    unit, _ = a_case(at, mission, people=NOBODY_WAITS, status_since=NOW - timedelta(days=days), **facts)
    return unit.reference


def test_a_secretariat_sees_its_mission_and_everything_below_it_and_nothing_else(database: str) -> None:
    at = scene()
    top, middle, low = (waiting(at, mission) for mission in ("zhejiang", "jinhua", "yiwu"))
    other, nobodys = waiting(at, "ningbo"), waiting(at, None)
    a_case(at, "zhejiang", UnitStatus.DRAFT, NOBODY_WAITS)
    assert set(references(at.zhejiang)) == {top, middle, low}
    assert set(references(at.jinhua)) == {middle, low}
    assert references(at.yiwu) == [low]
    assert references(at.ningbo) == [other]
    assert set(references(at.organiser)) == {top, middle, low, other, nobodys}


def test_no_filter_lets_a_stranger_see_a_row_or_count_it(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", name_zh="丽水青瓷文化发展有限公司")
    for query in (
        {"q": unit.reference},
        {"q": "青瓷"},
        {"mission": "TM-33-JH"},
        {"mission": "none"},
        {"status": "mine"},
        {"flag": "claim"},
        {"page": "2"},
    ):
        shown = queue(at.ningbo, **query)
        assert (shown.rows, [tab.count for tab in shown.tabs]) == ((), ["0"] * len(shown.tabs))
        assert unit.reference not in str(asdict(shown)).replace(query.get("q", "\0"), "")
        assert "TM-33-JH Mission" not in str(asdict(shown))


@pytest.mark.parametrize("role", [role for role in StaffRole if role is not StaffRole.SECRETARIAT])
def test_only_reviewers_of_units_see_the_queue(database: str, role: StaffRole) -> None:
    at = scene()
    waiting(at, "jinhua")
    if role is StaffRole.ORGANISER_DESK:
        assert len(queue(at.organiser).rows) == 1
        return
    for actor in (buyer(1), staff(9, role)):
        with pytest.raises(NotPermitted):
            queue(actor)


def test_the_oldest_stands_first_and_a_head_turns_the_order(database: str) -> None:
    at = scene()
    young, old, middle = (waiting(at, "jinhua", days) for days in (1, 9, 4))
    assert references(at.jinhua) == [old, middle, young]
    assert references(at.jinhua, sort="-age") == [young, middle, old]
    head = queue(at.jinhua).heads[0]
    assert (head.sorted, head.address) == ("ascending", "/en/desk/units/?status=review&sort=-age")
    assert references(at.jinhua, sort="name; DROP TABLE work_unit") == [old, middle, young]


def test_age_is_counted_in_days_and_late_past_the_goal(database: str) -> None:
    at = scene()
    for days in (5, 6, 11):
        waiting(at, "jinhua", days)
    assert [(row.age, row.is_late, row.is_very_late) for row in queue(at.jinhua).rows] == [
        ("11", True, True),
        ("6", True, False),
        ("5", False, False),
    ]
    assert queue(at.jinhua).summary == "3 waiting · oldest 11 days · goal 5 days"


def test_tabs_count_what_they_show(database: str) -> None:
    at = scene()
    mine = waiting(at, "jinhua")
    claim(at.jinhua, mine, NOW)
    returned = waiting(at, "jinhua", status=UnitStatus.RETURNED)
    approved, _ = a_case(at, "jinhua", UnitStatus.APPROVED, (PersonStatus.UNPAID,), credit_code=None)
    added, _ = a_case(
        at, "jinhua", UnitStatus.APPROVED, (PersonStatus.AWAITING_UNIT_REVIEW,), credit_code=None
    )
    counts = {tab.name: tab.count for tab in queue(at.jinhua).tabs}
    assert counts == {
        "To review": "1",
        "Mine": "1",
        "People added": "1",
        "Returned": "1",
        "Approved": "2",
        "Rejected": "0",
        "Withdrawn": "0",
    }
    assert references(at.jinhua, status="mine") == [mine]
    assert references(at.zhejiang, status="mine") == []
    assert references(at.jinhua, status="returned") == [returned]
    assert references(at.jinhua, status="added") == [added.reference]
    assert set(references(at.jinhua, status="approved")) == {approved.reference, added.reference}
    assert references(at.jinhua, status="nonsense") == [mine]


def test_the_holder_is_shown_until_the_claim_lapses(database: str) -> None:
    at = scene()
    reference = waiting(at, "jinhua")
    claim(at.jinhua, reference, NOW)
    assert queue(at.jinhua).rows[0].held_by == "Yours"
    assert queue(at.zhejiang).rows[0].held_by == "Reviewer 11"
    later = unit_queue_screen(at.zhejiang, {}, now=NOW + timedelta(hours=2))
    assert later.rows[0].held_by == ""


def test_missions_are_counted_with_their_sub_missions_and_narrow(database: str) -> None:
    at = scene()
    middle, low, nobodys = waiting(at, "jinhua"), waiting(at, "yiwu"), waiting(at, None)
    shown = queue(at.organiser)
    assert [(choice.value, choice.text) for choice in shown.missions] == [
        ("none", "The organiser desk · 1"),
        ("TM-33", "TM-33 Mission · 2"),
        ("TM-33-JH", "TM-33-JH Mission · 2"),
        ("TM-33-JH-YW", "TM-33-JH-YW Mission · 1"),
    ]
    assert set(references(at.organiser, mission="TM-33-JH")) == {middle, low}
    assert references(at.organiser, mission="none") == [nobodys]
    assert len(references(at.organiser, mission="TM-99")) == 3


def test_category_channel_and_flags_narrow(database: str) -> None:
    at = scene()
    overseas = waiting(at, None, category=Category.OVERSEAS_UNIT, channel=Channel.OVERSEAS)
    plain = waiting(at, "jinhua", division_code="330702")
    moving = waiting(at, "jinhua")
    with transaction() as session:
        unit = session.exec(select(WorkUnit).where(WorkUnit.reference == moving)).one()
        session.add(MoveRequest(unit_id=unit.id, asked_at=NOW, reason="Beijing"))
    assert references(at.organiser, category="overseas_unit") == [overseas]
    assert set(references(at.organiser, channel="code_free")) == {plain, moving}
    assert references(at.organiser, flag="move") == [moving]
    assert len(references(at.organiser, category="x'", channel="y", flag="z")) == 3


def test_flags_are_bare_facts(database: str) -> None:
    at = scene()
    first, (person, *_) = a_case(at, "jinhua")
    second, (double, *_) = a_case(at, "ningbo")
    with transaction() as session:
        session.get_one(Person, double.id).document_index = person.document_index
    third = waiting(at, "jinhua", credit_code="91440300MA5ABCDE1X")
    rows = {row.reference: row.flags for row in queue(at.jinhua).rows}
    assert rows == {first.reference: ("Same credit code", "Same document"), third: ("Address differs",)}
    assert references(at.jinhua, flag="claim") == [first.reference]
    assert references(at.jinhua, flag="document") == [first.reference]
    assert references(at.jinhua, flag="address") == [third]
    assert second.reference not in str(asdict(queue(at.jinhua)))


@pytest.mark.parametrize(
    "search",
    [
        "%",
        "_",
        "\\",
        "'",
        '"',
        "' OR '1'='1",
        "%%%",
        "*",
        "x" * 10_000,
        "青" * 10_000,
        "\0",
        "\ud800",
        "a\nb",
    ],
)
def test_what_is_searched_is_taken_as_it_stands(database: str, search: str) -> None:
    at = scene()
    waiting(at, "jinhua", name_zh="宁波灯湾食品有限公司", name_en="Lamp Bay Foods")
    assert references(at.jinhua, q=search) == []


def test_a_wildcard_in_a_name_is_found_as_a_character(database: str) -> None:
    at = scene()
    percent = waiting(at, "jinhua", name_en="100% Tea_House")
    waiting(at, "jinhua", name_en="100 Teas House")
    assert references(at.jinhua, q="0% t") == [percent]
    assert references(at.jinhua, q="a_h") == [percent]


def test_names_reference_and_credit_code_are_searched(database: str) -> None:
    at = scene()
    wanted = waiting(
        at,
        "jinhua",
        name_zh="舟山岱衢水产有限公司",
        name_en="Daiqu Seafood",
        credit_code="91330900MA2AAAAA0X",
    )
    waiting(at, "jinhua")
    for search in ("岱衢", "daiqu SEA", wanted[3:8].lower(), "330900ma2"):
        assert references(at.jinhua, q=search) == [wanted]
    assert references(at.jinhua, q="  岱衢 ") == [wanted]


def test_fifty_rows_make_a_page(database: str) -> None:
    at = scene()
    everyone = [waiting(at, "jinhua", days=PAGE_ROWS + 2 - place) for place in range(PAGE_ROWS + 2)]
    first, second = queue(at.jinhua), queue(at.jinhua, page="2")
    assert [row.reference for row in first.rows] == everyone[:PAGE_ROWS]
    assert [row.reference for row in second.rows] == everyone[PAGE_ROWS:]
    assert (first.shown, first.previous, first.following) == (
        "1–50 of 52",
        "",
        "/en/desk/units/?status=review&page=2",
    )
    assert (second.shown, second.following) == ("51–52 of 52", "")
    for page in ("99", "-1", "0", "x", "9" * 40, "２"):
        assert len(queue(at.jinhua, page=page).rows) in (2, PAGE_ROWS)


def test_a_view_is_an_address_that_can_be_shared(database: str) -> None:
    at = scene()
    waiting(at, "yiwu")
    shown = queue(
        at.zhejiang, status="review", mission="TM-33-JH", channel="code_free", q="宁波", sort="-name"
    )
    assert shown.address == (
        "/en/desk/units/?status=review&mission=TM-33-JH&channel=code_free&q=%E5%AE%81%E6%B3%A2&sort=-name"
    )
    assert (shown.is_filtered, shown.clear) == (True, "/en/desk/units/?status=review")
    assert not queue(at.zhejiang, status="review", sort="-name").is_filtered


def test_people_are_counted_without_drafts_and_withdrawn_ones(database: str) -> None:
    at = scene()
    people = (PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.WITHDRAWN, PersonStatus.DRAFT)
    a_case(at, "jinhua", people=people)
    assert queue(at.jinhua).rows[0].people == "1"


def test_everything_is_said_in_chinese_to_a_chinese_reader(database: str) -> None:
    at = scene("zh")
    waiting(at, "yiwu", days=8)
    shown = queue(at.zhejiang)
    assert shown.summary == "待审核1家 · 最长已等8天 · 目标5天"
    assert [tab.name for tab in shown.tabs][:3] == ["待审核", "本人认领", "新增人员"]
    assert (shown.rows[0].category, shown.rows[0].status, shown.rows[0].way) == (
        "企业",
        "待审核",
        "暂无邀请码",
    )
