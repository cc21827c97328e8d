"""Every write of a unit or a person keeps its search entry, in the same transaction and whoever writes.

The one place is the mapping itself: a name, contact or number that changes is written down here too.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, event, insert, inspect, update
from sqlalchemy.orm import Mapper
from sqlmodel import col

from ciie_portal.domain.contact import email_key
from ciie_portal.domain.searched import bigrams, plain_names, plain_number
from ciie_portal.store.tables.person import Person
from ciie_portal.store.tables.search import SearchEntry
from ciie_portal.store.tables.work_unit import WorkUnit

OF_A_UNIT = (
    "name_zh",
    "name_en",
    "contact_name",
    "contact_mobile",
    "contact_email",
    "credit_code",
    "registration_number",
)
OF_A_PERSON = ("name_zh", "name_latin", "mobile", "email", "unit_id")


def unit_entry(unit: WorkUnit) -> dict[str, Any]:
    """By what a unit is found: its names and its contact's, the contact itself, its number."""
    number = unit.credit_code or unit.registration_number
    return {
        "unit_id": unit.id,
        **_names(unit.name_zh, unit.name_en, unit.contact_name),
        "mobile": unit.contact_mobile,
        "email": email_key(unit.contact_email) if unit.contact_email else None,
        "number": plain_number(number) if number else None,
    }


def person_entry(person: Person) -> dict[str, Any]:
    """By what a person is found; the document by its own blind index."""
    return {
        "unit_id": person.unit_id,
        "person_id": person.id,
        **_names(person.name_zh, person.name_latin),
        "mobile": person.mobile,
        "email": email_key(person.email) if person.email else None,
    }


def _names(*names: str | None) -> dict[str, Any]:
    plain = plain_names(names)
    return {"names": plain or None, "pairs": bigrams(plain) if plain else None}


def _write_unit(_mapper: Mapper[WorkUnit], connection: Connection, unit: WorkUnit) -> None:
    connection.execute(insert(SearchEntry).values(unit_entry(unit)))


def _write_person(_mapper: Mapper[Person], connection: Connection, person: Person) -> None:
    connection.execute(insert(SearchEntry).values(person_entry(person)))


def _rewrite_unit(_mapper: Mapper[WorkUnit], connection: Connection, unit: WorkUnit) -> None:
    if _has_changed(unit, OF_A_UNIT):
        own = (col(SearchEntry.unit_id) == unit.id) & col(SearchEntry.person_id).is_(None)
        connection.execute(update(SearchEntry).where(own).values(unit_entry(unit)))


def _rewrite_person(_mapper: Mapper[Person], connection: Connection, person: Person) -> None:
    if _has_changed(person, OF_A_PERSON):
        own = col(SearchEntry.person_id) == person.id
        connection.execute(update(SearchEntry).where(own).values(person_entry(person)))


def _forget_person(_mapper: Mapper[Person], connection: Connection, person: Person) -> None:
    connection.execute(delete(SearchEntry).where(col(SearchEntry.person_id) == person.id))


def _has_changed(row: WorkUnit | Person, columns: tuple[str, ...]) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in columns)


event.listen(WorkUnit, "after_insert", _write_unit)
event.listen(Person, "after_insert", _write_person)
event.listen(WorkUnit, "after_update", _rewrite_unit)
event.listen(Person, "after_update", _rewrite_person)
event.listen(Person, "before_delete", _forget_person)
