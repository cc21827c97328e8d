"""The outermost wrapper: headers on every answer, no cookie for the state, doors that stay shut (C05)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from httpx import Client, Response
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from ciie_portal.api import outer_guard
from ciie_portal.api.outer_guard import OuterGuard, with_opaque_session
from ciie_portal.security import hash_token
from ciie_portal.settings import get_settings
from tests.api.wire import COOKIE, PORTAL, Wire, browser

__all__ = ["browser"]


def directives(answer: Response) -> dict[str, str]:
    parts = answer.headers["content-security-policy"].split("; ")
    return {name: sources for name, _, sources in (part.partition(" ") for part in parts)}


def handshake(*headers: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    """What the application behind the guard sees of a websocket handshake."""
    return list(
        with_opaque_session({"type": "websocket", "path": "/_event/", "headers": list(headers)})["headers"]
    )


def test_the_policy_allows_no_foreign_source_and_no_text_as_code(browser: Client) -> None:
    assert directives(browser.get("/en/")) == {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self' ws://localhost:3000",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }


@pytest.mark.parametrize(
    "address", ["/en/", "/", "/api/health", "/_upload", "/en", "/api/sign-in", "/nowhere"]
)
def test_every_answer_carries_the_security_headers(browser: Client, address: str) -> None:
    headers = browser.get(address).headers
    assert {
        name: headers.get(name) for name in ("x-content-type-options", "x-frame-options", "referrer-policy")
    } == {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
    }
    assert "content-security-policy" in headers
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS", "HEAD"])
@pytest.mark.parametrize(
    "address",
    [
        "/_upload",
        "/_upload/",
        "/_upload/a.pdf",
        "/_all_routes",
        "/auth-codespace",
        "/_event",
        "/_event/?EIO=4&transport=polling",
    ],
)
def test_shut_doors_are_not_found(browser: Client, address: str, method: str) -> None:
    assert browser.request(method, address).status_code == 404


def test_a_door_is_shut_however_it_is_written(browser: Client) -> None:
    written = ["/%5Fupload", "/_upload%2f..", "/_%75pload", "/./_upload", "//_upload", "/_upload;x"]
    assert [browser.get(PORTAL + address).status_code for address in written] == [404] * len(written)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/en", "/en/"),
        ("/zh/sign-in", "/zh/sign-in/"),
        ("/en/register?category=enterprise&code_held=no", "/en/register/?category=enterprise&code_held=no"),
        ("/en//evil.example/x", None),
        ("/en/%0d%0aset-cookie:%20a=b", "/en/%0D%0Aset-cookie:%20a=b/"),
    ],
)
def test_a_missing_slash_is_added_on_the_same_host(browser: Client, address: str, place: str | None) -> None:
    answer = browser.get(PORTAL + address)
    if place is not None:
        assert (answer.status_code, answer.headers["location"]) == (308, place)
    assert not answer.headers.get("location", "/").startswith("//")
    assert "set-cookie: a=b" not in str(answer.headers)


@pytest.mark.parametrize(
    "address", ["//evil.example", "//evil.example/en", "///evil.example/en", "/\\evil.example/en"]
)
def test_no_address_leads_to_another_host(address: str) -> None:
    sent = asyncio.run(raw_get(address))
    assert dict(sent["headers"]).get(b"location", b"").decode() == ""


async def raw_get(path: str, method: str = "GET") -> dict[str, Any]:
    """An address as it stands on the wire, past any client that would tidy it."""
    messages: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [],
        "scheme": "http",
    }
    scope |= {
        "server": ("localhost", 3000),
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "http_version": "1.1",
    }
    await OuterGuard(Starlette())({**scope, "raw_path": path.encode()}, receive, send)
    return next(one for one in messages if one["type"] == "http.response.start")


@pytest.mark.parametrize("path", ["*", "", "/"])
def test_odd_targets_are_answered_and_break_nothing(path: str) -> None:
    assert asyncio.run(raw_get(path, "OPTIONS"))["status"] in (404, 405)


def test_the_first_page_gives_a_browser_a_session_of_its_own(browser: Client) -> None:
    answer = browser.get("/en/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in browser.get("/en/").headers
    browser.cookies.clear()
    assert browser.get("/en/").headers["set-cookie"] != cookie


def test_a_page_that_was_kept_gives_a_session_too() -> None:
    async def unchanged(_request: object) -> PlainTextResponse:
        return PlainTextResponse(status_code=304)

    app = OuterGuard(Starlette(routes=[Route("/en/", unchanged), Route("/assets/a.js", unchanged)]))
    with Client(transport=Wire(app), base_url=PORTAL) as browser:
        assert "set-cookie" not in browser.get("/assets/a.js").headers
        assert browser.get("/en/").headers["set-cookie"].startswith(f"{COOKIE}=")


def test_nothing_but_a_page_gives_a_session(browser: Client) -> None:
    got = [browser.get(address).headers for address in ("/api/health", "/", "/en", "/nowhere")]
    assert ["set-cookie" in headers for headers in got] == [False] * 4
    assert "set-cookie" not in browser.head("/en/").headers


def test_a_page_that_sets_a_session_itself_is_left_alone() -> None:
    async def own(_request: object) -> HTMLResponse:
        return HTMLResponse("", headers={"set-cookie": f"{COOKIE}=mine; Path=/"})

    with Client(
        transport=Wire(OuterGuard(Starlette(routes=[Route("/en/", own)]))), base_url=PORTAL
    ) as browser:
        assert browser.get("/en/").headers.get_list("set-cookie") == [f"{COOKIE}=mine; Path=/"]


def test_the_socket_is_handed_the_hash_and_never_the_cookie() -> None:
    seen = handshake((b"host", b"localhost"), (b"cookie", f"a=b; {COOKIE}=secret".encode()))
    assert seen == [(b"host", b"localhost"), (b"authorization", f"rx {hash_token('secret')}".encode())]


def test_nobody_tells_the_socket_who_he_is() -> None:
    forged = f"rx {hash_token('secret')}".encode()
    assert handshake((b"authorization", forged), (b"Authorization", forged), (b"Cookie", b"a=b")) == []
    seen = handshake((b"authorization", forged), (b"cookie", f"{COOKIE}=mine".encode()))
    assert seen == [(b"authorization", f"rx {hash_token('mine')}".encode())]


@pytest.mark.parametrize(
    "cookie", [b"", b"=", b";;;", b"\xff\xfe", b"ciie_session=", b'ciie_session="', b"a" * 9000]
)
def test_a_broken_cookie_is_no_session(cookie: bytes) -> None:
    assert handshake((b"cookie", cookie)) == []


@pytest.fixture
def built_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A build's script with the addresses baked in as the framework bakes them."""
    monkeypatch.setattr(outer_guard, "BUILT_ASSETS", tmp_path)
    addresses = "EVENT:`ws://localhost:3000/_event`,PING:`http://localhost:3000/ping`"
    (tmp_path / "reflex-env-DxK_1.js").write_text(addresses, encoding="utf-8")
    return "/assets/reflex-env-DxK_1.js"


