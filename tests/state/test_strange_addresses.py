"""Every page at an address that no link leads to: it opens, and says at most that nothing is there."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from reflex.istate.data import RouterData
from reflex.state import State

from ciie_portal import clock
from ciie_portal.ciie_portal import PAGES
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Actor, Permission, StaffRole
from tests.actions.desk_scene import Scene, scene
from tests.factories import NOW
from tests.state.without_browser import as_actor

STRANGE = {
    "null": "a\x00b", "half a character": "\ud800", "escaped null": "%00", "long": "x" * 10_000,
    "wildcards": "%25_%25", "bidi": "\u202e", "sql": "'--", "up": "..%2f..", "markup": "<b>", "brace": "{0}",
}  # fmt: skip
ASKED = ("q", "page", "reference", "status", "mission", "token", "next", "fault", "field", "facts", "decide")
OPENED = [page for page in PAGES if page.on_load is not None]


@pytest.fixture(autouse=True)
def at(database: str, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return scene()


def actor_with(at: Scene, permission: Permission) -> Actor:
    """Somebody who may open the page; a buyer without a registration where only buyers may."""
    roles = [role for role in StaffRole if role is not StaffRole.SECRETARIAT]
    everybody = [NOBODY, at.zhejiang, *(access.staff(1, role) for role in roles), access.buyer(999)]
    return next(actor for actor in everybody if actor.may(permission))


def state_of(handler: Any, address: str) -> Any:
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    headers = {"origin": "http://localhost:3000"}
    root.router = RouterData.from_router_data({"pathname": address, "asPath": address, "headers": headers})
    return root.get_substate(handler.state_full_name.split("."))


@pytest.mark.parametrize("strange", sorted(STRANGE))
def test_no_page_breaks_at_a_strange_address(at: Scene, strange: str) -> None:
    given, broken = STRANGE[strange], []
    for page in OPENED:
        handlers = page.on_load if isinstance(page.on_load, (list, tuple)) else [page.on_load]
        place = "/".join(given if part.startswith("[") else part for part in page.address.split("/"))
        query = "&".join(f"{name}={given}" for name in ASKED)
        for handler in handlers:
            state = state_of(handler, f"/en/{place}/?{query}")
            actor = actor_with(at, handler.fn.__permission__)
            as_actor(actor, opening(handler, state))
            broken += [page.address] if state.fault else []
    assert broken == []


async def opening(handler: Any, state: Any) -> None:
    done = handler.fn(state)
    if inspect.isasyncgen(done):
        async for _step in done:
            pass
    elif inspect.isawaitable(done):
        await done
