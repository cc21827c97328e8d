"""A scene for the desk: Zhejiang with Jinhua and Yiwu below it, the neighbour Ningbo, and their reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import JourneyEvent, Notice, Outbox, Person, WorkUnit
from tests import factories
from tests.factories.editions import Tree


@dataclass(frozen=True)
class Scene:
    """Missions, an edition, and one actor for each mission and for the organiser desk."""

    tree: Tree
    edition_id: int
    zhejiang: Actor
    jinhua: Actor
    yiwu: Actor
    ningbo: Actor
    organiser: Actor


def _secretariat(session: Session, mission_id: int, name: str, locale: str) -> Actor:
    row = factories.staff_member(session, StaffRole.SECRETARIAT, mission_id, name=name)
    return access.staff(row.id, StaffRole.SECRETARIAT, mission_id, locale, name)


def scene(locale: str = "en") -> Scene:
    """Everything that the desk needs, committed."""
    with transaction() as session:
        tree = factories.mission_tree(session)
        edition = factories.edition(session)
        desk = factories.staff_member(session, StaffRole.ORGANISER_DESK, name="Desk 01")
        return Scene(
            tree=tree,
            edition_id=edition.id,
            zhejiang=_secretariat(session, tree.zhejiang.id, "Reviewer 07", locale),
            jinhua=_secretariat(session, tree.jinhua.id, "Reviewer 11", locale),
            yiwu=_secretariat(session, tree.yiwu.id, "Reviewer 12", locale),
            ningbo=_secretariat(session, tree.ningbo.id, "Reviewer 20", locale),
            organiser=access.staff(desk.id, StaffRole.ORGANISER_DESK, None, locale, "Desk 01"),
        )


def a_case(
    at: Scene,
    mission: Any = "jinhua",
    status: UnitStatus = UnitStatus.UNDER_REVIEW,
    people: tuple[PersonStatus, ...] = (PersonStatus.AWAITING_UNIT_REVIEW,) * 2,
    **facts: Any,
) -> tuple[WorkUnit, list[Person]]:
    """A unit of a mission (None: of nobody) with persons, committed; each has a document of its own."""
    with transaction() as session:
        edition = session.get_one(factories.editions.Edition, at.edition_id)
        row = getattr(at.tree, mission) if mission else None
        if status is not UnitStatus.DRAFT:
            facts.setdefault("submitted_at", factories.NOW)
        unit = factories.unit(session, edition, status, row, **facts)
        numbers = [f"33020319850{unit.id % 1000:03}{place:04}" for place, _ in enumerate(people, 1)]
        persons = [
            factories.person(session, unit, one, number=number)
            for one, number in zip(people, numbers, strict=True)
        ]
        return unit, persons


def unit_now(reference: str) -> WorkUnit:
    with reading() as session:
        return session.exec(select(WorkUnit).where(WorkUnit.reference == reference)).one()


def person_now(reference: str) -> Person:
    with reading() as session:
        return session.exec(select(Person).where(Person.reference == reference)).one()


def events_of(unit: WorkUnit) -> list[tuple[str, str | None, str | None]]:
    """(event, from, to) in the order recorded."""
    with reading() as session:
        query = select(JourneyEvent).where(JourneyEvent.unit_id == unit.id).order_by(col(JourneyEvent.id))
        return [(row.event, row.from_status, row.to_status) for row in session.exec(query).all()]


def notices_of(unit: WorkUnit) -> list[Notice]:
    """What the buyer was told, each with its row in the outbox."""
    with reading() as session:
        found = session.exec(select(Notice).where(Notice.unit_id == unit.id).order_by(col(Notice.id))).all()
        queued = session.exec(select(Outbox.id)).all()
        assert {row.outbox_id for row in found} <= set(queued)
        return list(found)


def refusal(broken: Any) -> Rule | list[tuple[str, Rule]] | None:
    """The reason of a caught RuleBroken: the one rule, or (field, rule) of every problem."""
    value = broken.value
    assert isinstance(value, RuleBroken)
    return value.rule or [(problem.field, problem.rule) for problem in value.problems]
