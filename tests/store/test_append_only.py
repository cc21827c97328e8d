"""What was decided stays: the database refuses to change or delete it (rules.md sections 8 and 9; C38)."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from ciie_portal.domain.access import SYSTEM, StaffRole, staff
from ciie_portal.domain.consent import ConsentKind
from ciie_portal.store import events
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Consent, JourneyEvent, RefundAttempt
from tests import factories
from tests.factories import NOW
from tests.store.world import World, write_now


@pytest.fixture
def world(database: str) -> World:
    """With one row in each of the tables that may only grow."""
    made = World()
    with transaction() as session:
        refund = made.refund()
        session.add(refund)
        session.flush()
        session.add(RefundAttempt(refund_id=refund.id, number=1, at=NOW, outcome="sent"))
        events.record(session, SYSTEM, event="approve", unit_id=made.unit.id, now=NOW)
        session.add(
            Consent(
                unit_id=made.unit.id,
                account_id=made.unit.account_id,
                kind=ConsentKind.MANAGEMENT,
                text_version="1",
                locale="zh",
                given_at=NOW,
            )
        )
        events.record_setting(session, SYSTEM, made.edition, event="change_edition", now=NOW)
    return made


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journey_event SET reason = 'another'",
        "DELETE FROM journey_event",
        "UPDATE refund_attempt SET outcome = 'paid'",
        "DELETE FROM refund_attempt",
        "DELETE FROM refund",
        "DELETE FROM payment",
        "UPDATE setting_change SET new_text = 'another'",
        "DELETE FROM setting_change",
        "UPDATE consent SET text_version = 'another'",
        "DELETE FROM consent",
    ],
)
def test_nobody_rewrites_the_past(world: World, statement: str) -> None:
    with pytest.raises(DBAPIError, match="refuses"):
        write_now(lambda session: session.execute(text(statement)))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite has no TRUNCATE
@pytest.mark.parametrize(
    "table", ["consent", "journey_event", "payment", "refund", "refund_attempt", "setting_change"]
)
def test_a_table_of_the_past_cannot_be_emptied_at_once(world: World, table: str) -> None:
    with pytest.raises(DBAPIError, match="refuses TRUNCATE"):
        write_now(lambda session: session.execute(text(f"TRUNCATE {table} CASCADE")))


def test_an_event_says_who_did_what_from_which_status_to_which_and_why(world: World) -> None:
    with transaction() as session:
        member = factories.staff_member(session, StaffRole.SECRETARIAT, world.tree.ningbo.id)
        actor = staff(member.id, StaffRole.SECRETARIAT, world.tree.ningbo.id)
        events.record(
            session,
            actor,
            event="return",
            unit_id=world.unit.id,
            person_id=world.paid.id,
            from_status="under_review",
            to_status="returned",
            reason="照片不清楚",
            now=NOW,
        )

    with reading() as session:
        history = events.history_of_unit(session, world.unit.id)
        assert [row.event for row in history] == ["approve", "return"]
        assert events.history_of_person(session, world.paid.id) == [history[1]]
    by_system, by_staff = history
    assert (by_system.is_system, by_system.staff_id) == (True, None)
    assert (by_staff.staff_id, by_staff.staff_role, by_staff.mission_id, by_staff.at) == (
        member.id,
        StaffRole.SECRETARIAT,
        world.tree.ningbo.id,
        NOW,
    )
    assert (by_staff.from_status, by_staff.to_status, by_staff.reason) == (
        "under_review",
        "returned",
        "照片不清楚",
    )


def test_an_event_of_a_transaction_that_fails_never_happened(world: World) -> None:
    def fail(session: object) -> None:
        events.record(session, SYSTEM, event="reject", unit_id=world.unit.id, now=NOW)  # type: ignore[arg-type]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_now(fail)

    with reading() as session:
        assert [row.event for row in session.exec(select(JourneyEvent))] == ["approve"]
