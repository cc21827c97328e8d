"""Q2, Q7: where the unit belongs and why, said alike on the dashboard, after submitting and to a caller."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ciie_portal.actions.ask_to_move import ask_to_be_moved, decline_move
from ciie_portal.actions.transfer import transfer
from ciie_portal.domain.access import Actor, buyer
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.lookups.belonging import belonging_of
from ciie_portal.lookups.move import move_page
from ciie_portal.lookups.progress import progress
from ciie_portal.lookups.registration_check import submitted_page
from ciie_portal.lookups.unit_case import unit_case
from ciie_portal.lookups.unit_queue import unit_queue_screen
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import WorkUnit
from tests.actions.desk_scene import Scene, a_case, refusal, scene, unit_now
from tests.factories import NOW

LATER = NOW + timedelta(days=3)
WAITING = (PersonStatus.AWAITING_UNIT_REVIEW,)


def a_unit(at: Scene, status: UnitStatus = UnitStatus.UNDER_REVIEW) -> tuple[Actor, WorkUnit]:
    people = (PersonStatus.WAITING_FOR_REVIEW,) if status is UnitStatus.APPROVED else WAITING
    unit, _ = a_case(at, "jinhua", status, people)
    return buyer(unit.account_id, "en"), unit


def test_a_code_free_unit_reads_why_it_was_classified_there(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "ningbo", people=WAITING)
    page = progress(buyer(unit.account_id, "en"), now=NOW)
    assert (page.belonging.mission, page.belonging.may_ask) == ("TM-3302 Mission", True)
    assert page.belonging.why.startswith("Your address is in TM-3302 Mission, an independently planned city")


@pytest.mark.parametrize(
    ("status", "means"),
    [
        (
            UnitStatus.UNDER_REVIEW,
            "TM-3302 Mission reviews it from now on. What was submitted stays as it is and need not be sent"
            " again.",
        ),
        (
            UnitStatus.RETURNED,
            "What was returned can still be corrected; TM-3302 Mission reviews it when it comes back.",
        ),
        (UnitStatus.REJECTED, "If it is submitted again, TM-3302 Mission reviews it."),
        (
            UnitStatus.APPROVED,
            "The approval, the labels and what was paid stay as they are; TM-3302 Mission is the unit's trade"
            " mission now.",
        ),
    ],
)
def test_a_transfer_says_from_where_to_where_when_why_and_what_it_means(
    database: str, status: UnitStatus, means: str
) -> None:
    at = scene()
    actor, unit = a_unit(at, status)
    transfer(at.organiser, unit.reference, 1, "TM-3302", "Place of the registered address.", LATER)
    found = progress(actor, now=LATER)
    assert (found.belonging.mission, found.belonging.why, found.belonging.means) == (
        "TM-3302 Mission",
        "On 26 November 2026 your registration was moved from TM-33-JH Mission to TM-3302 Mission."
        " Reason: Place of the registered address.",
        means,
    )
    assert (found.history[0].what, found.history[0].why) == (
        "Moved from TM-33-JH Mission to TM-3302 Mission · the organiser desk",
        "Place of the registered address.",
    )
    sent = submitted_page(actor, now=LATER)
    assert sent.explanation == f"{found.belonging.why} {means}"
    with reading() as session:
        for_the_caller = belonging_of(session, unit_now(unit.reference), "en")
    assert (for_the_caller.why, for_the_caller.means) == (found.belonging.why, means)


def test_the_dashboard_counts_from_the_day_of_the_transfer(database: str) -> None:
    at = scene()
    actor, unit = a_unit(at)
    transfer(at.organiser, unit.reference, 1, "TM-3302", "x", LATER)
    assert progress(actor, now=LATER).now.text == (
        "Nothing to do now. TM-3302 Mission has had your registration since 26 November; usually 5 days."
    )


def test_handed_back_it_is_with_the_organiser_desk(database: str) -> None:
    at = scene()
    actor, unit = a_unit(at)
    transfer(at.jinhua, unit.reference, 1, "", "Not in our area", NOW)
    found = progress(actor, now=NOW).belonging
    assert (found.mission, found.why, found.means) == (
        "The organiser desk",
        "On 23 November 2026 your registration was moved from TM-33-JH Mission to the organiser desk."
        " Reason: Not in our area.",
        "The organiser desk now decides which trade mission it belongs to. What was submitted stays as it is"
        " and need not be sent again.",
    )
    assert found.why_not.startswith("The organiser desk is still deciding")


def test_the_buyer_sees_the_request_and_its_answer(database: str) -> None:
    at = scene()
    actor, unit = a_unit(at)
    ask_to_be_moved(actor, "TM-3302", "Our address is in Ningbo.", NOW)
    found = progress(actor, now=NOW).belonging
    assert (found.asked, found.answer, found.may_ask) == (
        "On 23 November 2026 you asked to be moved to TM-3302 Mission: Our address is in Ningbo.",
        "The organiser desk decides; until then everything goes on as before.",
        False,
    )
    decline_move(at.organiser, unit.reference, 1, "The address is in Jinhua", NOW)
    page = move_page(actor, now=NOW)
    assert page.belonging.answer == (
        "The organiser desk declined on 23 November 2026. Reason: The address is in Jinhua."
        " The registration stays where it is."
    )
    assert (page.missions, page.why_not[:33]) == ((), "You have asked to be moved alread")
    assert [one.what for one in progress(actor, now=NOW).history] == [
        "Request to be moved declined · the organiser desk",
        "Asked to be moved to TM-3302 Mission",
    ]


def test_the_page_offers_every_mission_but_the_present_one(database: str) -> None:
    at = scene()
    actor, _ = a_unit(at)
    page = move_page(actor, now=NOW)
    assert [one.value for one in page.missions] == ["TM-33", "TM-33-JH-YW", "TM-3302"]


def test_a_strangers_page_and_a_reviewers_are_none(database: str) -> None:
    at = scene()
    a_unit(at)
    with pytest.raises(RuleBroken) as broken:
        move_page(buyer(10_000), now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        move_page(at.jinhua, now=NOW)


def test_an_overseas_unit_and_a_draft_read_nothing_of_missions(database: str) -> None:
    at = scene()
    abroad, _ = a_case(at, None, category=Category.OVERSEAS_UNIT, channel=Channel.OVERSEAS)
    draft, _ = a_case(at, None, UnitStatus.DRAFT, (PersonStatus.DRAFT,))
    for unit in (abroad, draft):
        found = progress(buyer(unit.account_id, "en"), now=NOW).belonging
        assert (found.why, found.may_ask, found.why_not) == ("", False, "")


def test_the_organiser_has_a_tab_and_answers_and_a_secretariat_only_sees_it(database: str) -> None:
    at = scene()
    actor, unit = a_unit(at)
    ask_to_be_moved(actor, "TM-3302", "<b>Ningbo</b>", NOW)
    queue = unit_queue_screen(at.organiser, {"status": "moving"}, now=NOW)
    assert [row.reference for row in queue.rows] == [unit.reference]
    assert (queue.tabs[-1].name, queue.tabs[-1].count) == ("Asks to be moved", "1")
    theirs = unit_queue_screen(at.jinhua, {"status": "moving"}, now=NOW)
    assert (theirs.status, theirs.tabs[-1].name) == ("review", "Withdrawn")
    asked = unit_case(at.organiser, unit.reference, now=NOW).asked
    assert (asked.reason, asked.wanted_code, asked.may_answer) == ("<b>Ningbo</b>", "TM-3302", True)
    seen = unit_case(at.jinhua, unit.reference, now=NOW)
    assert (seen.asked.reason, seen.asked.may_answer) == ("<b>Ningbo</b>", False)
    assert "TM-3302" not in [choice.value for choice in seen.missions]
    decline_move(at.organiser, unit.reference, 1, "No", NOW)
    assert unit_queue_screen(at.organiser, {"status": "moving"}, now=NOW).rows == ()
    assert unit_queue_screen(at.organiser, {}, now=NOW).rows[0].flags == ()
    assert unit_case(at.organiser, unit.reference, now=NOW).asked.at == ""
