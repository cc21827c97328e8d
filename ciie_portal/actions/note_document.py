"""The organiser looks at a document that persons of several units gave, and keeps what was found.

The same document in two units is a flag, not a fault: one certificate is all that it can lead to, and a
certificate request sees to that. Who is not to come is left out in the unit's own case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.claim import ClaimKind, ClaimOutcome
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.unit_review import check_reason
from ciie_portal.security import new_key
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import claims, units
from ciie_portal.store.queries.claims import Matter
from ciie_portal.store.tables import ClaimDecision, ClaimParty

NOTED = "note_document"  # the event in the record


def note_document(actor: Actor, person: str, versions: Mapping[str, int], note: str, now: datetime) -> None:
    """Keeps a note for the staff; the matter rests until another unit enters the document.

    `person`: anybody of them; `versions`: everybody as they were seen. Raises NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(actor, Permission.DECIDE_CLAIMS)
    with transaction() as session:
        found, unit = units.person_for_update(session, actor, person)
        matter = Matter(ClaimKind.DOCUMENT, unit.edition_id, found.document_index or "")
        people = claims.people_of(session, [matter])[matter]
        if len({row.id for _, row in people}) < 2:
            raise RuleBroken(Rule.NOT_FOUND)
        if {one.reference: one.version for one, _ in people} != dict(versions):
            raise RuleBroken(Rule.CHANGED_MEANWHILE)
        decision = ClaimDecision(
            key=new_key(),
            edition_id=matter.edition_id,
            kind=matter.kind,
            matter=matter.text,
            reason=check_reason(note, "note"),
            decided_at=now,
            decided_by=actor.staff_id,
        )
        session.add(decision)
        session.flush()
        for row in {row.id: row for _, row in people}.values():
            session.add(ClaimParty(decision_id=decision.id, unit_id=row.id, outcome=ClaimOutcome.NOTED))
        for one, row in people:
            events.record(
                session,
                actor,
                event=NOTED,
                now=now,
                unit_id=row.id,
                person_id=one.id,
                reason=decision.reason,
            )
