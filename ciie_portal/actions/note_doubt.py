"""A doubt about the unit, met at the second review, is a note to its mission (rules.md section 5)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.unit_review import check_reason
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import unit_desk, units
from ciie_portal.store.queries.unit_desk import DOUBT


def note_doubt(actor: Actor, reference: str, text: str, now: datetime) -> str:
    """Keeps the words for the unit's mission; nobody's status changes and no buyer reads them.

    `reference`: the person in whose case it was met. The same words again are kept once. Returns the unit's
    reference. Raises NOT_FOUND, or what is wrong with the words.
    """
    require(actor, Permission.REVIEW_PERSONNEL)
    if not text.strip():
        raise RuleBroken([FieldProblem("doubt", Rule.REQUIRED)])
    why = check_reason(text, "doubt")
    with transaction() as session:
        person, unit = units.person_for_update(session, actor, reference)
        if why not in {row.reason for row in unit_desk.doubts_of(session, unit.id)}:
            events.record(
                session, actor, event=DOUBT, now=now, unit_id=unit.id, person_id=person.id, reason=why
            )
        return unit.reference
