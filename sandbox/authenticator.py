"""The authenticator of the demonstration staff: their six digits of this half minute."""

from __future__ import annotations

import json
import time
from html import escape

import pyotp
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.books import Row
from sandbox.html import both, page
from sandbox.world import World

FILE = "authenticator.json"
PERIOD = 30


def staff(world: World) -> list[Row]:
    """`login`, `who` and `secret` of each, as the demonstration's seed wrote them."""
    try:
        written = json.loads((world.books.directory / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    rows = written if isinstance(written, list) else []
    return [one for one in rows if isinstance(one, dict) and is_usable(one)]


def is_usable(one: Row) -> bool:
    """Whether it has all three, and the secret gives codes."""
    try:
        pyotp.TOTP(one["secret"]).now()
        return isinstance(one["login"], str) and isinstance(one["who"], str)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


async def show(request: Request) -> Response:
    world: World = request.app.state.world
    locale = "en" if request.query_params.get("lang") == "en" else "zh"
    rows = "".join(
        f"<tr><td>{escape(one['login'])}</td><td>{escape(one['who'])}</td>"
        f"<td><code>{pyotp.TOTP(one['secret']).now()}</code></td></tr>"
        for one in staff(world)
    )
    left = PERIOD - int(time.time()) % PERIOD
    note = both(f"These codes are valid for another {left} seconds.", f"以下口令还有{left}秒失效。", locale)
    nothing = both("No staff yet.", "暂无工作人员。", locale)
    body = f"<p>{note}</p><table>{rows}</table>" if rows else f"<p>{nothing}</p>"
    return page(locale, both("Authenticator", "动态口令", locale), body, refresh=min(left + 1, 5))


async def as_json(request: Request) -> Response:
    world: World = request.app.state.world
    return JSONResponse({one["login"]: pyotp.TOTP(one["secret"]).now() for one in staff(world)})


ROUTES = [Route("/authenticator", show), Route("/authenticator.json", as_json)]
