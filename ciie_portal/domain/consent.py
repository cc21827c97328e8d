"""What is agreed to at the submission, by whom, and in which wording (Q7; D1)."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from ciie_portal.domain.errors import FieldProblem, Rule
from ciie_portal.domain.work_unit import Category


class ConsentKind(StrEnum):
    """The management of the trade mission; that the answers are true and everybody named agrees."""

    MANAGEMENT = "management"
    DECLARATION = "declaration"


# Raised with every change of the sentence; the old ones stay in the history of the program.
TEXT_VERSION: dict[ConsentKind, str] = {
    ConsentKind.MANAGEMENT: "2026-1",
    ConsentKind.DECLARATION: "2026-1",
}
EVERYTHING = frozenset(ConsentKind)
# the box on the last page
BOX: dict[ConsentKind, str] = {
    ConsentKind.MANAGEMENT: "has_accepted_management",
    ConsentKind.DECLARATION: "has_declared",
}
_RULE: dict[ConsentKind, Rule] = {
    ConsentKind.MANAGEMENT: Rule.MANAGEMENT_NOT_ACCEPTED,
    ConsentKind.DECLARATION: Rule.NOT_DECLARED,
}


def asked_of(category: Category | None) -> tuple[ConsentKind, ...]:
    """An overseas unit is in no mission, so it accepts the management of none."""
    if category is Category.OVERSEAS_UNIT:
        return (ConsentKind.DECLARATION,)
    return (ConsentKind.MANAGEMENT, ConsentKind.DECLARATION)


def consent_problems(category: Category | None, given: Collection[ConsentKind]) -> tuple[FieldProblem, ...]:
    """A problem for every box that is asked and not ticked."""
    return tuple(FieldProblem(BOX[kind], _RULE[kind]) for kind in asked_of(category) if kind not in given)
