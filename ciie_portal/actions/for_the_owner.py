"""What a stranger's words about a contact set off, done by the dispatcher (C09, C10).

The caller is answered before anybody looks whether the contact has an account: the same row is written for
a known and for an unknown one, so neither the answer nor its time tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from ciie_portal.actions import one_time_codes
from ciie_portal.actions.notices import tell
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.security import new_key
from ciie_portal.settings import get_settings
from ciie_portal.store import outbox
from ciie_portal.store.queries import signing_in, told
from ciie_portal.store.tables import Account

RECOVERY = "recovery"
SIGN_IN_CLOSED = "sign_in_closed"
WINDOW = timedelta(minutes=15)  # of the throttle; the owner hears of it once in it


def ask_for_recovery(
    session: Session, contact: str, channel: NoticeChannel, locale: str, now: datetime
) -> None:
    """Whoever owns the contact gets a one-time code, if it has an account."""
    payload = {"contact": contact, "channel": channel.value, "locale": locale, "asked_at": now.isoformat()}
    outbox.enqueue(session, RECOVERY, payload, f"{RECOVERY}:{new_key()}", now)


def note_closed_sign_in(session: Session, known_as: str, now: datetime) -> None:
    """Whoever owns the account is told that somebody has tried many passwords."""
    outbox.enqueue(session, SIGN_IN_CLOSED, {"contact": known_as}, f"{SIGN_IN_CLOSED}:{new_key()}", now)


def _send_recovery_code(session: Session, payload: Mapping[str, Any], now: datetime) -> None:
    """Nothing is sent that was asked for longer ago than a code lives: nobody waits for it any more."""
    lifetime = timedelta(seconds=get_settings().one_time_code_lifetime)
    account = _owner(session, payload["contact"])
    if account is None or datetime.fromisoformat(payload["asked_at"]) + lifetime <= now:
        return
    channel = NoticeChannel(payload["channel"])
    notice = one_time_codes.issue(
        session, payload["contact"], channel, one_time_codes.Purpose.RECOVER, payload["locale"], now
    )
    notice.account_id = account.id


def _tell_of_closed_sign_in(session: Session, payload: Mapping[str, Any], now: datetime) -> None:
    account = _owner(session, payload["contact"])
    if account is None or told.was_told(session, account, NoticeKind.SIGN_IN_BLOCKED, now - WINDOW):
        return
    minutes = int(WINDOW.total_seconds() // 60)
    tell(session, account, NoticeKind.SIGN_IN_BLOCKED, now, once=now.isoformat(), minutes=minutes)


def _owner(session: Session, contact: str) -> Account | None:
    account = signing_in.account_by_contact(session, contact, lock=True)
    return account if account is not None and account.disabled_at is None else None


WORK: Mapping[str, Callable[[Session, Mapping[str, Any], datetime], None]] = {
    RECOVERY: _send_recovery_code,
    SIGN_IN_CLOSED: _tell_of_closed_sign_in,
}
