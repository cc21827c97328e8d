"""Who is behind a browser session. Asked on every event; nothing is remembered in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Actor
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import asking
from ciie_portal.store.queries import signing_in

SEEN_AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedIn:
    """The actor of a session, and whether its last visit is long enough ago to be noted again."""

    actor: Actor
    is_due_to_be_seen: bool = False


def signed_in(session_id: str, locale: str, now: datetime) -> SignedIn:
    """The actor behind the hash of a session cookie; nobody for an unknown, ended or idle one."""
    nobody = SignedIn(replace(NOBODY, locale=locale))
    if not session_id:
        return nobody
    with asking() as connection:
        found = signing_in.bearer(connection, session_id, now)
    idle = timedelta(seconds=get_settings().session_idle)
    if found is None or found["is_half_signed"] or found["last_seen_at"] + idle < now:
        return nobody
    is_due = found["last_seen_at"] + min(SEEN_AGAIN_AFTER, idle / 4) < now
    if found["account_id"] is not None:
        if found["account_disabled_at"] or found["erased_at"]:
            return nobody
        return SignedIn(access.buyer(found["account_id"], locale), is_due)
    if found["role"] is None or found["staff_disabled_at"]:
        return nobody
    member = found["staff_id"], found["role"], found["mission_id"], locale, found["name"]
    return SignedIn(access.staff(*member), is_due)


def actor_of(session_id: str, locale: str, now: datetime) -> Actor:
    """The actor alone."""
    return signed_in(session_id, locale, now).actor
