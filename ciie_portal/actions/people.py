"""Adds, copies and removes the persons of the buyer's own unit (Q1, Q6; D2).

Who was never submitted is deleted; who was, is withdrawn and stays on the record (`withdraw`).
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.draft_answers import own_person
from ciie_portal.actions.references import fresh
from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.withdrawal import check_new_person
from ciie_portal.domain.wizard import Step
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import drafts
from ciie_portal.store.queries.registering import Registration, own_registration, wizard_facts
from ciie_portal.store.tables import Person

# what colleagues have in common; names, documents, contacts and photos never are
COPIED = ("nationality", "document_type", "position", "role", "role_other")


def add_person(actor: Actor, now: datetime) -> str:
    """Adds an empty person; returns the reference, P-….

    Raises NOT_FOUND, STEP_NOT_POSSIBLE, TOO_MANY_PERSONS, and REGISTRATION_CLOSED once the unit is submitted.
    """
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        return new_person(session, registration, None, now).reference


def copy_person(actor: Actor, reference: str, now: datetime) -> str:
    """Adds a person who shares role, position and kind of document with another; empty: with the last.

    Raises as `add_person`.
    """
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        if reference:
            model: Person | None = own_person(registration, reference)
        else:
            model = registration.present[-1] if registration.present else None
        return new_person(session, registration, model, now).reference


def remove_person(actor: Actor, reference: str, now: datetime) -> None:
    """Deletes a person who was never submitted. Raises NOT_FOUND, STEP_NOT_POSSIBLE."""
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        person = own_person(registration, reference)
        if person.status is not PersonStatus.DRAFT:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        drafts.forget(session, person.reference)
        session.delete(person)
        registration.unit.changed_at = now


def check_may_add(registration: Registration, now: datetime) -> None:
    """Whether one more person may be entered now."""
    unit = registration.unit
    if unit.status is UnitStatus.DRAFT and not wizard.can_visit(Step.PEOPLE, wizard_facts(registration)):
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    check_new_person(
        unit.status, registration.is_open(now), (), len(registration.present), registration.edition.person_cap
    )


def new_person(session: Session, registration: Registration, model: Person | None, now: datetime) -> Person:
    check_may_add(registration, now)
    person = Person(
        reference=fresh(Prefix.PERSON),
        unit_id=registration.unit.id or 0,
        ordinal=max((one.ordinal for one in registration.persons), default=0) + 1,
        status_since=now,
        created_at=now,
    )
    for name in COPIED if model else ():
        setattr(person, name, getattr(model, name))
    session.add(person)
    session.flush()
    registration.unit.changed_at = now
    return person
