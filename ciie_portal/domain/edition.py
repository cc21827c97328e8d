"""An edition of the fair and its deadline: what it gates and what it never gates (Q5; D3, D6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from ciie_portal.domain.errors import Rule, RuleBroken

CHINA_STANDARD_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
# "30 September 2019" is inclusive: registration ends with that day in China
SECOND_CIIE_CLOSES_AT = datetime(2019, 10, 1, tzinfo=CHINA_STANDARD_TIME).astimezone(UTC)


@dataclass(frozen=True)
class EditionFacts:
    """Open while `opens_at` ≤ now < `closes_at`. Without `pays_until` the deadline never gates money."""

    code: str
    opens_at: datetime
    closes_at: datetime
    pays_until: datetime | None = None
    is_code_free_open: bool = True


class Act(StrEnum):
    """What somebody wants to do in an edition."""

    FIRST_SUBMISSION = "first_submission"
    ADD_PERSON = "add_person"
    RESUBMIT_AFTER_REJECTION = "resubmit_after_rejection"
    READ = "read"
    CHANGE_UNDER_REVIEW = "change_under_review"
    ANSWER_RETURN = "answer_return"
    WITHDRAW = "withdraw"
    PAY = "pay"
    ASK_REFUND = "ask_refund"


GATED = frozenset({Act.FIRST_SUBMISSION, Act.ADD_PERSON, Act.RESUBMIT_AFTER_REJECTION})


def is_open(edition: EditionFacts, now: datetime) -> bool:
    """Whether registration is open at this instant."""
    return edition.opens_at <= now < edition.closes_at


def may_pay(edition: EditionFacts, now: datetime) -> bool:
    return edition.pays_until is None or now < edition.pays_until


def check_act(edition: EditionFacts, act: Act, now: datetime) -> None:
    """Raises REGISTRATION_NOT_OPEN (`opens_at`), REGISTRATION_CLOSED or PAYMENT_CLOSED (`closed_at`)."""
    if act in GATED and now < edition.opens_at:
        raise RuleBroken(Rule.REGISTRATION_NOT_OPEN, opens_at=edition.opens_at.isoformat())
    if act in GATED and now >= edition.closes_at:
        raise RuleBroken(Rule.REGISTRATION_CLOSED, closed_at=edition.closes_at.isoformat())
    if act is Act.PAY and edition.pays_until is not None and now >= edition.pays_until:
        raise RuleBroken(Rule.PAYMENT_CLOSED, closed_at=edition.pays_until.isoformat())


def last_day(edition: EditionFacts) -> date:
    """The last calendar day in China on which one can register."""
    return (edition.closes_at - timedelta(microseconds=1)).astimezone(CHINA_STANDARD_TIME).date()


def days_left(edition: EditionFacts, now: datetime) -> int:
    """Calendar days in China, today counted: 1 on the last day, 0 once registration has closed."""
    if now >= edition.closes_at:
        return 0
    return (last_day(edition) - now.astimezone(CHINA_STANDARD_TIME).date()).days + 1
