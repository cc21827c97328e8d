"""The HTTP routes beside the pages, and the front door that picks a language."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ciie_portal import routes as addresses
from ciie_portal.api import files, notifications, papers, session
from ciie_portal.lookups.health import is_database_ready


async def front_door(request: Request) -> Response:
    """`/` goes to the reader's language by what the browser asks for."""
    return RedirectResponse(
        addresses.path(preferred_locale(request.headers.get("accept-language", ""))),
        status_code=302,
        headers={"vary": "accept-language"},
    )


def preferred_locale(header: str) -> str:
    """The first of our languages in an Accept-Language header, by weight; the default if there is none."""
    weighed = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag.lower()))
        except ValueError:
            continue
    for _weight, _place, tag in sorted(weighed):
        if tag.split("-")[0] in addresses.LOCALES:
            return tag.split("-")[0]
    return addresses.DEFAULT_LOCALE


async def health(_request: Request) -> Response:
    is_ready = await run_in_threadpool(is_database_ready)
    return JSONResponse({"database": is_ready}, status_code=200 if is_ready else 503)


def routes() -> Starlette:
    """All of them; the pages are mounted behind."""
    return Starlette(
        routes=[
            Route("/", front_door),
            Route("/api/health", health),
            *session.ROUTES,
            *files.ROUTES,
            *papers.ROUTES,
            *notifications.ROUTES,
        ]
    )
