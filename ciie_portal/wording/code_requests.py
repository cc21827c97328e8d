"""The words of requests for an invitation code on the desk (Q2, Q7)."""

from __future__ import annotations

from ciie_portal.domain.code_request import CodeRequestEvent, CodeRequestStatus
from ciie_portal.domain.progress import Family
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.desk_queue import days

STATUSES: dict[CodeRequestStatus, str] = {
    CodeRequestStatus.OPEN: N_("To be answered"),
    CodeRequestStatus.GRANTED: N_("Code granted"),
    CodeRequestStatus.DECLINED: N_("Declined"),
}
FAMILIES: dict[CodeRequestStatus, Family] = {
    CodeRequestStatus.OPEN: Family.YOU,
    CodeRequestStatus.GRANTED: Family.DONE,
    CodeRequestStatus.DECLINED: Family.REFUSED,
}
EVENTS: dict[str, str] = {
    CodeRequestEvent.ASK: N_("Asked for a code"),
    CodeRequestEvent.GRANT: N_("Code granted"),
    CodeRequestEvent.DECLINE: N_("Declined"),
}


def status_name(locale: str, status: CodeRequestStatus) -> str:
    return gettext_in(locale, STATUSES[status])


def event_name(locale: str, event: str) -> str:
    return gettext_in(locale, EVENTS[event]) if event in EVENTS else ""


def queue_summary(locale: str, waiting: int, oldest_days: int, goal: int) -> str:
    """5 to answer · oldest 7 days · goal 3 days"""
    if not waiting:
        return gettext_in(locale, N_("Nothing to answer · goal {goal}"), goal=days(locale, goal))
    return gettext_in(
        locale,
        N_("{waiting} to answer · oldest {oldest} · goal {goal}"),
        waiting=waiting,
        oldest=days(locale, oldest_days),
        goal=days(locale, goal),
    )


def decided_by(locale: str, name: str, moment: str) -> str:
    """Reviewer 07, 7 June 2019, 16:40"""
    separator = "，" if locale == "zh" else ", "
    return separator.join(part for part in (name, moment) if part)


def told(locale: str, is_grant: bool) -> str:
    """After an answer."""
    text = N_("The code is on its way by SMS.") if is_grant else N_("Declined; the buyer is told why by SMS.")
    return gettext_in(locale, text)
