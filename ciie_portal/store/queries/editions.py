"""Editions with their areas and labels; an edition is data (Q5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ciie_portal.domain.edition import EditionFacts
from ciie_portal.store.queries.missions import is_plain
from ciie_portal.store.tables import Edition, EditionArea, EditionLabel

_AREAS = (
    select(EditionArea)
    .where(EditionArea.edition_id == bindparam("edition_id"))
    .order_by(col(EditionArea.place))
)
_AREA_NAMES = (
    select_columns(col(EditionArea.code), col(EditionArea.name_zh), col(EditionArea.name_en))
    .where(col(EditionArea.edition_id) == bindparam("edition_id"))
    .order_by(col(EditionArea.place))
)


def running(session: Session, now: datetime) -> Edition | None:
    """The edition that opened last; after its deadline people still read, pay and collect in it."""
    query = select(Edition).where(Edition.opens_at <= now).order_by(col(Edition.opens_at).desc())
    return session.exec(query).first()


def edition_by_code(session: Session, code: str) -> Edition | None:
    return session.exec(select(Edition).where(Edition.code == code)).first() if is_plain(code) else None


def facts(edition: Edition) -> EditionFacts:
    """What the rules of the deadline ask about."""
    return EditionFacts(
        code=edition.code,
        opens_at=edition.opens_at,
        closes_at=edition.closes_at,
        pays_until=edition.pays_until,
        is_code_free_open=edition.is_code_free_open,
    )


def areas_of_edition(session: Session, edition_id: int) -> Sequence[EditionArea]:
    """The exhibition areas, in the edition's order."""
    return session.exec(_AREAS, params={"edition_id": edition_id}).all()


def area_names(session: Session, edition_id: int, locale: str) -> Sequence[tuple[str, str]]:
    """Code and name of each exhibition area, in the edition's order."""
    found = session.connection().execute(_AREA_NAMES, {"edition_id": edition_id}).all()
    return [(code, name_zh if locale == "zh" else name_en) for code, name_zh, name_en in found]


def labels_of_edition(session: Session, edition_id: int) -> Sequence[EditionLabel]:
    """The labels, in the edition's order."""
    query = select(EditionLabel).where(EditionLabel.edition_id == edition_id)
    return session.exec(query.order_by(col(EditionLabel.place))).all()
