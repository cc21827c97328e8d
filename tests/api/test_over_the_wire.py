"""C05, C06, C08 against the production build: foreign pages, stolen client tokens, shut doors, headers."""

from __future__ import annotations

import asyncio
import re
import socket
import uuid
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest
from sqlmodel import select

import ciie_portal.ciie_portal  # noqa: F401  (registers every state of the site)
from ciie_portal import clock
from ciie_portal.actions import sessions
from ciie_portal.domain.contact import mask_mobile
from ciie_portal.state.identity.account import AccountState
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Account
from tests.portal_process import Portal, portal
from tests.raw_socket import COOKIE, Heard, raw_socket
from tests.state.events import name_of

__all__ = ["portal"]
pytestmark = pytest.mark.processes
EVIL = "https://evil.example"
OPEN_ACCOUNT = name_of(AccountState.event_handlers["open_page"])


def within(talk: Coroutine[Any, Any, Any], seconds: float = 60) -> Any:
    async def timed() -> Any:
        async with asyncio.timeout(seconds):
            return await talk

    return asyncio.run(timed())


def a_session(portal: Portal) -> tuple[str, str]:
    """The cookie of a signed-in buyer, and the contact that only this buyer sees, masked."""
    with portal.settings(), transaction() as session:
        account = session.exec(select(Account).where(Account.mobile != None)).first()  # noqa: E711
        assert account is not None
        assert account.mobile is not None
        return sessions.begin(session, clock.now(), account_id=account.id), mask_mobile(account.mobile)


def sign_out(portal: Portal, cookie: str) -> None:
    with portal.settings():
        sessions.sign_out(cookie, clock.now())


@pytest.mark.parametrize(
    "origin",
    [EVIL, "null", "http://localhost", "http://127.0.0.1:{port}", "http://localhost:{port}.evil.example"],
)
def test_a_page_of_another_origin_opens_no_socket(portal: Portal, origin: str) -> None:
    async def talk() -> int:
        try:
            async with raw_socket(portal.address, Origin=origin.format(port=portal.port)):
                return 101
        except aiohttp.WSServerHandshakeError as refused:
            return refused.status

    assert within(talk()) == 403


@pytest.mark.parametrize(
    "address", ["/en/", "/api/health", "/ping", "/_health", "/api/sign-in", "/_event/?EIO=4"]
)
def test_a_page_of_another_origin_reads_no_answer(portal: Portal, address: str) -> None:
    asked = {"Origin": EVIL, "Access-Control-Request-Method": "POST"}
    answers = [
        portal.get(address, Origin=EVIL),
        httpx.options(portal.address + address, headers=asked, trust_env=False),
    ]
    assert [answer.headers.get("access-control-allow-origin") for answer in answers] == [None, None]


def test_a_buyer_sees_the_own_account_over_the_wire(portal: Portal) -> None:
    async def talk() -> Heard:
        async with raw_socket(portal.address, cookie) as tab:
            return await tab.call(OPEN_ACCOUNT, {})

    cookie, contact = a_session(portal)
    heard = within(talk())
    assert (contact in heard.text, cookie in heard.text, heard.led_to) == (True, False, [])


@pytest.mark.parametrize("is_hydrated", [True, False], ids=["loading the page", "without loading it"])
@pytest.mark.parametrize("thief", ["", "another-browser"], ids=["no cookie", "another cookie"])
def test_a_stolen_client_token_gives_nothing_away(portal: Portal, thief: str, is_hydrated: bool) -> None:
    async def talk() -> tuple[str, Heard]:
        token = str(uuid.uuid4())
        async with raw_socket(portal.address, cookie, token) as tab:
            await tab.call(OPEN_ACCOUNT, {})
        async with raw_socket(portal.address, thief, token, is_hydrated) as tab:
            heard = await tab.call(OPEN_ACCOUNT, {})
            return "".join(tab.frames), heard

    cookie, contact = a_session(portal)
    frames, heard = within(talk())
    assert (contact in frames, heard.is_refused) == (False, True)


def test_the_owner_comes_back_to_the_tab_with_the_same_token(portal: Portal) -> None:
    async def talk() -> Heard:
        token = str(uuid.uuid4())
        for _ in range(2):
            async with raw_socket(portal.address, cookie, token) as tab:
                heard = await tab.call(OPEN_ACCOUNT, {})
        return heard

    cookie, contact = a_session(portal)
    assert contact in within(talk()).text


def test_an_open_socket_is_nobodys_once_the_session_ends(portal: Portal) -> None:
    async def talk() -> list[bool]:
        async with raw_socket(portal.address, cookie) as tab:
            before = await tab.call(OPEN_ACCOUNT, {})
            await asyncio.to_thread(sign_out, portal, cookie)
            return [before.is_refused, (await tab.call(OPEN_ACCOUNT, {})).is_refused]

    cookie, _contact = a_session(portal)
    assert within(talk()) == [False, True]


