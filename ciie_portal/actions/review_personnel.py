"""The second review: a paid person passes, fails, or gets named answers back (Q3, Q4, Q11).

Passing starts the making of the certificate; failing opens the refund; a return leaves the payment as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.desk_cases import person_for_decision, record_move, remember_returned
from ciie_portal.actions.notices import tell
from ciie_portal.actions.review import tell_reason, told_reason
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_person_return
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import PersonEvent, PersonStatus, move_person
from ciie_portal.domain.notice import person_notice
from ciie_portal.domain.unit_review import check_reason, clean_reason, reason_problem
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Person


def pass_person(actor: Actor, reference: str, version: int, *, now: datetime) -> PersonStatus:
    """Raises NOT_FOUND, CHANGED_MEANWHILE, STEP_NOT_POSSIBLE."""
    require(actor, Permission.REVIEW_PERSONNEL)
    with transaction() as session:
        person, unit = person_for_decision(session, actor, reference, version)
        decide(session, actor, person, PersonEvent.PASS, now)
        tell(session, unit, person_notice(PersonEvent.PASS), now, person=person)
        return person.status


def pass_several(actor: Actor, versions: Mapping[str, int], *, now: datetime) -> tuple[str, ...]:
    """Passes each by itself; returns the references that were skipped because they had changed."""
    require(actor, Permission.REVIEW_PERSONNEL)
    skipped = []
    for reference, version in versions.items():
        try:
            pass_person(actor, reference, version, now=now)
        except RuleBroken:
            skipped.append(reference)
    return tuple(skipped)


def fail_person(actor: Actor, reference: str, version: int, reason: str, *, now: datetime) -> PersonStatus:
    """The reason stays with the staff. Raises REQUIRED for it and what `pass_person` raises."""
    require(actor, Permission.REVIEW_PERSONNEL)
    if not reason.strip():
        raise RuleBroken([FieldProblem("reason", Rule.REQUIRED)])  # no buyer reads it
    why = check_reason(reason)
    with transaction() as session:
        person, unit = person_for_decision(session, actor, reference, version)
        decide(session, actor, person, PersonEvent.FAIL, now, why)
        tell(session, unit, person_notice(PersonEvent.FAIL), now, person=person)
        return person.status


def return_person(
    actor: Actor, reference: str, version: int, reasons: Mapping[str, str], *, now: datetime
) -> PersonStatus:
    """Opens named answers of the person, each with its reason; nothing else. The fee stays paid."""
    require(actor, Permission.REVIEW_PERSONNEL)
    check_person_return(reasons, "".join(reasons.values()))
    problems = [problem for field, why in reasons.items() if (problem := reason_problem(field, why))]
    if problems:
        raise RuleBroken(problems)
    with transaction() as session:
        person, unit = person_for_decision(session, actor, reference, version)
        cleaned = {field: clean_reason(why) for field, why in reasons.items()}
        why = told_reason(cleaned.values(), "")
        person.decision_reason = why
        decide(session, actor, person, PersonEvent.RETURN_BY_REVIEWER, now, why)
        for field, reason in cleaned.items():
            remember_returned(session, actor, unit, person, field, reason, now)
        tell_reason(
            session, unit, person_notice(PersonEvent.RETURN_BY_REVIEWER), now, cleaned.values(), person=person
        )
        return person.status


def decide(
    session: Session,
    actor: Actor,
    person: Person,
    event: PersonEvent,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Moves the person by the table, raises the version and writes the record."""
    before = person.status
    person.status = move_person(before, event)
    person.status_since = now
    person.version += 1
    record_move(session, actor, event, before, person.status, now, person=person, reason=reason)
    session.flush()
