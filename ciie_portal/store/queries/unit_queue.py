"""The queue of units: conditions, counts and one page of rows, all within the reviewer's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor, Permission
from ciie_portal.domain.credit_code import NATIONAL_AUTHORITY
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.queries.claims import is_decided_with
from ciie_portal.store.queries.duplicates import NOT_COUNTED, NOT_IN_PLAY
from ciie_portal.store.queries.moves import asks_to_be_moved
from ciie_portal.store.queries.scope import subtree, units_in_scope
from ciie_portal.store.queries.unit_desk import is_doubted
from ciie_portal.store.tables import Person, WorkUnit

LONGEST_SEARCH = 200  # no name, reference or code is longer


@dataclass(frozen=True)
class Wanted:
    """Which units; empty values do not narrow. `mission_id` takes its sub-missions along; 0 is no mission."""

    view: str = "review"
    mission_id: int | None = None
    category: Category | None = None
    channel: Channel | None = None
    flag: str = ""
    search: str = ""


def has_claim() -> ColumnElement[bool]:
    """Another unit of the edition entered the same credit code, and the organiser has not decided on both."""
    other = aliased(WorkUnit)
    return (
        select(other.id)
        .where(
            col(other.edition_id) == col(WorkUnit.edition_id),
            col(other.credit_code) == col(WorkUnit.credit_code),
            col(other.id) != col(WorkUnit.id),
            col(other.status).not_in(NOT_IN_PLAY),
            ~is_decided_with(WorkUnit, other),
        )
        .exists()
    )


def has_same_document() -> ColumnElement[bool]:
    """A person of it gave a document that somebody of another unit of the edition gave too."""
    mine, theirs, other = aliased(Person), aliased(Person), aliased(WorkUnit)
    return (
        select(mine.id)
        .join(theirs, col(theirs.document_index) == col(mine.document_index))
        .join(other, col(other.id) == col(theirs.unit_id))
        .where(
            col(mine.unit_id) == col(WorkUnit.id),
            col(theirs.unit_id) != col(WorkUnit.id),
            col(other.edition_id) == col(WorkUnit.edition_id),
            col(mine.status).not_in(NOT_COUNTED),
            col(theirs.status).not_in(NOT_COUNTED),
        )
        .exists()
    )


def has_other_division() -> ColumnElement[bool]:
    """The credit code was given out in another province than the registered address."""
    code, address = col(WorkUnit.credit_code), col(WorkUnit.division_code)
    return (func.substr(code, 3, 2) != func.substr(address, 1, 2)) & (
        func.substr(code, 3, 6) != NATIONAL_AUTHORITY
    )


FLAGS = {
    "claim": has_claim,
    "document": has_same_document,
    "address": has_other_division,
    "move": asks_to_be_moved,
    "doubt": is_doubted,
}
_STATUS_OF_VIEW: dict[str, UnitStatus | None] = {
    "review": UnitStatus.UNDER_REVIEW,
    "mine": UnitStatus.UNDER_REVIEW,
    "added": UnitStatus.APPROVED,
    "returned": UnitStatus.RETURNED,
    "approved": UnitStatus.APPROVED,
    "rejected": UnitStatus.REJECTED,
    "withdrawn": UnitStatus.WITHDRAWN,
    "moving": None,  # whatever its status: for who may move it across
}
VIEWS = tuple(_STATUS_OF_VIEW)
_AGE = [col(WorkUnit.status_since), col(WorkUnit.id)]
SORTS: dict[str, list[Any]] = {
    "age": _AGE,
    "-age": [column.desc() for column in _AGE],
    "reference": [col(WorkUnit.reference)],
    "-reference": [col(WorkUnit.reference).desc()],
    "name": [func.coalesce(WorkUnit.name_zh, WorkUnit.name_en), *_AGE],
    "-name": [func.coalesce(WorkUnit.name_zh, WorkUnit.name_en).desc(), *_AGE],
    "category": [col(WorkUnit.category), *_AGE],
    "-category": [col(WorkUnit.category).desc(), *_AGE],
}


def views_of(actor: Actor) -> tuple[str, ...]:
    """The tabs of a reviewer: requests to be moved are the organiser desk's to answer."""
    return VIEWS if actor.may(Permission.TRANSFER_UNITS) else VIEWS[:-1]


