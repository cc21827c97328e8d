"""Accounts, staff, files and invitation codes."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.reference import ALPHABET
from ciie_portal.security import new_key
from ciie_portal.store.sealed import set_code
from ciie_portal.store.tables import (
    Account,
    FileKind,
    InvitationCode,
    StaffMember,
    StoredFile,
)
from tests.factories.rows import NOW, save


def account(session: Session, **facts: Any) -> Account:
    """A domestic buyer account; no password fits its hash."""
    given: dict[str, Any] = {
        "mobile": f"+86138{secrets.randbelow(10**8):08}",
        "password_hash": "!",
        "created_at": NOW - timedelta(days=10),
    }
    row: Account = save(session, Account(**given | facts))
    return row


def staff_member(
    session: Session, role: StaffRole, mission_id: int | None = None, **facts: Any
) -> StaffMember:
    given: dict[str, Any] = {
        "key": new_key(),
        "login": f"{role.value}-{secrets.token_hex(4)}",
        "name": role.value,
        "role": role,
        "mission_id": mission_id,
        "created_at": NOW - timedelta(days=20),
    }
    row: StaffMember = save(session, StaffMember(**given | facts))
    return row


def stored_file(
    session: Session, account_id: int, kind: FileKind = FileKind.PHOTO, **facts: Any
) -> StoredFile:
    given: dict[str, Any] = {
        "key": secrets.token_hex(32),
        "kind": kind,
        "account_id": account_id,
        "media_type": "image/jpeg",
        "byte_size": 90_000,
        "width": 480,
        "height": 624,
        "created_at": NOW - timedelta(days=5),
    }
    row: StoredFile = save(session, StoredFile(**given | facts))
    return row


def invitation_code(
    session: Session, edition_id: int, mission_id: int, code: str | None = None, **facts: Any
) -> InvitationCode:
    """`code` is twelve characters of the alphabet, without dashes."""
    given: dict[str, Any] = {
        "key": new_key(),
        "edition_id": edition_id,
        "mission_id": mission_id,
        "issued_at": NOW - timedelta(days=5),
    }
    row = InvitationCode(**given | facts)
    set_code(row, code or "".join(secrets.choice(ALPHABET) for _ in range(12)))
    save(session, row)
    return row
