"""What the first review may decide: approve with a label for each person, return, reject (Q4; D6).

A person is labelled or left out with a reason, and at least one is labelled. A domestic unit needs a mission
to belong to (Q1, Q7), and a credit code is approved once in an edition.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ciie_portal.domain.answer import lines
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import UnitEvent, UnitStatus, move_unit
from ciie_portal.domain.work_unit import Category

REASON_LIMIT = 300  # characters; the buyer reads it on the dashboard, the SMS shortens it
CLAIM_LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Labelled:
    """The person is on the list, with this label of the edition."""

    label: str


@dataclass(frozen=True)
class LeftOut:
    """The person is not on the list, for this reason."""

    reason: str


PersonDecision = Labelled | LeftOut


@dataclass(frozen=True)
class ApprovalFacts:
    """`awaiting`: references of the persons to decide on. `labels`: codes of the edition's labels."""

    status: UnitStatus
    category: Category | None
    has_mission: bool
    is_credit_code_taken: bool
    awaiting: frozenset[str]
    labels: frozenset[str]
    is_code_of_another: bool = False  # the organiser decided so


def check_approval(facts: ApprovalFacts, decisions: Mapping[str, PersonDecision]) -> None:
    """Raises the first reason against the unit, or all persons' problems; the field is the reference."""
    move_unit(facts.status, UnitEvent.APPROVE)
    if facts.category is not Category.OVERSEAS_UNIT and not facts.has_mission:
        raise RuleBroken(Rule.MISSION_NEEDED)
    if facts.is_credit_code_taken:
        raise RuleBroken(Rule.CREDIT_CODE_APPROVED)
    if facts.is_code_of_another:
        raise RuleBroken(Rule.CREDIT_CODE_OF_ANOTHER)
    if not facts.awaiting >= set(decisions):
        raise RuleBroken(Rule.NOT_FOUND)
    problems = [
        problem
        for reference in sorted(facts.awaiting)
        if (problem := person_problem(reference, decisions.get(reference), facts.labels))
    ]
    if problems:
        raise RuleBroken(problems)
    if not any(isinstance(decision, Labelled) for decision in decisions.values()):
        raise RuleBroken(Rule.NOBODY_LABELLED)


def person_problem(
    reference: str, decision: PersonDecision | None, labels: Collection[str]
) -> FieldProblem | None:
    """What is wrong with the decision on one person."""
    if decision is None:
        return FieldProblem(reference, Rule.LABEL_NEEDED)
    if isinstance(decision, LeftOut):
        return reason_problem(reference, decision.reason)
    return None if decision.label in labels else FieldProblem(reference, Rule.NOT_AN_OPTION)


def clean_reason(typed: str) -> str:
    """The reason as it is kept. Raises REASON_NEEDED, TOO_LONG, UNUSABLE_CHARACTERS."""
    reason = lines(REASON_LIMIT)(typed)
    if not reason:
        raise RuleBroken(Rule.REASON_NEEDED)
    return reason


def reason_problem(field: str, typed: str) -> FieldProblem | None:
    """What is wrong with a reason."""
    try:
        clean_reason(typed)
    except RuleBroken as broken:
        return FieldProblem(field, broken.rule or Rule.REASON_NEEDED, broken.facts)
    return None


def check_reason(typed: str, field: str = "reason") -> str:
    """The reason as it is kept. Raises what is wrong with it, under the field's name."""
    problem = reason_problem(field, typed)
    if problem:
        raise RuleBroken([problem])
    return clean_reason(typed)


def holds_claim(claimed_at: datetime | None, now: datetime) -> bool:
    """A claim says who is at work on a case; it lapses, and it never decides anything."""
    return claimed_at is not None and now < claimed_at + CLAIM_LASTS
