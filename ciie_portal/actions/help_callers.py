"""What the help desk does with a caller on the line: find, open, note, compare four characters.

Each search is one row of the record: which kind of fact and whom it found, never what was typed (C34).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from sqlmodel import Session

from ciie_portal.actions import throttles
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.answer import clean_lines, within
from ciie_portal.domain.caller import LONGEST_NOTE, Compared
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.searched import LONGEST_SEARCH, Fact, last_digits, readings
from ciie_portal.settings import get_settings
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import help_search, units
from ciie_portal.store.queries.help_search import MOST, Hit
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import Person, WorkUnit

SEARCHED, OPENED, NOTED, COMPARED = "help_search", "help_open", "help_note", "help_compare"
MINUTES = 15


@dataclass(frozen=True)
class Caller:
    """References of a unit and, where the fact is a person's, of the person."""

    unit: str
    person: str = ""


@dataclass(frozen=True)
class Found:
    """`fact` is empty where nobody was found."""

    callers: tuple[Caller, ...] = ()
    fact: str = ""
    has_more: bool = False


def find_caller(actor: Actor, typed: str, now: datetime) -> Found:
    """By the first reading of the text that finds anybody.

    Raises REQUIRED or SEARCH_TOO_SHORT for the field `q`, TOO_MANY_TRIES.
    """
    require(actor, Permission.HELP_CALLERS)
    throttles.count(SEARCHED, str(actor.staff_id), get_settings().help_searches, MINUTES)
    text = str(typed)
    wanted = readings(text)
    if not wanted and len(text) <= LONGEST_SEARCH:
        rule = Rule.SEARCH_TOO_SHORT if text.strip() else Rule.REQUIRED
        raise RuleBroken([FieldProblem("q", rule)])
    with transaction() as session:
        for reading in wanted:
            hits = help_search.find(session, reading)
            if hits:
                return _found(session, actor, reading.fact, hits, now)
        events.record(session, actor, event=SEARCHED, reason="nobody", now=now)
        return Found()


def _found(session: Session, actor: Actor, fact: Fact, hits: list[Hit], now: datetime) -> Found:
    shown = hits[:MOST]
    callers = tuple(_caller(session, hit) for hit in shown)
    is_one = len(hits) == 1
    references = " ".join(one.person or one.unit for one in callers)
    events.record(
        session,
        actor,
        event=SEARCHED,
        unit_id=shown[0].unit_id if is_one else None,
        person_id=shown[0].person_id if is_one else None,
        reason=f"{fact.value} {references}",
        now=now,
    )
    return Found(callers, fact.value, len(hits) > MOST)


def _caller(session: Session, hit: Hit) -> Caller:
    person = session.get_one(Person, hit.person_id).reference if hit.person_id is not None else ""
    return Caller(session.get_one(WorkUnit, hit.unit_id).reference, person)


def open_caller(actor: Actor, unit: str, person: str, now: datetime) -> None:
    """One of several was chosen: who looked at which case stands in the record. Raises NOT_FOUND."""
    require(actor, Permission.HELP_CALLERS)
    with transaction() as session:
        row = units.find_unit(session, actor, unit)
        member = units.find_person(session, actor, person)[0] if person else None
        if member is not None and member.unit_id != row.id:
            raise RuleBroken(Rule.NOT_FOUND)
        member_id = member.id if member else None
        events.record(session, actor, event=OPENED, unit_id=row.id, person_id=member_id, now=now)


def note_call(actor: Actor, unit: str, text: str, now: datetime) -> None:
    """What was asked and answered; nobody changes it afterwards.

    Raises NOT_FOUND, and for the field `note` REQUIRED, TOO_LONG, UNUSABLE_CHARACTERS.
    """
    require(actor, Permission.HELP_CALLERS)
    note = _note(str(text))
    with transaction() as session:
        row = units.find_unit(session, actor, unit)
        events.record(session, actor, event=NOTED, unit_id=row.id, reason=note, now=now)


def _note(text: str) -> str:
    try:
        note = within(clean_lines(text), LONGEST_NOTE)
    except RuleBroken as broken:
        rule = broken.rule or Rule.UNUSABLE_CHARACTERS
        raise RuleBroken([FieldProblem("note", rule, broken.facts)]) from None
    if not note:
        raise RuleBroken([FieldProblem("note", Rule.REQUIRED)])
    return note


def compare_last_four(actor: Actor, person: str, typed: str, now: datetime) -> bool:
    """Whether the document ends as the caller says; few tries for a person, whoever asks.

    Raises NOT_FOUND, TOO_MANY_TRIES, and LAST_FOUR_NEEDED for the field `last_four`.
    """
    require(actor, Permission.HELP_CALLERS)
    said = last_digits(str(typed))
    if not said:
        raise RuleBroken([FieldProblem("last_four", Rule.LAST_FOUR_NEEDED)])
    with transaction() as session:
        row, unit = units.find_person(session, actor, person)
        throttles.count(COMPARED, row.reference, get_settings().help_checks, MINUTES)
        number = document_of(row) or ""
        is_match = bool(number) and compare_digest(number[-len(said) :].encode(), said.encode())
        events.record(
            session,
            actor,
            event=COMPARED,
            unit_id=unit.id,
            person_id=row.id,
            reason=(Compared.MATCH if is_match else Compared.NO_MATCH).value,
            now=now,
        )
    return is_match
