"""The pages of moves and claims without a browser: what is sent, what stays typed, who is refused."""

from __future__ import annotations

import pytest

from ciie_portal import clock
from ciie_portal.domain.access import Permission, buyer
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.state.buyer.move import MoveState
from ciie_portal.state.desk.claims import ClaimCaseState, ClaimsState
from ciie_portal.state.desk.unit_case import UnitCaseState
from ciie_portal.wording.reasons import reason_text
from tests.actions.desk_scene import a_case, events_of, scene, unit_now
from tests.factories import NOW
from tests.state.without_browser import as_actor, goes_to, opened

WAITING = (PersonStatus.AWAITING_UNIT_REVIEW,)


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_every_handler_names_the_permission_it_needs() -> None:
    needed = {
        MoveState: Permission.OWN_UNIT,
        ClaimsState: Permission.DECIDE_CLAIMS,
        ClaimCaseState: Permission.DECIDE_CLAIMS,
    }
    for kind, permission in needed.items():
        handlers = {name: one.fn for name, one in kind.event_handlers.items() if name != "setvar"}
        assert {getattr(one, "__permission__", None) for one in handlers.values()} == {permission}


def test_a_request_leads_back_to_the_progress_and_a_second_one_says_why_not(database: str) -> None:
    unit, _ = a_case(scene(), "jinhua", people=WAITING)
    actor = buyer(unit.account_id, "en")
    state = opened(MoveState, "/en/move/")
    as_actor(actor, state.open_page())
    assert as_actor(actor, state.ask({"wanted_mission": "TM-99", "move_reason": ""})) is None
    assert sorted(state.problem_of) == ["move_reason", "wanted_mission"]
    event = as_actor(actor, state.ask({"wanted_mission": "TM-3302", "move_reason": "We are in Ningbo"}))
    assert goes_to(event) == "/en/progress/"
    as_actor(actor, state.ask({"wanted_mission": "", "move_reason": "Again"}))
    assert state.trouble.startswith("You have asked to be moved already.")


def test_the_organiser_declines_in_the_case_and_a_secretariat_cannot(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", people=WAITING)
    actor = buyer(unit.account_id, "en")
    move = opened(MoveState, "/en/move/")
    as_actor(actor, move.ask({"wanted_mission": "", "move_reason": "Please"}))
    theirs = opened(UnitCaseState, f"/en/desk/units/{unit.reference}/")
    as_actor(at.jinhua, theirs.open_page())
    as_actor(at.jinhua, theirs.decline({"decline_reason": "No"}))
    assert (theirs.trouble, len(events_of(unit))) == (
        "This was not found. Check the address or the reference.",
        1,
    )
    state = opened(UnitCaseState, f"/en/desk/units/{unit.reference}/")
    as_actor(at.organiser, state.open_page())
    as_actor(at.organiser, state.decline({"decline_reason": "The address is in Jinhua"}))
    assert (state.case.asked.at, state.trouble, len(events_of(unit))) == ("", "", 2)


def test_the_organiser_grants_with_the_mission_and_the_reason_at_hand(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", people=WAITING)
    actor = buyer(unit.account_id, "en")
    move = opened(MoveState, "/en/move/")
    as_actor(actor, move.ask({"wanted_mission": "TM-3302", "move_reason": "We are in Ningbo"}))
    state = opened(UnitCaseState, f"/en/desk/units/{unit.reference}/")
    as_actor(at.organiser, state.open_page())
    asked = state.case.asked
    assert (asked.wanted_code, asked.may_answer, asked.grant_reason) == (
        "TM-3302",
        True,
        reason_text("at_the_units_request", state.case.buyer_locale),
    )
    as_actor(at.organiser, state.move({"mission": asked.wanted_code, "move_reason": asked.grant_reason}))
    assert (state.case.mission, state.case.asked.at, state.trouble) == ("TM-3302 Mission", "", "")
    assert events_of(unit)[1:] == [("transfer", "TM-33-JH", "TM-3302")]


def test_a_claim_is_decided_once_and_the_second_organiser_is_told(database: str) -> None:
    at = scene()
    mine, other = a_case(at, "jinhua")[0], a_case(at, "ningbo")[0]
    first, second = (opened(ClaimCaseState, f"/en/desk/claims/{mine.reference}/") for _ in range(2))
    for state in (first, second):
        as_actor(at.organiser, state.open_page())
    as_actor(at.organiser, first.decide({"claim_reason": "x"}))
    assert sorted(first.problem_of) == ["holder"]
    as_actor(at.organiser, first.decide({"holder": mine.reference, "claim_reason": "Its licence"}))
    assert (first.told != "", first.case.is_open) == (True, False)
    as_actor(at.organiser, second.decide({"holder": other.reference, "claim_reason": "Its licence"}))
    assert second.trouble.startswith("Somebody else changed this record meanwhile.")
    assert [unit_now(one.reference).status for one in (mine, other)] == [
        UnitStatus.UNDER_REVIEW,
        UnitStatus.REJECTED,
    ]


def test_nothing_of_a_claim_reaches_the_state_of_a_secretariat(database: str) -> None:
    at = scene()
    mine, _ = a_case(at, "jinhua")[0], a_case(at, "ningbo")[0]
    case = opened(ClaimCaseState, f"/en/desk/claims/{mine.reference}/")
    listed = opened(ClaimsState, "/en/desk/claims/")
    for actor in (at.jinhua, buyer(mine.account_id)):
        as_actor(actor, case.open_page())
        as_actor(actor, listed.open_page())
        assert (case.case.parties, listed.claims.rows, listed.claims.tabs) == ((), (), ())