@pytest.mark.parametrize(
    ("port", "public_url", "told"),
    [
        (3000, "", "EVENT:`ws://localhost:3000/_event`,PING:`http://localhost:3000/ping`"),
        (4711, "", "EVENT:`ws://localhost:4711/_event`,PING:`http://localhost:4711/ping`"),
        (3000, "https://b.example/", "EVENT:`wss://b.example/_event`,PING:`https://b.example/ping`"),
    ],
)
def test_the_pages_speak_to_the_port_in_use_without_a_rebuild(
    browser: Client, built_script: str, monkeypatch: pytest.MonkeyPatch, port: int, public_url: str, told: str
) -> None:
    monkeypatch.setattr(get_settings(), "port", port)
    monkeypatch.setattr(get_settings(), "public_url", public_url)
    answer = browser.get(built_script)
    assert (answer.text, answer.headers["content-type"]) == (told, "text/javascript; charset=utf-8")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["reflex-env-none.js", "reflex-env-..%2f..%2fsecret.js", "reflex-env-.js"])
def test_no_other_file_is_read_for_the_script(browser: Client, built_script: str, name: str) -> None:
    assert browser.get(f"/assets/{name}").status_code == 404


def test_origins_follow_the_port_and_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "port", 4711)
    assert get_settings().origins == ["http://localhost:4711"]
    monkeypatch.setattr(get_settings(), "allowed_origins", "https://a.example/, https://b.example")
    assert get_settings().origins == ["https://a.example", "https://b.example"]


def test_long_answers_flow_through() -> None:
    async def long(_request: object) -> StreamingResponse:
        return StreamingResponse(iter([b"a" * 1000] * 50), media_type="text/html")

    with Client(
        transport=Wire(OuterGuard(Starlette(routes=[Route("/en/", long)]))), base_url=PORTAL
    ) as browser:
        assert len(browser.get("/en/").content) == 50_000


def test_whoever_calls_the_demonstration_by_number_is_led_to_its_name() -> None:
    scope = {"type": "http", "method": "GET", "path": "/zh/check/", "query_string": b"where=mainland"}
    by_number = {**scope, "headers": [(b"host", b"127.0.0.1:3000")]}
    answer = outer_guard.own_answer(by_number)
    assert answer is not None
    assert (answer.status_code, answer.headers["location"]) == (
        307,
        "http://localhost:3000/zh/check/?where=mainland",
    )
    for host in (b"localhost:3000", b"127.0.0.1:3000.evil.example", b"evil.example", b""):
        assert outer_guard.own_answer({**scope, "headers": [(b"host", host)]}) is None
