"""Secretariats issue invitation codes and revoke them (Q2, Q7, Q8).

A code is sealed in the database. Its issuer is shown it; who issues codes for the mission may open it again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from ciie_portal.clock import BEIJING, beijing_date
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.answer import AnswerSheet, day, line, whole_number
from ciie_portal.domain.contact import any_mobile, email_address, email_key, mainland_mobile
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.invitation import CODE_LENGTH, new_code, show_code
from ciie_portal.domain.reference import ALPHABET
from ciie_portal.security import new_key
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import editions, invitations, missions
from ciie_portal.store.sealed import set_code
from ciie_portal.store.tables import InvitationCode, TradeMission

ISSUE, REVOKE = "issue_codes", "revoke_code"  # in the record, without the codes
MOST_AT_ONCE = 100
MOST_USES = 1000
NOTE_LIMIT = 200  # characters
NAME_LIMIT = 100
FURTHEST_EXPIRY = timedelta(days=3 * 366)
FIELDS = ("mission", "code_count", "uses_allowed", "expires_on", "note", "bound_unit_name", "bound_contact")


@dataclass(frozen=True)
class Issued:
    """`codes` as they are told to people: K7QM-4XRT-9BDN."""

    mission_code: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class CodeTerms:
    """On which a code is issued. `last_day`: the day in China that ends at `expires_at`."""

    uses_allowed: int = 1
    expires_at: datetime | None = None
    note: str = ""
    bound_unit_name: str | None = None
    bound_contact: str | None = None
    last_day: date | None = None


def issue_codes(actor: Actor, answers: Mapping[str, object], now: datetime) -> Issued:
    """New codes of a mission in the actor's scope, all alike; the answers are FIELDS, as typed.

    Valid to the end of `expires_on` in China. Raises NOT_FOUND for a mission out of scope, or all problems.
    """
    require(actor, Permission.ISSUE_CODES)
    with transaction() as session:
        mission = missions.mission_by_code(session, str(answers.get("mission", "")), actor)
        if mission is None:
            raise RuleBroken(Rule.NOT_FOUND)
        if mission.closed_at is not None:
            raise RuleBroken([FieldProblem("mission", Rule.MISSION_CLOSED)])
        edition = editions.running(session, now)
        if edition is None:
            raise RuleBroken(Rule.REGISTRATION_CLOSED)
        sheet = _read(answers, now)
        terms = _terms(sheet)
        codes = [
            add_code(session, actor, edition.id or 0, mission.id or 0, terms, now)[1]
            for _ in range(_whole(sheet, "code_count"))
        ]
        events.record_setting(
            session,
            actor,
            mission,
            event=ISSUE,
            field="count",
            after=str(len(codes)),
            now=now,
        )
        return Issued(mission.code, tuple(codes))


def revoke(actor: Actor, key: str, now: datetime) -> None:
    """Ends a code; uses spent stay with their units, and a second time changes nothing. Raises NOT_FOUND."""
    require(actor, Permission.ISSUE_CODES)
    with transaction() as session:
        row = invitations.code_for_update(session, actor, key)
        if row is None:
            raise RuleBroken(Rule.NOT_FOUND)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by = now, actor.staff_id
            row.version += 1
            mission = session.get_one(TradeMission, row.mission_id)
            events.record_setting(session, actor, mission, event=REVOKE, now=now)


def add_code(
    session: Session, actor: Actor, edition_id: int, mission_id: int, terms: CodeTerms, now: datetime
) -> tuple[InvitationCode, str]:
    """A new code in the caller's transaction, and how it is told: K7QM-4XRT-9BDN."""
    code = new_code([secrets.randbelow(len(ALPHABET)) for _ in range(CODE_LENGTH)])
    row = InvitationCode(
        key=new_key(),
        code_sealed=b"",
        code_index="",
        edition_id=edition_id,
        mission_id=mission_id,
        uses_allowed=terms.uses_allowed,
        expires_at=terms.expires_at,
        note=terms.note,
        bound_unit_name=terms.bound_unit_name,
        bound_contact=terms.bound_contact,
        issued_by=actor.staff_id,
        issued_at=now,
    )
    set_code(row, code)
    session.add(row)
    return row, show_code(code)


def _terms(sheet: AnswerSheet) -> CodeTerms:
    last_day = sheet.checked["expires_on"]
    return CodeTerms(
        uses_allowed=_whole(sheet, "uses_allowed"),
        expires_at=end_of_day(last_day) if isinstance(last_day, date) else None,
        note=str(sheet.checked["note"] or ""),
        bound_unit_name=_text(sheet, "bound_unit_name"),
        bound_contact=_text(sheet, "bound_contact"),
    )


def end_of_day(last_day: date) -> datetime:
    """The instant at which a day in China is over."""
    return datetime.combine(last_day + timedelta(days=1), time(), BEIJING).astimezone(UTC)


def read_expiry(now: datetime) -> Callable[[str], date]:
    """A parser for the last day of a code. Raises DATE_IN_PAST, NOT_A_DATE."""
    today = beijing_date(now)

    def future_day(typed: str) -> date:
        last_day = day(typed)
        if not today <= last_day <= today + FURTHEST_EXPIRY:
            raise RuleBroken(Rule.DATE_IN_PAST if last_day < today else Rule.NOT_A_DATE)
        return last_day

    return future_day


def _read(answers: Mapping[str, object], now: datetime) -> AnswerSheet:
    sheet = AnswerSheet(answers)
    sheet.read("code_count", whole_number(1, MOST_AT_ONCE))
    sheet.read("uses_allowed", whole_number(1, MOST_USES))
    sheet.read("expires_on", read_expiry(now), required=False)
    sheet.read("note", line(NOTE_LIMIT), required=False)
    sheet.read("bound_unit_name", line(NAME_LIMIT), required=False)
    sheet.read("bound_contact", _contact, required=False)
    if sheet.problems:
        raise RuleBroken(sheet.problems)
    return sheet


def _contact(typed: str) -> str:
    """As accounts keep it, so that the two can be compared: E.164 mobile, or email in lower case."""
    if "@" in typed or "＠" in typed:
        return email_key(email_address(typed))
    return any_mobile(typed) if typed.strip().startswith(("+", "00")) else mainland_mobile(typed)


def _whole(sheet: AnswerSheet, field: str) -> int:
    value = sheet.checked[field]
    return value if isinstance(value, int) else 0


def _text(sheet: AnswerSheet, field: str) -> str | None:
    value = sheet.checked[field]
    return value if isinstance(value, str) and value else None
