"""Scans of a business licence: a picture is stored re-encoded, a PDF only if nothing in it acts (C29)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.gateways.pictures import check_size, encode, read_picture
from ciie_portal.settings import get_settings

LARGEST = (2400, 2400)
END_WITHIN = 2048  # bytes from the end in which a PDF says that it ends
# A name may be written with #xx escapes; they are undone before looking.
ACTING = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|RichMedia|XFA|SubmitForm|ImportData)\b")
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
        picture = read_picture(content)
    except RuleBroken as broken:
        if broken.rule is Rule.FILE_NOT_A_PICTURE:
            raise RuleBroken(Rule.FILE_NOT_A_LICENCE) from None
        raise
    picture.thumbnail(LARGEST, Image.Resampling.LANCZOS, reducing_gap=2.0)
    stored = encode(picture)
    return CheckedLicence(stored.content, stored.media_type, stored.width, stored.height)


def check_pdf(content: bytes) -> None:
    """Whole, and without scripts, launches, attachments or actions in what can be read of it."""
    if b"%%EOF" not in content[-END_WITHIN:]:
        raise RuleBroken(Rule.FILE_UNREADABLE)
    plain = ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)
    if ACTING.search(plain):
        raise RuleBroken(Rule.FILE_ACTS)
