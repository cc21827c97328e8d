"""A buyer without a code asks a mission or sub-mission for one, after proving a mobile number (Q2, Q7).

One request waits for each contact and mission; asking again changes nothing and is told kindly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ciie_portal.actions import one_time_codes, throttles
from ciie_portal.actions.one_time_codes import Proof, Purpose
from ciie_portal.domain import edition as editions
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.code_request import CodeRequestEvent, CodeRequestStatus, CodeWanted, read_request
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.security import new_key
from ciie_portal.settings import get_settings
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import code_requests, missions
from ciie_portal.store.queries import editions as edition_rows
from ciie_portal.store.tables import CodeRequest, Edition

DAY = 24 * 60  # minutes


@dataclass(frozen=True)
class Asked:
    """`is_new`: this press did it; otherwise the request of `asked_at` still waits."""

    contact: str
    asked_at: datetime
    is_new: bool


def subject_of(request: CodeRequest) -> str:
    """How the record names a request."""
    return f"code_request:{request.key}"


def ask_for_code(
    actor: Actor,
    mission_code: str,
    answers: Mapping[str, object],
    proof: Proof,
    caller: str,
    *,
    now: datetime,
) -> Asked:
    """`proof` comes from `one_time_codes.prove`; `caller` is the network address of who asks.

    Raises all wrong answers at once; NOT_FOUND, MISSION_CLOSED, CODE_REQUESTS_CLOSED, PROOF_TOO_OLD,
    TOO_MANY_TRIES, CODE_REQUESTS_TOO_OFTEN.
    """
    require(actor, Permission.ANYONE)
    throttles.count("code requests at", caller, get_settings().code_requests_per_address_hour, 60)
    wanted = read_request(answers)
    try:
        return _ask(actor, mission_code, wanted, proof, now)
    except IntegrityError:  # another tab asked in the same instant: its request is there now
        return _ask(actor, mission_code, wanted, proof, now)


def _ask(actor: Actor, mission_code: str, wanted: CodeWanted, proof: Proof, now: datetime) -> Asked:
    with transaction() as session:
        mission = missions.mission_by_code(session, mission_code)
        if mission is None:
            raise RuleBroken(Rule.NOT_FOUND)
        if mission.closed_at is not None:
            raise RuleBroken(Rule.MISSION_CLOSED)
        edition = open_edition(session, now)
        if not one_time_codes.is_proved(session, proof, Purpose.ASK_FOR_CODE, now):
            raise RuleBroken(Rule.PROOF_TOO_OLD)
        edition_id, mission_id = edition.id or 0, mission.id or 0
        waiting = code_requests.open_request(session, edition_id, mission_id, proof.contact)
        if waiting is not None:
            return Asked(proof.contact, waiting.asked_at, is_new=False)
        most = get_settings().code_requests_per_contact_day
        throttles.count("code requests of", proof.contact, most, DAY, Rule.CODE_REQUESTS_TOO_OFTEN)
        _add(session, actor, edition_id, mission_id, wanted, proof.contact, now)
        return Asked(proof.contact, now, is_new=True)


def open_edition(session: Session, now: datetime) -> Edition:
    """The edition that codes are given for. Raises CODE_REQUESTS_CLOSED."""
    edition = edition_rows.running(session, now)
    if edition is None or not editions.is_open(edition_rows.facts(edition), now):
        raise RuleBroken(Rule.CODE_REQUESTS_CLOSED)
    return edition


def _add(
    session: Session,
    actor: Actor,
    edition_id: int,
    mission_id: int,
    wanted: CodeWanted,
    contact: str,
    now: datetime,
) -> None:
    row = CodeRequest(
        key=new_key(),
        edition_id=edition_id,
        mission_id=mission_id,
        unit_name=wanted.unit_name,
        category=wanted.category,
        reason=wanted.reason,
        contact_name=wanted.contact_name,
        contact=contact,
        locale=actor.locale,
        asked_at=now,
    )
    session.add(row)
    session.flush()
    events.record(
        session,
        actor,
        event=CodeRequestEvent.ASK,
        now=now,
        to_status=CodeRequestStatus.OPEN,
        subject=subject_of(row),
    )
