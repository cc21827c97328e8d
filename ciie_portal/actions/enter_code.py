"""The code page: an invitation code, or "No invitation code for now" for an enterprise (Q2, Q7, Q8; C13).

A good code is noted on the draft, not spent; every bad one is refused in the same words; tries are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions import throttles
from ciie_portal.actions.store_answers import after_change
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_change, open_unit_fields
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.invitation import (
    HolderFacts,
    InvitationFacts,
    channel_for,
    check_usable,
    is_code_asked,
    is_code_required,
    read_code,
)
from ciie_portal.domain.work_unit import Channel
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.queries.invitations import code_row
from ciie_portal.store.queries.registering import Registration, own_registration, unit_lock_facts
from ciie_portal.store.queries.units import found
from ciie_portal.store.tables import InvitationCode, TradeMission

FIELD = "invitation_code"
MINUTES = 15


@dataclass(frozen=True)
class Caller:
    """Who tries codes: the browser session and the network address."""

    session: str
    address: str


@dataclass(frozen=True)
class CodeAccepted:
    """The mission or sub-mission that gave the code, by name."""

    mission: str


def enter_code(actor: Actor, typed: object, caller: Caller, now: datetime) -> CodeAccepted:
    """Notes a good code on the draft. Empty keeps the one that is there.

    Raises INVITATION_CODE_NOT_USABLE beside the field, whatever is wrong with the code; TOO_MANY_TRIES.
    """
    require(actor, Permission.OWN_UNIT)
    text = typed.strip() if isinstance(typed, str) else ""
    if text:
        _count_try(caller)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        _check_open(registration, now)
        unit = registration.unit
        if not text and unit.invitation_code_id is None:
            raise RuleBroken([FieldProblem(FIELD, _nothing_entered(registration))])
        code = good_code(session, registration, text, now)
        changed = unit.invitation_code_id != code.id or unit.channel is not Channel.WITH_CODE
        unit.invitation_code_id, unit.channel, unit.changed_at = code.id, Channel.WITH_CODE, now
        after_change(session, actor, registration, {FIELD} if changed else set(), now)
        mission = session.get_one(TradeMission, code.mission_id)
        return CodeAccepted(mission_tree(session).display(mission.code, actor.locale))


def choose_no_code(actor: Actor, now: datetime) -> None:
    """ "No invitation code for now". Raises INVITATION_CODE_REQUIRED, CODE_FREE_CLOSED beside the field."""
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        _check_open(registration, now)
        unit, edition = registration.unit, registration.edition
        if unit.category is None:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        try:
            channel = channel_for(unit.category, False, edition.is_code_free_open)
        except RuleBroken as broken:
            raise RuleBroken([FieldProblem(FIELD, broken.rule or Rule.INVITATION_CODE_REQUIRED)]) from None
        changed = unit.channel is not channel
        unit.channel, unit.invitation_code_id, unit.changed_at = channel, None, now
        after_change(session, actor, registration, {"channel"} if changed else set(), now)


def good_code(session: Session, registration: Registration, text: str, now: datetime) -> InvitationCode:
    """The code that was typed, or the draft's. Raises INVITATION_CODE_NOT_USABLE beside the field."""
    edition, unit, account = registration.edition, registration.unit, registration.account
    holder = HolderFacts(
        edition=edition.code,
        unit_names=tuple(name for name in (unit.name_zh, unit.name_en) if name),
        contacts=tuple(contact for contact in (account.mobile, account.email) if contact),
    )
    try:
        if text:
            code = code_row(session, edition.id or 0, read_code(text))
        else:
            code = session.get(InvitationCode, unit.invitation_code_id)
        facts = _facts(code, edition.code) if code else None
        check_usable(facts, holder, now)
        return found(code)
    except RuleBroken:
        raise RuleBroken([FieldProblem(FIELD, Rule.INVITATION_CODE_NOT_USABLE)]) from None


def _facts(code: InvitationCode, edition: str) -> InvitationFacts:
    """The query found it in this edition."""
    return InvitationFacts(
        edition=edition,
        uses_allowed=code.uses_allowed,
        uses_spent=code.uses_spent,
        expires_at=code.expires_at,
        revoked_at=code.revoked_at,
        bound_unit_name=code.bound_unit_name,
        bound_contact=code.bound_contact,
    )


def _check_open(registration: Registration, now: datetime) -> None:
    unit = registration.unit
    if unit.category is None or not is_code_asked(unit.category):
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    check_change(open_unit_fields(unit_lock_facts(registration, now)), [FIELD])


def _nothing_entered(registration: Registration) -> Rule:
    category, edition = registration.unit.category, registration.edition
    if category is None or is_code_required(category) or not edition.is_code_free_open:
        return Rule.INVITATION_CODE_REQUIRED
    return Rule.INVITATION_CODE_NEEDED_OR_NONE


def _count_try(caller: Caller) -> None:
    """Right ones count too: counted before they are looked at, or many at once would slip through."""
    settings = get_settings()
    throttles.count("code entries", caller.session, settings.code_entries_per_session, MINUTES)
    throttles.count("code entries at", caller.address, settings.code_entries_per_address, MINUTES)
