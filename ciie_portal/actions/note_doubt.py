"""A doubt about the unit, met at the second review: a note to its mission, which settles it (rules.md 5)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.unit_review import check_reason
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import unit_desk, units
from ciie_portal.store.queries.unit_desk import DOUBT, SETTLED


def note_doubt(actor: Actor, reference: str, text: str, now: datetime) -> str:
    """Keeps the words for the unit's mission; nobody's status changes and no buyer reads them.

    `reference`: the person in whose case it was met. The same words again are kept once until
    they are settled. Returns the unit's reference. Raises NOT_FOUND, or what is wrong with the words.
    """
    require(actor, Permission.REVIEW_PERSONNEL)
    why = _words(text, "doubt")
    with transaction() as session:
        person, unit = units.person_for_update(session, actor, reference)
        noted = unit_desk.still_open(unit_desk.doubts_of(session, unit.id or 0))
        if why not in {row.reason for row in noted}:
            events.record(
                session, actor, event=DOUBT, now=now, unit_id=unit.id, person_id=person.id, reason=why
            )
        return unit.reference


def settle_doubt(actor: Actor, reference: str, seen: int, text: str, now: datetime) -> str:
    """What was found about all that is open; the flag goes, no status changes and no buyer reads it.

    `seen`: how many notes and findings the reader saw. Returns the unit's reference. Raises NOT_FOUND,
    CHANGED_MEANWHILE where another was noted or somebody settled it, or what is wrong with the words.
    """
    require(actor, Permission.REVIEW_UNITS)
    why = _words(text, "settled")
    with transaction() as session:
        unit = units.unit_for_update(session, actor, reference)
        doubts = unit_desk.doubts_of(session, unit.id or 0)
        if len(doubts) != seen or not unit_desk.still_open(doubts):
            raise RuleBroken(Rule.CHANGED_MEANWHILE)
        events.record(session, actor, event=SETTLED, now=now, unit_id=unit.id, reason=why)
        return unit.reference


def _words(text: str, field: str) -> str:
    if not text.strip():
        raise RuleBroken([FieldProblem(field, Rule.REQUIRED)])
    return check_reason(text, field)
