"""Certificates as files for the printer, and the page for gates: for makers alone, never cached (C30)."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ciie_portal import clock
from ciie_portal.actions.print_certificates import PrintedFile, print_batch, print_one
from ciie_portal.actions.print_count_sheet import print_count_sheet
from ciie_portal.api.callers import actor_from
from ciie_portal.api.files import HEADERS, not_found
from ciie_portal.domain.access import Actor
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.lookups.gate_page import gate_page
from ciie_portal.routes import LOCALES, locale_of
from ciie_portal.wording.rules import sentence

Work = Callable[..., PrintedFile]


async def certificates_of_batch(request: Request) -> Response:
    return await printed(request, print_batch, str(request.path_params["name"]))


async def count_sheet(request: Request) -> Response:
    return await printed(request, print_count_sheet, str(request.path_params["name"]))


async def one_certificate(request: Request) -> Response:
    return await printed(request, print_one, str(request.path_params["serial"]))


async def gate(request: Request) -> Response:
    """One file that works where there is no network."""
    actor = await maker_of(request)
    if actor is None:
        return not_found()
    try:
        html = await run_in_threadpool(gate_page, actor, now=clock.now())
    except (RuleBroken, NotPermitted):
        return not_found()
    saved = {"content-disposition": 'attachment; filename="certificate-check.html"'}
    return Response(html, media_type="text/html", headers={**HEADERS, **saved})


async def printed(request: Request, work: Work, name: str) -> Response:
    """The file; 404 for everybody else, and for what there is not; 409 with the reason where it cannot be."""
    actor = await maker_of(request)
    if actor is None:
        return not_found()
    try:
        file = await run_in_threadpool(work, actor, name, now=clock.now())
    except NotPermitted:
        return not_found()
    except RuleBroken as broken:
        if broken.rule is None or broken.rule is Rule.NOT_FOUND:
            return not_found()
        words = sentence(broken.rule, actor.locale)
        return PlainTextResponse(words, status_code=409, headers=HEADERS)
    saved = {"content-disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type="application/pdf", headers={**HEADERS, **saved})


async def maker_of(request: Request) -> Actor | None:
    """Whoever asks, in the language of the page that asks; nobody where another site does."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        return None
    wanted = request.query_params.get("locale", "")
    locale = wanted if wanted in LOCALES else locale_of("")
    return await run_in_threadpool(actor_from, request, locale)


ROUTES = [
    Route("/api/batches/{name:str}/certificates.pdf", certificates_of_batch, methods=["GET"]),
    Route("/api/batches/{name:str}/count-sheet.pdf", count_sheet, methods=["GET"]),
    Route("/api/certificates/{serial:str}/certificate.pdf", one_certificate, methods=["GET"]),
    Route("/api/gate/certificate-check.html", gate, methods=["GET"]),
]
