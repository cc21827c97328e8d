"""A buyer's own case in any state, and what the buyer's pages show of it."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from ciie_portal.domain.access import Actor, buyer
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Person, WorkUnit
from tests import factories


def a_unit(
    status: UnitStatus, *people: PersonStatus, locale: str = "en", has_mission: bool = True, **facts: Any
) -> tuple[Actor, WorkUnit, list[Person]]:
    """A unit of a mission, committed; whoever has to be paid for is in one paid request."""
    with transaction() as session:
        edition = factories.edition(session)
        mission = factories.mission(session, "TM-33", name_en="Zhejiang Trade Mission", name_zh="浙江交易团")
        if status is UnitStatus.APPROVED:
            unit, persons = factories.approved_unit(session, edition, mission, list(people), **facts)
        else:
            unit = factories.unit(session, edition, status, mission if has_mission else None, **facts)
            persons = [
                factories.person(session, unit, one, number=f"33020319850101{place:04}")
                for place, one in enumerate(people, start=1)
            ]
        for person in persons:
            person.name_latin = f"Wang Fang {person.ordinal}"
        return buyer(unit.account_id, locale), unit, persons


def change(person: Person, **facts: Any) -> None:
    """As if a colleague had done it."""
    with transaction() as session:
        row = session.exec(select(Person).where(Person.reference == person.reference)).one()
        for name, fact in facts.items():
            setattr(row, name, fact)