def test_a_forged_header_makes_nobody_somebody(portal: Portal) -> None:
    from ciie_portal.security import hash_token  # noqa: PLC0415

    async def talk() -> Heard:
        async with raw_socket(portal.address, Authorization=f"rx {hash_token(cookie)}") as tab:
            return await tab.call(OPEN_ACCOUNT, {})

    cookie, _contact = a_session(portal)
    assert within(talk()).is_refused is True


@pytest.mark.parametrize("size", [2_000_000, 20_000_000])
def test_a_frame_of_megabytes_ends_at_most_its_own_connection(portal: Portal, size: int) -> None:
    async def talk() -> bool:
        async with raw_socket(portal.address) as tab:
            try:
                await tab.throw("42/_event," + "a" * size)
                await tab.everything_so_far()
            except (AssertionError, ConnectionError, aiohttp.ClientError):
                pass
        async with raw_socket(portal.address) as tab:
            return (await tab.everything_so_far()).changed == {}

    assert within(talk()) is True


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "address",
    [
        "/_upload",
        "/_upload/x",
        "/_all_routes",
        "/auth-codespace",
        "/_event",
        "/_event/?EIO=4&transport=polling",
    ],
)
def test_the_frameworks_doors_are_shut(portal: Portal, address: str, method: str) -> None:
    answer = httpx.request(method, portal.address + address, trust_env=False)
    assert answer.status_code == 404


def test_a_built_page_carries_policy_and_session(portal: Portal) -> None:
    answer = portal.get("/en/")
    policy = answer.headers["content-security-policy"]
    assert (answer.status_code, "unsafe-eval" in policy, "frame-ancestors 'none'" in policy) == (
        200,
        False,
        True,
    )
    assert f"connect-src 'self' ws://localhost:{portal.port};" in policy
    assert answer.headers["cache-control"] == "private, no-cache"
    assert re.fullmatch(
        rf"{COOKIE}=[\w-]{{43}}; Path=/; HttpOnly; SameSite=Lax", answer.headers["set-cookie"]
    )


def test_the_built_pages_speak_to_the_port_that_is_served(portal: Portal) -> None:
    html = portal.get("/en/").text
    scripts = set(re.findall(r"/assets/[\w-]+\.js", html))
    environment = [address for address in scripts if "reflex-env-" in address]
    named = re.findall(r"(?:ws|http)s?://localhost:\d+", portal.get(environment[0]).text)
    assert set(named) == {f"ws://localhost:{portal.port}", f"http://localhost:{portal.port}"}


@pytest.mark.parametrize(
    ("address", "status", "place"),
    [("/en", 308, "/en/"), ("/zh/sign-in?next=/zh/", 308, "/zh/sign-in/?next=/zh/")],
)
def test_a_missing_slash_is_added_here(portal: Portal, address: str, status: int, place: str) -> None:
    answer = portal.get(address)
    assert (answer.status_code, answer.headers["location"]) == (status, place)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "//evil.example/",
        "//evil.example/en",
        "/\\evil.example",
        "/en//evil.example/..",
        "///",
        "/%2f%2fevil.example",
    ],
)
def test_no_target_on_the_wire_leads_to_another_host(portal: Portal, target: str) -> None:
    with socket.create_connection(("127.0.0.1", portal.port), timeout=10) as wire:
        wire.sendall(
            f"GET {target} HTTP/1.1\r\nHost: localhost:{portal.port}\r\nConnection: close\r\n\r\n".encode()
        )
        head = b"".join(iter(lambda: wire.recv(65536), b"")).partition(b"\r\n\r\n")[0].decode("latin-1")
    places = re.findall(r"(?im)^location: *(.*)$", head)
    assert [
        place for place in places if urlsplit(place.strip()).netloc not in ("", f"localhost:{portal.port}")
    ] == []


@pytest.mark.parametrize(
    "address",
    ["/en/nowhere/", "/nowhere", "/en/register/../../../../etc/passwd", "/assets/../../var/keys.json"],
)
def test_an_address_that_is_none_shows_neither_file_nor_trace(portal: Portal, address: str) -> None:
    answer = portal.get(address)
    assert [
        word for word in ("root:", "Traceback", "site-packages", '"current"') if word in answer.text
    ] == []
    assert answer.status_code in (200, 404)


def test_nothing_secret_has_reached_the_log(portal: Portal) -> None:
    cookie, contact = a_session(portal)

    async def talk() -> None:
        async with raw_socket(portal.address, cookie) as tab:
            await tab.call(OPEN_ACCOUNT, {"password": "harbour lantern 48 quilt"})
            await tab.throw('42/_event,["event","harbour lantern 48 quilt"]')

    within(talk())
    assert [word for word in (cookie, contact, "harbour lantern 48 quilt") if word in portal.log] == []
