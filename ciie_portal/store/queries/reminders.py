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
from ciie_portal.store.tables import Account, CertificateRequest, Checkout, Edition, Person, WorkUnit


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


def units_for_update(session: Session, unit_ids: Collection[int]) -> Sequence[tuple[WorkUnit, Account]]:
    """Those units whose owners can be reached, locked, with their accounts."""
    rows = session.exec(
        select(WorkUnit, Account)
        .join(Account, col(Account.id) == col(WorkUnit.account_id))
        .where(
            col(WorkUnit.id).in_(unit_ids),
            col(WorkUnit.erased_at).is_(None),
            col(Account.disabled_at).is_(None),
            col(Account.erased_at).is_(None),
        )
        .order_by(col(WorkUnit.id))
        .with_for_update(of=WorkUnit)
    ).all()
    return [(unit, account) for unit, account in rows]


def editions_of(session: Session, units: Collection[WorkUnit]) -> dict[int, Edition]:
    ids = {unit.edition_id for unit in units}
    return {row.id: row for row in session.exec(select(Edition).where(col(Edition.id).in_(ids))).all()}


def unpaid_among(session: Session, unit_ids: Collection[int]) -> dict[int, Unpaid]:
    """The same of these units, as they are now; without those where nobody is to be paid for."""
    rows = session.execute(
        select_columns(
            col(Person.unit_id),
            func.min(col(WorkUnit.reference)),
            func.min(col(Person.status_since)),
            func.count(),
        )
        .join(WorkUnit, col(WorkUnit.id) == col(Person.unit_id))
        .where(col(Person.status) == PersonStatus.UNPAID, col(Person.unit_id).in_(unit_ids))
        .group_by(col(Person.unit_id))
    ).all()
    return {row[0]: Unpaid(*row) for row in rows}


def paying_among(session: Session, unit_ids: Collection[int]) -> frozenset[int]:
    """For which the payment service is being asked right now: nobody is told to pay meanwhile."""
    query = (
        select(CertificateRequest.unit_id)
        .join(Checkout, col(Checkout.request_id) == col(CertificateRequest.id))
        .where(col(CertificateRequest.unit_id).in_(unit_ids), Checkout.status == CheckoutStatus.OPEN)
    )
    return frozenset(session.exec(query).all())
