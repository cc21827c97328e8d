"""The files of certificates for the printer: for their makers alone, every one of them recorded (C30)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ciie_portal.actions.keep_file import vault
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.batch import batch_name, parse_batch_name
from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.gateways.certificate_pdf import Face, certificates_pdf, lacking
from ciie_portal.gateways.typeface import FontMissing
from ciie_portal.gateways.vault import NotInVault
from ciie_portal.settings import get_settings
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import batches
from ciie_portal.store.queries.batches import Sheet
from ciie_portal.store.tables import Edition

PRINTED, PRINTED_ONE = "batch_printed", "certificate_printed"
one_at_a_time = threading.Lock()  # setting type is work for a whole processor


@dataclass(frozen=True)
class PrintedFile:
    """`name` as the browser saves it."""

    name: str
    content: bytes


def print_batch(actor: Actor, name: str, *, now: datetime) -> PrintedFile:
    """Every good certificate of the batch that the fonts can print; the others are made by hand.

    Raises NOT_FOUND, NOTHING_TO_PRINT, FONT_MISSING.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    with transaction() as session:
        batch, edition = batches.batch_by_number(session, *parse_batch_name(name))
        good = [sheet for sheet in batches.sheets(session, batch.id) if is_good(sheet)]
        shown = printable(good, edition)
        if not shown:
            raise RuleBroken(Rule.NOTHING_TO_PRINT)
        events.record(session, actor, event=PRINTED, now=now, reason=batch_name(edition.code, batch.number))
    faces = [face_of(sheet, edition, sheet.photo_key) for sheet in shown]
    title = batch_name(edition.code, batch.number)
    return PrintedFile(f"certificates-{title}.pdf", _set(faces, title))


def print_one(actor: Actor, serial: str, *, now: datetime) -> PrintedFile:
    """One good certificate; what no font can print is left blank, to letter by hand.

    Raises NOT_FOUND, CERTIFICATE_NOT_LIVE, FONT_MISSING.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    with transaction() as session:
        sheet = batches.sheet_of(session, parse_reference(serial, Prefix.CERTIFICATE))
        if sheet is None:
            raise RuleBroken(Rule.NOT_FOUND)
        if not is_good(sheet):
            raise RuleBroken(Rule.CERTIFICATE_NOT_LIVE)
        edition = session.get_one(Edition, sheet.certificate.edition_id)
        events.record(
            session,
            actor,
            event=PRINTED_ONE,
            now=now,
            unit_id=sheet.person.unit_id,
            person_id=sheet.person.id,
            reason=sheet.certificate.reference,
        )
    face = face_of(sheet, edition, sheet.photo_key)
    return PrintedFile(f"{face.serial}.pdf", _set([face], face.serial))


def is_good(sheet: Sheet) -> bool:
    return sheet.certificate.status is CertificateStatus.LIVE


def printable(sheets: Sequence[Sheet], edition: Edition) -> list[Sheet]:
    return [sheet for sheet in sheets if not characters_lacking(face_of(sheet, edition, ""))]


def characters_lacking(face: Face) -> tuple[str, ...]:
    """Raises FONT_MISSING."""
    try:
        return lacking(face)
    except FontMissing as missing:
        raise RuleBroken(Rule.FONT_MISSING) from missing


def face_of(sheet: Sheet, edition: Edition, photo_key: str) -> Face:
    """What was frozen, with the photo from the vault where a key is given."""
    paper = sheet.paper
    return Face(
        edition_zh=edition.name_zh,
        edition_en=edition.name_en,
        name_zh=paper.name_zh or "",
        name_latin=paper.name_latin or "",
        unit_zh=paper.unit_name_zh or "",
        unit_en=paper.unit_name_en or "",
        mission_zh=paper.mission_name_zh or "",
        mission_en=paper.mission_name_en or "",
        label_zh=paper.label_zh,
        label_en=paper.label_en,
        serial=sheet.certificate.reference,
        code=paper.signed_text,
        photo=photo_of(photo_key),
        verify_at=f"{get_settings().public_address.partition('://')[2]}/zh/verify/",
        is_demonstration=edition.is_demonstration,
    )


def photo_of(key: str) -> bytes:
    """Empty where the file was erased meanwhile: the frame stays."""
    try:
        return vault().get(key) if key else b""
    except NotInVault:
        return b""


def _set(faces: Sequence[Face], title: str) -> bytes:
    try:
        with one_at_a_time:
            return certificates_pdf(faces, title)
    except FontMissing as missing:
        raise RuleBroken(Rule.FONT_MISSING) from missing
