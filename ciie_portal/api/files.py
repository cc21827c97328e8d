"""Photos and licence scans: taken in and given out by routes of our own (rules.md section 3; C29, C30).

The body is counted while it arrives, so that nothing larger than allowed is ever held.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from ciie_portal import clock
from ciie_portal.actions.keep_file import keep_file, read_file
from ciie_portal.api.callers import actor_from, is_own_page
from ciie_portal.domain.access import Permission
from ciie_portal.domain.errors import FieldProblem, NotPermitted, Rule, RuleBroken
from ciie_portal.settings import get_settings
from ciie_portal.wording.rules import problem_sentence

ENVELOPE = 16 * 1024  # bytes of a multipart body beside the file itself
MEGABYTE = 1024 * 1024
HEADERS = {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox",
}


async def take_file(request: Request) -> Response:
    """Answers {"file", "width", "height"}, or 422 {"problem", "rule"} in the page's language."""
    kind = str(request.path_params["kind"])
    if kind not in ("photo", "licence"):
        return not_found()
    if not is_own_page(request):
        return PlainTextResponse("Refused", status_code=403, headers=HEADERS)
    locale = "zh" if request.headers.get("accept-language", "zh").lower().startswith("zh") else "en"
    actor = await run_in_threadpool(actor_from, request, locale)
    if not actor.may(Permission.OWN_UNIT):
        return refusal(RuleBroken(Rule.SIGN_IN_FIRST), locale, status=401)
    try:
        content = await file_in(request, most_bytes(kind))
        person = request.query_params.get("person", "")
        kept = await run_in_threadpool(keep_file, actor, kind, person, content, clock.now())
    except RuleBroken as broken:
        return not_found() if broken.rule is Rule.NOT_FOUND else refusal(broken, locale)
    except ClientDisconnect:
        return PlainTextResponse("", status_code=400)
    answer = {"file": kept.key, "width": kept.width, "height": kept.height}
    return JSONResponse(answer, headers=HEADERS)


async def give_file(request: Request) -> Response:
    """For the owner, and for staff whose scope covers it; everything else was not found."""
    actor = await run_in_threadpool(actor_from, request, "en")
    try:
        file = await run_in_threadpool(read_file, actor, str(request.path_params["key"]), clock.now())
    except (RuleBroken, NotPermitted):
        return not_found()
    kind = "attachment" if file.media_type == "application/pdf" else "inline"
    name = "licence.pdf" if kind == "attachment" else "picture.jpg"
    disposition = {"content-disposition": f'{kind}; filename="{name}"'}
    return Response(file.content, media_type=file.media_type, headers={**HEADERS, **disposition})


def most_bytes(kind: str) -> int:
    settings = get_settings()
    return settings.photo_max_bytes if kind == "photo" else settings.licence_max_bytes


async def file_in(request: Request, most: int) -> bytes:
    """The one file of the form. Raises FILE_TOO_LARGE as soon as that is certain, FILE_UNREADABLE."""
    body = await bounded_body(request, most)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        form = await Request(request.scope, receive).form(max_files=1, max_fields=4)
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
        await form.close()
    except (MultiPartException, HTTPException, ValueError):
        raise RuleBroken(Rule.FILE_UNREADABLE) from None
    if not content:
        raise RuleBroken(Rule.FILE_UNREADABLE)
    return content


async def bounded_body(request: Request, most: int) -> bytes:
    """The body, never more of it than a file of the largest size needs."""
    declared = request.headers.get("content-length", "0")
    room = most + ENVELOPE
    if declared.isdigit() and int(declared) > room:
        raise too_large(int(declared), most)
    pieces: list[bytes] = []
    length = 0
    async for piece in request.stream():
        length += len(piece)
        if length > room:
            raise too_large(length, most)
        pieces.append(piece)
    return b"".join(pieces)


def too_large(size: int, most: int) -> RuleBroken:
    facts = {"size": f"{size / MEGABYTE:.1f}", "most": f"{most / MEGABYTE:g}"}
    return RuleBroken(Rule.FILE_TOO_LARGE, **facts)


def refusal(broken: RuleBroken, locale: str, status: int = 422) -> Response:
    """What is wrong, in words, and as the rule's name."""
    rule = broken.rule or broken.problems[0].rule
    problem = broken.problems[0] if broken.problems else FieldProblem("", rule, broken.facts)
    answer = {"problem": problem_sentence(problem, locale), "rule": rule.value}
    return JSONResponse(answer, status_code=status, headers=HEADERS)


def not_found() -> Response:
    return PlainTextResponse("Not found", status_code=404, headers=HEADERS)


ROUTES = [
    Route("/api/files/{kind:str}", take_file, methods=["POST"]),
    Route("/api/files/{key:str}", give_file, methods=["GET"]),
]
