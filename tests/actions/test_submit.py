"""Submitting: every category, the exact deadline, the last use of a code, one press and two (Q2 to Q8)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from ciie_portal.actions import throttles
from ciie_portal.actions.draft_answers import keep_answer
from ciie_portal.actions.fill_in import save_answers
from ciie_portal.actions.people import add_person
from ciie_portal.actions.submit import submit
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.consent import EVERYTHING, ConsentKind
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.work_unit import Category, Channel
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import complete, fill_unit, submitted
from tests.actions.desk_scene import events_of, notices_of, refusal
from tests.factories.rows import NOW

CLOSES = NOW + timedelta(days=60)
JUST_BEFORE = CLOSES - timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


def test_an_enterprise_in_ningbo_without_a_code_goes_to_ningbos_mission(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    complete(actor, people=3)
    sent = submit(actor, EVERYTHING, NOW)
    unit = given.unit_of(actor)
    assert (sent.reference, sent.is_new) == (unit.reference, True)
    assert (unit.status, unit.channel) == (UnitStatus.UNDER_REVIEW, Channel.CODE_FREE)
    assert (unit.mission_id, unit.proposed_mission_id) == (at.tree.ningbo.id, at.tree.ningbo.id)
    assert (unit.classification_rule, unit.classification_certainty) == ("planned_city", "sure")
    assert (unit.submitted_at, unit.management_accepted_at) == (NOW, NOW)
    assert {one.status for one in given.people_of(actor)} == {PersonStatus.AWAITING_UNIT_REVIEW}
    assert events_of(unit) == [
        ("submit", "draft", "under_review"),
        *[("submit", "draft", "awaiting_unit_review")] * 3,
    ]
    assert [(one.kind, one.channel) for one in notices_of(unit)] == [(NoticeKind.RECEIVED, NoticeChannel.SMS)]


@pytest.mark.parametrize(
    "category", [Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION]
)
def test_the_others_go_to_the_mission_of_their_code(database: str, category: Category) -> None:
    at = given.scene()
    actor = given.buyer(at, category)
    submitted(actor, given.a_code(at))
    unit, [code] = given.unit_of(actor), given.code_rows()
    assert (unit.mission_id, unit.channel) == (at.tree.jinhua.id, Channel.WITH_CODE)
    assert (unit.code_spent_at, code.uses_spent) == (NOW, 1)
    assert unit.proposed_mission_id == at.tree.ningbo.id


@pytest.mark.parametrize(
    "category", [Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION]
)
def test_they_are_refused_without_one_even_where_the_category_was_changed_last(
    database: str, category: Category
) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    save_answers(actor, "channel", {"category": category.value}, None, NOW)
    with pytest.raises(RuleBroken) as broken:
        submit(actor, EVERYTHING, NOW)
    assert ("invitation_code", Rule.INVITATION_CODE_REQUIRED) in (refusal(broken) or [])  # type: ignore[operator]
    assert given.unit_of(actor).status is UnitStatus.DRAFT


def test_an_overseas_unit_goes_to_the_organiser_desk_and_is_told_by_email(database: str) -> None:
    actor = given.buyer(given.scene(), Category.OVERSEAS_UNIT)
    complete(actor)
    submit(actor, {ConsentKind.DECLARATION}, NOW)
    unit = given.unit_of(actor)
    assert (unit.mission_id, unit.channel, unit.management_accepted_at) == (None, Channel.OVERSEAS, None)
    assert [one.channel for one in notices_of(unit)] == [NoticeChannel.EMAIL]


def test_the_deadline_is_the_exact_instant(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    with pytest.raises(RuleBroken) as broken:
        submit(actor, EVERYTHING, CLOSES)
    assert refusal(broken) == Rule.REGISTRATION_CLOSED
    assert given.unit_of(actor).status is UnitStatus.DRAFT
    assert submit(actor, EVERYTHING, JUST_BEFORE).is_new


def test_a_draft_can_still_be_filled_in_after_the_deadline(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    fill_unit(actor, CLOSES, street="中山西路9号")
    assert given.unit_of(actor).street == "中山西路9号"


def test_everything_missing_is_told_at_once(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    add_person(actor, NOW)
    keep_answer(actor, "", "street", "", NOW)
    with pytest.raises(RuleBroken) as broken:
        submit(actor, (), NOW)
    told = [(one.field, one.facts.get("person")) for one in broken.value.problems]
    assert told[0] == ("street", None)
    assert ("photo_file_id", 2) in told
    assert told[-2:] == [("has_accepted_management", None), ("has_declared", None)]


def test_a_document_that_expired_since_it_was_typed_is_found(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    given.change_row(given.people_of(actor)[0], document_expires_on=NOW.date() - timedelta(days=1))
    with pytest.raises(RuleBroken) as broken:
        submit(actor, EVERYTHING, NOW)
    assert refusal(broken) == [("document_expires_on", Rule.DOCUMENT_EXPIRED)]


def test_pressed_twice_it_is_submitted_once(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    first, second = submit(actor, EVERYTHING, NOW), submit(actor, EVERYTHING, NOW)
    unit = given.unit_of(actor)
    assert (first.is_new, second.is_new, second.reference) == (True, False, unit.reference)
    assert len(notices_of(unit)) == 1
    assert [event for event, *_ in events_of(unit)] == ["submit", "submit"]


def test_losing_the_last_use_goes_back_to_the_code_with_everything_kept(database: str) -> None:
    at = given.scene()
    code = given.a_code(at)
    winner, loser = given.buyer(at), given.buyer(at)
    complete(winner, code)
    complete(loser, code)
    submit(winner, EVERYTHING, NOW)
    with pytest.raises(RuleBroken) as broken:
        submit(loser, EVERYTHING, NOW)
    assert refusal(broken) == [("invitation_code", Rule.INVITATION_CODE_NOT_USABLE)]
    unit = given.unit_of(loser)
    assert (unit.status, unit.invitation_code_id, unit.name_zh) == (
        UnitStatus.DRAFT,
        None,
        given.UNIT["name_zh"],
    )
    assert [one.status for one in given.people_of(loser)] == [PersonStatus.DRAFT]
    assert (given.code_rows()[0].uses_spent, notices_of(unit), events_of(unit)) == (1, [], [])


def test_two_at_once_for_the_last_use_leave_one_winner(database: str) -> None:
    at = given.scene()
    code = given.a_code(at)
    buyers = [given.buyer(at), given.buyer(at)]
    for one in buyers:
        complete(one, code)
    outcomes: list[str] = []

    def press(actor: given.Actor) -> None:
        try:
            submit(actor, EVERYTHING, NOW)
            outcomes.append("sent")
        except RuleBroken:
            outcomes.append("refused")

    threads = [threading.Thread(target=press, args=(one,)) for one in buyers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "sent"]
    assert given.code_rows()[0].uses_spent == 1


def test_a_code_for_another_unit_is_found_out_when_the_name_is_known(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    complete(actor, given.a_code(at, bound_unit_name="另一家有限公司"))
    with pytest.raises(RuleBroken) as broken:
        submit(actor, EVERYTHING, NOW)
    assert refusal(broken) == [("invitation_code", Rule.INVITATION_CODE_NOT_USABLE)]


def test_a_group_is_asked_about_before_it_goes_out(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    save_answers(actor, "unit", {**given.UNIT, "name_zh": "中国石油化工股份有限公司"}, None, NOW)
    with pytest.raises(RuleBroken) as broken:
        submit(actor, EVERYTHING, NOW)
    assert refusal(broken) == [("parent_group_code", Rule.GROUP_TO_CONFIRM)]


def test_where_it_is_unsure_the_organiser_desk_reviews(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    national = given.credit_code("91100000MA2AAAA00")
    fill_unit(actor, credit_code=national)
    submit(actor, EVERYTHING, NOW)
    unit = given.unit_of(actor)
    assert (unit.mission_id, unit.classification_rule, unit.classification_certainty) == (
        None,
        "national_code",
        "unsure",
    )


def test_what_another_category_was_asked_does_not_go_out(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    complete(actor, given.a_code(at))
    save_answers(actor, "channel", {"category": "social_organisation"}, None, NOW)
    submit(actor, EVERYTHING, NOW)
    unit = given.unit_of(actor)
    assert (unit.licence_file_id, unit.parent_group_code, unit.is_corps_member) == (None, None, None)


def test_nobody_and_strangers_submit_nothing(database: str) -> None:
    at = given.scene()
    complete(given.buyer(at))
    with pytest.raises(NotPermitted):
        submit(NOBODY, EVERYTHING, NOW)
    with pytest.raises(RuleBroken) as broken:
        submit(given.access.buyer(999_999), EVERYTHING, NOW)
    assert refusal(broken) == Rule.NOT_FOUND
