"""Reminders that nobody asks for: a draft not submitted, an approval not paid (rules.md section 7).

Each at most once: the occasion is part of the dedupe key, and the unit is locked while it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from ciie_portal.actions.notices import News, occasion_of, tell_all
from ciie_portal.clock import BEIJING, beijing_date
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.notice import (
    PAY_REMINDERS,
    REMINDING_HOURS,
    STOPS_REMINDING,
    NoticeKind,
    draft_reminder,
    pay_reminder,
)
from ciie_portal.store import outbox
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import reminders
from ciie_portal.store.queries.reminders import Unpaid
from ciie_portal.store.tables import Account, Edition, WorkUnit

PAGE = 500  # units looked at together, without the write lock
AT_ONCE = 50  # reminders written in one transaction: nobody else writes meanwhile
Units = Sequence[tuple[WorkUnit, Account]]


def remind(actor: Actor, now: datetime, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Every reminder that is due; how many were written down. What is left at a stop comes next time.

    None at night: a deadline at midnight would wake everybody a week before it.
    """
    require(actor, Permission.RUN_UNATTENDED)
    written = 0
    if now.astimezone(BEIJING).hour not in REMINDING_HOURS:
        return written
    for found, deed in ((_due_drafts(now), _remind_of_drafts), (_due_payments(now), _remind_of_payments)):
        for unit_ids in found:
            if is_stopping():
                return written
            with transaction() as session:
                written += deed(session, reminders.units_for_update(session, unit_ids), now)
    return written


def _due_drafts(now: datetime) -> Iterator[Sequence[int]]:
    with reading() as session:
        editions = reminders.open_editions(session, now)
    for edition in editions:
        before = draft_reminder(edition.closes_at, now)
        if before is None:
            continue
        last = 0
        while True:
            with reading() as session:
                begun_before = edition.closes_at - before
                page = reminders.drafts(session, edition.id, begun_before, last, PAGE)
                occasions = {_draft_occasion(reference, before): unit_id for unit_id, reference in page}
                due = _not_told(session, NoticeKind.DRAFT_REMINDER, occasions)
            yield from _in_batches(due)
            if len(page) < PAGE:
                break
            last = page[-1][0]


def _due_payments(now: datetime) -> Iterator[Sequence[int]]:
    last = 0
    while True:
        with reading() as session:
            since, until = now - STOPS_REMINDING, now - min(PAY_REMINDERS)
            page = reminders.unpaid(session, since, until, last, PAGE)
            occasions = {(one.reference, _pay_occasion(one, now)): one.unit_id for one in page}
            due = _not_told(session, NoticeKind.PAY_REMINDER, occasions)
        yield from _in_batches(due)
        if len(page) < PAGE:
            return
        last = page[-1].unit_id


def _not_told(session: Session, kind: NoticeKind, occasions: dict[tuple[str, str], int]) -> Sequence[int]:
    keys = {occasion_of(kind, *named): unit_id for named, unit_id in occasions.items() if named[1]}
    told = outbox.enqueued_among(session, keys)
    return [unit_id for key, unit_id in keys.items() if key not in told]


def _in_batches(unit_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(unit_ids), AT_ONCE):
        yield unit_ids[start : start + AT_ONCE]


def _draft_occasion(reference: str, before: timedelta) -> tuple[str, str]:
    return reference, f"{before.days}d"


def _pay_occasion(waits: Unpaid, now: datetime) -> str:
    """Empty where none is due. A later approval of further persons is an occasion of its own."""
    after = pay_reminder(waits.since, now)
    return f"{waits.since:%Y%m%dT%H%M%S}:{after.days}d" if after is not None else ""


def _remind_of_drafts(session: Session, units: Units, now: datetime) -> int:
    """Some may have been submitted since they were found."""
    editions = reminders.editions_of(session, [unit for unit, _account in units])
    news = []
    for unit, account in units:
        before = draft_reminder(editions[unit.edition_id].closes_at, now)
        if unit.status is UnitStatus.DRAFT and before is not None:
            news.append(News(unit, account, _draft_occasion(unit.reference, before)[1]))
    return tell_all(session, NoticeKind.DRAFT_REMINDER, news, now)


def _remind_of_payments(session: Session, units: Units, now: datetime) -> int:
    """Some may have been paid for since they were found, or be about to."""
    ids = [unit.id for unit, _account in units]
    unpaid, paying = reminders.unpaid_among(session, ids), reminders.paying_among(session, ids)
    editions = reminders.editions_of(session, [unit for unit, _account in units])
    news = []
    for unit, account in units:
        edition = editions[unit.edition_id]
        waits = unpaid.get(unit.id) if unit.id not in paying else None
        once = _pay_occasion(waits, now) if waits is not None and not _is_over(edition, now) else ""
        if waits is not None and once:
            facts = {"person_count": waits.people, "amount_minor": waits.people * edition.fee_minor}
            news.append(News(unit, account, once, facts))
    return tell_all(session, NoticeKind.PAY_REMINDER, news, now)


def _is_over(edition: Edition, now: datetime) -> bool:
    """Nothing can be paid any more."""
    has_ended = edition.pays_until is not None and now >= edition.pays_until
    return has_ended or beijing_date(now) > edition.ends_on
