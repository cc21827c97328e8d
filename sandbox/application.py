"""The stand-in as one web application."""

from __future__ import annotations

from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox import authenticator, cashier, hosted_page, mailbox
from sandbox.html import PLACES, both, page
from sandbox.switches import TITLES, Switches, as_dict, changed
from sandbox.world import World


async def index(request: Request) -> Response:
    locale = "en" if request.query_params.get("lang") == "en" else "zh"
    links = "".join(
        f'<li><a href="{address}?lang={locale}">{escape(both(english, chinese, locale))}</a></li>'
        for address, english, chinese in PLACES
    )
    return page(locale, both("Stand-ins", "模拟环境", locale), f"<ul>{links}</ul>")


async def show_switches(request: Request) -> Response:
    world: World = request.app.state.world
    locale = "en" if request.query_params.get("lang") == "en" else "zh"
    present = as_dict(world.switches)
    rows = "".join(switch_row(name, present[name], both(*TITLES[name], locale)) for name in TITLES)
    save = both("Set the switches", "保存", locale)
    press = f'<div class="row"><button class="go">{save}</button></div>'
    body = f'<form method="post" action="?lang={locale}">{rows}{press}</form>'
    open_ones = world.books.all("checkout")[::-1][:20]
    stray = "".join(
        '<form method="post" action="/stray-payment">'
        f'<input type="hidden" name="checkout" value="{row["id"]}">'
        f"<p>{escape(row['reference'])} · {escape(row['status'])} "
        f"<button>{both('Pay once more', '再次支付', locale)}</button></p></form>"
        for row in open_ones
    )
    return page(locale, both("Switches", "故障开关", locale), body + stray)


def switch_row(name: str, value: bool | int, title: str) -> str:
    if isinstance(value, bool):
        box = f'<input type="checkbox" name="{name}"{" checked" if value else ""}>'
    else:
        box = f'<input type="number" min="0" max="3600" name="{name}" value="{value}">'
    return f"<label>{box} {escape(title)}</label>"


async def set_switches(request: Request) -> Response:
    """A form sets all of them: a box that is not ticked is not sent."""
    world: World = request.app.state.world
    given = await request.form(max_files=0, max_fields=40)
    world.switches = changed(Switches(), dict(given))
    locale = "en" if request.query_params.get("lang") == "en" else "zh"
    return RedirectResponse(f"/switches?lang={locale}", status_code=303)


async def switches_as_json(request: Request) -> Response:
    """A POST changes the named ones and refuses unknown ones; `{"reset": true}` first turns all off."""
    world: World = request.app.state.world
    if request.method == "POST":
        try:
            wanted = await request.json()
        except ValueError:
            wanted = None
        if not isinstance(wanted, dict) or set(wanted) - set(TITLES) - {"reset"}:
            return JSONResponse({"error": f"an object with some of {sorted(TITLES)}"}, status_code=400)
        world.switches = changed(Switches() if wanted.get("reset") else world.switches, wanted)
    return JSONResponse(as_dict(world.switches))


async def health(_request: Request) -> Response:
    return JSONResponse({"stand_in": True})


def application(world: World) -> Starlette:
    app = Starlette(
        routes=[
            Route("/", index),
            Route("/health", health),
            Route("/switches", show_switches),
            Route("/switches", set_switches, methods=["POST"]),
            Route("/switches.json", switches_as_json, methods=["GET", "POST"]),
            *cashier.ROUTES,
            *hosted_page.ROUTES,
            *mailbox.ROUTES,
            *authenticator.ROUTES,
        ]
    )
    app.state.world = world
    return app
