"""Scans of a business licence: a picture is stored re-encoded, a PDF only if nothing in it acts (C29)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.gateways.pictures import check_size, encode, read_picture
from ciie_portal.settings import get_settings

LARGEST = (2400, 2400)
END_WITHIN = 2048  # bytes from the end in which a PDF says that it ends
# A name may be written with #xx escapes; they are undone before looking. Names of two or three letters
# are not looked for: scans hold them by chance, and what they lead to has one of the long names.
ACTING = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")
LOCKED = re.compile(rb"/Encrypt\b")
STREAM = re.compile(rb"stream\r?\n")
MOST_UNPACKED = 16 * 1024 * 1024  # bytes of all packed objects of one file together
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class CheckedLicence:
    """What is stored; width and height are 0 for a PDF."""

    content: bytes
    media_type: str
    width: int = 0
    height: int = 0


def check_licence(content: bytes) -> CheckedLicence:
    """Raises FILE_TOO_LARGE, FILE_NOT_A_LICENCE, FILE_UNREADABLE, FILE_ACTS."""
    check_size(content, get_settings().licence_max_bytes)
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return CheckedLicence(content, "application/pdf")
    try:
        picture = read_picture(content, LARGEST)
    except RuleBroken as broken:
        if broken.rule is Rule.FILE_NOT_A_PICTURE:
            raise RuleBroken(Rule.FILE_NOT_A_LICENCE) from None
        raise
    picture.thumbnail(LARGEST, Image.Resampling.LANCZOS, reducing_gap=2.0)
    stored = encode(picture)
    return CheckedLicence(stored.content, stored.media_type, stored.width, stored.height)


def check_pdf(content: bytes) -> None:
    """Whole, no password, and no scripts, launches, attachments or forms, packed objects included."""
    if b"%%EOF" not in content[-END_WITHIN:] or LOCKED.search(unescaped(content)):
        raise RuleBroken(Rule.FILE_UNREADABLE)
    for part in (content, *packed_objects(content)):
        if ACTING.search(unescaped(part)):
            raise RuleBroken(Rule.FILE_ACTS)


def unescaped(part: bytes) -> bytes:
    return ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)


def packed_objects(content: bytes) -> Iterator[bytes]:
    """What is in the deflated streams, if objects may be packed there. Raises FILE_UNREADABLE for a bomb."""
    if b"/ObjStm" not in unescaped(content):
        return
    left = MOST_UNPACKED
    for found in STREAM.finditer(content):
        try:
            unpacked = zlib.decompressobj().decompress(content[found.end() :], left)
        except zlib.error:
            continue
        left -= len(unpacked)
        if left <= 0:
            raise RuleBroken(Rule.FILE_UNREADABLE)
        yield unpacked
