"""Rules section 4: the buyer asks once to be moved; the organiser moves the unit, or declines it."""

from __future__ import annotations

import pytest
from sqlmodel import select

from ciie_portal.actions.ask_to_move import ask_to_be_moved, decline_move
from ciie_portal.actions.transfer import transfer
from ciie_portal.actions.withdraw import withdraw_unit
from ciie_portal.domain.access import PERMISSIONS, Actor, Permission, StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.transfer import MoveOutcome
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import MoveRequest, WorkUnit
from tests.actions.desk_scene import Scene, a_case, events_of, notices_of, refusal, scene, unit_now
from tests.actions.test_review_at_once import at_once
from tests.factories import NOW

WAITING = (PersonStatus.AWAITING_UNIT_REVIEW,)


def owner(unit: WorkUnit) -> Actor:
    return buyer(unit.account_id, "en")


def request_of(unit: WorkUnit) -> MoveRequest:
    with reading() as session:
        return session.exec(select(MoveRequest).where(MoveRequest.unit_id == unit.id)).one()


def asked(at: Scene, wanted: str = "TM-3302", **facts: object) -> WorkUnit:
    """A unit of Jinhua whose buyer asks to be moved."""
    unit, _ = a_case(at, "jinhua", people=WAITING, **facts)
    ask_to_be_moved(owner(unit), wanted, "Our address is in Ningbo.", NOW)
    return unit


def answer_of(unit: WorkUnit) -> tuple[object, ...]:
    row = request_of(unit)
    return row.outcome, row.answer, row.answered_at


def test_the_request_keeps_the_buyers_words_and_changes_nothing_else(database: str) -> None:
    at = scene()
    unit = asked(at)
    row = request_of(unit)
    assert (row.reason, row.wanted_mission_id, row.asked_at) == (
        "Our address is in Ningbo.",
        at.tree.ningbo.id,
        NOW,
    )
    after = unit_now(unit.reference)
    assert (after.mission_id, after.status, after.version) == (at.tree.jinhua.id, unit.status, 1)
    assert events_of(unit) == [("ask_to_move", "TM-33-JH", "TM-3302")]
    assert (answer_of(unit), notices_of(unit)) == ((None, None, None), [])


def test_it_can_be_asked_once_whatever_the_answer(database: str) -> None:
    at = scene()
    unit = asked(at, "")
    for _ in range(2):
        with pytest.raises(RuleBroken) as broken:
            ask_to_be_moved(owner(unit), "TM-33", "Again", NOW)
        assert refusal(broken) is Rule.MOVE_ASKED_ALREADY
        if request_of(unit).answered_at is None:
            decline_move(at.organiser, unit.reference, 1, "No", NOW)
    assert request_of(unit).reason == "Our address is in Ningbo."


