"""The invitation codes of the reader's missions: uses, state, who used them (Q2, Q7, Q8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, is_in_scope, require
from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.invitation import mask_code, show_code
from ciie_portal.domain.progress import Family
from ciie_portal.lookups.code_requests import codes_tabs, waiting_requests
from ciie_portal.lookups.paging import PAGE_ROWS, around, asked_page
from ciie_portal.lookups.shapes.codes import CodeRow, Codes, UsedBy
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import editions, invitations, missions, unit_desk
from ciie_portal.store.sealed import code_of
from ciie_portal.store.tables import InvitationCode, TradeMission, WorkUnit
from ciie_portal.wording.dates import day
from ciie_portal.wording.desk_codes import CodeState, and_more, bound_to, code_state, codes_summary, uses

PAGE = "desk/codes"
SHOWN_USERS = 5
_FAMILY = {
    CodeState.OPEN: Family.NEXT,
    CodeState.USED_UP: Family.DONE,
    CodeState.EXPIRED: Family.CLOSED,
    CodeState.REVOKED: Family.REFUSED,
}


def codes_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> Codes:
    """One page of codes, the newest first; each code masked until it is asked for."""
    require(actor, Permission.ISSUE_CODES)
    with reading() as session:
        own = missions.missions_of(session, actor)
        edition = editions.running(session, now)
        edition_id = (edition.id if edition else None) or 0
        asked = asked_page(query, invitations.count_codes(session, actor, edition_id))
        rows = invitations.codes_of(session, actor, edition_id, offset=asked.offset, limit=PAGE_ROWS)
        usable = invitations.count_codes(session, actor, edition_id, usable_at=now)
        states = [state_of(row, now) for row in rows]
        first = next((row.code for row in own if row.id == actor.mission_id), "")
        waiting = waiting_requests(session, actor, now)
        return Codes(
            tabs=codes_tabs(actor, waiting, "codes"),
            rows=_rows(session, actor, rows, states, {row.id or 0: row for row in own}),
            missions=tuple(Choice(row.code, _name(actor.locale, row)) for row in own),
            own_mission=first,
            summary=codes_summary(actor.locale, usable),
            is_loaded=True,
            **around(actor.locale, PAGE, asked, len(rows)),
        )


def code_in_clear(actor: Actor, key: str, *, now: datetime) -> str:
    """K7QM-4XRT-9BDN, for whoever issues codes of its mission. Raises NOT_FOUND."""
    require(actor, Permission.ISSUE_CODES)
    with reading() as session:
        row = invitations.find_code(session, actor, key)
        if row is None:
            raise RuleBroken(Rule.NOT_FOUND)
        return show_code(code_of(row))


def state_of(row: InvitationCode, now: datetime) -> CodeState:
    """What has become of a code; revocation comes before everything else."""
    if row.revoked_at is not None:
        return CodeState.REVOKED
    if row.uses_spent >= row.uses_allowed:
        return CodeState.USED_UP
    if row.expires_at is not None and now >= row.expires_at:
        return CodeState.EXPIRED
    return CodeState.OPEN


def _rows(
    session: Session,
    actor: Actor,
    rows: Sequence[InvitationCode],
    states: Sequence[CodeState],
    own: Mapping[int, TradeMission],
) -> tuple[CodeRow, ...]:
    used = invitations.units_of_codes(session, [row.id or 0 for row in rows])
    names = unit_desk.staff_names(session, {row.issued_by for row in rows if row.issued_by})
    parents = missions.parents(session)
    shown = []
    for row, state in zip(rows, states, strict=True):
        units = [unit for unit in used.get(row.id or 0, []) if is_in_scope(actor, unit.mission_id, parents)]
        shown.append(_row(actor.locale, row, state, own[row.mission_id], names, units))
    return tuple(shown)


def _row(
    locale: str,
    row: InvitationCode,
    state: CodeState,
    mission: TradeMission,
    names: Mapping[int, str],
    units: Sequence[WorkUnit],
) -> CodeRow:
    return CodeRow(
        key=row.key,
        masked=mask_code(code_of(row)),
        mission=_name(locale, mission),
        uses=uses(locale, row.uses_spent, row.uses_allowed),
        family=_FAMILY[state].value,
        state=code_state(locale, state),
        expires=day(locale, row.expires_at - timedelta(seconds=1)) if row.expires_at else "",
        note=row.note,
        bound_to=bound_to(locale, row.bound_unit_name or "", mask_contact(row.bound_contact or "")),
        issued=day(locale, row.issued_at),
        issued_by=names.get(row.issued_by or 0, ""),
        used_by=tuple(_used_by(locale, unit) for unit in units[:SHOWN_USERS]),
        more=and_more(locale, len(units) - SHOWN_USERS),
        is_open=state is CodeState.OPEN,
    )


def _used_by(locale: str, unit: WorkUnit) -> UsedBy:
    name = unit.name_zh or unit.name_en or unit.reference
    return UsedBy(unit.reference, name, path(locale, f"desk/units/{unit.reference}"))


def _name(locale: str, mission: TradeMission) -> str:
    return mission.name_zh if locale == "zh" else mission.name_en
