"""The organiser decides which unit holds a credit code that several entered (rules section 3, Identity)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.desk_cases import record_move, remember_returned
from ciie_portal.actions.review import tell_reason
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.claim import ClaimKind, ClaimOutcome, decide
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitEvent, UnitStatus, move_unit
from ciie_portal.domain.notice import UNIT_NOTICES
from ciie_portal.domain.unit_review import check_reason
from ciie_portal.security import new_key
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import claims, unit_desk, units
from ciie_portal.store.tables import ClaimDecision, ClaimParty, WorkUnit

HELD, LOST = "hold_code", "lose_code"  # the events in the record
CREDIT_CODE = "credit_code"


def decide_claim(
    actor: Actor, reference: str, versions: Mapping[str, int], holder: str, reason: str, now: datetime
) -> dict[str, ClaimOutcome]:
    """Gives the code to one unit; the others are rejected, or asked for another code, and told why.

    `reference`: any unit of the claim; `versions`: every unit of it as it was seen. An approval is not taken
    back: an approved unit holds the code. Raises NOT_FOUND, CHANGED_MEANWHILE, CLAIM_HELD_BY_APPROVED.
    """
    require(actor, Permission.DECIDE_CLAIMS)
    with transaction() as session:
        parties = _parties(session, actor, reference)
        if {unit.reference: unit.version for unit in parties} != dict(versions):
            raise RuleBroken(Rule.CHANGED_MEANWHILE)
        outcomes = decide({unit.reference: unit.status for unit in parties}, holder)
        why = check_reason(reason, "claim_reason")
        decision = _keep(session, actor, parties, outcomes, why, now)
        for unit in parties:
            _tell_party(session, actor, unit, outcomes[unit.reference], decision, now)
        return outcomes


def _parties(session: Session, actor: Actor, reference: str) -> Sequence[WorkUnit]:
    """Every unit with the code, locked. Raises NOT_FOUND where there is no claim."""
    unit = units.find_unit(session, actor, reference)
    if not unit.credit_code:
        raise RuleBroken(Rule.NOT_FOUND)
    parties = claims.units_for_update(session, unit.edition_id, unit.credit_code)
    if len(parties) < 2 or all(one.reference != unit.reference for one in parties):
        raise RuleBroken(Rule.NOT_FOUND)
    return parties


def _keep(
    session: Session,
    actor: Actor,
    parties: Sequence[WorkUnit],
    outcomes: Mapping[str, ClaimOutcome],
    reason: str,
    now: datetime,
) -> ClaimDecision:
    holder = next(unit for unit in parties if outcomes[unit.reference] is ClaimOutcome.HOLDS)
    decision = ClaimDecision(
        key=new_key(),
        edition_id=holder.edition_id,
        kind=ClaimKind.CREDIT_CODE,
        matter=holder.credit_code or "",
        holder_id=holder.id,
        reason=reason,
        decided_at=now,
        decided_by=actor.staff_id,
    )
    session.add(decision)
    session.flush()
    session.add_all(
        ClaimParty(decision_id=decision.id, unit_id=unit.id, outcome=outcomes[unit.reference])
        for unit in parties
    )
    return decision


def _tell_party(
    session: Session,
    actor: Actor,
    unit: WorkUnit,
    outcome: ClaimOutcome,
    decision: ClaimDecision,
    now: datetime,
) -> None:
    """What the decision changes for one unit, in its record and in a notice; the holder's review goes on."""
    event = HELD if outcome is ClaimOutcome.HOLDS else LOST
    events.record(session, actor, event=event, now=now, unit_id=unit.id, reason=decision.reason)
    unit.version += 1
    if outcome is ClaimOutcome.HOLDS:
        return
    if outcome is ClaimOutcome.REJECTED:
        before, unit.status = unit.status, move_unit(unit.status, UnitEvent.REJECT)
        unit.status_since, unit.decision_reason, unit.is_resubmitted = now, decision.reason, False
        unit.claimed_by = unit.claimed_at = None
        record_move(
            session, actor, UnitEvent.REJECT, before, unit.status, now, unit=unit, reason=decision.reason
        )
    else:
        unit.decision_reason = _with(unit.decision_reason, decision.reason)
    if outcome is ClaimOutcome.TO_CORRECT:
        _give_code_back(session, actor, unit, decision.reason, now)
    session.flush()
    _write(session, unit, decision.reason, now)


def _with(before: str | None, reason: str) -> str:
    """The reasons so far, and this one."""
    return "\n".join(dict.fromkeys([*(before or "").splitlines(), *reason.splitlines()]))


def _give_code_back(session: Session, actor: Actor, unit: WorkUnit, reason: str, now: datetime) -> None:
    """The correction that is under way takes the credit code in."""
    for row in units.open_returns(session, unit.id):
        if row.person_id is None and row.field == CREDIT_CODE:
            row.answered_at = now
    session.flush()
    remember_returned(session, actor, unit, None, CREDIT_CODE, reason, now)


def _write(session: Session, unit: WorkUnit, reason: str, now: datetime) -> None:
    if unit.status is UnitStatus.RETURNED:
        tell_reason(session, unit, UNIT_NOTICES[UnitEvent.RETURN], now, [reason])
        return
    is_over = now >= unit_desk.edition_of(session, unit).closes_at
    tell_reason(session, unit, UNIT_NOTICES[UnitEvent.REJECT], now, [reason], is_after_deadline=is_over)
