"""Anybody may ask whether a serial is good; the answer names nobody (rules.md section 6; C37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ciie_portal.actions import throttles
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.entry_code import PREFIX, CodeUnreadable, edition_mark, read
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.reference import Prefix, has_form, parse_reference
from ciie_portal.domain.standing import Standing
from ciie_portal.security import is_signed, public_keys
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import certificates
from ciie_portal.store.tables import Edition

MINUTES = 10
LONGEST = 500  # twice what a QR of ours holds; nothing behind it is read


@dataclass(frozen=True)
class Verified:
    """`serial` as it was typed, in our form where it is one; the edition of a good certificate."""

    standing: Standing
    serial: str
    edition_zh: str = ""
    edition_en: str = ""
    is_serial: bool = True


def verify_certificate(actor: Actor, typed: str, caller: str, *, now: datetime) -> Verified:
    """Of a serial, or of the whole text of a QR. `caller`: the network address. Raises TOO_MANY_TRIES."""
    require(actor, Permission.ANYONE)
    throttles.count("verify", caller, get_settings().verifications_per_address, MINUTES)
    typed = typed[:LONGEST]
    is_code = typed.strip().upper().startswith(PREFIX)
    try:
        serial, mark = read_code(typed) if is_code else (parse_reference(typed, Prefix.CERTIFICATE), b"")
    except (RuleBroken, CodeUnreadable):
        looks_right = is_code or has_form(typed, Prefix.CERTIFICATE)
        standing = Standing.UNKNOWN if looks_right else Standing.NOT_A_SERIAL
        return Verified(standing, shortened(typed), is_serial=False)
    with reading() as session:
        certificate = certificates.by_serial(session, serial)
        edition = session.get(Edition, certificate.edition_id) if certificate is not None else None
    if certificate is None or edition is None or (mark and mark != edition_mark(edition.code)):
        return Verified(Standing.UNKNOWN, serial)
    if certificate.status is not CertificateStatus.LIVE:
        return Verified(Standing.VOID, serial)
    return Verified(Standing.GOOD, serial, edition.name_zh, edition.name_en)


def read_code(text: str) -> tuple[str, bytes]:
    """Serial and edition of a code that one of our keys signed. Raises CodeUnreadable."""
    code, signature = read(text)
    key = public_keys().get(code.key_id)
    if key is None or not is_signed(key, signature, code.body):
        raise CodeUnreadable
    return code.serial, code.edition


def shortened(typed: str) -> str:
    """What was typed, as far as it is worth showing again."""
    shown = "".join(one for one in typed if one.isprintable()).strip()
    return shown if len(shown) <= 24 else f"{shown[:23]}…"
