"""What has to leave the house: written with the change that it tells of, sent at least once (Q10).

A row is leased, the session closed, the provider called, the outcome written: never a call in a transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from ciie_portal.security import KeyUnknown, SealBroken, new_key, seal, unseal
from ciie_portal.store.tables import Outbox, OutboxState

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
LEASE = timedelta(minutes=2)
UNREADABLE = "the payload cannot be unsealed: "


@dataclass(frozen=True)
class Job:
    """A leased row. `key` makes a second sending harmless at the provider; `tries` counts this one."""

    id: int
    key: str
    kind: str
    payload: dict[str, Any]
    tries: int


def enqueue(
    session: Session, kind: str, payload: dict[str, Any], dedupe_key: str, due_at: datetime
) -> Outbox:
    """Adds a row to the caller's transaction; the same dedupe key again breaks it (IntegrityError)."""
    return enqueue_all(session, [(kind, payload, dedupe_key)], due_at)[0]


def enqueue_all(
    session: Session, listed: Sequence[tuple[str, dict[str, Any], str]], due_at: datetime
) -> list[Outbox]:
    """The same of many, each with kind, payload and dedupe key, written together."""
    rows = []
    for kind, payload, dedupe_key in listed:
        key = new_key()
        sealed = seal(json.dumps(payload, ensure_ascii=False), "outbox", "payload", key)
        rows.append(Outbox(key=key, kind=kind, dedupe_key=dedupe_key, payload_sealed=sealed, due_at=due_at))
    session.add_all(rows)
    session.flush()
    return rows


def is_enqueued(session: Session, dedupe_key: str) -> bool:
    """Whether this was enqueued before, sent or not."""
    return session.exec(select(Outbox.id).where(Outbox.dedupe_key == dedupe_key)).first() is not None


def enqueued_among(session: Session, dedupe_keys: Collection[str]) -> frozenset[str]:
    """Which of these were enqueued before."""
    if not dedupe_keys:
        return frozenset()
    query = select(Outbox.dedupe_key).where(col(Outbox.dedupe_key).in_(dedupe_keys))
    return frozenset(session.exec(query).all())


def has_due(session: Session, kinds: Collection[str], now: datetime) -> bool:
    """Whether a claim would find anything; a reader may ask, without the write lock."""
    query = select(Outbox.id).where(
        Outbox.state == OutboxState.WAITING,
        Outbox.due_at <= now,
        col(Outbox.kind).in_(kinds),
        or_(col(Outbox.leased_until).is_(None), col(Outbox.leased_until) <= now),
    )
    return session.exec(query.limit(1)).first() is not None


def claim_due(
    session: Session,
    kinds: Collection[str],
    limit: int,
    owner: str,
    now: datetime,
    *,
    lease: timedelta = LEASE,
) -> list[Job]:
    """Leases the rows that are due, oldest first, to one owner; a lease that ran out is free again."""
    rows = session.exec(
        select(Outbox)
        .where(
            Outbox.state == OutboxState.WAITING,
            Outbox.due_at <= now,
            col(Outbox.kind).in_(kinds),
            or_(col(Outbox.leased_until).is_(None), col(Outbox.leased_until) <= now),
        )
        .order_by(col(Outbox.due_at), col(Outbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    return [job for row in rows if (job := _lease(row, owner, now + lease)) is not None]


def _lease(row: Outbox, owner: str, until: datetime) -> Job | None:
    row.tries += 1
    try:
        payload = _open(row)
    except (SealBroken, KeyUnknown) as problem:
        _give_up(row, UNREADABLE + str(problem))
        return None
    row.leased_by, row.leased_until = owner, until
    return Job(row.id or 0, row.key, row.kind, payload, row.tries)


def _open(row: Outbox) -> dict[str, Any]:
    if row.payload_sealed is None:
        raise SealBroken("outbox.payload is gone")
    payload: dict[str, Any] = json.loads(unseal(row.payload_sealed, "outbox", "payload", row.key))
    return payload


def mark_sent(session: Session, job_id: int, now: datetime, provider_reference: str | None = None) -> bool:
    """It is out: the payload is scrubbed. True once; False if somebody has already said so."""
    row = _waiting(session, job_id)
    if row is None:
        return False
    row.state, row.sent_at, row.payload_sealed = OutboxState.SENT, now, None
    row.provider_reference, row.last_error = provider_reference, None
    row.leased_by = row.leased_until = None
    return True


def mark_failed(
    session: Session, job_id: int, owner: str, error: str, now: datetime, *, is_permanent: bool = False
) -> bool:
    """Tries again after 1 min, 5 min, 30 min, 2 h and 12 h; then, or at once if permanent, a person looks.

    True if the row is now given up. An owner whose lease went to somebody else changes nothing.
    """
    row = _waiting(session, job_id)
    if row is None or row.leased_by != owner:
        return False
    if is_permanent or row.tries > len(BACK_OFF):
        _give_up(row, error)
        return True
    row.last_error, row.due_at = error, now + BACK_OFF[row.tries - 1]
    row.leased_by = row.leased_until = None
    return False


def _waiting(session: Session, job_id: int) -> Outbox | None:
    return session.exec(
        select(Outbox).where(Outbox.id == job_id, Outbox.state == OutboxState.WAITING).with_for_update()
    ).first()


def _give_up(row: Outbox, error: str) -> None:
    row.state, row.last_error = OutboxState.FAILED, error
    row.leased_by = row.leased_until = None


def try_again(session: Session, key: str, now: datetime) -> bool:
    """A person has looked: a failed row starts anew. False if it is not a failed one."""
    row = session.exec(
        select(Outbox).where(Outbox.key == key, Outbox.state == OutboxState.FAILED).with_for_update()
    ).first()
    if row is None or row.payload_sealed is None:
        return False
    row.state, row.due_at, row.tries = OutboxState.WAITING, now, 0
    return True


def postpone(session: Session, job_id: int, owner: str, due_at: datetime) -> bool:
    """Not a failure: the provider is still working on it, ask again then."""
    row = _waiting(session, job_id)
    if row is None or row.leased_by != owner:
        return False
    row.due_at, row.tries = due_at, max(row.tries - 1, 0)
    row.leased_by = row.leased_until = None
    return True
