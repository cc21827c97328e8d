"""One complete registration as a browser makes it: check, sign-up, every page of the wizard, submit."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from reflex_base.utils.format import format_event_handler

from benchmarks.papers import Papers, licence, papers, photo
from benchmarks.tab import NoAnswer, Tab
from ciie_portal.state.buyer.register import UnitState
from ciie_portal.state.buyer.register_check import CheckState
from ciie_portal.state.buyer.register_code import CodeState
from ciie_portal.state.buyer.register_people import PeopleState, PersonState
from ciie_portal.state.identity.sign_up import SignUpState

OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
HTTP, SOCKET, PAGE, SAVE = "page by HTTP", "socket, first page", "next page", "Continue"
SEND, CODE, SIGN_UP = "code asked for", "code in the mailbox", "sign-up"
DISTRICT, LEFT, ADD, FILE = "district chosen", "field left", "person added", "file taken in"
ATTACH, SUBMIT = "file attached", "submit"
CHECK_PAGE = "/en/check/?where=mainland&category=enterprise&code_held=no"
START_PAGE = "/en/register/?where=mainland&category=enterprise&code_held=no"


@dataclass
class Times:
    """Milliseconds by kind of event, of all buyers together; whole flows in seconds."""

    of: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    flows: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    received: int = 0

    @contextmanager
    def timed(self, kind: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.of[kind].append((time.perf_counter() - begun) * 1000)


class Buyer:
    """A new browser each time; `types`: every field that is left is also kept, as for a slow typist."""

    def __init__(self, address: str, mailbox: str, times: Times, *, types: bool) -> None:
        self.address, self.mailbox, self.times, self.types = address, mailbox, times, types

    async def register(self, number: int) -> None:
        """Counts itself as an error when anything is refused."""
        begun = time.perf_counter()
        try:
            async with self.browser() as http:
                tab = Tab(http, self.address)
                try:
                    await self.sign_up(http, tab, papers(number))
                    await self._fill_in(http, tab, papers(number))
                finally:
                    await tab.close()
                    self.times.received += tab.received
        except (NoAnswer, aiohttp.ClientError, TimeoutError) as error:
            self.times.errors.append(f"{type(error).__name__}: {error}"[:200])
            return
        self.times.flows.append(time.perf_counter() - begun)

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[aiohttp.ClientSession]:
        headers = {"Accept-Language": "en", "Accept-Encoding": "gzip"}
        limit = aiohttp.ClientTimeout(total=90)
        async with aiohttp.ClientSession(headers=headers, timeout=limit) as http:
            yield http

    async def sign_up(self, http: aiohttp.ClientSession, tab: Tab, own: Papers) -> None:
        await self._get(http, CHECK_PAGE)
        with self.times.timed(SOCKET):
            await tab.open(CHECK_PAGE)
        await self._visit(tab, START_PAGE)
        with self.times.timed(SEND):
            await tab.call(handler(SignUpState, "send"), {"form": {"contact": own.mobile}})
        with self.times.timed(CODE):
            code = await self._code(http, own.mobile)
        form = {
            "contact": own.mobile,
            "code": code,
            "password": f"quiet-orchard-{own.mobile[-5:]}",
            "category": "enterprise",
            "code_held": "no",
            "locale": "en",
        }
        with self.times.timed(SIGN_UP):
            place = await self._post_form(http, "/api/sign-up", form)
        await self._get(http, place)
        with self.times.timed(SOCKET):
            await tab.open(place)

    async def _fill_in(self, http: aiohttp.ClientSession, tab: Tab, own: Papers) -> None:
        await self._visit(tab, "/en/register/channel/")
        await self._visit(tab, await self._save(tab, UnitState, {"category": "enterprise"}))
        await self._visit(tab, await self._save(tab, CodeState, {"channel": "code_free"}))
        for code in ("33", "3302", own.unit["division_code"]):
            with self.times.timed(DISTRICT):
                await tab.call(handler(UnitState, "choose_division"), {"code": code})
        await self._visit(tab, await self._save(tab, UnitState, own.unit))
        await self._attach(http, tab, "licence", "", licence())
        await self._visit(tab, await self._save(tab, UnitState, own.contact))
        with self.times.timed(ADD):
            person = await tab.press(handler(PeopleState, "add"))
        await self._visit(tab, person)
        await self._attach(http, tab, "photo", person.rstrip("/").rpartition("/")[2], photo())
        await self._visit(tab, await self._save(tab, PersonState, own.person))
        with self.times.timed(SAVE):
            place = await tab.press(handler(PeopleState, "go_on"))
        await self._visit(tab, place)
        await self._visit(tab, await self._save(tab, UnitState, own.areas))
        with self.times.timed(SUBMIT):
            place = await tab.submit(handler(CheckState, "submit"), {"has_accepted_management": "on"})
        await self._visit(tab, place)
        found = re.search(r"WU-[0-9A-Z]+", str(tab.state))
        if not place.endswith("/submitted/") or found is None:
            raise NoAnswer(f"submitting led to {place}")
        self.times.references.append(found[0])

    async def _visit(self, tab: Tab, place: str) -> None:
        with self.times.timed(PAGE):
            leads_to = await tab.go(place)
        if leads_to:
            raise NoAnswer(f"{place} leads to {leads_to}")

    async def _save(self, tab: Tab, state: Any, form: dict[str, str]) -> str:
        if self.types and state is not CodeState:
            for name, typed in form.items():
                if typed and not name.startswith(("areas.", "division_")):
                    with self.times.timed(LEFT):
                        await tab.call(handler(state, "keep"), {"field": name, "typed": typed})
        with self.times.timed(SAVE):
            return await tab.submit(handler(state, "save"), form)

    async def _attach(
        self, http: aiohttp.ClientSession, tab: Tab, kind: str, person: str, content: bytes
    ) -> None:
        body = aiohttp.FormData()
        body.add_field("file", content, filename=f"{kind}.jpg", content_type="image/jpeg")
        url = f"{self.address}/api/files/{kind}" + (f"?person={person}" if person else "")
        headers = {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        with self.times.timed(FILE):
            async with http.post(url, data=body, headers=headers) as answer:
                if answer.status != 200:
                    raise NoAnswer(f"{kind}: {answer.status} {(await answer.text())[:100]}")
                key = (await answer.json())["file"]
        state = PersonState if person else UnitState
        with self.times.timed(ATTACH):
            await tab.call(handler(state, f"attach_{kind}"), {"key": key})

    async def _get(self, http: aiohttp.ClientSession, place: str) -> None:
        with self.times.timed(HTTP):
            async with http.get(self.address + place, headers=OWN_PAGE) as answer:
                await answer.read()
                if answer.status != 200:
                    raise NoAnswer(f"{place}: {answer.status}")

    async def _post_form(self, http: aiohttp.ClientSession, place: str, form: dict[str, str]) -> str:
        headers = {"Origin": self.address, **OWN_PAGE}
        async with http.post(
            self.address + place, data=form, headers=headers, allow_redirects=False
        ) as answer:
            leads_to = answer.headers.get("location", "")
            if answer.status != 303 or "fault=" in leads_to or "reference=" in leads_to:
                raise NoAnswer(f"{place}: {answer.status} {leads_to}")
            return leads_to

    async def _code(self, http: aiohttp.ClientSession, mobile: str) -> str:
        for _ in range(600):
            async with http.get(f"{self.mailbox}/mailbox.json", params={"to": f"+86{mobile}"}) as answer:
                for message in (await answer.json())["messages"]:
                    if found := re.search(r"\b\d{6}\b", message["text"]):
                        return found[0]
            await asyncio.sleep(0.05)
        raise NoAnswer("no code came")


def handler(state: Any, name: str) -> str:
    """The full name under which a page calls a handler."""
    return format_event_handler(state.event_handlers[name])
