"""The outermost wrapper of the server: headers, cookies and doors that stay shut (architecture §5).

The browser's session cookie never reaches the state: a websocket is handed the hash of it as an opaque id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ciie_portal.routes import LOCALES
from ciie_portal.security import hash_token, new_token
from ciie_portal.settings import ROOT, get_settings

SHUT = ("/_upload", "/_all_routes", "/auth-codespace", "/_event")  # of HTTP: events come by websocket alone
BUILT_ASSETS = ROOT / ".web" / "build" / "client" / "assets"
ENVIRONMENT_SCRIPT = re.compile(r"^/assets/(reflex-env-[\w-]+\.js)$")
STRIPPED = (b"cookie", b"authorization")


def cookie_name() -> str:
    """The name of the session cookie; the __Host- prefix binds it to this host where there is TLS."""
    return "__Host-ciie_session" if get_settings().is_secure else "ciie_session"


def session_token(headers: Headers) -> str:
    """The raw session token of a request, empty if there is none."""
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    morsel = cookies.get(cookie_name())
    return morsel.value if morsel else ""


def set_session_cookie(response_headers: MutableHeaders, token: str) -> None:
    secure = "; Secure" if get_settings().is_secure else ""
    response_headers.append("set-cookie", f"{cookie_name()}={token}; Path=/; HttpOnly; SameSite=Lax{secure}")


@cache
def security_headers() -> tuple[tuple[str, str], ...]:
    """Sent with every answer. Reflex needs inline scripts; nothing needs eval."""
    settings = get_settings()
    sockets = " ".join(re.sub(r"^http", "ws", origin) for origin in settings.origins)
    policy = "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            f"connect-src 'self' {sockets}",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )
    headers = [
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "camera=(self), microphone=(), geolocation=()"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ]
    if settings.is_secure:
        headers.append(("strict-transport-security", "max-age=31536000"))
    return tuple(headers)


class OuterGuard:
    """ASGI wrapper around pages, sockets and HTTP routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.app(with_opaque_session(scope), receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = own_answer(scope)
        guarded = guarded_send(scope, send)
        if answer is not None:
            await answer(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)


def with_opaque_session(scope: Scope) -> Scope:
    """The same handshake without cookie and authorization, and with the hashed session in their place."""
    token = session_token(Headers(scope=scope))
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in STRIPPED]
    if token:
        headers.append((b"authorization", f"rx {hash_token(token)}".encode()))
    return {**scope, "headers": headers}


def own_answer(scope: Scope) -> Response | None:
    """What the guard answers itself: shut doors, the environment script, addresses without a final slash."""
    address: str = scope["path"]
    if address.startswith(SHUT):
        return PlainTextResponse("Not found", status_code=404)
    script = ENVIRONMENT_SCRIPT.match(address)
    if script:
        return environment_script(BUILT_ASSETS / script[1])
    if (address == "/" or is_page(address)) and is_same_machine(Headers(scope=scope).get("host", "")):
        query = scope["query_string"].decode("latin-1")
        target = get_settings().public_address + address + (f"?{query}" if query else "")
        return RedirectResponse(target, status_code=307)
    lacks_slash = is_page(address) and not address.endswith("/") and "." not in address
    if lacks_slash and scope["method"] in ("GET", "HEAD"):
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{address}/" + (f"?{query}" if query else ""), status_code=308)
    return None


def is_same_machine(host: str) -> bool:
    """The demonstration called by number: sockets and cookies belong to its one name, localhost."""
    settings = get_settings()
    return not settings.public_url and host == f"127.0.0.1:{settings.port}"


def is_page(address: str) -> bool:
    return address.partition("/")[2].partition("/")[0] in LOCALES


def environment_script(file: Path) -> Response:
    """The built script that names the server's address, with the one in use now: no rebuild for a port."""
    if not file.is_file():
        return PlainTextResponse("Not found", status_code=404)
    built = file.read_text(encoding="utf-8")
    address = get_settings().public_address
    socket = re.sub(r"^http", "ws", address)
    text = built.replace("http://localhost:3000", address).replace("ws://localhost:3000", socket)
    return Response(text, media_type="text/javascript", headers={"cache-control": "no-cache"})


def guarded_send(scope: Scope, send: Send) -> Send:
    """Adds the security headers, and an anonymous session to the first page of a browser that has none."""
    is_new = not session_token(Headers(scope=scope))

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in security_headers():
                headers.setdefault(name, value)
            if is_new and wants_session(scope, message["status"], headers):
                set_session_cookie(headers, new_token())
                headers["cache-control"] = "private, no-cache"  # nobody else may be given this cookie
        await send(message)

    return guarded


def wants_session(scope: Scope, status: int, headers: Headers) -> bool:
    """Whether this answer is a page, fresh or unchanged since it was kept, and sets no session of its own."""
    is_html = headers.get("content-type", "").startswith("text/html")
    shows_page = is_html or (status == 304 and is_page(scope["path"]))
    return shows_page and scope["method"] == "GET" and not sets_cookie(headers.getlist("set-cookie"))


def sets_cookie(cookies: Iterable[str]) -> bool:
    return any(cookie.startswith(f"{cookie_name()}=") for cookie in cookies)
