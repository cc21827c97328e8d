"""Checks a whole registration once more before it goes out: days have passed since it was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.fill_in import known_codes
from ciie_portal.actions.fill_in_person import check_person
from ciie_portal.domain.correction import open_person_fields, open_unit_fields
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.unit_answers import check_unit_answers, columns_not_asked
from ciie_portal.domain.wizard import all_unit_fields
from ciie_portal.store.queries.registering import (
    Registration,
    person_lock_facts,
    unit_column,
    unit_lock_facts,
)


def check_everything(session: Session, registration: Registration, now: datetime) -> None:
    """What is still open is checked by today's rules; what is locked was accepted. Raises every problem."""
    unit = registration.unit
    if unit.category is None:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    answers: dict[str, object] = {name: unit_column(unit, name) for name in all_unit_fields(unit.category)}
    answers["areas"] = registration.areas
    is_open = open_unit_fields(unit_lock_facts(registration, now))
    problems: list[FieldProblem] = []
    try:
        check_unit_answers(answers, unit.category, known_codes(session, registration), only=is_open)
    except RuleBroken as broken:
        problems += broken.problems
    for place, person in enumerate(registration.present, start=1):
        open_fields = open_person_fields(person_lock_facts(registration, person, now))
        if not open_fields:
            continue
        try:
            check_person(registration, person, {}, open_fields, now)
        except RuleBroken as broken:
            problems += (
                replace(problem, facts={**problem.facts, "person": place}) for problem in broken.problems
            )
    if problems:
        raise RuleBroken(problems)


def empty_what_is_not_asked(registration: Registration) -> None:
    """Answers left from another category do not go out."""
    unit = registration.unit
    if unit.category is None:
        return
    for name in columns_not_asked(unit.category):
        setattr(unit, name, None)
