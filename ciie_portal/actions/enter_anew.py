"""Enters a person once more who was left out, refunded or withdrawn; until the deadline (Q4, Q5)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.actions.draft_answers import own_person
from ciie_portal.actions.people import new_person
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import OVER_WITHOUT_CERTIFICATE, PersonStatus
from ciie_portal.domain.withdrawal import check_new_person
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries.registering import own_registration
from ciie_portal.store.sealed import document_of, set_document
from ciie_portal.store.tables import Person

ENTERED_ANEW = "enter_anew"


def enter_anew(actor: Actor, reference: str, now: datetime) -> str:
    """A new draft with every answer of the person, photo and document included; its reference, P-….

    A second press leads to the same draft. Raises NOT_FOUND, STEP_NOT_POSSIBLE, CLOSED_FOR_NEW,
    TOO_MANY_PERSONS, PERSON_ALREADY_ENTERED.
    """
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        before = own_person(registration, reference)
        if before.status not in OVER_WITHOUT_CERTIFICATE:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        index = before.document_index
        same = [one for one in registration.persons if index is not None and one.document_index == index]
        for one in same:
            if one.status is PersonStatus.DRAFT:
                return one.reference
        if not registration.is_open(now):
            raise RuleBroken(Rule.CLOSED_FOR_NEW)
        check_new_person(
            registration.unit.status,
            registration.is_open(now),
            [one.status for one in same],
            len(registration.present),
            registration.edition.person_cap,
        )
        person = new_person(session, registration, None, now)
        copy_answers(before, person)
        session.flush()
        events.record(
            session,
            actor,
            event=ENTERED_ANEW,
            now=now,
            unit_id=person.unit_id,
            person_id=person.id,
            reason=before.reference,
        )
        return person.reference


def copy_answers(before: Person, after: Person) -> None:
    """What was said of somebody; decisions, label and reasons stay behind."""
    for name in PERSON_FIELDS:
        if name != "document_number":
            setattr(after, name, getattr(before, name))
    set_document(after, document_of(before) or None)
