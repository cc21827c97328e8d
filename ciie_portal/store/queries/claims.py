"""Claims: credit codes and documents that several units of an edition entered, and what was decided on them.

A claim is open while two of its units are in no decision together: what was decided does not come back, a
unit that enters the code later does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ciie_portal.domain.claim import ClaimKind, ClaimOutcome
from ciie_portal.store.queries.duplicates import NOT_COUNTED, NOT_IN_PLAY
from ciie_portal.store.tables import ClaimDecision, ClaimParty, Person, WorkUnit


@dataclass(frozen=True, order=True)
class Matter:
    """What several units of an edition entered; `text`: the credit code, or the document's blind index."""

    kind: ClaimKind
    edition_id: int
    text: str


def units_for_update(session: Session, edition_id: int, credit_code: str) -> Sequence[WorkUnit]:
    """Every submitted unit of the edition with the code, locked in one order."""
    query = select(WorkUnit).where(
        WorkUnit.edition_id == edition_id,
        WorkUnit.credit_code == credit_code,
        col(WorkUnit.status).not_in(NOT_IN_PLAY),
    )
    locked = query.order_by(col(WorkUnit.id)).with_for_update()
    return session.exec(locked.execution_options(populate_existing=True)).all()


def matters(session: Session, *, only_open: bool = False) -> list[Matter]:
    """What several units entered, credit codes first; or what of it is not decided for all its units."""
    found = []
    for kind in ClaimKind:
        pairs, undecided = _pairs(kind)
        rows = session.exec((undecided if only_open else pairs).distinct()).all()
        found += sorted(Matter(kind, edition, text) for edition, text in rows)
    return found


def is_open(session: Session, matter: Matter) -> bool:
    """Whether two of its units are in no decision together."""
    _all, undecided = _pairs(matter.kind)
    edition, text = undecided.selected_columns
    query = undecided.where(edition == matter.edition_id, text == matter.text)
    return session.exec(query.limit(1)).first() is not None


def _pairs(kind: ClaimKind) -> tuple[Any, Any]:
    """Two statements with edition and matter of every pair of units: of all, and of the undecided."""
    unit, other = aliased(WorkUnit), aliased(WorkUnit)
    if kind is ClaimKind.CREDIT_CODE:
        matter: Any = unit.credit_code
        pairs: Any = select(unit.edition_id, matter).where(
            col(unit.credit_code) == col(other.credit_code),
            col(unit.status).not_in(NOT_IN_PLAY),
            col(other.status).not_in(NOT_IN_PLAY),
        )
    else:
        mine, theirs = aliased(Person), aliased(Person)
        matter = mine.document_index
        pairs = (
            select(unit.edition_id, matter)
            .join(mine, col(mine.unit_id) == col(unit.id))
            .join(theirs, col(theirs.document_index) == col(mine.document_index))
            .join(other, col(other.id) == col(theirs.unit_id))
            .where(*_counted(mine, unit), *_counted(theirs, other))
        )
    pairs = pairs.where(col(unit.edition_id) == col(other.edition_id), col(unit.id) < col(other.id))
    return pairs, pairs.where(~_decided(kind, unit.id, other.id, matter))


def units_of(session: Session, codes: Collection[Matter]) -> dict[Matter, list[WorkUnit]]:
    """The units of each credit code, in the order of submission."""
    query = select(WorkUnit).where(
        col(WorkUnit.credit_code).in_({one.text for one in codes}), col(WorkUnit.status).not_in(NOT_IN_PLAY)
    )
    found: dict[Matter, list[WorkUnit]] = {one: [] for one in codes}
    for unit in session.exec(query.order_by(col(WorkUnit.submitted_at), col(WorkUnit.id))).all():
        matter = Matter(ClaimKind.CREDIT_CODE, unit.edition_id, unit.credit_code or "")
        if matter in found:
            found[matter].append(unit)
    return found


def people_of(session: Session, documents: Collection[Matter]) -> dict[Matter, list[tuple[Person, WorkUnit]]]:
    """Everybody who gave each document, with the unit, in the order of submission."""
    query = (
        select(Person, WorkUnit)
        .join(WorkUnit, col(Person.unit_id) == col(WorkUnit.id))
        .where(col(Person.document_index).in_({one.text for one in documents}), *_counted(Person, WorkUnit))
        .order_by(col(WorkUnit.submitted_at), col(Person.id))
    )
    found: dict[Matter, list[tuple[Person, WorkUnit]]] = {one: [] for one in documents}
    for person, unit in session.exec(query).all():
        matter = Matter(ClaimKind.DOCUMENT, unit.edition_id, person.document_index or "")
        if matter in found:
            found[matter].append((person, unit))
    return found


def last_decisions(session: Session, found: Collection[Matter]) -> dict[Matter, ClaimDecision]:
    """The newest decision on each matter that has one."""
    query = select(ClaimDecision).where(col(ClaimDecision.matter).in_({one.text for one in found}))
    rows = session.exec(query.order_by(col(ClaimDecision.id))).all()
    return {Matter(row.kind, row.edition_id, row.matter): row for row in rows}


def outcomes(session: Session, matter: Matter) -> dict[int, ClaimOutcome]:
    """What the newest decision meant for each of its units, by the unit's id."""
    decision = last_decisions(session, [matter]).get(matter)
    query = select(ClaimParty).where(ClaimParty.decision_id == (decision.id if decision else None))
    return {party.unit_id: party.outcome for party in session.exec(query).all()}


def holds_code(session: Session, unit: WorkUnit) -> bool | None:
    """What the newest decision says of the unit and its code; None where none speaks of it.

    A decision counts against the unit only while the holder still has the code and is in play.
    """
    if not unit.credit_code:
        return None
    matter = Matter(ClaimKind.CREDIT_CODE, unit.edition_id, unit.credit_code)
    decision = last_decisions(session, [matter]).get(matter)
    if decision is None or session.get(ClaimParty, (decision.id, unit.id)) is None:
        return None
    if decision.holder_id == unit.id:
        return True
    holder = session.get_one(WorkUnit, decision.holder_id)
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
