"""Persons added to an approved unit: the same mission labels, leaves out or returns each singly (Q4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.desk_cases import person_for_decision, remember_returned
from ciie_portal.actions.notices import tell
from ciie_portal.actions.review import decide_person, return_person_row, tell_reason, told_reason
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_person_return
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import PersonEvent, PersonStatus, UnitStatus, move_person
from ciie_portal.domain.notice import person_notice
from ciie_portal.domain.unit_review import (
    LeftOut,
    PersonDecision,
    clean_reason,
    person_problem,
    reason_problem,
)
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import editions, unit_desk
from ciie_portal.store.tables import Person, WorkUnit


def decide_added_person(
    actor: Actor, reference: str, version: int, decision: PersonDecision, now: datetime
) -> PersonStatus:
    """Labels the person, with the payment notice, or leaves the person out; the buyer is told the reason."""
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        person, unit = _added_person(session, actor, reference, version)
        labels = [label.code for label in editions.labels_of_edition(session, unit.edition_id)]
        problem = person_problem(person.reference, decision, labels)
        if problem:
            raise RuleBroken([problem])
        decide_person(session, actor, person, decision, now)
        session.flush()
        if isinstance(decision, LeftOut):
            why = person.left_out_reason or ""
            tell_reason(session, unit, person_notice(PersonEvent.LEAVE_OUT), now, [why], person=person)
        else:
            edition = unit_desk.edition_of(session, unit)
            tell(
                session,
                unit,
                person_notice(PersonEvent.APPROVE),
                now,
                person=person,
                person_count=1,
                amount_minor=edition.fee_minor,
            )
        return person.status


def return_added_persons(
    actor: Actor, versions: Mapping[str, int], reasons: Mapping[str, str], note: str, now: datetime
) -> int:
    """Gives named answers of persons back, in one decision with one notice; returns of how many.

    Keys of `reasons` are "P-….field"; `versions`: how each was seen. An empty reason takes the note.
    """
    require(actor, Permission.REVIEW_UNITS)
    of_person: dict[str, dict[str, str]] = {}
    for key, reason in reasons.items():
        reference, _dot, field = key.rpartition(".")
        of_person.setdefault(reference, {})[field] = reason.strip() or note.strip()
    if not of_person:
        raise RuleBroken([FieldProblem("fields", Rule.RETURN_NAMES_NOTHING)])
    units: set[int] = set()
    with transaction() as session:
        for reference in sorted(of_person):
            version = versions.get(reference, 0)
            unit, person = _return(session, actor, reference, version, of_person[reference], note, now)
            units.add(person.unit_id)
        if len(units) > 1:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)  # one notice goes to one buyer
        session.flush()
        texts = [note] if note.strip() else [text for one in of_person.values() for text in one.values()]
        said = [clean_reason(text) for text in texts]
        once = f"{person.reference} {person.version}"
        tell_reason(session, unit, person_notice(PersonEvent.RETURN_BY_MISSION), now, said, once=once)
    return len(of_person)


def _return(
    session: Session,
    actor: Actor,
    reference: str,
    version: int,
    reasons: Mapping[str, str],
    note: str,
    now: datetime,
) -> tuple[WorkUnit, Person]:
    person, unit = _added_person(session, actor, reference, version)
    move_person(person.status, PersonEvent.RETURN_BY_MISSION)
    check_person_return(reasons, note or "".join(reasons.values()))
    problems = [reason_problem(f"{reference}.{field}", text) for field, text in reasons.items()]
    problems += [reason_problem("reason", note)] if note.strip() else []
    if any(problems):
        raise RuleBroken(problem for problem in problems if problem)
    cleaned = {field: clean_reason(text) for field, text in reasons.items()}
    for field, reason in cleaned.items():
        remember_returned(session, actor, unit, person, field, reason, now)
    why = told_reason(cleaned.values(), clean_reason(note) if note.strip() else "")
    return_person_row(session, actor, person, why, now)
    return unit, person


def _added_person(session: Session, actor: Actor, reference: str, version: int) -> tuple[Person, WorkUnit]:
    """Before the unit's own approval its persons are decided with it, never singly."""
    person, unit = person_for_decision(session, actor, reference, version)
    if unit.status is not UnitStatus.APPROVED:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return person, unit
