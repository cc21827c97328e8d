"""How long a queue takes, computed from what left it lately: the same number wherever it is said (Q10)."""

from __future__ import annotations

from sqlmodel import Session

from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.progress import usual_days
from ciie_portal.settings import get_settings
from ciie_portal.store.queries import progress


def unit_days(session: Session, mission_id: int | None) -> int:
    """The review of a unit in one mission; none: the organiser desk."""
    found = progress.days_in_queue(session, UnitStatus.UNDER_REVIEW, mission_id)
    return usual_days(found, get_settings().unit_review_days)


def personnel_days(session: Session) -> int:
    found = progress.days_in_queue(session, PersonStatus.WAITING_FOR_REVIEW)
    return usual_days(found, get_settings().personnel_review_days)


def certificate_days(session: Session) -> int:
    found = progress.days_in_queue(session, PersonStatus.IN_PRODUCTION)
    return usual_days(found, get_settings().certificate_days)


def refund_days(session: Session) -> int:
    return usual_days(progress.days_of_refunds(session), get_settings().refund_days)
