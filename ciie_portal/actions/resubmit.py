"""Sends a corrected registration back: a return at any time, a rejection until the deadline (Q2; D3, D6)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.desk_cases import record_move
from ciie_portal.actions.send_person import answer_returns, move_own_person
from ciie_portal.actions.store_answers import note_new_mission
from ciie_portal.actions.submit import CodeLost, Submitted, give_up_code, route, send_drafts, take_code
from ciie_portal.actions.whole_answers import check_everything
from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_resubmission, check_version
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import PersonEvent, PersonStatus, UnitEvent, UnitStatus, move_unit
from ciie_portal.domain.wizard import Step
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import drafts
from ciie_portal.store.queries.registering import Registration, own_registration, wizard_facts
from ciie_portal.store.tables import StoredFile

NOT_REPLACED = {"licence_file_id": Rule.LICENCE_NOT_REPLACED, "photo_file_id": Rule.PHOTO_NOT_REPLACED}


def resubmit(actor: Actor, version: int | None, now: datetime) -> Submitted:
    """Answers a return, or tries again after a rejection. No use of a code is spent twice.

    Raises NOT_FOUND, STEP_NOT_POSSIBLE, REGISTRATION_CLOSED, CHANGED_MEANWHILE, every problem at once.
    """
    require(actor, Permission.OWN_UNIT)
    try:
        return _resubmit(actor, version, now)
    except CodeLost:
        return give_up_code(actor, now)


def _resubmit(actor: Actor, version: int | None, now: datetime) -> Submitted:
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        unit = registration.unit
        if unit.status is UnitStatus.UNDER_REVIEW and unit.is_resubmitted:
            return Submitted(unit.reference, is_new=False)
        check_resubmission(unit.status, registration.is_open(now))
        if version is not None:
            check_version(version, unit.version)
        before, after = unit.status, move_unit(unit.status, UnitEvent.RESUBMIT)
        with_whom = unit.mission_id
        _check_complete(registration)
        _check_files_replaced(session, registration)
        check_everything(session, registration, now)
        take_code(session, registration, UnitEvent.SUBMIT, now)
        route(session, registration, now)
        unit.status, unit.status_since, unit.version = after, now, unit.version + 1
        unit.is_resubmitted, unit.decision_reason = True, None
        unit.claimed_by = unit.claimed_at = None
        record_move(session, actor, UnitEvent.RESUBMIT, before, after, now, unit=unit)
        note_new_mission(session, actor, unit, with_whom, now)
        answer_returns(registration, None, now)
        for person in registration.persons:
            if person.status is PersonStatus.RETURNED_BY_MISSION:
                answer_returns(registration, person, now)
                move_own_person(session, actor, person, PersonEvent.RESUBMIT, now)
        if before is UnitStatus.REJECTED:
            send_drafts(session, actor, registration, now)
        drafts.forget(session, unit.reference)
        return Submitted(unit.reference, is_new=True)


def _check_files_replaced(session: Session, registration: Registration) -> None:
    """A scan or photo that came back is not sent again as it was."""
    files: dict[int | None, int | None] = {None: registration.unit.licence_file_id}
    files |= {person.id: person.photo_file_id for person in registration.persons}
    places: dict[int | None, dict[str, str | int]] = {
        person.id: {"person": place} for place, person in enumerate(registration.persons, start=1)
    }
    same = []
    for row in registration.returns:
        rule = NOT_REPLACED.get(row.field)
        file = session.get(StoredFile, files.get(row.person_id) or 0) if rule else None
        if rule and file is not None and file.created_at < row.opened_at:
            same.append(FieldProblem(row.field, rule, places.get(row.person_id, {})))
    if same:
        raise RuleBroken(same)


def _check_complete(registration: Registration) -> None:
    """Everything asked is answered; the mission's management was accepted the first time."""
    facts = wizard_facts(registration)
    missing = [
        problem
        for step in wizard.steps(facts.category)
        if step is not Step.CHECK
        for problem in wizard.problems_of(step, facts)
    ]
    if missing:
        raise RuleBroken(missing)
