"""What a gate needs to check codes without a network, and the check itself (C37)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.entry_code import (
    CodeUnreadable,
    GateFacts,
    Verdict,
    edition_mark,
    edition_over_at,
    judge,
    read,
)
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.security import is_signed, public_keys
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import batches, editions
from ciie_portal.store.tables import Edition


class GateFileUnreadable(Exception):
    """A file of keys or of void serials that is none of ours."""


@dataclass(frozen=True)
class Gate:
    """The keys that sign for an edition, and the serials that were void when the list was made."""

    edition: bytes
    over_at: datetime
    keys: Mapping[int, bytes]
    revoked: frozenset[str]
    listed_at: datetime


def keys_file(actor: Actor, edition_code: str = "", *, now: datetime) -> dict[str, Any]:
    """Public keys and edition, to be given to anybody. Without a code: the running edition. NOT_FOUND."""
    _may_export(actor)
    edition = _edition(edition_code, now)
    return {
        "edition": edition.code,
        "name_zh": edition.name_zh,
        "name_en": edition.name_en,
        "mark": edition_mark(edition.code).hex(),
        "over_at": edition_over_at(edition.ends_on).isoformat(),
        "keys": {str(key_id): b64encode(key).decode() for key_id, key in public_keys().items()},
    }


def revoked_file(actor: Actor, edition_code: str = "", *, now: datetime) -> dict[str, Any]:
    """Serials of void certificates, as of now. NOT_FOUND."""
    _may_export(actor)
    edition = _edition(edition_code, now)
    with reading() as session:
        serials = list(batches.no_longer_good(session, edition.id))
    return {"edition": edition.code, "made_at": now.isoformat(timespec="seconds"), "revoked": serials}


def gate_from(keys: Any, revoked: Any) -> Gate:
    """From the content of the two files. Raises GateFileUnreadable."""
    try:
        gate = Gate(
            edition=bytes.fromhex(keys["mark"]),
            over_at=datetime.fromisoformat(keys["over_at"]),
            keys={int(key_id): b64decode(key, validate=True) for key_id, key in keys["keys"].items()},
            revoked=frozenset(serials_of(revoked["revoked"])),
            listed_at=datetime.fromisoformat(revoked["made_at"]),
        )
        same = keys["edition"] == revoked["edition"]
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise GateFileUnreadable(str(wrong)) from None
    if not same:
        raise GateFileUnreadable("keys and void serials are of different editions")
    if gate.over_at.tzinfo is None or gate.listed_at.tzinfo is None:
        raise GateFileUnreadable("a time without its zone")
    return gate


def serials_of(listed: Any) -> list[str]:
    """A list of serials and nothing else: a text would be a list of its letters. Raises ValueError."""
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise ValueError("the void serials are no list")
    return listed


def check_code(text: str, gate: Gate, entries: Mapping[str, datetime], now: datetime) -> tuple[Verdict, str]:
    """The verdict and the serial (empty where none can be believed); asks nobody."""
    try:
        code, signature = read(text)
    except CodeUnreadable:
        return Verdict.UNREADABLE, ""
    key = gate.keys.get(code.key_id)
    if key is None:
        return Verdict.UNKNOWN_KEY, ""
    if not is_signed(key, signature, code.body):
        return Verdict.ALTERED, ""
    return judge(code, GateFacts(gate.edition, gate.over_at, gate.revoked, entries), now), code.serial


def _may_export(actor: Actor) -> None:
    """Makers on the page; on the command line whoever runs the server."""
    if not actor.may(Permission.ADMINISTER):
        require(actor, Permission.MAKE_CERTIFICATES)


def _edition(code: str, now: datetime) -> Edition:
    with reading() as session:
        edition = editions.edition_by_code(session, code) if code else editions.running(session, now)
    if edition is None:
        raise RuleBroken(Rule.NOT_FOUND)
    return edition
