"""The first review: a unit is approved with labels, returned or rejected, each one decision (Q4; D6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ciie_portal.actions.desk_cases import answered_before, case_for_decision, record_move, remember_returned
from ciie_portal.actions.notices import tell
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_unit_return
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import (
    PersonEvent,
    PersonStatus,
    UnitEvent,
    UnitStatus,
    move_person,
    move_unit,
)
from ciie_portal.domain.notice import UNIT_NOTICES, NoticeKind
from ciie_portal.domain.unit_review import (
    ApprovalFacts,
    Labelled,
    LeftOut,
    PersonDecision,
    check_approval,
    check_reason,
    clean_reason,
    reason_problem,
)
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import claims, duplicates, editions, unit_desk, units
from ciie_portal.store.tables import Account, Person, WorkUnit
from ciie_portal.wording.reasons import reasons_for_notice


@dataclass(frozen=True)
class Decided:
    """`labelled_count`: for how many persons the fee is now due."""

    reference: str
    status: UnitStatus
    labelled_count: int = 0


def approve_work_unit(
    actor: Actor, reference: str, version: int, decisions: Mapping[str, PersonDecision], now: datetime
) -> Decided:
    """Approves the unit, labels or leaves out each person, locks the answers, sends the payment notice (Q4).

    The mission that reviewed is now the unit's own. Raises CHANGED_MEANWHILE, MISSION_NEEDED,
    CREDIT_CODE_APPROVED, CREDIT_CODE_OF_ANOTHER, NOBODY_LABELLED, or each person's problem.
    """
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        unit = case_for_decision(session, actor, reference, version)
        persons = _awaiting(session, unit)
        labels = {label.code for label in editions.labels_of_edition(session, unit.edition_id)}
        facts = ApprovalFacts(
            status=unit.status,
            category=unit.category,
            has_mission=unit.mission_id is not None,
            is_credit_code_taken=duplicates.is_credit_code_approved(session, unit),
            awaiting=frozenset(persons),
            labels=frozenset(labels),
            is_code_of_another=claims.holds_code(session, unit) is False,
        )
        check_approval(facts, decisions)
        unit.approved_at, unit.decision_reason = now, None
        _move_unit(session, actor, unit, UnitEvent.APPROVE, now)
        _flush_one_approval(session)
        labelled = [person for name, person in persons.items() if isinstance(decisions[name], Labelled)]
        for name, person in persons.items():
            decide_person(session, actor, person, decisions[name], now)
        edition = unit_desk.edition_of(session, unit)
        session.flush()
        due = len(labelled) * edition.fee_minor
        tell(
            session, unit, UNIT_NOTICES[UnitEvent.APPROVE], now, person_count=len(labelled), amount_minor=due
        )
        return Decided(unit.reference, unit.status, len(labelled))


def return_fields(
    actor: Actor, reference: str, version: int, reasons: Mapping[str, str], note: str, now: datetime
) -> Decided:
    """Gives named answers back; only those open (Q2, Q4).

    Keys of `reasons`: a unit's field, or "P-….field". An empty reason takes the note, which also goes out.
    """
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        unit = case_for_decision(session, actor, reference, version)
        move_unit(unit.status, UnitEvent.RETURN)
        persons = _awaiting(session, unit)
        filled = _checked_return(unit, persons, reasons, note)
        note = clean_reason(note) if note.strip() else ""
        answered_before(session, unit, now)
        for (person_reference, field), reason in filled.items():
            person = persons.get(person_reference)
            remember_returned(session, actor, unit, person, field, reason, now)
        unit.decision_reason = told_reason(filled.values(), note)
        unit.is_resubmitted = False
        _move_unit(session, actor, unit, UnitEvent.RETURN, now, unit.decision_reason)
        for name in sorted({name for name, _ in filled if name}):
            why = told_reason([text for (owner, _), text in filled.items() if owner == name], "")
            return_person_row(session, actor, persons[name], why, now)
        session.flush()
        tell_reason(session, unit, UNIT_NOTICES[UnitEvent.RETURN], now, [note] if note else filled.values())
        return Decided(unit.reference, unit.status)


def reject(actor: Actor, reference: str, version: int, reason: str, now: datetime) -> Decided:
    """Refuses the unit. Its persons stay as they are; it may be corrected until the deadline (D6)."""
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        unit = case_for_decision(session, actor, reference, version)
        move_unit(unit.status, UnitEvent.REJECT)
        unit.decision_reason = check_reason(reason)
        unit.is_resubmitted = False
        _move_unit(session, actor, unit, UnitEvent.REJECT, now, unit.decision_reason)
        session.flush()
        is_over = now >= unit_desk.edition_of(session, unit).closes_at
        told = [unit.decision_reason]
        tell_reason(session, unit, UNIT_NOTICES[UnitEvent.REJECT], now, told, is_after_deadline=is_over)
        return Decided(unit.reference, unit.status)


def decide_person(
    session: Session, actor: Actor, person: Person, decision: PersonDecision, now: datetime
) -> None:
    """Labels a person, or leaves the person out with the reason."""
    before = person.status
    if isinstance(decision, LeftOut):
        event, why = PersonEvent.LEAVE_OUT, clean_reason(decision.reason)
        person.left_out_reason = why
    else:
        event, why = PersonEvent.APPROVE, None
        person.label_code = decision.label
    person.decision_reason = None
    person.status = move_person(person.status, event)
    person.status_since, person.version = now, person.version + 1
    record_move(session, actor, event, before, person.status, now, person=person, reason=why)


def return_person_row(session: Session, actor: Actor, person: Person, reason: str, now: datetime) -> None:
    """Moves a person whose answers were given back by the mission."""
    before = person.status
    person.status = move_person(person.status, PersonEvent.RETURN_BY_MISSION)
    person.status_since, person.version, person.decision_reason = now, person.version + 1, reason
    record_move(
        session,
        actor,
        PersonEvent.RETURN_BY_MISSION,
        before,
        person.status,
        now,
        person=person,
        reason=reason,
    )


def tell_reason(
    session: Session, unit: WorkUnit, kind: NoticeKind, now: datetime, reasons: Iterable[str], **facts: Any
) -> None:
    """The notice of a decision with its reasons, in the buyer's language."""
    locale = session.get_one(Account, unit.account_id).locale
    tell(session, unit, kind, now, reason=reasons_for_notice(locale, reasons), **facts)


