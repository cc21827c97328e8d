"""Takes a buyer through the wizard by the actions themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ciie_portal.actions.enter_code import Caller, enter_code
from ciie_portal.actions.fill_in import save_answers
from ciie_portal.actions.fill_in_person import save_person
from ciie_portal.actions.keep_file import attach_licence, attach_photo
from ciie_portal.actions.people import add_person
from ciie_portal.actions.submit import Submitted, submit
from ciie_portal.domain.access import Actor
from ciie_portal.domain.consent import EVERYTHING
from ciie_portal.domain.work_unit import Category
from ciie_portal.store.tables import FileKind
from tests.actions import buyer_scene as given
from tests.factories.rows import NOW

HERE = Caller("a session", "203.0.113.7")


def fill_unit(actor: Actor, now: datetime = NOW, **answers: str) -> None:
    is_overseas = given.unit_of(actor).category is Category.OVERSEAS_UNIT
    save_answers(actor, "unit", {**(given.OVERSEAS if is_overseas else given.UNIT), **answers}, None, now)


def fill_contact(actor: Actor, now: datetime = NOW) -> None:
    unit = given.unit_of(actor)
    if unit.category is Category.ENTERPRISE:
        attach_licence(actor, given.key_of(given.file_of(actor, FileKind.LICENCE)), now)
    is_overseas = unit.category is Category.OVERSEAS_UNIT
    mobile = {"contact_mobile": "+49 151 23456789"} if is_overseas else {}
    save_answers(actor, "contact", {**given.CONTACT, **mobile}, None, now)


def fill_person(actor: Actor, now: datetime = NOW, **answers: str) -> str:
    """Adds a complete person; returns the reference."""
    reference = add_person(actor, now)
    attach_photo(actor, reference, given.key_of(given.file_of(actor)), now)
    save_person(actor, reference, person_answers(actor, **answers), None, now)
    return reference


def person_answers(actor: Actor, **answers: str) -> Mapping[str, str]:
    if given.unit_of(actor).category is Category.OVERSEAS_UNIT:
        abroad = {
            "nationality": "DE",
            "document_type": "passport",
            "document_number": "C01X00T47",
            "mobile": "+49 151 23456789",
            "email": "wang@example.com",
        }
        return {**given.PERSON, **abroad, **answers}
    return {**given.PERSON, **answers}


def fill_areas(actor: Actor, now: datetime = NOW) -> None:
    save_answers(actor, "areas", given.AREAS, None, now)


def complete(actor: Actor, code: str = "", people: int = 1, now: datetime = NOW) -> list[str]:
    """Every page answered; returns the persons' references."""
    if code:
        enter_code(actor, code, HERE, now)
    fill_unit(actor, now)
    fill_contact(actor, now)
    persons = []
    for number in range(people):
        document = (
            {} if number == 0 else {"document_number": given.id_number(serial=f"{125 + 2 * number:03}")}
        )
        persons.append(fill_person(actor, now, **document))
    fill_areas(actor, now)
    return persons


def submitted(actor: Actor, code: str = "", people: int = 1, now: datetime = NOW) -> list[str]:
    """The same, and sent."""
    persons = complete(actor, code, people, now)
    sent: Submitted = submit(actor, EVERYTHING, now)
    assert sent.is_new
    return persons
