"""A unit goes to another trade mission, or back to the organiser desk (rules.md section 4; Q7)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.ask_to_move import answer_request
from ciie_portal.actions.desk_cases import case_for_decision
from ciie_portal.actions.notices import tell
from ciie_portal.domain.access import Actor, Permission, require, scope_of
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.transfer import MoveOutcome, TransferFacts, answers_request, check_transfer
from ciie_portal.domain.unit_review import check_reason
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import missions, moves, units
from ciie_portal.store.queries.moves import TRANSFER
from ciie_portal.store.tables import Account, TradeMission, WorkUnit
from ciie_portal.wording.reasons import reasons_for_notice


def transfer(
    actor: Actor, reference: str, version: int, mission_code: str, reason: str, now: datetime
) -> str:
    """Moves the unit and tells the buyer; an empty code is the organiser desk. Returns the code.

    Before approval the new mission reviews; an approval, its labels and payments stay. A request to be moved
    is answered with it. The record keeps the codes of both missions where other events keep statuses.
    Raises NOT_FOUND for a mission out of reach.
    """
    require(actor, Permission.REVIEW_UNITS)
    with transaction() as session:
        unit = case_for_decision(session, actor, reference, version)
        target = _target(session, mission_code)
        why = check_reason(reason, "move_reason")
        check_transfer(_facts(session, actor, unit, target))
        before = moves.recorded_mission(session, unit.mission_id)
        unit.mission_id = target.id if target else None
        unit.version += 1
        unit.claimed_by = unit.claimed_at = None
        events.record(
            session,
            actor,
            event=TRANSFER,
            now=now,
            unit_id=unit.id,
            from_status=before,
            to_status=moves.recorded_mission(session, unit.mission_id),
            reason=why,
        )
        _answer(session, actor, unit, target, why, now)
        session.flush()
        locale = session.get_one(Account, unit.account_id).locale
        tell(session, unit, NoticeKind.TRANSFERRED, now, reason=reasons_for_notice(locale, [why]))
        return target.code if target else ""


def _answer(
    session: Session,
    actor: Actor,
    unit: WorkUnit,
    target: TradeMission | None,
    reason: str,
    now: datetime,
) -> None:
    """The buyer who had asked to be moved has the answer with it."""
    row = moves.open_request_of(session, unit.id)
    if row is not None and answers_request(
        may_move_across=actor.may(Permission.TRANSFER_UNITS),
        is_to_a_mission=target is not None,
        wanted=row.wanted_mission_id,
        target=target.id if target else None,
    ):
        answer_request(actor, row, MoveOutcome.MOVED, reason, now)


def _target(session: Session, code: str) -> TradeMission | None:
    if not code:
        return None
    mission = missions.mission_by_code(session, code)
    if mission is None:
        raise RuleBroken([FieldProblem("mission", Rule.NOT_AN_OPTION)])
    if mission.closed_at is not None:
        raise RuleBroken([FieldProblem("mission", Rule.MISSION_CLOSED)])
    return mission


def _facts(session: Session, actor: Actor, unit: WorkUnit, target: TradeMission | None) -> TransferFacts:
    return TransferFacts(
        status=unit.status,
        category=unit.category,
        persons=[person.status for person in units.persons_of(session, unit.id or 0, for_update=True)],
        from_mission=unit.mission_id,
        to_mission=target.id if target else None,
        may_move_across=actor.may(Permission.TRANSFER_UNITS),
        scope=scope_of(actor, missions.parents(session)),
    )
