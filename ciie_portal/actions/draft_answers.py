"""Keeps one answer as it is typed, when its field is left; nothing is checked yet (rules.md section 3)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain import typed_answer
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import every_unit_field, person_lock, unit_lock
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import drafts
from ciie_portal.store.queries.registering import (
    Registration,
    own_registration,
    person_column,
    person_lock_facts,
    unit_column,
    unit_lock_facts,
)
from ciie_portal.store.tables import Person

LONGEST = 20_000
NEVER_TYPED = frozenset({"licence_file_id", "photo_file_id", "invitation_code", "channel"})
# what no database text can hold; refused in words when the page is checked
_UNSTORABLE = "\x01"


def keep_answer(actor: Actor, owner: str, field: str, typed: object, now: datetime) -> datetime:
    """Keeps what stands in a field; returns the instant.

    `owner` is a person's reference, or empty for the unit. Raises NOT_FOUND, NOT_AN_OPTION (no such field),
    TOO_LONG, FIELD_LOCKED.
    """
    require(actor, Permission.OWN_UNIT)
    text = storable(typed, field)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        if owner:
            person = own_person(registration, owner)
            _check_open(field, _person_is_open(registration, person, field, now))
            shown = _shown_of_person(person, field)
        else:
            person = None
            _check_open(field, _unit_is_open(registration, field, now))
            field, text = _area(registration, field, text)
            shown = _shown_of_unit(registration, field)
        _keep(session, registration, person, field, text, shown, now)
    return now


def own_person(registration: Registration, reference: str) -> Person:
    """A person of the buyer's own unit. Raises NOT_FOUND."""
    wanted = reference.strip().upper()
    for person in registration.persons:
        if person.reference == wanted:
            return person
    raise RuleBroken(Rule.NOT_FOUND)


def storable(typed: object, field: str) -> str:
    """Text that every database takes. Raises NOT_AN_OPTION for anything but text, TOO_LONG."""
    if not isinstance(typed, str):
        raise RuleBroken([FieldProblem(field[:40], Rule.NOT_AN_OPTION)])
    if len(typed) > LONGEST:
        facts: dict[str, str | int] = {"longest": LONGEST, "length": len(typed)}
        raise RuleBroken([FieldProblem(field[:40], Rule.TOO_LONG, facts)])
    return "".join(_UNSTORABLE if one == "\x00" or "\ud800" <= one <= "\udfff" else one for one in typed)


def keep_page(
    session: Session,
    registration: Registration,
    person: Person | None,
    typed: dict[str, str],
    now: datetime,
) -> None:
    """Keeps a whole page that could not be accepted, so that nothing typed is lost."""
    for field, text in typed.items():
        is_person = person is not None
        shown = _shown_of_person(person, field) if is_person else _shown_of_unit(registration, field)
        _keep(session, registration, person, field, text, shown, now)


def _keep(
    session: Session,
    registration: Registration,
    person: Person | None,
    field: str,
    text: str,
    shown: str | None,
    now: datetime,
) -> None:
    owner = person.reference if person else registration.unit.reference
    if field in drafts.SEALED and not text:
        return  # an empty box means: the number that is there already
    if text == shown:
        drafts.forget(session, owner, [field])
    else:
        drafts.keep(session, registration.unit.id or 0, owner, field, text, now)
    registration.unit.changed_at = now


def _check_open(field: str, is_open: bool | None) -> None:
    if is_open is None:
        raise RuleBroken([FieldProblem(field[:40], Rule.NOT_AN_OPTION)])
    if not is_open:
        raise RuleBroken([FieldProblem(field, Rule.FIELD_LOCKED)])


def _unit_is_open(registration: Registration, field: str, now: datetime) -> bool | None:
    """None for a field that is none, or that is never typed."""
    name = field.split(".", maxsplit=1)[0]
    if name in NEVER_TYPED or name not in every_unit_field(registration.unit.category):
        return None
    return unit_lock(unit_lock_facts(registration, now), name) is None


def _person_is_open(registration: Registration, person: Person, field: str, now: datetime) -> bool | None:
    name = drafts.column_of(field)
    is_whole_date = field in typed_answer.DATES
    if name in NEVER_TYPED or name not in PERSON_FIELDS or is_whole_date:
        return None
    return person_lock(person_lock_facts(registration, person, now), name) is None


def _area(registration: Registration, field: str, text: str) -> tuple[str, str]:
    """Areas are ticked one by one: `areas.EA-AUTO` is on or off; all of them are one answer."""
    name, dot, code = field.partition(".")
    if name != "areas" or not dot:
        return field, text
    row = registration.pending.get((registration.unit.reference, "areas"))
    before = drafts.text_of(row) if row else "|".join(registration.areas)
    chosen = [one for one in before.split("|") if one and one != code]
    if text and len(chosen) < 100:
        chosen.append(code[:20])
    return "areas", "|".join(sorted(chosen))


def _shown_of_unit(registration: Registration, field: str) -> str:
    if field == "areas":
        return "|".join(sorted(registration.areas))
    return typed_answer.as_typed(field, unit_column(registration.unit, field))


def _shown_of_person(person: Person | None, field: str) -> str | None:
    """What the form shows when nothing is pending; None for the number, which is never shown."""
    if person is None or field in drafts.SEALED:
        return None
    column = drafts.column_of(field)
    if column != field:
        return typed_answer.date_parts(person_column(person, column))[field.removeprefix(f"{column}_")]
    return typed_answer.as_typed(field, person_column(person, field))