def in_view(view: str, actor: Actor) -> ColumnElement[bool]:
    """Which units a tab shows; an unknown tab shows none."""
    if view not in _STATUS_OF_VIEW:
        return false()
    status = _STATUS_OF_VIEW[view]
    if status is None:
        return asks_to_be_moved() if actor.may(Permission.TRANSFER_UNITS) else false()
    condition = col(WorkUnit.status) == status
    if view == "mine":
        return condition & (col(WorkUnit.claimed_by) == actor.staff_id)
    if view == "added":
        waiting = select(Person.id).where(
            col(Person.unit_id) == col(WorkUnit.id), Person.status == PersonStatus.AWAITING_UNIT_REVIEW
        )
        return condition & waiting.exists()
    return condition


def narrowed(wanted: Wanted, *, with_mission: bool = True) -> ColumnElement[bool]:
    """The filters beside the tab."""
    conditions: list[ColumnElement[bool]] = [_found(wanted.search)]
    if with_mission and wanted.mission_id is not None:
        mission = col(WorkUnit.mission_id)
        is_there = mission.in_(subtree(wanted.mission_id)) if wanted.mission_id else mission.is_(None)
        conditions.append(is_there)
    if wanted.category is not None:
        conditions.append(col(WorkUnit.category) == wanted.category)
    if wanted.channel is not None:
        conditions.append(col(WorkUnit.channel) == wanted.channel)
    if wanted.flag in FLAGS:
        conditions.append(FLAGS[wanted.flag]())
    return and_(*conditions)


def _found(search: str) -> ColumnElement[bool]:
    """The text as it stands, wildcards included, anywhere in names, reference or credit code."""
    if not search:
        return true()
    if len(search) > LONGEST_SEARCH or not search.isprintable():
        return false()
    columns = (WorkUnit.name_zh, WorkUnit.name_en, WorkUnit.reference, WorkUnit.credit_code)
    return or_(*[col(column).icontains(search, autoescape=True) for column in columns])


def count(session: Session, actor: Actor, view: str, wanted: Wanted | None = None) -> int:
    """How many units of a view the actor sees."""
    query = select(func.count()).select_from(WorkUnit).where(units_in_scope(actor), in_view(view, actor))
    return session.exec(query if wanted is None else query.where(narrowed(wanted))).one()


def count_by_mission(session: Session, actor: Actor, wanted: Wanted) -> dict[int | None, int]:
    """Units of the view for each mission itself; None is no mission."""
    query = (
        select(WorkUnit.mission_id, func.count())
        .where(units_in_scope(actor), in_view(wanted.view, actor), narrowed(wanted, with_mission=False))
        .group_by(col(WorkUnit.mission_id))
    )
    return dict(session.exec(query).all())


def oldest(session: Session, actor: Actor) -> datetime | None:
    """Since when the oldest unit waits for its review."""
    query = select(WorkUnit.status_since).where(units_in_scope(actor), in_view("review", actor))
    return session.exec(query.order_by(col(WorkUnit.status_since)).limit(1)).first()


def page_of_units(
    session: Session, actor: Actor, wanted: Wanted, sort: str, offset: int, limit: int
) -> Sequence[WorkUnit]:
    return session.exec(
        select(WorkUnit)
        .where(units_in_scope(actor), in_view(wanted.view, actor), narrowed(wanted))
        .order_by(*SORTS.get(sort, _AGE))
        .offset(offset)
        .limit(limit)
    ).all()


def flags_of(session: Session, unit_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The flags of a page of units, in the order of FLAGS."""
    found: dict[int, list[str]] = {unit: [] for unit in unit_ids}
    for flag, condition in FLAGS.items():
        query = select(WorkUnit.id).where(col(WorkUnit.id).in_(unit_ids), condition())
        for unit in session.exec(query).all():
            found[unit].append(flag)
    return {unit: tuple(flags) for unit, flags in found.items()}


def people_of(session: Session, unit_ids: Sequence[int]) -> dict[int, int]:
    """How many persons each unit brings; withdrawn ones and drafts are not counted."""
    query = (
        select(Person.unit_id, func.count())
        .where(
            col(Person.unit_id).in_(unit_ids),
            col(Person.status).not_in([PersonStatus.WITHDRAWN, PersonStatus.DRAFT]),
        )
        .group_by(col(Person.unit_id))
    )
    return dict(session.exec(query).all())
