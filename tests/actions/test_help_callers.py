"""The help desk finds, notes and compares; the record keeps the kind of fact and never what was typed."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from ciie_portal.actions.help_callers import (
    Caller,
    Found,
    compare_last_four,
    find_caller,
    note_call,
    open_caller,
)
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import JourneyEvent, Person, WorkUnit
from tests import factories
from tests.actions.desk_scene import Scene, a_case, refusal, scene
from tests.factories import NOW

OTHERS = [role for role in sorted(StaffRole) if role is not StaffRole.HELP_DESK]


@pytest.fixture
def at(database: str) -> Scene:
    return scene()


@pytest.fixture
def clerk(at: Scene) -> Actor:
    with transaction() as session:
        row = factories.staff_member(session, StaffRole.HELP_DESK, name="Clerk 04")
        return access.staff(row.id, StaffRole.HELP_DESK, None, "en", "Clerk 04")


@pytest.fixture
def unit(at: Scene) -> tuple[WorkUnit, list[Person]]:
    """Approved, with two persons; the second ends in 0002."""
    return a_case(at, status=UnitStatus.APPROVED, people=(PersonStatus.UNPAID,) * 2, approved_at=NOW)


def record() -> list[tuple[str, str | None]]:
    """Events of the help desk with what they keep."""
    with reading() as session:
        query = select(JourneyEvent).where(col(JourneyEvent.event).startswith("help_"))
        return [(row.event, row.reason) for row in session.exec(query.order_by(col(JourneyEvent.id))).all()]


def test_one_search_is_one_row_with_the_kind_of_fact_and_whom_it_found(
    clerk: Actor, unit: tuple[WorkUnit, list[Person]]
) -> None:
    row, (first, second) = unit
    assert find_caller(clerk, "海曙", NOW) == Found((Caller(row.reference),), "name")
    people = (Caller(row.reference, first.reference), Caller(row.reference, second.reference))
    assert find_caller(clerk, "13900139000", NOW) == Found(people, "mobile")
    assert find_caller(clerk, "不存在的单位", NOW) == Found()
    assert record() == [
        ("help_search", f"name {row.reference}"),
        ("help_search", f"mobile {first.reference} {second.reference}"),
        ("help_search", "nobody"),
    ]
    with reading() as session:
        units = [one.unit_id for one in session.exec(select(JourneyEvent).order_by(col(JourneyEvent.id)))]
        written = " ".join(str(one) for one in session.exec(select(JourneyEvent)).all())
    assert units[-3:] == [row.id, None, None]
    assert [typed for typed in ("海曙", "13900139000", "不存在") if typed in written] == []


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("", Rule.REQUIRED),
        (" \t", Rule.REQUIRED),
        ("王", Rule.SEARCH_TOO_SHORT),
        ("%_*\"'", Rule.SEARCH_TOO_SHORT),
    ],
)
def test_too_little_is_said_beside_the_box_and_searches_nothing(clerk: Actor, typed: str, rule: Rule) -> None:
    with pytest.raises(RuleBroken) as broken:
        find_caller(clerk, typed, NOW)
    assert (refusal(broken), record()) == ([("q", rule)], [])


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "%" * 201,
        "'; DROP TABLE person; --",
        "ab\x00cd",
        "\u202e\u2066宁宁\u2069",
        '望*" OR 1',
        "\ud800ab",
    ],
)
def test_hostile_text_finds_nobody_and_is_no_fault(
    clerk: Actor, unit: tuple[WorkUnit, list[Person]], typed: str
) -> None:
    assert find_caller(clerk, typed, NOW) == Found()
    assert record() == [("help_search", "nobody")]


def test_searches_are_limited_for_each_member_of_staff(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    monkeypatch.setattr(get_settings(), "help_searches", 2)
    for _ in range(2):
        find_caller(clerk, "海曙", NOW)
    with pytest.raises(RuleBroken) as broken:
        find_caller(clerk, "海曙", NOW)
    assert (refusal(broken), broken.value.facts) == (Rule.TOO_MANY_TRIES, {"minutes": 15})


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_staff_may_use_the_door(
    at: Scene, unit: tuple[WorkUnit, list[Person]], role: StaffRole
) -> None:
    mission = at.tree.ningbo.id if role is StaffRole.SECRETARIAT else None
    actor = access.staff(1, role, mission)
    row, (person, _other) = unit
    for deed in (
        lambda: find_caller(actor, "海曙", NOW),
        lambda: open_caller(actor, row.reference, "", NOW),
        lambda: note_call(actor, row.reference, "问缴费", NOW),
        lambda: compare_last_four(actor, person.reference, "0001", NOW),
    ):
        with pytest.raises(NotPermitted):
            deed()
    assert record() == []


def test_a_buyer_may_not_use_it_either(unit: tuple[WorkUnit, list[Person]]) -> None:
    with pytest.raises(NotPermitted):
        find_caller(access.buyer(unit[0].account_id), "海曙", NOW)


def test_what_is_opened_from_a_list_is_recorded_and_a_stranger_is_not_found(
    at: Scene, clerk: Actor, unit: tuple[WorkUnit, list[Person]]
) -> None:
    row, (person, _second) = unit
    other, _people = a_case(at, "ningbo")
    open_caller(clerk, row.reference, person.reference, NOW)
    for pair in (
        (other.reference, person.reference),
        ("WU-00000000", ""),
        (row.reference, "P-00000000"),
        ("", ""),
    ):
        with pytest.raises(RuleBroken) as broken:
            open_caller(clerk, *pair, NOW)
        assert refusal(broken) is Rule.NOT_FOUND
    assert record() == [("help_open", None)]


def test_a_note_is_added_and_never_changed(clerk: Actor, unit: tuple[WorkUnit, list[Person]]) -> None:
    note_call(clerk, unit[0].reference.lower(), "  问缴费方式\r\n已答复：登录后缴费  ", NOW)
    note_call(clerk, unit[0].reference, "<b>再次来电</b>", NOW)
    assert record() == [("help_note", "问缴费方式\n已答复：登录后缴费"), ("help_note", "<b>再次来电</b>")]
    with reading() as session:
        rows = session.exec(select(JourneyEvent).where(JourneyEvent.event == "help_note")).all()
        assert {(row.staff_id, row.staff_role, row.unit_id, row.at) for row in rows} == {
            (clerk.staff_id, StaffRole.HELP_DESK, unit[0].id, NOW)
        }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", Rule.REQUIRED),
        (" \n ", Rule.REQUIRED),
        ("字" * 1001, Rule.TOO_LONG),
        ("字" * 30_000, Rule.TOO_LONG),
        ("a\x00b", Rule.UNUSABLE_CHARACTERS),
        ("\u202eabc", Rule.UNUSABLE_CHARACTERS),
    ],
)
def test_a_note_that_cannot_be_kept_is_said_beside_it(
    clerk: Actor, unit: tuple[WorkUnit, list[Person]], text: str, rule: Rule
) -> None:
    with pytest.raises(RuleBroken) as broken:
        note_call(clerk, unit[0].reference, text, NOW)
    assert (refusal(broken), record()) == ([("note", rule)], [])


def test_four_characters_agree_or_not_and_no_digit_is_kept(
    clerk: Actor, unit: tuple[WorkUnit, list[Person]]
) -> None:
    first, second = unit[1]
    answers = [
        compare_last_four(clerk, first.reference, said, NOW) for said in ("0001", " ０００１ ", "0002")
    ]
    assert answers == [True, True, False]
    assert compare_last_four(clerk, second.reference, "0002", NOW) is True
    assert record() == [
        ("help_compare", "match"),
        ("help_compare", "match"),
        ("help_compare", "no_match"),
        ("help_compare", "match"),
    ]


@pytest.mark.parametrize("said", ["", "1", "000", "00001", "四位数字", "0" * 10_000, "00\x0001"[:4]])
def test_anything_but_four_characters_is_asked_for_again(
    clerk: Actor, unit: tuple[WorkUnit, list[Person]], said: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        compare_last_four(clerk, unit[1][0].reference, said, NOW)
    assert refusal(broken) == [("last_four", Rule.LAST_FOUR_NEEDED)]


def test_guessing_ends_after_five_tries_for_a_person_whoever_guesses(
    at: Scene, clerk: Actor, unit: tuple[WorkUnit, list[Person]]
) -> None:
    reference = unit[1][0].reference
    with transaction() as session:
        row = factories.staff_member(session, StaffRole.HELP_DESK)
        colleague = access.staff(row.id, StaffRole.HELP_DESK)
    for number in range(5):
        compare_last_four(clerk, reference, f"900{number}", NOW)
    with pytest.raises(RuleBroken) as broken:
        compare_last_four(colleague, reference, "0001", NOW)
    assert refusal(broken) is Rule.TOO_MANY_TRIES
