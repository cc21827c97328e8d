"""The page on which the buyer asks, once, to be moved to another trade mission (rules.md section 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.transfer import MoveRequestFacts, check_move_request
from ciie_portal.domain.work_unit import Category
from ciie_portal.lookups.belonging import belonging_of
from ciie_portal.lookups.shapes.moves import Belonging, MovePage
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.lookups.unit_words import unit_name
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import missions, moves
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.queries.registering import Registration, own_registration
from ciie_portal.wording.rules import sentence

_SAID_ELSEWHERE = frozenset({Rule.MOVE_ASKED_ALREADY, Rule.OVERSEAS_HAS_NO_MISSION, Rule.STEP_NOT_POSSIBLE})


def move_page(actor: Actor, *, now: datetime) -> MovePage:
    """Where the unit belongs, where it may ask to go, or why it may not. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session:
        registration = own_registration(session, actor)
        refused = why_not(session, registration)
        tree = mission_tree(session)
        choices = tuple(
            Choice(row.code, tree[row.code].name(actor.locale))
            for row in missions.all_missions(session)
            if row.id != registration.unit.mission_id
        )
        return MovePage(
            reference=registration.unit.reference,
            unit=unit_name(registration.unit, actor.locale),
            belonging=belonging_of(session, registration.unit, actor.locale),
            missions=() if refused else choices,
            why_not=sentence(refused, actor.locale) if refused else "",
            is_loaded=True,
        )


def own_belonging(session: Session, registration: Registration, locale: str) -> Belonging:
    """The same for the dashboard, with whether a move can be asked for now."""
    unit = registration.unit
    if unit.status is UnitStatus.WITHDRAWN or unit.category is Category.OVERSEAS_UNIT:
        return Belonging()
    refused = why_not(session, registration)
    is_said = refused is None or refused in _SAID_ELSEWHERE or unit.submitted_at is None
    return replace(
        belonging_of(session, unit, locale),
        may_ask=refused is None,
        why_not="" if refused is None or is_said else sentence(refused, locale),
    )


def why_not(session: Session, registration: Registration) -> Rule | None:
    """Why the buyer cannot ask to be moved; None where the buyer can."""
    unit = registration.unit
    facts = MoveRequestFacts(
        status=unit.status,
        category=unit.category,
        persons=[person.status for person in registration.persons],
        mission=unit.mission_id,
        has_asked=moves.request_of(session, unit.id) is not None,
    )
    try:
        check_move_request(facts)
    except RuleBroken as broken:
        return broken.rule
    return None
