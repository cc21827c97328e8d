"""States as they are when a browser stands at an address, and handlers called as an actor."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from reflex.istate.data import RouterData
from reflex.state import State

from ciie_portal.domain.access import Actor
from ciie_portal.state.guard import acting
from ciie_portal.state.portal import PortalState

AnyState = TypeVar("AnyState", bound=PortalState)
Answer = TypeVar("Answer")


def opened(kind: type[AnyState], address: str) -> AnyState:
    """The state as it is when a browser stands at an address."""
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    state = root.get_substate(kind.get_full_name().split("."))
    assert isinstance(state, kind)
    moves_to(state, address)
    return state


def moves_to(state: PortalState, address: str) -> None:
    """The browser goes on to another address in the same tab."""
    headers = {"origin": "http://localhost:3000"}
    facts = {"pathname": address, "asPath": address, "headers": headers}
    state._get_root_state().router = RouterData.from_router_data(facts)


def as_actor(actor: Actor, step: Awaitable[Answer]) -> Answer:
    async def run() -> Answer:
        acting.set(actor)
        return await step

    return asyncio.run(run())


def goes_to(event: Any) -> str:
    """Where a redirect leads."""
    return str({str(name): str(value) for name, value in event.args}["path"]).strip('"')
