"""The record without a browser: what the address asks for is shown, and the filters become an address."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from ciie_portal import clock
from ciie_portal.domain.access import Actor
from ciie_portal.lookups.history import PAGE_ROWS
from ciie_portal.state.desk.history import HistoryState
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import history as record
from tests.actions.desk_scene import Scene, a_case, scene
from tests.factories import NOW
from tests.state.without_browser import as_actor, goes_to, opened


@pytest.fixture
def at(database: str, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return scene()


def did(actor: Actor, event: str, unit_id: int, minutes: int = 0) -> None:
    with transaction() as session:
        events.record(session, actor, event=event, now=NOW - timedelta(minutes=minutes), unit_id=unit_id)


def shown(actor: Actor, query: str = "") -> HistoryState:
    state = opened(HistoryState, f"/en/desk/history/{query}")
    as_actor(actor, state.open_page())
    return state


def test_the_address_says_what_is_shown(at: Scene) -> None:
    unit, _people = a_case(at)
    did(at.jinhua, "return", unit.id, 2)
    did(at.zhejiang, "approve", unit.id, 1)
    by_event = shown(at.jinhua, "?what=approve")
    assert [(row.who, row.what) for row in by_event.history.rows] == [("Reviewer 07", "Approved")]
    by_name = shown(at.jinhua, "?who=Reviewer+11")
    assert [row.what for row in by_name.history.rows] == ["Returned for correction"]
    assert (by_event.history.what, by_name.history.who) == ("approve", "Reviewer 11")


def test_filters_become_an_address_and_empty_ones_do_not(at: Scene) -> None:
    state = shown(at.jinhua)
    form = {"who": " 陈 ", "by": "staff", "what": "", "reference": "", "since": "", "until": "2026-11-30"}
    assert goes_to(state.narrow(form)) == "/en/desk/history/?who=%E9%99%88&by=staff&until=2026-11-30"
    assert goes_to(state.narrow({})) == "/en/desk/history/"
    assert goes_to(state.narrow({"surprise": "x", "before": "x"})) == "/en/desk/history/"


def test_pages_follow_one_another_and_each_entry_stands_on_one_of_them(at: Scene) -> None:
    unit, _people = a_case(at)
    for minute in range(PAGE_ROWS + 3):
        did(at.jinhua, "change_answers", unit.id, minute // 2)  # two of each instant
    newest = shown(at.jinhua)
    older = shown(at.jinhua, "?" + urlsplit(newest.history.older).query)
    assert (len(newest.history.rows), len(older.history.rows)) == (PAGE_ROWS, 3)
    assert (older.history.older, older.history.newest) == ("", "/en/desk/history/")


def test_a_neighbour_is_shown_nothing(at: Scene) -> None:
    unit, _people = a_case(at)
    did(at.jinhua, "approve", unit.id)
    pages = [shown(actor, f"?reference={unit.reference}") for actor in (at.jinhua, at.ningbo)]
    assert [len(page.history.rows) for page in pages] == [1, 0]


@pytest.mark.parametrize("many", [1, 3, 1000])
def test_a_scope_of_many_events_shows_what_a_scope_of_few_shows(
    at: Scene, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(record, "MANY", many)
    unit, _people = a_case(at)
    strange, _others = a_case(at, "ningbo")
    for minute in (3, 1, 2):
        did(at.jinhua, "change_answers", unit.id, minute)
        did(at.ningbo, "change_answers", strange.id, minute)
    pages = [shown(actor).history.rows for actor in (at.jinhua, at.zhejiang, at.ningbo, at.yiwu)]
    assert [[row.reference for row in page] for page in pages] == [
        [unit.reference] * 3,
        [unit.reference] * 3,
        [strange.reference] * 3,
        [],
    ]
    assert [row.at for row in pages[0]] == sorted((row.at for row in pages[0]), reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        "?reference=%27+OR+1%3D1+--",
        "?who=%25_",
        "?who=%00",
        "?reference=%00",
        "?what=drop+table&by=nobody",
        "?since=2026-02-30",
        "?before=99999999T999999999999-9",
        "?before=" + "9" * 10_000,
        "?reference=" + "x" * 10_000,
    ],
)
def test_hostile_addresses_meet_no_fault(at: Scene, query: str) -> None:
    state = shown(at.organiser, query)
    assert (state.history.is_loaded, state.fault, state.trouble) == (True, "", "")
