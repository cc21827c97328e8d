"""A notice and everything that was sent in its place: the same news again, or by the other channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.store.queries.scope import units_in_scope
from ciie_portal.store.tables import Notice, WorkUnit


def notice_in_scope(session: Session, actor: Actor, key: str) -> Notice | None:
    """One notice about a unit that the actor sees."""
    if not (key.isascii() and key.isalnum()):
        return None
    query = (
        select(Notice)
        .join(WorkUnit, col(Notice.unit_id) == col(WorkUnit.id))
        .where(Notice.key == key, units_in_scope(actor))
    )
    return session.exec(query).first()


def first_of(session: Session, notice: Notice) -> Notice:
    """The notice that it all began with, locked until the transaction ends."""
    seen: set[int] = set()
    while notice.resends_id is not None and notice.resends_id not in seen:
        seen.add(notice.id)
        notice = session.get_one(Notice, notice.resends_id)
    session.refresh(notice, with_for_update=True)
    return notice


def sent_since(session: Session, first: Notice, since: datetime) -> bool:
    """Whether it went out again after that instant; by whatever channel."""
    query = select(Notice.id).where(Notice.resends_id == first.id, Notice.created_at > since)
    return session.exec(query).first() is not None


def same_news_by(session: Session, first: Notice, channel: NoticeChannel) -> Notice | None:
    """The same news as it was once written for a channel, the newest; the first one itself included."""
    family: Sequence[Notice] = session.exec(
        select(Notice)
        .where((Notice.id == first.id) | (Notice.resends_id == first.id), Notice.channel == channel)
        .order_by(col(Notice.id).desc())
    ).all()
    return family[0] if family else None
