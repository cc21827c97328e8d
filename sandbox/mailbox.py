"""Every SMS and email that the demonstration sends, newest first."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import escape
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.books import Row, new_id
from sandbox.html import both, page
from sandbox.signing import read_call, sign_answer
from sandbox.world import World

SHOWN = 200
BEIJING = timezone(timedelta(hours=8))
MOST_BYTES = 64 * 1024


async def sms_interface(request: Request) -> Response:
    world: World = request.app.state.world
    return sign_answer(world.sms_secret, request, await take_sms(request, world))


async def take_sms(request: Request, world: World) -> Response:
    """The SMS provider's interface; the same key is taken once."""
    raw = await read_call(request, world.sms_secret, MOST_BYTES)
    if raw is None:
        return JSONResponse({"error": "signature"}, status_code=401)
    if world.switches.sms_fails_for_now:
        return JSONResponse({"error": "busy"}, status_code=503)
    if world.switches.sms_fails_for_good:
        return JSONResponse({"error": "this number cannot be reached"}, status_code=422)
    try:
        given = json.loads(raw)
        to, text = str(given["to"]), str(given["text"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return JSONResponse({"error": "to and text"}, status_code=400)
    key = request.headers.get("idempotency-key") or new_id("sms")
    known = world.books.get("message", f"sms-{key}")
    if known is None:
        known = keep(world, f"sms-{key}", "sms", to, "", text)
    elif (known["to"], known["text"]) != (to, text):
        return JSONResponse({"error": "this key was used for another message"}, status_code=409)
    return JSONResponse({"id": known["id"]}, status_code=201)


def keep(world: World, message_id: str, channel: str, to: str, subject: str, text: str) -> Row:
    row = {
        "id": message_id,
        "channel": channel,
        "to": to,
        "subject": subject,
        "text": text,
        "at": time.time(),
    }
    return world.books.put("message", row)


class MailIn:
    """The handler of the SMTP server. A message that comes again under its id is kept once."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.world.switches.mail_fails_for_now:
            return "451 Try again later"
        if self.world.switches.mail_fails_for_good:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message: EmailMessage = message_from_bytes(content, policy=default)  # type: ignore[assignment]
        body: Any = message.get_body(preferencelist=("plain",))
        try:
            text = body.get_content().replace("\r\n", "\n") if body is not None else ""
        except (LookupError, UnicodeError):
            text = ""  # a character set that nobody knows
        message_id = str(message.get("Message-ID", new_id("mail")))
        for to in envelope.rcpt_tos:
            row_id = f"email-{message_id}-{to}"
            if self.world.books.get("message", row_id) is None:
                keep(self.world, row_id, "email", to, str(message.get("Subject", "")), text)
        return "250 Kept"


def beijing(at: float) -> str:
    return datetime.fromtimestamp(at, BEIJING).strftime("%m-%d %H:%M:%S")


def newest(world: World, to: str) -> list[Row]:
    rows = world.books.where("message", "to", to) if to else world.books.all("message")
    return rows[::-1][:SHOWN]


async def show(request: Request) -> Response:
    world: World = request.app.state.world
    locale = "en" if request.query_params.get("lang") == "en" else "zh"
    to = request.query_params.get("to", "").strip().replace(" ", "+")
    rows = "".join(
        f"<tr><td>{escape(beijing(row['at']))}</td><td>{escape(row['to'])}</td>"
        f"<td><b>{escape(row['subject'])}</b><pre>{escape(row['text'])}</pre></td></tr>"
        for row in newest(world, to)
    )
    nothing = both("Nothing was sent yet.", "暂无消息。", locale)
    search = (
        f'<form><input type="hidden" name="lang" value="{locale}"><label>{both("To", "收件人", locale)} '
        f'<input type="text" name="to" value="{escape(to)}"></label></form>'
    )
    body = search + (f"<table>{rows}</table>" if rows else f"<p>{nothing}</p>")
    return page(locale, both("Messages sent", "已发送的短信与邮件", locale), body, refresh=10)


async def as_json(request: Request) -> Response:
    world: World = request.app.state.world
    return JSONResponse({"messages": newest(world, request.query_params.get("to", ""))})


ROUTES = [
    Route("/sms/messages", sms_interface, methods=["POST"]),
    Route("/mailbox", show),
    Route("/mailbox.json", as_json),
]
