"""Work units and their persons, loaded within the actor's scope. Absent and not yours are one answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, bindparam, delete, false, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from ciie_portal.domain.access import Actor, Permission
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.store.queries.scope import persons_in_scope, units_in_scope
from ciie_portal.store.tables import Person, ReturnedField, StoredFile, UnitArea, WorkUnit

Row = TypeVar("Row")

# What every page of a registration reads is made once.
_PERSONS = (
    select(Person).where(Person.unit_id == bindparam("unit_id")).order_by(col(Person.ordinal), col(Person.id))
)
_PERSONS_FOR_UPDATE = _PERSONS.with_for_update()
_AREAS = (
    select_columns(col(UnitArea.area_code))
    .where(col(UnitArea.unit_id) == bindparam("unit_id"))
    .order_by(col(UnitArea.area_code))
)
_OPEN_RETURNS = (
    select(ReturnedField)
    .where(ReturnedField.unit_id == bindparam("unit_id"), col(ReturnedField.answered_at).is_(None))
    .order_by(col(ReturnedField.id))
)


def unit_for_update(session: Session, actor: Actor, reference: str) -> WorkUnit:
    """The unit, locked until the transaction ends. Raises Rule.NOT_FOUND."""
    return found(session.exec(_unit(actor, reference).with_for_update()).first())


def find_unit(session: Session, actor: Actor, reference: str) -> WorkUnit:
    """The unit as it is now. Raises Rule.NOT_FOUND."""
    return found(session.exec(_unit(actor, reference)).first())


def person_for_update(session: Session, actor: Actor, reference: str) -> tuple[Person, WorkUnit]:
    """The person and the unit, both locked, the unit first as everywhere. Raises Rule.NOT_FOUND."""
    unit_id = found(session.exec(_person(actor, reference)).first()).unit_id
    unit = session.exec(select(WorkUnit).where(WorkUnit.id == unit_id).with_for_update()).one()
    query = _person(actor, reference).with_for_update().execution_options(populate_existing=True)
    return found(session.exec(query).first()), unit


def find_person(session: Session, actor: Actor, reference: str) -> tuple[Person, WorkUnit]:
    """The person and the unit. Raises Rule.NOT_FOUND."""
    person = found(session.exec(_person(actor, reference)).first())
    return person, session.get_one(WorkUnit, person.unit_id)


def persons_of(session: Session, unit_id: int, *, for_update: bool = False) -> Sequence[Person]:
    """In the unit's order."""
    query = _PERSONS_FOR_UPDATE if for_update else _PERSONS
    return session.exec(query, params={"unit_id": unit_id}).all()


def areas_of(session: Session, unit_id: int) -> Sequence[str]:
    """The codes of the exhibition areas that the unit comes for, in their order."""
    return session.connection().execute(_AREAS, {"unit_id": unit_id}).scalars().all()


def set_areas(session: Session, unit_id: int, codes: Collection[str]) -> None:
    """Replaces the unit's exhibition areas."""
    session.exec(delete(UnitArea).where(col(UnitArea.unit_id) == unit_id))
    session.add_all(UnitArea(unit_id=unit_id, area_code=code) for code in sorted(set(codes)))
    session.flush()


def open_returns(session: Session, unit_id: int) -> Sequence[ReturnedField]:
    """What was given back and is not answered, of the unit and of its persons."""
    return session.exec(_OPEN_RETURNS, params={"unit_id": unit_id}).all()


def count_persons(session: Session, actor: Actor) -> dict[PersonStatus, int]:
    """How many persons of each status the actor sees; statuses without any are left out."""
    rows = session.exec(
        select(col(Person.status), func.count()).where(persons_in_scope(actor)).group_by(col(Person.status))
    ).all()
    return dict(rows)


def file_in_scope(session: Session, actor: Actor, key: str) -> StoredFile | None:
    """A file of the account itself, of a unit in scope (licence) or of a person in scope (photo).

    The help desk has everybody in scope and nobody's face: what it sees is masked.
    """
    return session.exec(
        select(StoredFile).where(
            StoredFile.key == key, col(StoredFile.erased_at).is_(None), _may_see_file(actor)
        )
    ).first()


def _may_see_file(actor: Actor) -> ColumnElement[bool]:
    if actor.may(Permission.HELP_CALLERS):
        return false()
    licences = select(WorkUnit.licence_file_id).where(
        units_in_scope(actor), col(WorkUnit.licence_file_id).is_not(None)
    )
    photos = select(Person.photo_file_id).where(
        persons_in_scope(actor), col(Person.photo_file_id).is_not(None)
    )
    named = col(StoredFile.id).in_(licences) | col(StoredFile.id).in_(photos)
    return named if actor.account_id is None else named | (col(StoredFile.account_id) == actor.account_id)


def _unit(actor: Actor, reference: str) -> SelectOfScalar[WorkUnit]:
    stored = parse_reference(reference, Prefix.WORK_UNIT)
    return select(WorkUnit).where(WorkUnit.reference == stored, units_in_scope(actor))


def _person(actor: Actor, reference: str) -> SelectOfScalar[Person]:
    stored = parse_reference(reference, Prefix.PERSON)
    return select(Person).where(Person.reference == stored, persons_in_scope(actor))


def found(row: Row | None) -> Row:
    if row is None:
        raise RuleBroken(Rule.NOT_FOUND)
    return row
