"""Asking for a code without a browser: number, proof, request; the proof never leaves the server."""

from __future__ import annotations

from typing import Any

import pytest

from ciie_portal import clock
from ciie_portal.actions.one_time_codes import Proof
from ciie_portal.state.missions import MissionsState, MissionState
from tests.actions.code_request_scene import ENGLISH, WANTED, requests
from tests.actions.desk_scene import scene
from tests.actions.identity_scene import MOBILE, another_code, sent_codes
from tests.factories import NOW
from tests.state.without_browser import as_actor, goes_to, opened


@pytest.fixture(autouse=True)
def at(database: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return scene()


def asking(code: str = "TM-33-JH") -> MissionState:
    state = opened(MissionState, f"/en/missions/{code}/")
    as_actor(ENGLISH, state.open_page())
    return state


def proving(state: MissionState) -> None:
    as_actor(ENGLISH, state.send({"contact": MOBILE}))
    as_actor(ENGLISH, state.prove({"code": sent_codes()[-1]}))


def test_number_proof_request_and_what_follows() -> None:
    state = asking()
    assert (state.mission.name, state.asking.step) == ("TM-33-JH Mission", "contact")
    as_actor(ENGLISH, state.send({"contact": "138 0013 8000"}))
    assert (state.asking.step, state.asking.sent_to) == ("code", "138****8000")
    as_actor(ENGLISH, state.prove({"code": sent_codes()[-1]}))
    assert state.asking.step == "request"
    as_actor(ENGLISH, state.ask(WANTED))
    assert (state.asking.step, state.asking.is_new, state.asking.sent_to) == ("sent", True, "138****8000")
    as_actor(ENGLISH, state.ask(WANTED))
    assert len(requests()) == 1


def test_a_request_without_a_proof_goes_nowhere() -> None:
    state = asking()
    as_actor(ENGLISH, state.ask(WANTED))
    as_actor(ENGLISH, state.send({"contact": MOBILE}))
    as_actor(ENGLISH, state.prove({"code": another_code(sent_codes()[-1])}))
    assert (state.asking.step, list(state.problem_of)) == ("code", ["code"])
    as_actor(ENGLISH, state.ask(WANTED))
    assert requests() == []


def test_what_was_typed_stays_when_an_answer_is_wrong_or_the_proof_is_old() -> None:
    state = asking()
    proving(state)
    as_actor(ENGLISH, state.ask(WANTED | {"contact_name": ""}))
    assert (state.asking.step, list(state.problem_of)) == ("request", ["contact_name"])
    state._proof = Proof(MOBILE, "ended")
    as_actor(ENGLISH, state.ask(WANTED))
    assert (state.asking.step, state.asking.unit_name, state.trouble[:10]) == (
        "contact",
        WANTED["unit_name"],
        "The number",
    )


def test_the_next_mission_is_asked_with_the_same_proof() -> None:
    state = asking()
    proving(state)
    as_actor(ENGLISH, state.ask(WANTED))
    as_actor(ENGLISH, state.open_page())
    assert (state.asking.step, state.asking.unit_name, state.asking.sent_to) == ("request", "", "138****8000")


def test_nothing_of_the_proof_is_among_what_the_browser_sees() -> None:
    state = asking()
    proving(state)
    assert state._proof is not None
    assert state._proof.secret not in str(state.dict())


def test_an_unknown_mission_shows_a_page_of_its_own_without_a_fault() -> None:
    state = asking("TM-99")
    assert (state.mission.is_loaded, state.mission.code, state.trouble, state.fault) == (True, "", "", "")


@pytest.mark.parametrize("typed", ["<script>", "\x00", "9" * 10_000, "' OR 1=1 --"])
def test_hostile_numbers_and_codes_are_refused_beside_their_field(typed: str) -> None:
    state = asking()
    as_actor(ENGLISH, state.send({"contact": typed}))
    assert (list(state.problem_of), state.asking.step, state.fault) == (["contact"], "contact", "")
    as_actor(ENGLISH, state.send({"contact": MOBILE}))
    as_actor(ENGLISH, state.prove({"code": typed}))
    assert (list(state.problem_of), state.asking.step, state.fault) == (["code"], "code", "")


def test_a_search_becomes_an_address() -> None:
    state = opened(MissionsState, "/en/missions/")
    as_actor(ENGLISH, state.open_page())
    assert len(state.directory.groups) == 2
    assert goes_to(state.narrow({"q": " 宁波 ", "kind": ""})) == "/en/missions/?q=%E5%AE%81%E6%B3%A2"
    assert goes_to(state.narrow({})) == "/en/missions/"
    assert goes_to(state.narrow({"q": "\ud800"})) == "/en/missions/?q=%3F"
