"""Claims: credit codes and documents that several units of an edition entered, and what was decided on them.

A claim is open while two of its units are in no decision together: what was decided does not come back, a
unit that enters the code later does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ciie_portal.domain.claim import ClaimKind, ClaimOutcome
from ciie_portal.store.queries.duplicates import NOT_COUNTED, NOT_IN_PLAY
from ciie_portal.store.tables import ClaimDecision, ClaimParty, Person, WorkUnit


@dataclass(frozen=True)
class Claim:
    """`matter`: the credit code, or the document's blind index. `units` in the order of submission."""

    kind: ClaimKind
    edition_id: int
    matter: str
    units: tuple[WorkUnit, ...]


def units_with_code(
    session: Session, edition_id: int, credit_code: str, *, for_update: bool = False
) -> Sequence[WorkUnit]:
    """Every submitted unit of the edition with the code; locked in one order."""
    query = select(WorkUnit).where(
        WorkUnit.edition_id == edition_id,
        WorkUnit.credit_code == credit_code,
        col(WorkUnit.status).not_in(NOT_IN_PLAY),
    )
    if for_update:
        locked = query.order_by(col(WorkUnit.id)).with_for_update()
        return session.exec(locked.execution_options(populate_existing=True)).all()
    return session.exec(query.order_by(col(WorkUnit.submitted_at), col(WorkUnit.id))).all()


def persons_with_index(session: Session, edition_id: int, index: str) -> Sequence[tuple[Person, WorkUnit]]:
    """Everybody of the edition who gave the document, with the unit."""
    query = (
        select(Person, WorkUnit)
        .join(WorkUnit, col(Person.unit_id) == col(WorkUnit.id))
        .where(WorkUnit.edition_id == edition_id, Person.document_index == index, *_counted(Person, WorkUnit))
        .order_by(col(WorkUnit.submitted_at), col(Person.id))
    )
    return session.exec(query).all()


def code_claims(session: Session, *, is_open: bool) -> list[Claim]:
    """Credit codes of several units; the open ones, or those that are decided for all their units."""
    unit, other = aliased(WorkUnit), aliased(WorkUnit)
    pairs = select(unit.edition_id, unit.credit_code).where(
        col(unit.edition_id) == col(other.edition_id),
        col(unit.credit_code) == col(other.credit_code),
        col(unit.id) < col(other.id),
        col(unit.status).not_in(NOT_IN_PLAY),
        col(other.status).not_in(NOT_IN_PLAY),
    )
    undecided = pairs.where(~_decided(ClaimKind.CREDIT_CODE, unit.id, other.id, unit.credit_code))
    found = _which(session, pairs, undecided, is_open=is_open)
    return [
        Claim(ClaimKind.CREDIT_CODE, edition, code, tuple(units_with_code(session, edition, code)))
        for edition, code in found
    ]


def document_claims(session: Session, *, is_open: bool) -> list[Claim]:
    """Documents that persons of several units gave."""
    mine, theirs, unit, other = aliased(Person), aliased(Person), aliased(WorkUnit), aliased(WorkUnit)
    pairs = (
        select(unit.edition_id, mine.document_index)
        .join(mine, col(mine.unit_id) == col(unit.id))
        .join(theirs, col(theirs.document_index) == col(mine.document_index))
        .join(other, col(other.id) == col(theirs.unit_id))
        .where(
            col(unit.edition_id) == col(other.edition_id),
            col(unit.id) < col(other.id),
            *_counted(mine, unit),
            *_counted(theirs, other),
        )
    )
    undecided = pairs.where(~_decided(ClaimKind.DOCUMENT, unit.id, other.id, mine.document_index))
    found = _which(session, pairs, undecided, is_open=is_open)
    claims = []
    for edition, index in found:
        units = {row.id: row for _, row in persons_with_index(session, edition, index)}
        claims.append(Claim(ClaimKind.DOCUMENT, edition, index, tuple(units.values())))
    return claims


def last_decision(
    session: Session, kind: ClaimKind, edition_id: int, matter: str
) -> tuple[ClaimDecision, dict[int, ClaimOutcome]] | None:
    """The newest decision on the matter, with what it meant for each unit."""
    query = select(ClaimDecision).where(
        ClaimDecision.edition_id == edition_id, ClaimDecision.kind == kind, ClaimDecision.matter == matter
    )
    row = session.exec(query.order_by(col(ClaimDecision.id).desc()).limit(1)).first()
    if row is None:
        return None
    parties = session.exec(select(ClaimParty).where(ClaimParty.decision_id == row.id)).all()
    return row, {party.unit_id: party.outcome for party in parties}


def holds_code(session: Session, unit: WorkUnit) -> bool | None:
    """What the newest decision says of the unit and its code; None where none speaks of it.

    A decision counts against the unit only while the holder still has the code and is in play.
    """
    if not unit.credit_code:
        return None
    found = last_decision(session, ClaimKind.CREDIT_CODE, unit.edition_id, unit.credit_code)
    if found is None or unit.id not in found[1]:
        return None
    if found[0].holder_id == unit.id:
        return True
    holder = session.get_one(WorkUnit, found[0].holder_id)
    is_there = holder.credit_code == unit.credit_code and holder.status not in NOT_IN_PLAY
    return False if is_there else None


def is_decided_with(unit: Any, other: Any) -> ColumnElement[bool]:
    """A condition on two rows of units: a decision on their common credit code names both."""
    return _decided(ClaimKind.CREDIT_CODE, unit.id, other.id, unit.credit_code)


def _decided(kind: ClaimKind, one: Any, other: Any, matter: Any) -> ColumnElement[bool]:
    first, second = aliased(ClaimParty), aliased(ClaimParty)
    return (
        select(ClaimDecision.id)
        .join(first, col(first.decision_id) == col(ClaimDecision.id))
        .join(second, col(second.decision_id) == col(ClaimDecision.id))
        .where(
            col(ClaimDecision.kind) == kind,
            col(ClaimDecision.matter) == col(matter),
            col(first.unit_id) == col(one),
            col(second.unit_id) == col(other),
        )
        .exists()
    )


def _counted(person: Any, unit: Any) -> tuple[ColumnElement[bool], ...]:
    """Persons who are registered and not over without a certificate, of units that were submitted."""
    return (
        col(person.document_index).is_not(None),
        col(person.status).not_in(NOT_COUNTED),
        col(unit.submitted_at).is_not(None),
        col(unit.status).not_in(NOT_IN_PLAY),
    )


def _which(session: Session, pairs: Any, undecided: Any, *, is_open: bool) -> list[tuple[int, str]]:
    if is_open:
        return sorted(set(session.exec(undecided).all()))
    return sorted(set(session.exec(pairs).all()) - set(session.exec(undecided).all()))


def count_open(session: Session) -> int:
    """How many credit codes and documents wait for the organiser."""
    return len(code_claims(session, is_open=True)) + len(document_claims(session, is_open=True))
