"""The buyer asks, once, to be moved to another trade mission; the organiser desk answers."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.desk_cases import case_for_decision
from ciie_portal.actions.review import tell_reason
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.transfer import MoveOutcome, MoveRequestFacts, check_move_request
from ciie_portal.domain.unit_review import check_reason, reason_problem
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import missions, moves
from ciie_portal.store.queries.registering import Registration, own_registration
from ciie_portal.store.tables import MoveRequest

ASK, DECLINE = "ask_to_move", "decline_move"  # the events in the record


def ask_to_be_moved(actor: Actor, mission_code: str, reason: str, now: datetime) -> None:
    """Keeps the buyer's words; an empty code names no mission. The review goes on meanwhile.

    Raises why it is not possible, MOVE_ASKED_ALREADY the second time, or every problem at once.
    """
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        unit = registration.unit
        check_move_request(_facts(session, registration))
        wanted = missions.mission_by_code(session, mission_code) if mission_code else None
        problems = [_reason_problem(reason)]
        if mission_code and wanted is None:
            problems.append(FieldProblem("wanted_mission", Rule.NOT_AN_OPTION))
        if wanted is not None and wanted.id == unit.mission_id:
            problems.append(FieldProblem("wanted_mission", Rule.ALREADY_THERE))
        found = [problem for problem in problems if problem]
        if found:
            raise RuleBroken(found)
        row = MoveRequest(
            unit_id=unit.id,
            asked_at=now,
            reason=check_reason(reason, "move_reason"),
            wanted_mission_id=wanted.id if wanted else None,
        )
        session.add(row)
        events.record(
            session,
            actor,
            event=ASK,
            now=now,
            unit_id=unit.id,
            from_status=moves.recorded_mission(session, unit.mission_id),
            to_status=wanted.code if wanted else None,
            reason=row.reason,
        )


def _reason_problem(reason: str) -> FieldProblem | None:
    """As of any reason; only that the buyer gives this one, and the organiser desk reads it."""
    problem = reason_problem("move_reason", reason)
    if problem is not None and problem.rule is Rule.REASON_NEEDED:
        return FieldProblem("move_reason", Rule.MOVE_REASON_NEEDED)
    return problem


def decline_move(actor: Actor, reference: str, version: int, reason: str, now: datetime) -> MoveOutcome:
    """The unit stays where it is; the buyer is told why. Raises MOVE_NOT_ASKED, CHANGED_MEANWHILE."""
    require(actor, Permission.TRANSFER_UNITS)
    with transaction() as session:
        unit = case_for_decision(session, actor, reference, version)
        row = moves.open_request_of(session, unit.id)
        if row is None:
            raise RuleBroken(Rule.MOVE_NOT_ASKED)
        why = check_reason(reason, "decline_reason")
        answer_request(actor, row, MoveOutcome.DECLINED, why, now)
        unit.version += 1
        code = moves.recorded_mission(session, unit.mission_id)
        events.record(
            session,
            actor,
            event=DECLINE,
            now=now,
            unit_id=unit.id,
            from_status=code,
            to_status=code,
            reason=why,
        )
        session.flush()
        tell_reason(session, unit, NoticeKind.MOVE_DECLINED, now, [why])
        return MoveOutcome.DECLINED


def answer_request(actor: Actor, row: MoveRequest, outcome: MoveOutcome, reason: str, now: datetime) -> None:
    """Closes the request, in the transaction that answers it."""
    row.answered_at, row.answered_by = now, actor.staff_id
    row.outcome, row.answer = outcome, reason


def _facts(session: Session, registration: Registration) -> MoveRequestFacts:
    unit = registration.unit
    return MoveRequestFacts(
        status=unit.status,
        category=unit.category,
        persons=[person.status for person in registration.persons],
        mission=unit.mission_id,
        has_asked=moves.request_of(session, unit.id) is not None,
    )
