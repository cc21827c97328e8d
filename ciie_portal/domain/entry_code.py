"""The code in a certificate's QR: what it says, how it is written, and when a gate lets somebody in (C37).

It names the certificate and nobody: version, key, edition, serial, instant, flags, then a signature.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from ciie_portal.domain.edition import CHINA_STANDARD_TIME
from ciie_portal.domain.reference import ALPHABET, Prefix, is_reference

PREFIX = "CIIE1:"
VERSION = 1
BODY = struct.Struct(">BH4s5sIB")  # 17 bytes
SIGNATURE_BYTES = 64
MARK_BYTES = 4
REISSUED = 1  # flag: made in the place of a lost or spoiled one
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CLOCK_TOLERANCE = timedelta(minutes=10)
_LONGEST = 200


class CodeUnreadable(Exception):
    """The text is no code of a certificate."""


class Verdict(StrEnum):
    """What a gate is told; only GOOD opens it."""

    GOOD = "good"
    UNREADABLE = "unreadable"
    UNKNOWN_KEY = "unknown_key"
    ALTERED = "altered"
    OTHER_EDITION = "other_edition"
    MADE_LATER = "made_later"  # than now: the clock here is slow
    EDITION_OVER = "edition_over"
    REVOKED = "revoked"
    SECOND_ENTRY = "second_entry"


@dataclass(frozen=True)
class EntryCode:
    """What is signed. `edition`: its mark; `made_at`: whole seconds."""

    key_id: int
    edition: bytes
    serial: str
    made_at: datetime
    flags: int = 0

    @property
    def body(self) -> bytes:
        return BODY.pack(
            VERSION,
            self.key_id,
            self.edition,
            _packed(self.serial),
            int(self.made_at.timestamp()),
            self.flags,
        )


@dataclass(frozen=True)
class GateFacts:
    """What a gate knows. `entries`: serials that were let in already, and when."""

    edition: bytes
    over_at: datetime
    revoked: frozenset[str]
    entries: Mapping[str, datetime]


def edition_mark(code: str) -> bytes:
    """Four bytes that stand for an edition."""
    return sha256(code.encode()).digest()[:MARK_BYTES]


def edition_over_at(ends_on: date) -> datetime:
    """The end of the last day in China."""
    end = datetime(ends_on.year, ends_on.month, ends_on.day, tzinfo=CHINA_STANDARD_TIME)
    return (end + timedelta(days=1)).astimezone(UTC)


def written(body: bytes, signature: bytes) -> str:
    """The text of the QR: capitals, digits and a few signs; it stays small and any scanner types it."""
    return PREFIX + to_base45(body + signature)


def read(text: str) -> tuple[EntryCode, bytes]:
    """The code and its signature, which nobody has checked yet. Raises CodeUnreadable."""
    typed = text.strip().upper()
    if len(typed) > _LONGEST or not typed.startswith(PREFIX):
        raise CodeUnreadable
    content = from_base45(typed[len(PREFIX) :])
    if len(content) != BODY.size + SIGNATURE_BYTES:
        raise CodeUnreadable
    version, key_id, edition, serial, seconds, flags = BODY.unpack(content[: BODY.size])
    if version != VERSION:
        raise CodeUnreadable
    made_at = datetime.fromtimestamp(seconds, UTC)
    return EntryCode(key_id, edition, _unpacked(serial), made_at, flags), content[BODY.size :]


def judge(code: EntryCode, gate: GateFacts, now: datetime) -> Verdict:
    """A code whose signature is right: may its holder come in?"""
    if code.edition != gate.edition:
        return Verdict.OTHER_EDITION
    if not is_reference(code.serial, Prefix.CERTIFICATE) or code.serial in gate.revoked:
        return Verdict.REVOKED
    if code.made_at > now + CLOCK_TOLERANCE:
        return Verdict.MADE_LATER
    if now >= gate.over_at:
        return Verdict.EDITION_OVER
    return Verdict.SECOND_ENTRY if code.serial in gate.entries else Verdict.GOOD


def _packed(serial: str) -> bytes:
    """CT- and eight characters of five bits each."""
    number = 0
    for character in serial.removeprefix(f"{Prefix.CERTIFICATE}-"):
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number.to_bytes(5)


def _unpacked(packed: bytes) -> str:
    number, characters = int.from_bytes(packed), []
    for _place in range(8):
        number, rest = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[rest])
    return f"{Prefix.CERTIFICATE}-{''.join(reversed(characters))}"


def to_base45(content: bytes) -> str:
    """RFC 9285: two bytes become three characters."""
    characters = []
    for start in range(0, len(content), 2):
        pair = content[start : start + 2]
        number = int.from_bytes(pair)
        for _place in range(3 if len(pair) == 2 else 2):
            number, rest = divmod(number, 45)
            characters.append(BASE45[rest])
    return "".join(characters)


def from_base45(text: str) -> bytes:
    """Raises CodeUnreadable for anything that `to_base45` does not write."""
    content = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        number = sum(_value(character) * 45**place for place, character in enumerate(group))
        length = len(group) - 1
        if length == 0 or number >= 256**length:
            raise CodeUnreadable
        content += number.to_bytes(length)
    return bytes(content)


def _value(character: str) -> int:
    value = BASE45.find(character)
    if value < 0:
        raise CodeUnreadable
    return value
