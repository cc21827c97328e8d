"""Who may be due for a reminder, page by page, without the write lock (rules.md section 7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.store.tables import CertificateRequest, Checkout, Edition, Outbox, Person, WorkUnit


class Unpaid(NamedTuple):
    """A unit with persons to be paid for, since when the first of them waits, and how many there are."""

    unit_id: int
    reference: str
    since: datetime
    people: int


def open_editions(session: Session, now: datetime) -> Sequence[Edition]:
    """Those that still take registrations."""
    return session.exec(select(Edition).where(Edition.opens_at <= now, Edition.closes_at > now)).all()


def drafts(
    session: Session, edition_id: int, begun_before: datetime, after_id: int, limit: int
) -> Sequence[tuple[int, str]]:
    """Id and reference of units that were begun and never submitted, in the order of their ids."""
    rows = session.execute(
        select_columns(col(WorkUnit.id), col(WorkUnit.reference))
        .where(
            col(WorkUnit.edition_id) == edition_id,
            col(WorkUnit.status) == UnitStatus.DRAFT,
            col(WorkUnit.id) > after_id,
            col(WorkUnit.created_at) < begun_before,
            col(WorkUnit.erased_at).is_(None),
        )
        .order_by(col(WorkUnit.id))
        .limit(limit)
    ).all()
    return [(one[0], one[1]) for one in rows]


def unpaid(session: Session, since: datetime, until: datetime, after_id: int, limit: int) -> Sequence[Unpaid]:
    """Units whose first unpaid person waits since a moment between the two, in the order of their ids."""
    waits_since, reference = func.min(col(Person.status_since)), func.min(col(WorkUnit.reference))
    rows = session.execute(
        select_columns(col(Person.unit_id), reference, waits_since, func.count())
        .join(WorkUnit, col(WorkUnit.id) == col(Person.unit_id))
        .where(col(Person.status) == PersonStatus.UNPAID, col(Person.unit_id) > after_id)
        .group_by(col(Person.unit_id))  # by nothing more: the index gives this order, so a page ends early
        .having(waits_since > since, waits_since <= until)
        .order_by(col(Person.unit_id))
        .limit(limit)
    ).all()
    return [Unpaid(*row) for row in rows]


def unpaid_of(session: Session, unit_id: int) -> Unpaid | None:
    """The same of one unit, as it is now; None where nobody is to be paid for."""
    rows = unpaid_rows(session, unit_id)
    unit = session.get_one(WorkUnit, unit_id)
    return Unpaid(unit_id, unit.reference, min(rows), len(rows)) if rows else None


def unpaid_rows(session: Session, unit_id: int) -> Sequence[datetime]:
    query = select(Person.status_since).where(Person.unit_id == unit_id, Person.status == PersonStatus.UNPAID)
    return session.exec(query).all()


def is_paying(session: Session, unit_id: int) -> bool:
    """Whether the payment service is being asked right now: nobody is told to pay meanwhile."""
    query = (
        select(Checkout.id)
        .join(CertificateRequest, col(CertificateRequest.id) == col(Checkout.request_id))
        .where(CertificateRequest.unit_id == unit_id, Checkout.status == CheckoutStatus.OPEN)
    )
    return session.exec(query.limit(1)).first() is not None


def already_told(session: Session, dedupe_keys: Collection[str]) -> frozenset[str]:
    """Which of these were enqueued before."""
    query = select(Outbox.dedupe_key).where(col(Outbox.dedupe_key).in_(dedupe_keys))
    return frozenset(session.exec(query).all())
