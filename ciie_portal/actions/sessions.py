"""Begins, notes and ends browser sessions. The id changes at every sign-in, so none can be planted (C08)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.security import hash_token, new_token
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.tables import WebSession

HALF_SIGNED_LASTS = timedelta(minutes=10)  # to type the second factor in


def begin(
    session: Session,
    now: datetime,
    *,
    account_id: int | None = None,
    staff_id: int | None = None,
    is_half: bool = False,
) -> str:
    """A new session in the caller's transaction; returns its raw token, which only the cookie keeps."""
    token = new_token()
    lasts = HALF_SIGNED_LASTS if is_half else timedelta(seconds=get_settings().session_lifetime)
    session.add(
        WebSession(
            id_hash=hash_token(token),
            account_id=account_id,
            staff_id=staff_id,
            is_half_signed=is_half,
            created_at=now,
            last_seen_at=now,
            expires_at=now + lasts,
        )
    )
    return token


def note_seen(session_id: str, now: datetime) -> None:
    """The person is still there; a page's own polling never calls this."""
    with transaction() as session:
        found = signing_in.live_session(session, session_id, now)
        if found is not None:
            found.last_seen_at = now


def sign_out(token: str, now: datetime) -> None:
    """Ends one session; its open sockets lose their rights with the next event."""
    with transaction() as session:
        found = session.get(WebSession, hash_token(token))
        if found is not None and found.ended_at is None:
            found.ended_at = now


def sign_out_everywhere(actor: Actor, *, now: datetime) -> None:
    """Ends every session of the actor."""
    require(actor, Permission.SIGNED_IN)
    with transaction() as session:
        signing_in.end_sessions(session, now, account_id=actor.account_id, staff_id=actor.staff_id)
