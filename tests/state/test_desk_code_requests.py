"""The requests for a code without a browser: what goes out is shown, answered once, by who may."""

from __future__ import annotations

from typing import Any

import pytest

from ciie_portal import clock
from ciie_portal.state.desk.code_requests import RequestsState, RequestState
from tests.actions.code_request_scene import CHINESE, asked, codes, requests
from tests.actions.desk_scene import Scene, scene
from tests.factories import NOW
from tests.state.without_browser import as_actor, opened

TERMS = {"mission": "TM-33-JH", "bound_unit_name": "", "bind_contact": "on", "uses_allowed": "1"}


@pytest.fixture(autouse=True)
def at(database: str, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return scene()


def opened_case(actor: Any, key: str) -> RequestState:
    state = opened(RequestState, f"/en/desk/codes/requests/{key}/")
    as_actor(actor, state.open_page())
    return state


def test_a_code_is_granted_and_the_page_says_so(at: Scene) -> None:
    state = opened_case(at.jinhua, asked(actor=CHINESE).key)
    assert [one.text for one in state.preview] == [
        "【进博会】TM-33-JH交易团邀请码****-****-****。请在线完成注册。"
    ]
    as_actor(at.jinhua, state.give(TERMS | {"uses_allowed": "0"}))
    assert (list(state.problem_of), state.case.may_answer) == (["uses_allowed"], True)
    as_actor(at.jinhua, state.give(TERMS))
    assert (state.told, state.case.status, state.case.may_answer, state.preview) == (
        "The code is on its way by SMS.",
        "Code granted",
        False,
        (),
    )
    assert codes()[0].uses_allowed == 1


def test_a_template_speaks_the_askers_language_and_may_be_changed(at: Scene) -> None:
    state = opened_case(at.jinhua, asked(actor=CHINESE).key)
    as_actor(at.jinhua, state.choose("decline"))
    assert state.preview == ()
    as_actor(at.jinhua, state.use_template("no_places_left"))
    assert (state.reason, len(state.preview)) == ("交易团名额已满。", 1)
    as_actor(at.jinhua, state.refuse({"reason": "名额已满，请向浙江交易团申请。"}))
    assert (requests()[0].status, state.case.answer) == ("declined", "名额已满，请向浙江交易团申请。")


def test_the_second_reviewer_is_told_and_changes_nothing(at: Scene) -> None:
    key = asked().key
    first, second = opened_case(at.jinhua, key), opened_case(at.zhejiang, key)
    as_actor(at.jinhua, first.give(TERMS))
    as_actor(at.zhejiang, second.refuse({"reason": "名额已满。"}))
    assert (second.trouble[:12], requests()[0].status) == ("Somebody els", "granted")


def test_a_strangers_request_is_neither_listed_nor_opened_nor_answered(at: Scene) -> None:
    key = asked().key
    queue = opened(RequestsState, "/en/desk/codes/requests/")
    as_actor(at.ningbo, queue.open_page())
    assert queue.queue.rows == ()
    state = opened_case(at.ningbo, key)
    assert (state.case.key, state.case.is_loaded) == ("", True)
    state.case = opened_case(at.jinhua, key).case
    as_actor(at.ningbo, state.give(TERMS))
    as_actor(at.ningbo, state.refuse({"reason": "x"}))
    assert requests()[0].status == "open"
