"""A new registration of an account that withdrew the last one; until the deadline (Q5; D3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ciie_portal.actions.enter_anew import copy_answers
from ciie_portal.actions.references import fresh
from ciie_portal.actions.sign_up import new_draft
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.edition import is_open
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.invitation import channel_for
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.wizard import all_unit_fields
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store import events
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import editions, units
from ciie_portal.store.queries.registering import Registration, own_registration
from ciie_portal.store.tables import Edition, Person, WorkUnit

AGAIN = "register_again"


def register_again(actor: Actor, now: datetime) -> str:
    """A draft with the answers of the withdrawn registration, its persons included; its reference, WU-….

    The invitation code is asked again: its use was given back. A second press leads to the same draft.
    Raises NOT_FOUND, STEP_NOT_POSSIBLE, CLOSED_FOR_NEW.
    """
    require(actor, Permission.OWN_UNIT)
    try:
        return _register_again(actor, now)
    except IntegrityError:  # pressed twice in the same instant: the other one made the draft
        with reading() as session:
            return own_registration(session, actor).unit.reference


def _register_again(actor: Actor, now: datetime) -> str:
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        before = registration.unit
        if before.status is UnitStatus.DRAFT:
            return before.reference
        if before.status is not UnitStatus.WITHDRAWN:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        edition = editions.running(session, now)
        if edition is None or not is_open(editions.facts(edition), now):
            raise RuleBroken(Rule.CLOSED_FOR_NEW)
        draft = _draft(session, registration, edition, now)
        events.record(session, actor, event=AGAIN, now=now, unit_id=draft.id, reason=before.reference)
        return draft.reference


def _draft(session: Session, registration: Registration, edition: Edition, now: datetime) -> WorkUnit:
    before = registration.unit
    category = before.category or Category.ENTERPRISE
    has_code = before.channel is Channel.WITH_CODE or not edition.is_code_free_open
    channel = channel_for(category, has_code)
    draft = new_draft(session, registration.account, edition.id, category, channel, now)
    for name in ("country", *all_unit_fields(category), "asked_back_group"):
        setattr(draft, name, getattr(before, name))
    draft.changed_at = now
    known = {code for code, _name in editions.area_names(session, edition.id, "en")}
    units.set_areas(session, draft.id, [code for code in registration.areas if code in known])
    for place, person in enumerate(_left_with(registration), start=1):
        again = Person(
            reference=fresh(Prefix.PERSON), unit_id=draft.id, ordinal=place, status_since=now, created_at=now
        )
        copy_answers(person, again)
        session.add(again)
    session.flush()
    return draft


def _left_with(registration: Registration) -> list[Person]:
    """The persons who were withdrawn together with the unit, not those who had left before."""
    left_at = registration.unit.status_since
    withdrawn = (one for one in registration.persons if one.status is PersonStatus.WITHDRAWN)
    return [one for one in withdrawn if one.status_since == left_at]
