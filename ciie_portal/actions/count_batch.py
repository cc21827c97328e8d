"""Reconciles a batch: what lies on the table against the books (rules.md section 6)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.answer import AnswerSheet, whole_number
from ciie_portal.domain.batch import batch_name, check_count, parse_batch_name
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import batches

COUNTED = "batch_counted"
MOST = 10_000


def count_batch(actor: Actor, name: str, good: str, spoiled: str, *, now: datetime) -> bool:
    """Notes that the batch was counted and agrees. Counting again writes the newer count.

    Raises NOT_FOUND, NOT_A_NUMBER, NUMBER_OUT_OF_RANGE or COUNT_DIFFERS beside `good` and `spoiled`.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    sheet = AnswerSheet({"good": good, "spoiled": spoiled})
    counted_good = sheet.read("good", whole_number(0, MOST)) or 0
    counted_spoiled = sheet.read("spoiled", whole_number(0, MOST)) or 0
    sheet.finish()
    with transaction() as session:
        batch, edition = batches.batch_by_number(session, *parse_batch_name(name), for_update=True)
        check_count(batches.counts_of(session, [batch.id])[batch.id], counted_good, counted_spoiled)
        batch.counted_good, batch.counted_spoiled = counted_good, counted_spoiled
        batch.counted_at, batch.counted_by = now, actor.staff_id
        events.record(session, actor, event=COUNTED, now=now, reason=batch_name(edition.code, batch.number))
    return True
