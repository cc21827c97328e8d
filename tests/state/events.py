"""Events through the framework's own processor with the real guard before it; no server, no browser."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import StateUpdate
from reflex_base.event import Event
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler

from ciie_portal.ciie_portal import app
from ciie_portal.security import hash_token
from ciie_portal.state import faults
from ciie_portal.state.guard import HYDRATE

Handler = Any


@dataclass
class Answers:
    """What a browser would be sent: changes of the state, and events such as a redirect."""

    changes: dict[str, Any] = field(default_factory=dict)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        for state, changed in (update.delta or {}).items():
            for name, value in changed.items():
                self.changes[f"{state.rpartition('.')[2]}.{name.removesuffix('_rx_state_')}"] = value
        for event in update.events or []:
            self.events.append((event.name, dict(event.payload)))

    @property
    def redirects(self) -> list[str]:
        return [str(payload["path"]) for name, payload in self.events if name == "_redirect"]

    def value(self, state: type, name: str) -> Any:
        """What was sent of a state's value; None if nothing was."""
        return self.changes.get(f"{state.get_name()}.{name}")  # type: ignore[attr-defined]


@dataclass
class Tab:
    """One browser tab: a client token that the server's states hang on, a cookie, an address."""

    cookie: str = ""
    token: str = "a-tab"
    place: str = "/en/account/"

    def headers(self) -> dict[str, str]:
        return {"authorization": f"rx {hash_token(self.cookie)}"} if self.cookie else {}


class Server:
    """Keeps the states of all tabs from call to call."""

    def __init__(self) -> None:
        self.states = StateManagerMemory()

    def send(self, tab: Tab, name: str, **payload: Any) -> Answers:
        return asyncio.run(self._send(tab, name, payload))

    async def _send(self, tab: Tab, name: str, payload: dict[str, Any]) -> Answers:
        answers = Answers()
        processor = BaseStateEventProcessor(
            middleware=app, backend_exception_handler=faults.on_backend_exception
        )
        processor.configure(state_manager=self.states, event_namespace=answers)  # type: ignore[arg-type]
        page = {
            "pathname": tab.place,
            "asPath": tab.place,
            "query": {},
            "headers": tab.headers(),
            "token": tab.token,
        }
        async with processor:
            event = Event(name=name, payload=payload, router_data=page)
            with suppress(Exception):  # the framework's own failures reach the log, never the browser
                await (await processor.enqueue(tab.token, event))
        return answers

    def hydrate(self, tab: Tab) -> Answers:
        return self.send(tab, HYDRATE, vars={}, hashes=[])


def name_of(handler: Handler) -> str:
    return format_event_handler(handler)