def told_reason(reasons: Iterable[str], note: str) -> str:
    """What stands on the dashboard: the note, or else every different reason once."""
    return note or "\n".join(dict.fromkeys(reasons))


def _awaiting(session: Session, unit: WorkUnit) -> dict[str, Person]:
    """The persons that the unit's review decides on, by reference."""
    persons = units.persons_of(session, unit.id or 0, for_update=True)
    if any(person.status is PersonStatus.RETURNED_BY_MISSION for person in persons):
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    waiting = PersonStatus.AWAITING_UNIT_REVIEW
    return {person.reference: person for person in persons if person.status is waiting}


def _move_unit(
    session: Session, actor: Actor, unit: WorkUnit, event: UnitEvent, now: datetime, reason: str | None = None
) -> None:
    before = unit.status
    unit.status = move_unit(unit.status, event)
    unit.status_since, unit.version = now, unit.version + 1
    unit.claimed_by = unit.claimed_at = None
    record_move(session, actor, event, before, unit.status, now, unit=unit, reason=reason)


def _flush_one_approval(session: Session) -> None:
    """Two units with one credit code approved in the same instant: the database lets one through."""
    try:
        session.flush()
    except IntegrityError as taken:
        raise RuleBroken(Rule.CREDIT_CODE_APPROVED) from taken


def _checked_return(
    unit: WorkUnit, persons: Mapping[str, Person], reasons: Mapping[str, str], note: str
) -> dict[tuple[str, str], str]:
    """{(person's reference or empty, field): reason}. Raises every problem at once."""
    split = {}
    for key, reason in reasons.items():
        owner, dot, field = key.rpartition(".")
        if dot and owner not in persons:
            raise RuleBroken(Rule.NOT_FOUND)
        split[owner, field] = reason.strip() or note.strip()
    unit_names = [field for owner, field in split if not owner]
    person_names = [field for owner, field in split if owner]
    check_unit_return(unit.category, unit_names, person_names, note or "".join(split.values()))
    problems = [
        reason_problem(f"{owner}.{field}" if owner else field, reason)
        for (owner, field), reason in split.items()
    ]
    if note.strip():
        problems.append(reason_problem("reason", note))
    if any(problems):
        raise RuleBroken(problem for problem in problems if problem)
    return {name: clean_reason(reason) for name, reason in split.items()}
