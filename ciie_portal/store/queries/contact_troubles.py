"""The flag on an account whose proved contact a message could not reach (rules.md section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.store.tables import Account, ContactTrouble


def troubles_of(session: Session, account_id: int) -> Sequence[ContactTrouble]:
    """At most one for each channel, the text message's first."""
    query = select(ContactTrouble).where(ContactTrouble.account_id == account_id)
    return session.exec(query.order_by(col(ContactTrouble.channel).desc())).all()


def note_trouble(
    session: Session, account: Account, channel: NoticeChannel, contact: str, now: datetime
) -> None:
    """Flags the contact if it is still one of the account's; the first failure's moment stays."""
    if contact not in contacts_of(account, channel):
        return
    known = _of(session, account.id or 0, channel)
    if known is None:
        session.add(ContactTrouble(account_id=account.id or 0, channel=channel, contact=contact, since=now))
    elif known.contact != contact:
        known.contact, known.since = contact, now


def clear_trouble(session: Session, account_id: int, channel: NoticeChannel, contact: str = "") -> None:
    """A message arrived at the contact, or (without one) the contact of this channel was changed."""
    gone = delete(ContactTrouble).where(
        col(ContactTrouble.account_id) == account_id, col(ContactTrouble.channel) == channel
    )
    session.exec(gone.where(col(ContactTrouble.contact) == contact) if contact else gone)


def contacts_of(account: Account, channel: NoticeChannel) -> list[str]:
    """The proved contacts of an account that a channel reaches."""
    own = account.mobile if channel is NoticeChannel.SMS else account.email
    second = account.second_contact if account.second_channel is channel else None
    return [contact for contact in (own, second) if contact]


def _of(session: Session, account_id: int, channel: NoticeChannel) -> ContactTrouble | None:
    query = select(ContactTrouble).where(
        ContactTrouble.account_id == account_id, ContactTrouble.channel == channel
    )
    return session.exec(query.with_for_update()).first()
