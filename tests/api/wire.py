"""Our HTTP routes behind the outer guard as a browser meets them, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from ciie_portal.api import http, outer_guard
from ciie_portal.api.outer_guard import OuterGuard

PORTAL = "http://localhost:3000"
OWN_PAGE = {"origin": PORTAL, "sec-fetch-site": "same-origin"}
COOKIE = "ciie_session"


class Wire(httpx.BaseTransport):
    """Carries one call after the other to an application in this process."""

    def __init__(self, app: ASGIApp) -> None:
        self.carrier = httpx.ASGITransport(app, client=("203.0.113.9", 1))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self.carry(request, request.read()))

    async def carry(self, request: httpx.Request, body: bytes) -> httpx.Response:
        sent = httpx.Request(
            request.method, request.url, headers=request.headers, stream=httpx.ByteStream(body)
        )
        answer = await self.carrier.handle_async_request(sent)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


async def a_page(_request: object) -> HTMLResponse:
    return HTMLResponse("<h1>A page</h1>")


def portal() -> OuterGuard:
    """Routes first, pages behind them, the guard around both: as the composition root has it."""
    outer_guard.security_headers.cache_clear()
    pages = Mount("/en", routes=[Route("/", a_page)])
    return OuterGuard(Starlette(routes=[pages, Mount("/", app=http.routes())]))


def a_browser(address: str = PORTAL) -> httpx.Client:
    """Keeps its cookies, follows no redirect."""
    return httpx.Client(transport=Wire(portal()), base_url=address)


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with a_browser() as client:
        yield client
    outer_guard.security_headers.cache_clear()


def post(
    browser: httpx.Client, address: str, headers: dict[str, str] | None = None, **form: str
) -> httpx.Response:
    """A form post; by default as our own page makes it."""
    return browser.post(
        address, data={"locale": "en", **form}, headers=OWN_PAGE if headers is None else headers
    )


def led_to(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """The status, the path of the next page and its query."""
    place = urlsplit(answer.headers.get("location", ""))
    assert place.netloc == ""
    return answer.status_code, place.path, dict(parse_qsl(place.query))
