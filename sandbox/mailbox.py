"""Every SMS and email that the portal sends in the demonstration, kept to be looked at."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.ledger import Entry, Ledger
from sandbox.switches import Switches


@dataclass
class Message:
    """One SMS or email as its recipient sees it; `copies` counts how often it came under the same key."""

    id: str
    channel: str  # sms, email
    to: str
    subject: str
    text: str
    key: str  # the sender's idempotency key, or the Message-ID
    at: int = 0
    copies: int = 1


class KeyReused(Exception):
    """The same key with another text or recipient."""


class Mailbox:
    """A message that comes twice under one key is one message."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.messages: list[Message] = []
        self.by_key: dict[tuple[str, str], Message] = {}
        self.by_recipient: dict[str, list[Message]] = {}
        for line in ledger.entries():
            self._enter(line)

    def receive(self, channel: str, to: str, subject: str, text: str, key: str) -> Message:
        """Raises KeyReused."""
        known = self.by_key.get((channel, key)) if key else None
        if known is not None:
            if (known.to, known.text) != (to, text):
                raise KeyReused(key)
            self._enter(self.ledger.add("again", channel=channel, key=key))
            return known
        message = Message(f"{channel}_{secrets.token_hex(8)}", channel, to, subject, text, key)
        self._enter(self.ledger.add("message", facts=asdict(message)))
        return self.messages[-1]

    def newest_first(self, to: str = "", most: int = 200) -> list[Message]:
        """Those of one recipient, or of every recipient that contains the text."""
        wanted = to.strip()
        if not wanted:
            return self.messages[: -most - 1 : -1]
        exact = self.by_recipient.get(wanted)
        if exact is not None:
            return exact[: -most - 1 : -1]
        return [one for one in reversed(self.messages) if wanted.lower() in one.to.lower()][:most]

    def _enter(self, line: Entry) -> None:
        if line["entry"] == "again":
            self.by_key[(line["channel"], line["key"])].copies += 1
            return
        message = Message(**{**line["facts"], "at": line["at"]})
        self.messages.append(message)
        self.by_recipient.setdefault(message.to, []).append(message)
        if message.key:
            self.by_key[(message.channel, message.key)] = message


class MailServer:
    """What the SMTP server does with a letter; the switches may refuse the recipient."""

    def __init__(self, mailbox: Mailbox, switches: Switches) -> None:
        self.mailbox, self.switches = mailbox, switches

    async def handle_RCPT(  # noqa: N802 - the server calls it by this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.switches.mail == "temporary":
            return "451 4.3.0 try again later"
        if self.switches.mail == "permanent":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        letter = message_from_bytes(raw, policy=policy.default)
        for recipient in envelope.rcpt_tos:
            key = f"{letter.get('Message-ID', '')} {recipient}".strip()
            try:
                self.mailbox.receive("email", recipient, str(letter.get("Subject", "")), text_of(letter), key)
            except KeyReused:
                return "554 5.6.0 the same Message-ID with another text"
        return "250 OK"


def text_of(letter: EmailMessage) -> str:
    """The plain text of a letter; a letter without one shows nothing."""
    part = letter.get_body(preferencelist=("plain",))
    try:
        return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
    except (LookupError, ValueError):
        return ""


def as_json(messages: list[Message]) -> bytes:
    return json.dumps({"messages": [asdict(one) for one in messages]}, ensure_ascii=False).encode()
