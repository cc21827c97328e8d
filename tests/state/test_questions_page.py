"""The page of questions without a browser: a search becomes an address, and the address is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ciie_portal import clock
from ciie_portal.domain.access import NOBODY
from ciie_portal.state.guard import acting
from ciie_portal.state.questions import QuestionsState
from tests.factories import NOW
from tests.state.without_browser import as_actor, goes_to, opened

READER = replace(NOBODY, locale="zh")


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_a_search_goes_into_the_address() -> None:
    state = opened(QuestionsState, "/zh/questions/")
    acting.set(READER)
    assert goes_to(state.look_for({"q": " 退款&q=1 "})) == "/zh/questions/?q=%E9%80%80%E6%AC%BE%26q%3D1"
    assert [goes_to(state.look_for(form)) for form in ({}, {"q": None}, {"q": []}, {"q": " "})] == [
        "/zh/questions/"
    ] * 4


def test_the_address_says_what_is_shown(database: str) -> None:
    state = opened(QuestionsState, "/zh/questions/?q=%E9%80%80%E6%AC%BE")
    as_actor(READER, state.open_page())
    assert (state.questions.search, state.questions.found) == ("退款", ("refund", "deadline"))
    assert state.questions.told == "有2条与“退款”有关的解答。"
