"""Asking a trade mission for an invitation code: what is asked, how it can end (Q2, Q7).

Whoever registers on the mainland may ask; an overseas unit needs no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.answer import AnswerSheet, line, lines, one_of
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.work_unit import Category, is_domestic

UNIT_NAME_LIMIT = 100  # characters
CONTACT_NAME_LIMIT = 60
REASON_LIMIT = 300
ANSWER_LIMIT = 100  # it goes out whole by SMS: who asks has no other place to read it
FIELDS = ("unit_name", "category", "reason", "contact_name")
ASKING = tuple(category for category in Category if is_domestic(category))


class CodeRequestStatus(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"


class CodeRequestEvent(StrEnum):
    ASK = "ask_for_code"
    GRANT = "grant_code"
    DECLINE = "decline_code"


ANSWERS: dict[CodeRequestEvent, CodeRequestStatus] = {
    CodeRequestEvent.GRANT: CodeRequestStatus.GRANTED,
    CodeRequestEvent.DECLINE: CodeRequestStatus.DECLINED,
}


@dataclass(frozen=True)
class CodeWanted:
    """What a buyer says when asking."""

    unit_name: str
    category: Category
    reason: str
    contact_name: str


def read_request(answers: Mapping[str, object]) -> CodeWanted:
    """The answers of FIELDS, as typed. Raises all problems at once."""
    sheet = AnswerSheet(answers)
    sheet.read("unit_name", line(UNIT_NAME_LIMIT))
    sheet.read("category", one_of([category.value for category in ASKING]))
    sheet.read("reason", lines(REASON_LIMIT))
    sheet.read("contact_name", line(CONTACT_NAME_LIMIT))
    found = {name: str(value) for name, value in sheet.finish().items()}
    return CodeWanted(found["unit_name"], Category(found["category"]), found["reason"], found["contact_name"])


def answered(status: CodeRequestStatus, event: CodeRequestEvent) -> CodeRequestStatus:
    """How an open request ends. Raises STEP_NOT_POSSIBLE for one that has ended already."""
    if status is not CodeRequestStatus.OPEN or event not in ANSWERS:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return ANSWERS[event]


def read_decline(answers: Mapping[str, object]) -> str:
    """Why there is no code; the buyer reads it. Raises REASON_NEEDED beside `reason`."""
    sheet = AnswerSheet(answers)
    if not sheet.given("reason"):
        sheet.refuse("reason", Rule.REASON_NEEDED)
    else:
        sheet.read("reason", line(ANSWER_LIMIT))
    return str(sheet.finish()["reason"])
