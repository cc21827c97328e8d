"""Queues of persons: second review, making, handing out; all within the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlmodel import Session, col

from ciie_portal.domain.access import Actor
from ciie_portal.domain.certificate import CertificateStatus, DeliveryMethod
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.store.queries.scope import persons_in_scope
from ciie_portal.store.tables import Certificate, CertificateRequestPerson, Parcel, Person, WorkUnit

LONGEST_SEARCH = 200
Found = tuple[Person, WorkUnit, CertificateRequestPerson, Certificate | None, Parcel | None]

_is_made = col(Certificate.id).is_not(None)
_is_express = col(CertificateRequestPerson.method) == DeliveryMethod.EXPRESS
_in_production = col(Person.status) == PersonStatus.IN_PRODUCTION
# What each tab of the makers' page shows.
VIEWS: dict[str, ColumnElement[bool]] = {
    "to-make": _in_production & ~_is_made,
    "to-send": _in_production & _is_made & _is_express,
    "to-set-out": _in_production & _is_made & ~_is_express,
    "on-the-way": col(Person.status) == PersonStatus.DISPATCHED,
    "ready": col(Person.status) == PersonStatus.READY_FOR_COLLECTION,
}


def _rows(actor: Actor, condition: ColumnElement[bool]) -> Any:
    live = (col(Certificate.person_id) == col(Person.id)) & (
        col(Certificate.status) == CertificateStatus.LIVE
    )
    return (
        select(Person, WorkUnit, CertificateRequestPerson, Certificate, Parcel)
        .join(WorkUnit, col(WorkUnit.id) == col(Person.unit_id))
        .join(
            CertificateRequestPerson,
            (col(CertificateRequestPerson.person_id) == col(Person.id))
            & col(CertificateRequestPerson.is_live),
        )
        .outerjoin(Certificate, live)
        .outerjoin(Parcel, col(Parcel.id) == col(Certificate.parcel_id))
        .where(persons_in_scope(actor), condition)
    )


def waiting(search: str) -> ColumnElement[bool]:
    """Paid persons whom nobody has decided on."""
    return (col(Person.status) == PersonStatus.WAITING_FOR_REVIEW) & _matches(search)


def ready(search: str) -> ColumnElement[bool]:
    return VIEWS["ready"] & _matches(search)


def _matches(search: str) -> ColumnElement[bool]:
    """The text as it stands, in name or reference; no character of it is a wildcard."""
    text = search.strip()[:LONGEST_SEARCH]
    if not text:
        return true()
    if "\x00" in text:  # no database keeps it in a text, and neither finds it
        return false()
    columns = (Person.reference, Person.name_zh, Person.name_latin, WorkUnit.name_zh, WorkUnit.name_en)
    return or_(*[func.lower(col(column)).contains(text.lower(), autoescape=True) for column in columns])


def page(
    session: Session, actor: Actor, condition: ColumnElement[bool], offset: int = 0, limit: int = 200
) -> Sequence[Found]:
    """The longest waiting first."""
    query = _rows(actor, condition).order_by(col(Person.status_since), col(Person.id))
    return [(*row,) for row in session.execute(query.offset(offset).limit(limit)).all()]


def count(session: Session, actor: Actor, condition: ColumnElement[bool]) -> int:
    inner = _rows(actor, condition).with_only_columns(col(Person.id)).subquery()
    return int(session.execute(select(func.count()).select_from(inner)).scalar_one())
