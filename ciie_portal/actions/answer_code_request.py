"""A secretariat answers a request for an invitation code: grants one, or declines with a reason (Q2, Q7).

Notice, record and code are written with the answer, in one transaction; two who answer at once meet at the
version of the request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from ciie_portal.actions.ask_for_code import open_edition, subject_of
from ciie_portal.actions.invite import CodeTerms, add_code, end_of_day, read_expiry
from ciie_portal.actions.notices import tell_contact
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.answer import AnswerSheet, line, whole_number
from ciie_portal.domain.code_request import (
    UNIT_NAME_LIMIT,
    CodeRequestEvent,
    CodeRequestStatus,
    answered,
    read_decline,
)
from ciie_portal.domain.correction import check_version
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import code_requests, missions, signing_in
from ciie_portal.store.tables import CodeRequest, TradeMission
from ciie_portal.wording.reasons import reasons_for_notice

MOST_USES = 50  # of a code for one unit; more of them are issued on the page of codes


@dataclass(frozen=True)
class Granted:
    """By which mission, by its public code."""

    mission_code: str


def grant(actor: Actor, key: str, version: int, answers: Mapping[str, object], now: datetime) -> Granted:
    """Issues a code for the request and sends it. Answers: mission, uses_allowed, expires_on,
    bound_unit_name, bind_contact.

    Raises NOT_FOUND, CHANGED_MEANWHILE, STEP_NOT_POSSIBLE, MISSION_CLOSED, CODE_REQUESTS_CLOSED or all
    wrong answers.
    """
    require(actor, Permission.ISSUE_CODES)
    with transaction() as session:
        request = _for_answer(session, actor, key, version)
        own = session.get_one(TradeMission, request.mission_id)
        asked = str(answers.get("mission") or own.code)
        mission = missions.mission_by_code(session, asked, actor)
        if mission is None:
            raise RuleBroken(Rule.NOT_FOUND)
        if mission.closed_at is not None:
            raise RuleBroken(Rule.MISSION_CLOSED)
        status = answered(request.status, CodeRequestEvent.GRANT)
        open_edition(session, now)
        terms = _read_terms(answers, request, now)
        code, shown = add_code(session, actor, request.edition_id, mission.id or 0, terms, now)
        session.flush()
        before = request.status
        request.invitation_code_id = code.id
        _decide(session, actor, request, CodeRequestEvent.GRANT, before, status, now)
        _tell(
            session,
            request,
            mission,
            NoticeKind.CODE_GRANTED,
            now,
            code=shown,
            valid_until=terms.last_day,
        )
        return Granted(mission.code)


def decline(actor: Actor, key: str, version: int, answers: Mapping[str, object], now: datetime) -> None:
    """Ends the request without a code; the reason goes to the buyer.

    Raises NOT_FOUND, CHANGED_MEANWHILE, STEP_NOT_POSSIBLE, REASON_NEEDED beside `reason`.
    """
    require(actor, Permission.ISSUE_CODES)
    with transaction() as session:
        request = _for_answer(session, actor, key, version)
        status = answered(request.status, CodeRequestEvent.DECLINE)
        reason = read_decline(answers)
        before, request.answer = request.status, reason
        _decide(session, actor, request, CodeRequestEvent.DECLINE, before, status, now, reason)
        mission = session.get_one(TradeMission, request.mission_id)
        _tell(
            session,
            request,
            mission,
            NoticeKind.CODE_REFUSED,
            now,
            reason=reasons_for_notice(request.locale, [reason]),
        )


def _for_answer(session: Session, actor: Actor, key: str, version: int) -> CodeRequest:
    """The request, locked, as the reviewer saw it. Raises NOT_FOUND or CHANGED_MEANWHILE."""
    request = code_requests.request_for_update(session, actor, key)
    if request is None:
        raise RuleBroken(Rule.NOT_FOUND)
    check_version(version, request.version)
    return request


def _decide(
    session: Session,
    actor: Actor,
    request: CodeRequest,
    event: CodeRequestEvent,
    before: CodeRequestStatus,
    after: CodeRequestStatus,
    now: datetime,
    reason: str | None = None,
) -> None:
    request.status, request.decided_at, request.decided_by = after, now, actor.staff_id
    request.version += 1
    events.record(
        session,
        actor,
        event=event,
        now=now,
        from_status=before,
        to_status=after,
        reason=reason,
        subject=subject_of(request),
    )


def _tell(
    session: Session,
    request: CodeRequest,
    mission: TradeMission,
    kind: NoticeKind,
    now: datetime,
    **facts: Any,
) -> None:
    """By SMS to the number that was proved, in the language of the request."""
    name = mission.name_zh if request.locale == "zh" else mission.name_en
    notice = tell_contact(
        session,
        request.contact,
        NoticeChannel.SMS,
        kind,
        request.locale,
        now,
        once=request.key,
        mission=name,
        unit_name=request.unit_name,
        **facts,
    )
    account = signing_in.account_by_contact(session, request.contact)
    if notice is not None and account is not None:
        notice.account_id = account.id


def _read_terms(answers: Mapping[str, object], request: CodeRequest, now: datetime) -> CodeTerms:
    """A code that answers a request is for its unit, for its contact, or for both."""
    sheet = AnswerSheet(answers)
    sheet.read("uses_allowed", whole_number(1, MOST_USES))
    sheet.read("expires_on", read_expiry(now), required=False)
    sheet.read("bound_unit_name", line(UNIT_NAME_LIMIT), required=False)
    is_for_contact = answers.get("bind_contact") == "on"
    if not (is_for_contact or sheet.given("bound_unit_name")):
        sheet.refuse("bound_unit_name", Rule.CODE_FOR_NOBODY)
    found = sheet.finish()
    last_day, uses = found["expires_on"], found["uses_allowed"]
    day = last_day if isinstance(last_day, date) else None
    return CodeTerms(
        uses_allowed=uses if isinstance(uses, int) else 1,
        expires_at=end_of_day(day) if day else None,
        note=request.unit_name[:UNIT_NAME_LIMIT],
        bound_unit_name=str(found["bound_unit_name"] or "") or None,
        bound_contact=request.contact if is_for_contact else None,
        last_day=day,
    )
