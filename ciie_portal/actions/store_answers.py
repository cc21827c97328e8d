"""Writes checked answers to the unit's row, and what a change brings with it (Q2, Q4).

During the review a change raises the version, so that a decision on an older version is refused; a changed
address, name or owner classifies again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.classify_unit import group_to_ask_about, store_classification
from ciie_portal.actions.notices import tell
from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor
from ciie_portal.domain.answer import AnswerValue
from ciie_portal.domain.correction import classifies_again, reroutes
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.invitation import is_code_required
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store import events
from ciie_portal.store.queries import drafts, moves, units
from ciie_portal.store.queries.invitations import give_back_invitation_use
from ciie_portal.store.queries.registering import Registration, unit_column, wizard_facts
from ciie_portal.store.tables import Account, WorkUnit
from ciie_portal.wording.belonging import by_changed_answers

CHANGED, RECLASSIFIED = "change_answers", "classify_again"  # the events in the record


def store_answers(
    session: Session, registration: Registration, checked: Mapping[str, AnswerValue], now: datetime
) -> set[str]:
    """Writes what differs, and returns the names of it; nothing of it is pending any more."""
    unit = registration.unit
    changed = set()
    for name, value in checked.items():
        if name == "areas":
            if _store_areas(session, registration, value):
                changed.add(name)
        elif unit_column(unit, name) != value:
            changed.add(name)
            setattr(unit, name, Category(str(value)) if name == "category" else value)
    if "category" in changed:
        _fit_channel(session, registration)
    drafts.forget(session, unit.reference, list(checked))
    for name in checked:
        registration.pending.pop((unit.reference, name), None)
    unit.changed_at = now
    return changed


def after_change(
    session: Session, actor: Actor, registration: Registration, changed: set[str], now: datetime
) -> None:
    """A submitted unit that changed: a new version, the record, and the classification where it reads it."""
    unit = registration.unit
    if not changed or unit.status is UnitStatus.DRAFT:
        return
    unit.version += 1
    before = unit.mission_id
    if classifies_again(unit.status, unit.channel, changed):
        store_classification(session, registration, reroutes=reroutes(unit.status, unit.channel, changed))
    events.record(
        session,
        actor,
        event=CHANGED,
        now=now,
        unit_id=unit.id,
        from_status=unit.status.value,
        to_status=unit.status.value,
        reason=",".join(sorted(changed)),
    )
    note_new_mission(session, actor, unit, before, now)


def note_new_mission(
    session: Session, actor: Actor, unit: WorkUnit, before: int | None, now: datetime
) -> None:
    """Where the answers now belong to another mission: the buyer is told, and nobody there has claimed it.

    The record keeps both codes, as it does of a transfer.
    """
    if unit.mission_id == before:
        return
    unit.claimed_by = unit.claimed_at = None
    events.record(
        session,
        actor,
        event=RECLASSIFIED,
        now=now,
        unit_id=unit.id,
        from_status=moves.recorded_mission(session, before),
        to_status=moves.recorded_mission(session, unit.mission_id),
    )
    session.flush()
    locale = session.get_one(Account, unit.account_id).locale
    tell(session, unit, NoticeKind.TRANSFERRED, now, reason=by_changed_answers(locale))


def next_step_after(session: Session, registration: Registration, page: Step, now: datetime) -> Step:
    """Where *Continue* leads; a page that asks something back leads to itself."""
    if page is Step.UNIT and group_to_ask_about(session, registration, now):
        return page
    return wizard.next_step(page, wizard_facts(registration))


def _store_areas(session: Session, registration: Registration, value: AnswerValue) -> bool:
    codes = tuple(sorted(value)) if isinstance(value, tuple) else ()
    if codes == tuple(sorted(registration.areas)):
        return False
    registration.areas = codes
    units.set_areas(session, registration.unit.id or 0, codes)
    return True


def _fit_channel(session: Session, registration: Registration) -> None:
    """Another category has other ways to register; a code that is still needed is kept."""
    unit = registration.unit
    if unit.category is Category.OVERSEAS_UNIT:
        if unit.code_spent_at is not None:
            give_back_invitation_use(session, unit.invitation_code_id or 0)
        unit.code_spent_at = unit.invitation_code_id = unit.mission_id = None
        unit.channel = Channel.OVERSEAS
        return
    needs_code = unit.category is not None and is_code_required(unit.category)
    if needs_code and unit.status is not UnitStatus.DRAFT and unit.invitation_code_id is None:
        raise RuleBroken([FieldProblem("category", Rule.INVITATION_CODE_REQUIRED)])
    if unit.channel is Channel.OVERSEAS or needs_code:
        unit.channel = Channel.WITH_CODE
