"""What has to go out goes out: leases, back-off, nothing twice at once, nothing left in clear (C28, C35)."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from ciie_portal.security import keys
from ciie_portal.store import outbox
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Outbox, OutboxState
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("database")
PAYLOAD: dict[str, Any] = {"to": "+8613800138000", "text": "验证码 482913"}


def put(count: int = 1, kind: str = "sms") -> None:
    with transaction() as session:
        for number in range(count):
            outbox.enqueue(session, kind, {**PAYLOAD, "number": number}, f"{kind}-{number}", NOW)


def claim(owner: str = "one", limit: int = 10, **later: int) -> list[outbox.Job]:
    with transaction() as session:
        return outbox.claim_due(session, ["sms"], limit, owner, NOW + timedelta(**later))


def row() -> Outbox:
    with reading() as session:
        return session.exec(select(Outbox)).one()


def test_a_row_comes_out_as_it_went_in() -> None:
    put()

    (job,) = claim()

    assert (job.kind, job.payload, job.tries) == ("sms", {**PAYLOAD, "number": 0}, 1)
    assert job.key == row().key


def test_a_change_that_fails_leaves_nothing_to_send() -> None:
    def fail() -> None:
        with transaction() as session:
            outbox.enqueue(session, "sms", PAYLOAD, "a", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert claim() == []


def test_the_same_thing_is_enqueued_once() -> None:
    put()

    with pytest.raises(IntegrityError):
        put()
    with reading() as session:
        assert outbox.is_enqueued(session, "sms-0")
        assert not outbox.is_enqueued(session, "sms-1")


def test_rows_that_are_not_due_of_another_kind_or_leased_are_left_alone() -> None:
    put()
    put(kind="email")
    with transaction() as session:
        outbox.enqueue(session, "sms", PAYLOAD, "tomorrow", NOW + timedelta(days=1))

    first = claim("one")

    assert [job.payload["number"] for job in first] == [0]
    assert claim("two") == []


def test_a_lease_that_ran_out_is_free_again() -> None:
    put()
    (first,) = claim("died")

    assert claim("two", seconds=119) == []
    (second,) = claim("two", seconds=120)

    assert (second.key, second.tries) == (first.key, 2)


def test_what_is_sent_is_scrubbed_and_sent_once() -> None:
    put()
    (job,) = claim()

    with transaction() as session:
        assert outbox.mark_sent(session, job.id, NOW, "provider-7")
    with transaction() as session:
        assert not outbox.mark_sent(session, job.id, NOW, "provider-8")

    sent = row()
    assert (sent.state, sent.payload_sealed, sent.provider_reference) == (
        OutboxState.SENT,
        None,
        "provider-7",
    )
    assert (sent.sent_at, sent.leased_by, sent.leased_until) == (NOW, None, None)
    assert claim(days=30) == []


def test_a_failure_waits_longer_each_time_and_then_a_person_looks() -> None:
    put()
    now = NOW
    waits = []
    for _ in range(6):
        with transaction() as session:
            (job,) = outbox.claim_due(session, ["sms"], 1, "one", now)
        with transaction() as session:
            is_given_up = outbox.mark_failed(session, job.id, "one", "busy", now)
        waits.append(row().due_at - now if not is_given_up else None)
        now = row().due_at if not is_given_up else now

    assert waits == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=12),
        None,
    ]
    failed = row()
    assert (failed.state, failed.tries, failed.last_error) == (OutboxState.FAILED, 6, "busy")
    assert claim(days=30) == []


def test_a_permanent_failure_is_given_up_at_once_and_can_be_tried_again() -> None:
    put()
    (job,) = claim()
    with transaction() as session:
        assert outbox.mark_failed(session, job.id, "one", "no such number", NOW, is_permanent=True)
    assert claim(days=30) == []

    with transaction() as session:
        assert outbox.try_again(session, job.key, NOW)
    with transaction() as session:
        assert not outbox.try_again(session, job.key, NOW)

    (again,) = claim()
    assert (again.payload, again.tries) == (job.payload, 1)


def test_whoever_lost_the_lease_cannot_delay_the_one_who_has_it() -> None:
    put()
    (job,) = claim("slow")
    claim("quick", minutes=3)

    with transaction() as session:
        assert not outbox.mark_failed(session, job.id, "slow", "late", NOW)

    assert (row().leased_by, row().last_error) == ("quick", None)


def test_waiting_for_the_provider_is_no_failed_try() -> None:
    put()
    (job,) = claim()

    with transaction() as session:
        assert outbox.postpone(session, job.id, "one", NOW + timedelta(seconds=30))

    assert claim(seconds=29) == []
    (again,) = claim(seconds=30)
    assert again.tries == 1


def test_a_payload_whose_key_is_lost_is_a_failure_that_names_itself() -> None:
    put(2)
    with transaction() as session:
        spoiled = session.exec(select(Outbox).where(Outbox.dedupe_key == "sms-0")).one()
        spoiled.payload_sealed = b"\x01\xff\xff" + (spoiled.payload_sealed or b"")[3:]

    jobs = claim()

    assert [job.payload["number"] for job in jobs] == [1]
    with reading() as session:
        failed = session.exec(select(Outbox).where(Outbox.dedupe_key == "sms-0")).one()
    assert failed.state == OutboxState.FAILED
    assert failed.last_error == "the payload cannot be unsealed: no sealing key 65535"
    assert keys.keyring("sealing").current_id == 1


def test_claimers_side_by_side_share_the_work_and_nothing_is_leased_twice() -> None:
    put(60)
    claimed: list[list[int]] = [[] for _ in range(6)]
    start = threading.Barrier(6)

    def work(place: int) -> None:
        start.wait()
        while True:
            with transaction() as session:
                jobs = outbox.claim_due(session, ["sms"], 5, f"worker-{place}", NOW)
            if not jobs:
                return
            claimed[place].extend(job.payload["number"] for job in jobs)

    workers = [threading.Thread(target=work, args=(place,)) for place in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(number for numbers in claimed for number in numbers) == list(range(60))
