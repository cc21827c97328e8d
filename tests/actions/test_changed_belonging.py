"""Rules 3, 7: changed answers that lead to another mission are told at once; another reviewer has them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ciie_portal.actions.fill_in import save_answers
from ciie_portal.actions.resubmit import resubmit
from ciie_portal.domain import access
from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.lookups.progress import progress
from ciie_portal.lookups.unit_case import unit_case
from ciie_portal.store.engine import transaction
from tests import factories
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import submitted
from tests.actions.desk_scene import events_of, notices_of, refusal
from tests.actions.test_resubmit import give_back
from tests.factories.rows import NOW

ANSWERS = {name: text for name, text in given.UNIT.items() if name != "credit_code"}
LATER = NOW + timedelta(hours=1)
IN_YIWU = {**ANSWERS, "division_code": "330782"}
IN_HEILONGJIANG = {**ANSWERS, "division_code": "230102"}  # no mission of this scene


def told(actor: access.Actor) -> list[tuple[NoticeKind, NoticeChannel, str, str]]:
    return [
        (one.kind, one.channel, one.locale, one.masked_text)
        for one in notices_of(given.unit_of(actor))
        if one.kind is not NoticeKind.RECEIVED
    ]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("zh", "【进博会】贵单位注册已调整至{mission}，原因：注册信息变更。请登录“采购商登录”查看。"),
        ("en", "【进博会】Your registration is now with {mission}: changed answers. See Buyer Login."),
    ],
)
def test_the_buyer_is_told_once_in_the_own_language(database: str, locale: str, text: str) -> None:
    at = given.scene()
    actor = given.buyer(at, locale=locale)
    submitted(actor)
    save_answers(actor, "unit", IN_YIWU, None, NOW)
    save_answers(actor, "unit", IN_YIWU, None, NOW)
    mission = at.tree.yiwu.name_zh if locale == "zh" else at.tree.yiwu.name_en
    assert told(actor) == [(NoticeKind.TRANSFERRED, NoticeChannel.SMS, locale, text.format(mission=mission))]
    assert events_of(given.unit_of(actor))[-1] == ("classify_again", "TM-3302", "TM-33-JH-YW")


def test_answers_that_lead_nowhere_else_tell_nothing(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    save_answers(actor, "unit", {**ANSWERS, "street": "另一条路9号"}, None, NOW)
    save_answers(actor, "unit", {**ANSWERS, "division_code": "330206"}, None, NOW)
    assert told(actor) == []


def test_the_claim_of_the_earlier_reviewer_ends_and_so_does_the_sight_of_the_case(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    with transaction() as session:
        ids = [
            factories.staff_member(session, StaffRole.SECRETARIAT, one.id).id
            for one in (at.tree.ningbo, at.tree.yiwu)
        ]
    before, after = (
        access.staff(staff_id, StaffRole.SECRETARIAT, mission.id, "en")
        for staff_id, mission in zip(ids, (at.tree.ningbo, at.tree.yiwu), strict=True)
    )
    unit = given.unit_of(actor)
    given.change_row(unit, claimed_by=ids[0], claimed_at=NOW)
    save_answers(actor, "unit", IN_YIWU, None, NOW)
    row = given.unit_of(actor)
    assert (row.claimed_by, row.claimed_at) == (None, None)
    assert unit_case(after, unit.reference, now=NOW).reference == unit.reference
    with pytest.raises(RuleBroken) as broken:
        unit_case(before, unit.reference, now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_the_dashboard_names_the_new_mission_and_says_why(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    save_answers(actor, "unit", IN_YIWU, None, NOW)
    page = progress(actor, now=NOW)
    assert page.mission == at.tree.yiwu.name_en
    assert page.belonging.why == (
        "Your address is in the area of a trade sub-mission; so the review is with TM-33-JH-YW Mission."
    )


@pytest.mark.parametrize("status", [UnitStatus.RETURNED, UnitStatus.REJECTED])
def test_a_correction_that_leads_elsewhere_is_told_once_and_not_again_on_sending(
    database: str, status: UnitStatus
) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    given.set_status(actor, status, decision_reason="-")
    if status is UnitStatus.RETURNED:
        give_back(actor, "division_code")
    open_now = {"division_code": "330782"} if status is UnitStatus.RETURNED else {**given.UNIT, **IN_YIWU}
    save_answers(actor, "unit", open_now, None, NOW)
    resubmit(actor, None, NOW)
    assert [kind for kind, *_ in told(actor)] == [NoticeKind.TRANSFERRED]
    assert given.unit_of(actor).mission_id == at.tree.yiwu.id


def test_where_no_mission_is_sure_the_organiser_desk_is_named(database: str) -> None:
    actor = given.buyer(given.scene(), locale="zh")
    submitted(actor)
    save_answers(actor, "unit", IN_HEILONGJIANG, None, NOW)
    assert given.unit_of(actor).mission_id is None
    ((_, _, _, text),) = told(actor)
    assert text.startswith("【进博会】贵单位注册已调整至博览局受理处，")


def test_a_unit_with_a_code_stays_with_its_mission_and_is_told_nothing(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor, given.a_code(at, "jinhua"))
    save_answers(actor, "unit", IN_YIWU, None, NOW)
    unit = given.unit_of(actor)
    assert (unit.mission_id, unit.proposed_mission_id) == (at.tree.jinhua.id, at.tree.yiwu.id)
    assert told(actor) == []


def test_nothing_is_told_of_a_change_that_did_not_happen(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notice is written with the change, or neither is."""
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)

    def fail(*_given: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("ciie_portal.actions.fill_in.next_step_after", fail)
    with pytest.raises(ConnectionError):
        save_answers(actor, "unit", IN_YIWU, None, NOW)
    assert (given.unit_of(actor).mission_id, told(actor)) == (at.tree.ningbo.id, [])


def test_a_unit_renamed_after_a_code_for_its_name_was_spent_keeps_the_use_and_the_reviewer_sees_it(
    database: str,
) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor, given.a_code(at, "jinhua", bound_unit_name=given.UNIT["name_zh"]))
    before = given.unit_of(actor)
    save_answers(actor, "unit", {**ANSWERS, "name_zh": "宁波江北另一贸易有限公司"}, before.version, LATER)
    after = given.unit_of(actor)
    assert (after.version, after.mission_id, given.code_rows()[0].uses_spent) == (
        before.version + 1,
        at.tree.jinhua.id,
        1,
    )
    with transaction() as session:
        member = factories.staff_member(session, StaffRole.SECRETARIAT, at.tree.jinhua.id).id
    reviewer = access.staff(member, StaffRole.SECRETARIAT, at.tree.jinhua.id, "en")
    told_beside = [check.text for check in unit_case(reviewer, after.reference, now=LATER).checks]
    assert [text for text in told_beside if "changed its answers" in text] != []
