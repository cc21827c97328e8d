"""The database itself refuses units and persons that must not be (Q1, Q2, Q4; rules.md sections 3 to 5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import WebSession, WorkUnit
from tests import factories
from tests.factories import NOW
from tests.store.world import UNPAID, WAITING, World, refused, write_now

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    "category", [Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION]
)
def test_an_organ_is_not_submitted_without_a_code(category: Category) -> None:
    world = World()

    refused(
        lambda session: factories.unit(
            session, world.edition, UnitStatus.UNDER_REVIEW, world.tree.ningbo, category=category
        ),
        "organs_need_a_code",
    )


def test_an_overseas_unit_is_in_no_mission() -> None:
    world = World()

    refused(
        lambda session: factories.unit(
            session,
            world.edition,
            UnitStatus.UNDER_REVIEW,
            world.tree.ningbo,
            category=Category.OVERSEAS_UNIT,
            channel=Channel.OVERSEAS,
        ),
        "overseas_is_in_no_mission",
    )


def test_a_domestic_unit_is_not_approved_without_a_mission() -> None:
    world = World()

    refused(
        lambda session: factories.unit(session, world.edition, UnitStatus.APPROVED, None, credit_code="Y"),
        "approved_has_a_mission",
    )


@pytest.mark.parametrize("missing", ["label_code", "photo_file_id"])
@pytest.mark.parametrize("status", [UNPAID, WAITING, PersonStatus.REFUNDED])
def test_an_approved_person_has_label_and_photo(status: PersonStatus, missing: str) -> None:
    world = World()

    def write(session: Session) -> None:
        member = factories.person(session, world.unit, PersonStatus.DRAFT)
        member.label_code = "trader"
        setattr(member, missing, None)
        member.status = status

    refused(write, "approved_has")


def test_leaving_a_person_out_needs_a_reason() -> None:
    world = World()

    refused(
        lambda session: factories.person(session, world.unit, PersonStatus.LEFT_OUT, left_out_reason=None),
        "left_out_has_a_reason",
    )


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("work_unit", "status"),
        ("person", "status"),
        ("stored_file", "kind"),
        ("payment", "state"),
        ("trade_mission", "kind"),
    ],
)
def test_a_status_is_one_of_its_words(table: str, column: str) -> None:
    World()

    refused(
        lambda session: session.execute(text(f"UPDATE {table} SET {column} = 'unheard_of'")),
        f"{column}_is_a_word",
    )


def test_a_secretariat_has_a_mission_and_nobody_else() -> None:
    world = World()

    refused(
        lambda session: factories.staff_member(session, StaffRole.SECRETARIAT), "a_secretariat_has_a_mission"
    )
    refused(
        lambda session: factories.staff_member(session, StaffRole.FINANCE, world.tree.ningbo.id),
        "a_secretariat_has_a_mission",
    )


def test_a_session_belongs_to_a_buyer_or_to_staff_and_only_staff_are_half_signed() -> None:
    world = World()
    until = NOW + timedelta(hours=1)
    facts: dict[str, Any] = {"created_at": NOW, "last_seen_at": NOW, "expires_at": until}

    refused(lambda session: session.add(WebSession(id_hash="a", **facts)), "belongs_to_one")
    refused(
        lambda session: session.add(
            WebSession(id_hash="b", account_id=world.unit.account_id, is_half_signed=True, **facts)
        ),
        "only_staff_are_half_signed",
    )


def test_a_reference_to_nothing_is_refused() -> None:
    World()

    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(text("UPDATE person SET unit_id = 999999"))


def test_reading_cannot_write() -> None:
    World()

    with pytest.raises(DBAPIError), reading() as session:
        session.execute(text("UPDATE person SET version = 9"))


def test_a_transaction_that_raises_changes_nothing() -> None:
    world = World()

    def write(session: Session) -> None:
        session.get_one(WorkUnit, world.unit.id).version = 9
        session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_now(write)

    with reading() as session:
        assert session.get_one(WorkUnit, world.unit.id).version == 1


def test_an_edition_approves_a_credit_code_once() -> None:
    world = World()
    with transaction() as session:
        rival = factories.unit(session, world.edition, UnitStatus.UNDER_REVIEW, world.tree.ningbo)

    def approve(session: Session) -> None:
        row = session.get_one(WorkUnit, rival.id)
        row.status, row.approved_at = UnitStatus.APPROVED, NOW

    refused(approve, "credit_code")


def test_who_withdrew_may_register_again() -> None:
    world = World()

    with transaction() as session:
        session.get_one(WorkUnit, world.unit.id).status = UnitStatus.WITHDRAWN
        session.flush()
        again = factories.unit(session, world.edition, account_id=world.unit.account_id)

    assert again.account_id == world.unit.account_id


def test_an_account_has_one_unit_in_an_edition() -> None:
    world = World()

    refused(
        lambda session: factories.unit(session, world.edition, account_id=world.unit.account_id), "account_id"
    )


@pytest.mark.parametrize("spent", [-1, 3])
def test_uses_of_a_code_stay_within_its_number(spent: int) -> None:
    world = World()

    refused(
        lambda session: factories.invitation_code(
            session, world.edition.id, world.tree.jinhua.id, uses_allowed=2, uses_spent=spent
        ),
        "uses_are_within_the_number",
    )
