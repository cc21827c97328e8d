"""Queues of persons: second review, making, handing out; all within the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlmodel import Session, col

from ciie_portal.domain.access import Actor
from ciie_portal.domain.certificate import CertificateStatus, DeliveryMethod, ParcelStatus
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.store.queries.scope import persons_in_scope
from ciie_portal.store.tables import (
    Certificate,
    CertificatePaper,
    CertificateRequestPerson,
    Parcel,
    Person,
    WorkUnit,
)

LONGEST_SEARCH = 200
Found = tuple[Person, WorkUnit, CertificateRequestPerson, Certificate | None, Parcel | None]

_is_made = col(Certificate.id).is_not(None)
_is_express = col(CertificateRequestPerson.method) == DeliveryMethod.EXPRESS
_in_production = col(Person.status) == PersonStatus.IN_PRODUCTION
_was_sent = col(Person.status).in_((PersonStatus.DISPATCHED, PersonStatus.DELIVERED))
_lies_here = col(Parcel.id).is_(None) | (col(Parcel.status) == ParcelStatus.CAME_BACK)
_was_set_out = col(Person.status).in_((PersonStatus.READY_FOR_COLLECTION, PersonStatus.COLLECTED))
_is_new_one = col(Certificate.replaces_id).is_not(None) & col(CertificatePaper.set_out_at).is_(None)
_waits_again = (
    (col(Person.status) == PersonStatus.COLLECTED)
    & col(Certificate.replaces_id).is_not(None)
    & col(CertificatePaper.set_out_at).is_not(None)
    & col(CertificatePaper.handed_over_at).is_(None)
)
# What each tab of the makers' page shows; what came back or was re-issued is sent or set out again.
VIEWS: dict[str, ColumnElement[bool]] = {
    "to-make": _in_production & ~_is_made,
    "to-send": _is_made & _is_express & (_in_production | (_was_sent & _lies_here)),
    "to-set-out": _is_made & ~_is_express & (_in_production | (_was_set_out & _is_new_one)),
    "on-the-way": ((col(Person.status) == PersonStatus.DISPATCHED) & ~(_is_made & _lies_here))
    | (col(Parcel.status) == ParcelStatus.DISPATCHED),
    "ready": ((col(Person.status) == PersonStatus.READY_FOR_COLLECTION) & ~_is_new_one) | _waits_again,
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
        .outerjoin(CertificatePaper, col(CertificatePaper.certificate_id) == col(Certificate.id))
        .outerjoin(Parcel, col(Parcel.id) == col(Certificate.parcel_id))
        .where(persons_in_scope(actor), condition)
    )


def waiting(search: str) -> ColumnElement[bool]:
    """Paid persons whom nobody has decided on."""
    return (col(Person.status) == PersonStatus.WAITING_FOR_REVIEW) & _matches(search)


def ready(search: str) -> ColumnElement[bool]:
    """Certificates on the table, one re-issued after it was collected too."""
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
