"""Reconciles a batch: what lies on the table against the books (rules.md section 6)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.batch import batch_name, check_count, parse_batch_name
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
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
    counted = read_numbers({"good": good, "spoiled": spoiled})
    with transaction() as session:
        batch, edition = batches.batch_by_number(session, *parse_batch_name(name), for_update=True)
        check_count(batches.counts_of(session, [batch.id])[batch.id], counted["good"], counted["spoiled"])
        batch.counted_good, batch.counted_spoiled = counted["good"], counted["spoiled"]
        batch.counted_at, batch.counted_by = now, actor.staff_id
        events.record(session, actor, event=COUNTED, now=now, reason=batch_name(edition.code, batch.number))
    return True


def read_numbers(typed: dict[str, str]) -> dict[str, int]:
    """Whole numbers from 0."""
    problems, numbers = [], {}
    for name, text in typed.items():
        plain = text.strip()
        if not plain:
            problems.append(FieldProblem(name, Rule.REQUIRED))
        elif not (plain.isascii() and plain.isdigit()):
            problems.append(FieldProblem(name, Rule.NOT_A_NUMBER))
        elif len(plain) > 5 or int(plain) > MOST:
            problems.append(FieldProblem(name, Rule.NUMBER_OUT_OF_RANGE))
        else:
            numbers[name] = int(plain)
    if problems:
        raise RuleBroken(problems)
    return numbers
