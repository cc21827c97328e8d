"""Speaks the portal's websocket as a browser does, or as nobody should: no page, no script, any frame."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

from ciie_portal.state.guard import HYDRATE, ROOT_STATE

NAMESPACE = "/_event"
PATIENCE = 20.0  # seconds
HERE, BARRIER = "/en/check/", "/en/account/"
REFUSED_TO_ALL = f"{ROOT_STATE}.setvar"
COOKIE = "ciie_session"
LOADED = '"is_hydrated_rx_state_":true'


def event(name: Any, payload: Any, place: str = HERE) -> dict[str, Any]:
    page = {"pathname": place, "query": {}, "asPath": place, "hash": ""}
    return {"name": name, "payload": payload, "router_data": page}


@dataclass
class Heard:
    """What came back for one event: changed values by state, the pages that it led to, everything as text."""

    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    led_to: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def is_refused(self) -> bool:
        """Led to sign-in, or who is signed in to the own first page."""
        faults = [parse_qs(urlsplit(place).query).get("fault") for place in self.led_to]
        return faults in ([["sign_in_first"]], [["not_your_part"]]) and not self.changed


@dataclass
class RawSocket:
    """One tab. Events are answered in order: one that everybody is refused marks the end of another."""

    socket: aiohttp.ClientWebSocketResponse
    frames: list[str] = field(default_factory=list)

    async def listen(self) -> str:
        """The next frame that is no ping."""
        while True:
            message = await self.socket.receive(PATIENCE)
            assert message.type is aiohttp.WSMsgType.TEXT, f"the connection ended: {message}"
            self.frames.append(message.data)
            if message.data != "2":
                return str(message.data)
            await self.socket.send_str("3")

    async def join(self, boot: dict[str, Any] | None = None) -> None:
        await self.socket.send_str(f"40{NAMESPACE},{json.dumps({'event': boot} if boot else {})}")
        ready = LOADED if boot else f"40{NAMESPACE}"
        while ready not in await self.listen():
            pass

    async def throw(self, frame: str) -> None:
        """Anything at all."""
        await self.socket.send_str(frame)

    async def call(self, name: Any, payload: Any) -> Heard:
        """One event and everything that came of it."""
        await self.throw(f"42{NAMESPACE},{json.dumps(['event', event(name, payload)])}")
        return await self.everything_so_far()

    async def everything_so_far(self) -> Heard:
        await self.throw(f"42{NAMESPACE},{json.dumps(['event', event(REFUSED_TO_ALL, {}, BARRIER)])}")
        heard = Heard()
        while True:
            frame = await self.listen()
            if not frame.startswith(f"42{NAMESPACE},"):
                continue
            heard.text += frame
            name, *told = json.loads(frame.partition(",")[2])
            if name == "event" and self.note(heard, told[0]):
                return heard

    def note(self, heard: Heard, update: dict[str, Any]) -> bool:
        """Whether this was the barrier's answer."""
        for state, values in (update.get("delta") or {}).items():
            own = {key: value for key, value in values.items() if not is_of_the_router(state, key)}
            heard.changed |= {state: own} if own else {}
        for one in update.get("events") or []:
            place = str(one["payload"].get("path", "")) if one["name"] == "_redirect" else ""
            if parse_qs(urlsplit(place).query).get("next") == [BARRIER]:
                return True
            heard.led_to += [place] if place else []
        return False


def is_of_the_router(state: str, key: str) -> bool:
    return state == ROOT_STATE and key.startswith(("router", "is_hydrated"))


@asynccontextmanager
async def raw_socket(
    address: str, cookie: str = "", token: str = "", is_hydrated: bool = True, **headers: str
) -> AsyncIterator[RawSocket]:
    """A connection with a cookie of our choice; `is_hydrated`: the page is loaded as a browser loads it."""
    sent = {"Origin": address, "Cookie": f"{COOKIE}={cookie}" if cookie else ""} | headers
    place = f"{address}/_event/?EIO=4&transport=websocket&token={token or uuid.uuid4()}"
    async with aiohttp.ClientSession() as http:
        async with asyncio.timeout(PATIENCE):
            socket = await http.ws_connect(
                place, headers={k: v for k, v in sent.items() if v}, max_msg_size=0
            )
        async with socket:
            tab = RawSocket(socket)
            await tab.listen()  # the transport's own greeting
            await tab.join(event(HYDRATE, {"vars": {}, "hashes": []}) if is_hydrated else None)
            yield tab
