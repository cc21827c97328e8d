"""Submitting: complete, in time, its code spent, routed, told and on the record (Q2, Q3, Q5, Q7, Q8).

All in one transaction. Losing the last use of a code goes back to the code page with everything kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlmodel import Session

from ciie_portal.actions.classify_unit import group_to_ask_about, store_classification
from ciie_portal.actions.desk_cases import record_move
from ciie_portal.actions.enter_code import FIELD, good_code
from ciie_portal.actions.notices import tell
from ciie_portal.actions.send_person import move_own_person
from ciie_portal.actions.whole_answers import check_everything, empty_what_is_not_asked
from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.consent import TEXT_VERSION, ConsentKind, asked_of
from ciie_portal.domain.edition import Act, check_act
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.invitation import change_of_uses
from ciie_portal.domain.journey import PersonEvent, PersonStatus, UnitEvent, UnitStatus, move_unit
from ciie_portal.domain.notice import UNIT_NOTICES
from ciie_portal.domain.work_unit import Channel
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import editions
from ciie_portal.store.queries.invitations import spend_invitation_use
from ciie_portal.store.queries.registering import Registration, own_registration, wizard_facts
from ciie_portal.store.tables import Consent, WorkUnit


@dataclass(frozen=True)
class Submitted:
    """`is_new`: this press did it; a second press changes nothing."""

    reference: str
    is_new: bool


class CodeLost(Exception):
    """The code cannot be used any more; nothing of the submission stands."""


def submit(actor: Actor, consents: Collection[ConsentKind], now: datetime) -> Submitted:
    """Submits the buyer's registration for the first time. `consents`: the boxes that were ticked (Q7).

    Raises REGISTRATION_CLOSED, STEP_NOT_POSSIBLE, everything missing or wrong at once (a person's problems
    carry `person`, the place in the list), INVITATION_CODE_NOT_USABLE beside the code.
    """
    require(actor, Permission.OWN_UNIT)
    try:
        return _submit(actor, consents, now)
    except CodeLost:
        return give_up_code(actor, now)


def _submit(actor: Actor, consents: Collection[ConsentKind], now: datetime) -> Submitted:
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        unit = registration.unit
        if unit.status is UnitStatus.UNDER_REVIEW:
            return Submitted(unit.reference, is_new=False)
        before, after = unit.status, move_unit(unit.status, UnitEvent.SUBMIT)
        check_act(editions.facts(registration.edition), Act.FIRST_SUBMISSION, now)
        unit.channel = wizard.check_submission(wizard_facts(registration, consents), True)
        check_everything(session, registration, now)
        empty_what_is_not_asked(registration)
        take_code(session, registration, UnitEvent.SUBMIT, now)
        route(session, registration, now)
        is_overseas = unit.channel is Channel.OVERSEAS
        unit.management_accepted_at = None if is_overseas else now
        unit.submitted_at = unit.changed_at = unit.status_since = now
        unit.status, unit.version = after, unit.version + 1
        record_move(session, actor, UnitEvent.SUBMIT, before, after, now, unit=unit)
        _record_consents(session, actor, unit, now)
        send_drafts(session, actor, registration, now)
        session.flush()
        tell(session, unit, UNIT_NOTICES[UnitEvent.SUBMIT], now)
        return Submitted(unit.reference, is_new=True)


def _record_consents(session: Session, actor: Actor, unit: WorkUnit, now: datetime) -> None:
    """Which wording was agreed to; the boxes are checked already."""
    for kind in asked_of(unit.category):
        session.add(
            Consent(
                unit_id=unit.id,
                account_id=unit.account_id,
                kind=kind,
                text_version=TEXT_VERSION[kind],
                locale=actor.locale,
                given_at=now,
            )
        )


def take_code(session: Session, registration: Registration, event: UnitEvent, now: datetime) -> None:
    """Spends one use where the unit does not hold one yet. Raises CodeLost."""
    unit = registration.unit
    if unit.channel is not Channel.WITH_CODE or not change_of_uses(event, unit.code_spent_at is not None):
        return
    try:
        code = good_code(session, registration, "", now)
    except RuleBroken:
        raise CodeLost from None
    if not spend_invitation_use(session, code.id or 0, now):
        raise CodeLost
    unit.code_spent_at, unit.mission_id = now, code.mission_id


def give_up_code(actor: Actor, now: datetime) -> NoReturn:
    """The code page asks again; every other answer stays. Raises INVITATION_CODE_NOT_USABLE."""
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        registration.unit.invitation_code_id = None
        registration.unit.changed_at = now
    raise RuleBroken([FieldProblem(FIELD, Rule.INVITATION_CODE_NOT_USABLE)])


def send_drafts(session: Session, actor: Actor, registration: Registration, now: datetime) -> None:
    """The persons go to the mission together with their unit."""
    for person in registration.present:
        if person.status is PersonStatus.DRAFT:
            move_own_person(session, actor, person, PersonEvent.SUBMIT, now)


def route(session: Session, registration: Registration, now: datetime) -> None:
    """By the code, by the classification, or to the organiser desk. A code-free group is asked back first."""
    unit = registration.unit
    if unit.channel is Channel.OVERSEAS:
        unit.mission_id = None
        return
    if group_to_ask_about(session, registration, now):
        raise RuleBroken([FieldProblem("parent_group_code", Rule.GROUP_TO_CONFIRM)])
    store_classification(session, registration, reroutes=unit.channel is Channel.CODE_FREE)
