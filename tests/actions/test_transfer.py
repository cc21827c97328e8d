"""Rules section 4: who moves a unit where, what stays, and when nothing moves any more."""

from __future__ import annotations

import pytest

from ciie_portal.actions.claim import claim
from ciie_portal.actions.transfer import transfer
from ciie_portal.domain.access import StaffRole, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.work_unit import Category, Channel
from tests.actions.desk_scene import a_case, events_of, notices_of, person_now, refusal, scene, unit_now
from tests.factories import NOW


def test_a_secretariat_moves_within_its_subtree_and_the_buyer_is_told(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    claim(at.jinhua, unit.reference, NOW)
    assert transfer(at.jinhua, unit.reference, 1, "TM-33-JH-YW", "Place of the registered address", NOW) == (
        "TM-33-JH-YW"
    )
    after = unit_now(unit.reference)
    assert (after.mission_id, after.version, after.claimed_by) == (at.tree.yiwu.id, 2, None)
    assert (after.status, after.status_since) == (unit.status, unit.status_since)
    assert events_of(unit) == [("transfer", "TM-33-JH", "TM-33-JH-YW")]
    (notice,) = notices_of(unit)
    assert notice.kind is NoticeKind.TRANSFERRED
    assert "TM-33-JH-YW交易团，原因：住所所在地" in notice.masked_text


def test_the_upper_mission_moves_between_its_sub_missions_in_both_directions(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "yiwu")
    transfer(at.zhejiang, unit.reference, 1, "TM-33", "x", NOW)
    transfer(at.zhejiang, unit.reference, 2, "TM-33-JH", "x", NOW)
    assert unit_now(unit.reference).mission_id == at.tree.jinhua.id


@pytest.mark.parametrize("code", ["TM-3302", "TM-33"])
def test_a_secretariat_moves_nothing_out_of_its_subtree(database: str, code: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    with pytest.raises(RuleBroken) as broken:
        transfer(at.jinhua, unit.reference, 1, code, "x", NOW)
    assert refusal(broken) is Rule.NOT_FOUND
    assert unit_now(unit.reference).mission_id == at.tree.jinhua.id


def test_a_secretariat_hands_back_to_the_organiser_who_assigns(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    assert transfer(at.jinhua, unit.reference, 1, "", "Not ours", NOW) == ""
    assert unit_now(unit.reference).mission_id is None
    (notice,) = notices_of(unit)
    assert (notice.kind, notice.masked_text) == (
        NoticeKind.TRANSFERRED,
        "【进博会】贵单位注册已调整至博览局受理处，原因：Not ours。请登录“采购商登录”查看。",
    )
    with pytest.raises(RuleBroken) as broken:
        transfer(at.jinhua, unit.reference, 2, "TM-33-JH", "ours after all", NOW)
    assert refusal(broken) is Rule.NOT_FOUND
    transfer(at.organiser, unit.reference, 2, "TM-3302", "Address", NOW)
    assert unit_now(unit.reference).mission_id == at.tree.ningbo.id
    assert events_of(unit) == [
        ("transfer", "TM-33-JH", "organiser_desk"),
        ("transfer", "organiser_desk", "TM-3302"),
    ]


def test_after_approval_everything_that_was_decided_stays(database: str) -> None:
    at = scene()
    people = (PersonStatus.WAITING_FOR_REVIEW, PersonStatus.IN_PRODUCTION)
    unit, persons = a_case(at, "jinhua", UnitStatus.APPROVED, people)
    transfer(at.organiser, unit.reference, 1, "TM-3302", "Address", NOW)
    after = unit_now(unit.reference)
    assert (after.status, after.approved_at, after.mission_id) == (
        UnitStatus.APPROVED,
        unit.approved_at,
        at.tree.ningbo.id,
    )
    assert [(person_now(one.reference).status, person_now(one.reference).label_code) for one in persons] == [
        (status, "trader") for status in people
    ]


def test_an_approved_unit_is_never_without_a_mission(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", UnitStatus.APPROVED, (PersonStatus.UNPAID,))
    for actor in (at.jinhua, at.organiser):
        with pytest.raises(RuleBroken) as broken:
            transfer(actor, unit.reference, 1, "", "x", NOW)
        assert refusal(broken) is Rule.MISSION_NEEDED


@pytest.mark.parametrize(
    "status",
    [
        PersonStatus.DISPATCHED,
        PersonStatus.READY_FOR_COLLECTION,
        PersonStatus.DELIVERED,
        PersonStatus.COLLECTED,
    ],
)
def test_nothing_moves_once_a_certificate_is_out(database: str, status: PersonStatus) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", UnitStatus.APPROVED, (PersonStatus.UNPAID, status))
    with pytest.raises(RuleBroken) as broken:
        transfer(at.organiser, unit.reference, 1, "TM-3302", "x", NOW)
    assert refusal(broken) is Rule.CERTIFICATE_IS_OUT


def test_an_overseas_unit_is_in_no_mission(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, None, category=Category.OVERSEAS_UNIT, channel=Channel.OVERSEAS)
    with pytest.raises(RuleBroken) as broken:
        transfer(at.organiser, unit.reference, 1, "TM-33", "x", NOW)
    assert refusal(broken) is Rule.OVERSEAS_HAS_NO_MISSION


@pytest.mark.parametrize(
    ("version", "code", "reason", "expected"),
    [
        (2, "TM-33", "x", Rule.CHANGED_MEANWHILE),
        (1, "TM-33-JH", "x", Rule.ALREADY_THERE),
        (1, "TM-33", " ", [("move_reason", Rule.REASON_NEEDED)]),
        (1, "TM-99", "x", [("mission", Rule.NOT_AN_OPTION)]),
        (1, "' OR 1=1 --", "x", [("mission", Rule.NOT_AN_OPTION)]),
    ],
)
def test_a_wrong_transfer_moves_nothing(
    database: str, version: int, code: str, reason: str, expected: object
) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    with pytest.raises(RuleBroken) as broken:
        transfer(at.organiser, unit.reference, version, code, reason, NOW)
    assert refusal(broken) == expected
    assert (unit_now(unit.reference).mission_id, events_of(unit)) == (at.tree.jinhua.id, [])


def test_strangers_and_other_roles_move_nothing(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    with pytest.raises(RuleBroken) as broken:
        transfer(at.ningbo, unit.reference, 1, "TM-3302", "x", NOW)
    assert refusal(broken) is Rule.NOT_FOUND
    for role in (StaffRole.FINANCE, StaffRole.PERSONNEL_REVIEWER, StaffRole.ADMINISTRATOR):
        with pytest.raises(NotPermitted):
            transfer(staff(99, role), unit.reference, 1, "TM-3302", "x", NOW)
