"""Why something is not possible: one enum of reasons, and the two exceptions that carry them.

Code holds reasons, never sentences; `wording/rules` has the sentence for each in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum


class Rule(StrEnum):
    """A reason to refuse. The value is stable: it travels in queries and logs."""

    # anything a person types
    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_AN_OPTION = "not_an_option"
    UNUSABLE_CHARACTERS = "unusable_characters"
    # the step
    STEP_NOT_POSSIBLE = "step_not_possible"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_FOUND = "not_found"
    REGISTRATION_CLOSED = "registration_closed"
    TOO_MANY_TRIES = "too_many_tries"


@dataclass(frozen=True)
class FieldProblem:
    """One wrong answer: the field's name and the reason; `facts` fill the sentence (lengths, limits)."""

    field: str
    rule: Rule
    facts: dict[str, str | int] = dataclass_field(default_factory=dict)


class RuleBroken(Exception):
    """A rule of the fair refuses: either one reason, or every wrong field at once."""

    def __init__(
        self,
        reason: Rule | Iterable[FieldProblem],
        **facts: str | int,
    ) -> None:
        self.rule: Rule | None = reason if isinstance(reason, Rule) else None
        self.problems: tuple[FieldProblem, ...] = () if isinstance(reason, Rule) else tuple(reason)
        self.facts: dict[str, str | int] = facts
        super().__init__(str(self.rule or [f"{p.field}:{p.rule}" for p in self.problems]))


class NotPermitted(Exception):
    """The actor may not do this. People see "not found"; the log keeps the permission's name."""
