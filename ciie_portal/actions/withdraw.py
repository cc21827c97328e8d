"""The buyer withdraws the unit or a person, any time before payment; a code's use is free again."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.desk_cases import record_move
from ciie_portal.actions.draft_answers import own_person
from ciie_portal.actions.errands import cancel_checkout
from ciie_portal.actions.send_person import move_own_person
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.invitation import change_of_uses
from ciie_portal.domain.journey import PersonEvent, UnitEvent, UnitStatus
from ciie_portal.domain.withdrawal import (
    PersonWithdrawalFacts,
    check_person_withdrawal,
    check_unit_withdrawal,
    leaves_with_unit,
)
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import drafts, money
from ciie_portal.store.queries.invitations import give_back_invitation_use
from ciie_portal.store.queries.registering import Registration, own_registration
from ciie_portal.store.tables import CertificateRequest, Person


def withdraw_unit(actor: Actor, now: datetime) -> None:
    """Ends the registration with all its persons. Raises NOT_FOUND, STEP_NOT_POSSIBLE, ALREADY_PAID_FOR."""
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        unit = registration.unit
        if unit.status is UnitStatus.WITHDRAWN:
            return
        before = unit.status
        unit.status = check_unit_withdrawal(before, [person.status for person in registration.persons])
        unit.status_since, unit.version = now, unit.version + 1
        unit.claimed_by = unit.claimed_at = None
        record_move(session, actor, UnitEvent.WITHDRAW, before, unit.status, now, unit=unit)
        for person in registration.persons:
            if leaves_with_unit(person.status):
                _leave_request(session, actor, person, now)
                move_own_person(session, actor, person, PersonEvent.WITHDRAW, now)
        _end_corrections(registration, now)
        if change_of_uses(UnitEvent.WITHDRAW, unit.code_spent_at is not None) and unit.invitation_code_id:
            give_back_invitation_use(session, unit.invitation_code_id)
            unit.code_spent_at = None
        _forget_typed(session, registration)


def withdraw_person(actor: Actor, reference: str, version: int | None, now: datetime) -> None:
    """Takes one submitted person back. Raises NOT_FOUND, ALREADY_PAID_FOR, LAST_PERSON, CHANGED_MEANWHILE."""
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        person = own_person(registration, reference)
        if version is not None and version != person.version:
            raise RuleBroken(Rule.CHANGED_MEANWHILE)
        others = tuple(other.status for other in registration.persons if other is not person)
        check_person_withdrawal(PersonWithdrawalFacts(person.status, registration.unit.status, others))
        _leave_request(session, actor, person, now)
        move_own_person(session, actor, person, PersonEvent.WITHDRAW, now)
        for row in registration.returns:
            if row.person_id == person.id:
                row.answered_at = now
        drafts.forget(session, person.reference)
        if registration.unit.status is UnitStatus.UNDER_REVIEW:
            registration.unit.version += 1


def _leave_request(session: Session, actor: Actor, person: Person, now: datetime) -> None:
    """An open request with the person in it is cancelled, its checkout at the provider too."""
    line = money.live_line_of(session, person.id or 0)
    if line is None:
        return
    request = session.get_one(CertificateRequest, line.request_id)
    checkout = money.open_checkout_of(session, line.request_id)
    if checkout is not None:
        cancel_checkout(session, checkout, now)
    money.cancel_request(session, request, now)
    events.record(
        session, actor, event="withdraw_request", now=now, unit_id=person.unit_id, reason=request.reference
    )


def _end_corrections(registration: Registration, now: datetime) -> None:
    for row in registration.returns:
        row.answered_at = now


def _forget_typed(session: Session, registration: Registration) -> None:
    for owner in (registration.unit.reference, *(person.reference for person in registration.persons)):
        drafts.forget(session, owner)
