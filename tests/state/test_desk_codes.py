"""The page of invitation codes without a browser: issued, shown one at a time, revoked after the question."""

from __future__ import annotations

import pytest

from ciie_portal import clock
from ciie_portal.actions.invite import issue_codes
from ciie_portal.state.desk.codes import CodesState
from ciie_portal.state.guard import acting
from tests.actions.desk_scene import scene
from tests.factories import NOW
from tests.state.without_browser import as_actor, opened


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_codes_are_shown_when_issued_and_one_at_a_time_afterwards(database: str) -> None:
    at = scene()
    state = opened(CodesState, "/en/desk/codes/")
    as_actor(at.jinhua, state.open_page())
    assert (state.codes.own_mission, [one.value for one in state.codes.missions]) == (
        "TM-33-JH",
        ["TM-33-JH", "TM-33-JH-YW"],
    )
    form = {"mission": "TM-33-JH", "code_count": "2", "uses_allowed": "1", "expires_on_year": "2026"}
    as_actor(at.jinhua, state.issue(form))
    assert (list(state.problem_of), state.issued) == (["expires_on"], ())
    as_actor(at.jinhua, state.issue(form | {"expires_on_month": "12", "expires_on_day": "31"}))
    assert len(state.issued) == 2
    key, masked = state.codes.rows[0].key, state.codes.rows[0].masked
    assert masked.startswith("****-****-")
    as_actor(at.jinhua, state.show_code(key))
    assert state.shown_code in state.issued
    as_actor(at.jinhua, state.show_code(key))
    assert state.shown_code == ""


def test_a_code_is_revoked_after_the_question(database: str) -> None:
    at = scene()
    issue_codes(at.jinhua, {"mission": "TM-33-JH", "code_count": "1", "uses_allowed": "1"}, NOW)
    state = opened(CodesState, "/en/desk/codes/")
    as_actor(at.jinhua, state.open_page())
    acting.set(at.jinhua)
    state.ask_to_revoke(state.codes.rows[0].key)
    assert state.revoking_code == state.codes.rows[0].masked
    state.keep()
    assert state.codes.rows[0].is_open
    state.ask_to_revoke(state.codes.rows[0].key)
    as_actor(at.jinhua, state.revoke_code())
    assert (state.codes.rows[0].state, state.codes.rows[0].is_open, state.revoking) == ("Revoked", False, "")


def test_a_strangers_code_is_neither_listed_nor_shown_nor_revoked(database: str) -> None:
    at = scene()
    issue_codes(at.jinhua, {"mission": "TM-33-JH", "code_count": "1", "uses_allowed": "1"}, NOW)
    owner, stranger = (opened(CodesState, "/en/desk/codes/") for _ in range(2))
    as_actor(at.jinhua, owner.open_page())
    as_actor(at.ningbo, stranger.open_page())
    assert stranger.codes.rows == ()
    key = owner.codes.rows[0].key
    as_actor(at.ningbo, stranger.show_code(key))
    assert stranger.shown_code == ""
    stranger.revoking = key
    as_actor(at.ningbo, stranger.revoke_code())
    as_actor(at.jinhua, owner.open_page())
    assert owner.codes.rows[0].is_open