def test_two_clicks_at_once_are_one_request(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", people=WAITING)
    ask = [lambda: ask_to_be_moved(owner(unit), "", "Please", NOW)] * 2
    assert at_once(*ask) in (
        [None, Rule.MOVE_ASKED_ALREADY],
        [Rule.MOVE_ASKED_ALREADY, None],
    )
    assert [event for event, _, _ in events_of(unit)] == ["ask_to_move"]


@pytest.mark.parametrize(
    ("mission", "status", "people", "expected"),
    [
        ("jinhua", UnitStatus.DRAFT, (PersonStatus.DRAFT,), Rule.MOVE_AFTER_SUBMITTING),
        ("jinhua", UnitStatus.WITHDRAWN, (PersonStatus.WITHDRAWN,), Rule.STEP_NOT_POSSIBLE),
        ("jinhua", UnitStatus.APPROVED, (PersonStatus.DISPATCHED,), Rule.CERTIFICATE_IS_OUT),
        (
            "jinhua",
            UnitStatus.APPROVED,
            (PersonStatus.UNPAID, PersonStatus.COLLECTED),
            Rule.CERTIFICATE_IS_OUT,
        ),
        (None, UnitStatus.UNDER_REVIEW, WAITING, Rule.NO_MISSION_YET),
    ],
)
def test_where_it_cannot_be_asked_it_says_why(
    database: str,
    mission: str | None,
    status: UnitStatus,
    people: tuple[PersonStatus, ...],
    expected: Rule,
) -> None:
    unit, _ = a_case(scene(), mission, status, people)
    with pytest.raises(RuleBroken) as broken:
        ask_to_be_moved(owner(unit), "", "Please", NOW)
    assert (refusal(broken), events_of(unit)) == (expected, [])


def test_an_overseas_unit_is_in_no_mission_that_it_could_leave(database: str) -> None:
    unit, _ = a_case(scene(), None, category=Category.OVERSEAS_UNIT, channel=Channel.OVERSEAS)
    with pytest.raises(RuleBroken) as broken:
        ask_to_be_moved(owner(unit), "", "Please", NOW)
    assert refusal(broken) is Rule.OVERSEAS_HAS_NO_MISSION


@pytest.mark.parametrize(
    ("wanted", "reason", "expected"),
    [
        ("TM-33-JH", "x", [("wanted_mission", Rule.ALREADY_THERE)]),
        ("TM-99", "", [("move_reason", Rule.MOVE_REASON_NEEDED), ("wanted_mission", Rule.NOT_AN_OPTION)]),
        ("' OR 1=1 --", "x", [("wanted_mission", Rule.NOT_AN_OPTION)]),
        ("", " \n ", [("move_reason", Rule.MOVE_REASON_NEEDED)]),
        ("", "青" * 10_000, [("move_reason", Rule.TOO_LONG)]),
        ("", "a\0b", [("move_reason", Rule.UNUSABLE_CHARACTERS)]),
    ],
)
def test_wrong_answers_are_named_all_at_once_and_nothing_is_kept(
    database: str, wanted: str, reason: str, expected: object
) -> None:
    unit, _ = a_case(scene(), "jinhua", people=WAITING)
    with pytest.raises(RuleBroken) as broken:
        ask_to_be_moved(owner(unit), wanted, reason, NOW)
    assert (refusal(broken), events_of(unit)) == (expected, [])


def test_a_hostile_reason_is_kept_as_it_stands(database: str) -> None:
    unit, _ = a_case(scene(), "jinhua", people=WAITING)
    words = "<script>alert(1)</script> {mission} %s ' OR 1=1 --"
    ask_to_be_moved(owner(unit), "", words, NOW)
    assert request_of(unit).reason == words


def test_only_a_buyer_asks_and_only_for_the_buyers_own_unit(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", people=WAITING)
    other, _ = a_case(at, "jinhua", people=WAITING, credit_code=None)
    ask_to_be_moved(owner(other), "", "Please", NOW)
    assert events_of(unit) == []
    with pytest.raises(RuleBroken) as broken:
        ask_to_be_moved(buyer(10_000), "", "Please", NOW)
    assert refusal(broken) is Rule.NOT_FOUND
    for actor in (at.jinhua, at.organiser):
        with pytest.raises(NotPermitted):
            ask_to_be_moved(actor, "", "Please", NOW)


def test_the_organisers_transfer_answers_the_request(database: str) -> None:
    at = scene()
    unit = asked(at)
    transfer(at.organiser, unit.reference, 1, "TM-33", "Place of the registered address", NOW)
    assert answer_of(unit) == (MoveOutcome.MOVED, "Place of the registered address", NOW)
    assert [one.kind for one in notices_of(unit)] == [NoticeKind.TRANSFERRED]


def test_a_secretariats_own_transfer_answers_it_only_by_going_where_was_asked(database: str) -> None:
    at = scene()
    unit = asked(at, "TM-33-JH-YW")
    transfer(at.zhejiang, unit.reference, 1, "TM-33", "x", NOW)
    assert answer_of(unit) == (None, None, None)
    transfer(at.zhejiang, unit.reference, 2, "TM-33-JH-YW", "y", NOW)
    assert answer_of(unit) == (MoveOutcome.MOVED, "y", NOW)


def test_handing_back_leaves_the_request_to_the_organiser(database: str) -> None:
    at = scene()
    unit = asked(at)
    transfer(at.jinhua, unit.reference, 1, "", "Asks for Ningbo", NOW)
    assert answer_of(unit) == (None, None, None)


def test_a_refusal_is_told_with_its_reason_and_the_unit_stays(database: str) -> None:
    at = scene()
    unit = asked(at)
    decline_move(at.organiser, unit.reference, 1, "The registered address is in Jinhua.", NOW)
    after = unit_now(unit.reference)
    assert (after.mission_id, after.version) == (at.tree.jinhua.id, 2)
    assert answer_of(unit) == (MoveOutcome.DECLINED, "The registered address is in Jinhua.", NOW)
    assert events_of(unit)[-1] == ("decline_move", "TM-33-JH", "TM-33-JH")
    (notice,) = notices_of(unit)
    assert (notice.kind, notice.masked_text) == (
        NoticeKind.MOVE_DECLINED,
        "【进博会】调整交易团申请未获同意，原因：The registered addre…。贵单位注册仍由TM-33-JH交易团办理。",
    )


@pytest.mark.parametrize(
    ("version", "reason", "expected"),
    [
        (2, "No", Rule.CHANGED_MEANWHILE),
        (1, "", [("decline_reason", Rule.REASON_NEEDED)]),
        (1, "x" * 301, [("decline_reason", Rule.TOO_LONG)]),
    ],
)
def test_a_wrong_refusal_answers_nothing(database: str, version: int, reason: str, expected: object) -> None:
    at = scene()
    unit = asked(at)
    with pytest.raises(RuleBroken) as broken:
        decline_move(at.organiser, unit.reference, version, reason, NOW)
    assert (refusal(broken), answer_of(unit)) == (expected, (None, None, None))


def test_nothing_is_declined_that_nobody_asked_or_twice(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", people=WAITING)
    with pytest.raises(RuleBroken) as broken:
        decline_move(at.organiser, unit.reference, 1, "No", NOW)
    assert refusal(broken) is Rule.MOVE_NOT_ASKED
    ask_to_be_moved(owner(unit), "", "Please", NOW)
    decline_move(at.organiser, unit.reference, 1, "No", NOW)
    with pytest.raises(RuleBroken) as broken:
        decline_move(at.organiser, unit.reference, 2, "No", NOW)
    assert refusal(broken) is Rule.MOVE_NOT_ASKED


def test_the_organiser_alone_declines(database: str) -> None:
    at = scene()
    unit = asked(at)
    others = sorted(role for role in StaffRole if Permission.TRANSFER_UNITS not in PERMISSIONS[role])
    actors = [staff(99, role) for role in others if role is not StaffRole.SECRETARIAT]
    for actor in (*actors, at.jinhua, at.zhejiang, owner(unit)):
        with pytest.raises(NotPermitted):
            decline_move(actor, unit.reference, 1, "No", NOW)
    assert answer_of(unit) == (None, None, None)


def test_moved_and_declined_at_once_is_one_answer_and_one_notice(database: str) -> None:
    at = scene()
    unit = asked(at)
    outcomes = at_once(
        lambda: transfer(at.organiser, unit.reference, 1, "TM-3302", "Yes", NOW),
        lambda: decline_move(at.organiser, unit.reference, 1, "No", NOW),
    )
    assert outcomes.count(Rule.CHANGED_MEANWHILE) == 1
    assert (len(notices_of(unit)), unit_now(unit.reference).version) == (1, 2)


def test_who_withdraws_asks_nothing_any_more(database: str) -> None:
    at = scene()
    unit = asked(at)
    withdraw_unit(owner(unit), NOW)
    with pytest.raises(RuleBroken) as broken:
        transfer(at.organiser, unit.reference, 2, "TM-3302", "x", NOW)
    assert refusal(broken) is Rule.STEP_NOT_POSSIBLE
