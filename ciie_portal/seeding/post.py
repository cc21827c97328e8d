"""The notices of the demonstration went out when they were written, not when it is first started."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from ciie_portal.actions.deliver import MESSAGES
from ciie_portal.store import outbox
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Notice, NoticeState

OWNER = "demonstration"
ALL = 10_000
ON_ITS_WAY = timedelta(seconds=4)


def send_everything(now: datetime) -> list[dict[str, Any]]:
    """As if the provider had taken each a moment later; the lines for the stand-in of the mailbox."""
    with transaction() as session:
        notices = {notice.outbox_id: notice for notice in session.exec(select(Notice)).all()}
        jobs = outbox.claim_due(session, MESSAGES, ALL, OWNER, now)
        lines = []
        for job in jobs:
            notice, number = notices[job.id], f"{job.kind}-{job.key}"
            at = notice.created_at + ON_ITS_WAY
            outbox.mark_sent(session, job.id, at, number)
            notice.state, notice.sent_at, notice.provider_reference = NoticeState.SENT, at, number
            said = {name: job.payload[name] for name in ("to", "subject", "text")}
            line = {"kind": "message", "id": number, "channel": job.kind, "at": at.timestamp()}
            lines.append(line | said)
    return lines
