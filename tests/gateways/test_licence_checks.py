"""Scans of a licence: stored from their pixels, or a PDF in which nothing acts (C29)."""

from __future__ import annotations

import zlib

import pytest

from ciie_portal.domain.errors import Rule
from ciie_portal.gateways.licences import check_licence
from tests.gateways.attacks import HTML, MEGABYTE, broken, picture


def pdf(inside: bytes = b"", version: bytes = b"1.7") -> bytes:
    return (
        b"%PDF-"
        + version
        + b"\n1 0 obj\n<< /Type /Catalog "
        + inside
        + b" >>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    )


def test_a_scan_in_a_pdf_is_stored_as_it_is() -> None:
    scan = pdf(b"/OpenAction [3 0 R /Fit]") + b"\n%%EOF"
    stored = check_licence(scan)
    assert (stored.content, stored.media_type) == (scan, "application/pdf")


def test_a_scan_is_not_refused_for_what_its_pixels_happen_to_spell() -> None:
    pixels = b"stream\n\x01/JS \x02/AA \x03/S /JSx\nendstream"
    assert check_licence(pdf(pixels)).media_type == "application/pdf"


def test_a_licence_that_is_a_picture_is_stored_from_its_pixels() -> None:
    stored = check_licence(picture("PNG", (3000, 4000)) + HTML)
    assert (stored.media_type, stored.width, stored.height) == ("image/jpeg", 1800, 2400)


@pytest.mark.parametrize(
    "inside",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /Java#53cript /JS (app.alert(1)) >>",
        b"/#4a#61vaScript 4 0 R",
        b"/A << /S /Launch /F (cmd.exe) >>",
        b"/Names << /EmbeddedFiles 5 0 R >>",
        b"/Type /Filespec /EF << /F 6 0 R >> /EmbeddedFile",
        b"/Subtype /RichMedia",
        b"/AcroForm << /XFA 7 0 R >>",
        b"/A << /S /SubmitForm >>",
    ],
)
def test_a_pdf_that_acts_is_refused(inside: bytes) -> None:
    assert broken("licence", pdf(inside)) == (Rule.FILE_ACTS, {})


def packed(objects: bytes) -> bytes:
    return (
        b">>\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n"
        + zlib.compress(objects)
        + b"\nendstream\n<<"
    )


def test_a_script_that_is_packed_away_is_found() -> None:
    assert broken("licence", pdf(packed(b"<< /S /JavaScript /JS (x) >>"))) == (Rule.FILE_ACTS, {})
    assert check_licence(pdf(packed(b"<< /Type /Page >>"))).media_type == "application/pdf"


def test_a_bomb_in_a_pdf_is_refused() -> None:
    assert broken("licence", pdf(packed(bytes(64 * MEGABYTE)))) == (Rule.FILE_UNREADABLE, {})


@pytest.mark.parametrize(
    "content", [b"%PDF-", pdf()[:-7], pdf(b"/Encrypt 9 0 R"), b"%PDF-1.7\n%%EOF" + bytes(5000)]
)
def test_a_pdf_that_is_cut_or_locked_is_refused(content: bytes) -> None:
    assert broken("licence", content) == (Rule.FILE_UNREADABLE, {})
