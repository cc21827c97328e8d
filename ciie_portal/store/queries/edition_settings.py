"""What stands in the way of changing an edition: registrations, a later edition, areas and labels in use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from ciie_portal.store.queries.missions import is_plain
from ciie_portal.store.tables import Certificate, Edition, Person, UnitArea, WorkUnit


def all_editions(session: Session) -> Sequence[Edition]:
    """The one that opens last comes first."""
    return session.exec(select(Edition).order_by(col(Edition.opens_at).desc(), col(Edition.id).desc())).all()


def edition_for_update(session: Session, code: str) -> Edition | None:
    if not is_plain(code):
        return None
    return session.exec(select(Edition).where(Edition.code == code).with_for_update()).first()


def has_registrations(session: Session, edition_id: int) -> bool:
    """Whether a unit was ever submitted."""
    query = select(WorkUnit.id).where(
        WorkUnit.edition_id == edition_id, col(WorkUnit.submitted_at).is_not(None)
    )
    return session.exec(query.limit(1)).first() is not None


def count_registrations(session: Session, edition_id: int) -> int:
    """Units that were submitted."""
    query = select(func.count()).select_from(WorkUnit)
    submitted = WorkUnit.edition_id == edition_id, col(WorkUnit.submitted_at).is_not(None)
    return session.exec(query.where(*submitted)).one()


def is_followed(session: Session, edition: Edition, now: datetime) -> bool:
    """Whether an edition that opened later is open or over: this one is past."""
    query = select(Edition.id).where(Edition.opens_at > edition.opens_at, Edition.opens_at <= now)
    return session.exec(query.limit(1)).first() is not None


def areas_in_use(session: Session, edition_id: int) -> frozenset[str]:
    """The codes of the areas that units chose, drafts included."""
    query = select(UnitArea.area_code).join(WorkUnit, col(UnitArea.unit_id) == col(WorkUnit.id))
    return frozenset(session.exec(query.where(WorkUnit.edition_id == edition_id).distinct()))


def labels_in_use(session: Session, edition_id: int) -> frozenset[str]:
    """The codes of the labels that people or certificates bear."""
    borne = select(Person.label_code).join(WorkUnit, col(Person.unit_id) == col(WorkUnit.id))
    borne = borne.where(WorkUnit.edition_id == edition_id, col(Person.label_code).is_not(None)).distinct()
    printed = select(Certificate.label_code).where(Certificate.edition_id == edition_id).distinct()
    return frozenset(code for query in (borne, printed) for code in session.exec(query) if code)
