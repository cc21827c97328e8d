"""One browser tab without a browser: the pages' own websocket protocol (Engine.IO 4, Socket.IO 5)."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from ciie_portal.building import WEB

ROOT = "reflex___state____state"
HYDRATE = f"{ROOT}.hydrate_and_load"
ON_LOAD = f"{ROOT}.reflex___state____on_load_internal_state.on_load_internal"
NAMESPACE = "/_event"
SECONDS = 60.0  # an answer that takes longer is an error
HYDRATED = "is_hydrated_rx_state_"


class NoAnswer(Exception):
    """The server closed the tab, refused it, or said nothing in time."""


@cache
def compiled() -> dict[str, Any]:
    """What the built pages send when they connect: the hashes of the state that they hold already."""
    source = (WEB / "utils" / "context.jsx").read_text(encoding="utf-8")
    hashes = re.search(r"initialStateHashes = (\[.*?\])", source)
    schema = re.search(r'stateSchema = "(\w+)"', source)
    return {
        "hashes": json.loads(hashes[1]) if hashes else [],
        "state_schema": schema[1] if schema else None,
    }


class Tab:
    """Remembers what the state of the page is, as a browser does; the token outlives the sockets."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self.http = http
        self.address = address
        self.token = str(uuid.uuid4())
        self.place = "/en/"
        self.state: dict[str, dict[str, Any]] = {}
        self.received = 0  # bytes of all messages
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def open(self, place: str) -> str:
        """A full load of a page: new socket, hydrated, its handlers done. Returns where it leads, or ''."""
        await self.close()
        self.place = place
        url = re.sub("^http", "ws", self.address) + f"/_event/?EIO=4&transport=websocket&token={self.token}"
        headers = {"Origin": self.address}
        self._socket = await self.http.ws_connect(url, headers=headers, max_msg_size=0, protocols=("0.10.1",))
        await self._text()  # the handshake
        boot = {
            "event": self._event(HYDRATE, {"hashes": compiled()["hashes"]}),
            "state_schema": compiled()["state_schema"],
        }
        await self._socket.send_str(f"40{NAMESPACE}," + json.dumps(boot))
        return await self._until_loaded()

    async def go(self, place: str) -> str:
        """A link or a redirection inside the portal: its handlers run. Returns where it leads, or ''."""
        self.place = place
        self.state.setdefault(ROOT, {})[HYDRATED] = False
        await self._send(ON_LOAD, {})
        return await self._until_loaded()

    async def call(self, handler: str, payload: dict[str, Any]) -> list[dict[str, Any]]:
        """One event, until its first answer; returns the events that the server sends back with it."""
        await self._send(handler, payload)
        return await self._message()

    async def ask(self, handler: str, payload: dict[str, Any]) -> None:
        """One event that ends in an event for the browser, such as a new focus: until that one is there."""
        await self._send(handler, payload)
        while not await self._message():
            pass

    async def submit(self, handler: str, form: dict[str, Any]) -> str:
        """A form that leads on to another page: returns its address. Raises NoAnswer where it does not."""
        await self._send(handler, {"form": form})
        return await self._redirected()

    async def press(self, handler: str) -> str:
        """The same of a button."""
        await self._send(handler, {})
        return await self._redirected()

    async def tell(self, handler: str, payload: dict[str, Any]) -> None:
        """An event whose answer nobody waits for, such as a field that is left."""
        await self._send(handler, payload)

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def _redirected(self) -> str:
        while True:
            for event in await self._message():
                if event["name"] == "_redirect":
                    return str(event["payload"]["path"])

    async def _until_loaded(self) -> str:
        leads_to = ""
        while not self.state.get(ROOT, {}).get(HYDRATED):
            for event in await self._message():
                if event["name"] == "_redirect":
                    leads_to = str(event["payload"]["path"])
        return leads_to

    async def _message(self) -> list[dict[str, Any]]:
        """The next update: its changes are taken over, its events returned."""
        prefix = f"42{NAMESPACE},"
        while True:
            text = await self._text()
            if text.startswith(f"44{NAMESPACE}"):
                raise NoAnswer("the connection was refused")
            if not text.startswith(prefix):
                continue
            name, *values = json.loads(text[len(prefix) :])
            if name == "new_token":
                self.token = values[0]
            elif name != "event":
                raise NoAnswer(str(name))
            else:
                for state, changes in (values[0].get("delta") or {}).items():
                    self.state.setdefault(state, {}).update(changes)
                    self._raise_what_was_refused(changes)
                events: list[dict[str, Any]] = values[0].get("events") or []
                return events

    def _raise_what_was_refused(self, changes: dict[str, Any]) -> None:
        for name in ("problems", "trouble", "fault"):
            if changes.get(f"{name}_rx_state_"):
                raise NoAnswer(f"{self.place}: {changes[f'{name}_rx_state_']}")

    async def _text(self) -> str:
        if self._socket is None:
            raise NoAnswer("no socket")
        while True:
            try:
                message = await asyncio.wait_for(self._socket.receive(), SECONDS)
            except TimeoutError:
                raise NoAnswer(f"nothing on {self.place} in {SECONDS:.0f} s") from None
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise NoAnswer(f"the socket closed on {self.place}")
            self.received += len(message.data)
            if message.data == "2":  # a ping
                await self._socket.send_str("3")
                continue
            return str(message.data)

    async def _send(self, handler: str, payload: dict[str, Any]) -> None:
        if self._socket is None:
            raise NoAnswer("no socket")
        await self._socket.send_str(
            f"42{NAMESPACE}," + json.dumps(["event", self._event(handler, payload)], ensure_ascii=False)
        )

    def _event(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        parts = urlsplit(self.place)
        router: dict[str, Any] = {"pathname": parts.path, "asPath": self.place}
        if parts.query:
            router["query"] = dict(parse_qsl(parts.query))
        return {"name": name, "payload": payload, "router_data": router}
