"""Entering anew who was left out, refunded or withdrawn; registering again after a withdrawal (Q4, Q5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from ciie_portal.actions import throttles
from ciie_portal.actions.enter_anew import enter_anew
from ciie_portal.actions.fill_in_person import save_person
from ciie_portal.actions.register_again import register_again
from ciie_portal.actions.submit import submit
from ciie_portal.actions.withdraw import withdraw_person, withdraw_unit
from ciie_portal.domain.access import NOBODY, Actor
from ciie_portal.domain.consent import EVERYTHING
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.wizard import PERSON_FIELDS, all_unit_fields
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.registering import own_registration, person_column
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import Consent, Person, WorkUnit
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import fill_person, submitted
from tests.actions.desk_scene import refusal
from tests.factories.rows import NOW

AFTER = NOW + timedelta(days=61)


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


def left_out(actor: Actor, at: given.Scene, status: PersonStatus = PersonStatus.LEFT_OUT) -> str:
    """An approved unit of two, one of whom is over; that one's reference."""
    first, _second = submitted(actor, people=2)
    for one in given.people_of(actor):
        given.change_row(one, status=PersonStatus.UNPAID, label_code="trader")
    unit = given.unit_of(actor)
    given.change_row(unit, status=UnitStatus.APPROVED, approved_at=NOW, mission_id=at.tree.ningbo.id)
    given.change_row(given.people_of(actor)[0], status=status, left_out_reason="名额已满")
    return first


def answers_of(person: Person) -> dict[str, object]:
    told: dict[str, object] = {name: person_column(person, name) for name in PERSON_FIELDS}
    return told | {"number": document_of(person)}


OVER = [PersonStatus.LEFT_OUT, PersonStatus.REFUNDED, PersonStatus.WITHDRAWN]


@pytest.mark.parametrize("status", OVER)
def test_who_is_over_is_entered_anew_with_the_same_answers(database: str, status: PersonStatus) -> None:
    at = given.scene()
    actor = given.buyer(at)
    reference = left_out(actor, at, status)
    again = enter_anew(actor, reference, NOW)
    before, _other, after = given.people_of(actor)
    assert (before.status, after.status, after.reference) == (status, PersonStatus.DRAFT, again)
    assert answers_of(after) == answers_of(before)
    assert (after.label_code, after.left_out_reason, after.decision_reason) == (None, None, None)
    assert (after.document_sealed == before.document_sealed, after.document_index) == (
        False,
        before.document_index,
    )
    assert save_person(actor, again, {}, None, NOW).is_sent
    assert given.people_of(actor)[2].status is PersonStatus.AWAITING_UNIT_REVIEW


def test_pressing_twice_enters_once(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    reference = left_out(actor, at)
    assert enter_anew(actor, reference, NOW) == enter_anew(actor, reference, NOW)
    assert len(given.people_of(actor)) == 3


def test_who_is_present_again_is_not_entered_a_third_time(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    reference = left_out(actor, at)
    save_person(actor, enter_anew(actor, reference, NOW), {}, None, NOW)
    with pytest.raises(RuleBroken) as broken:
        enter_anew(actor, reference, NOW)
    assert refusal(broken) == Rule.PERSON_ALREADY_ENTERED


def test_nobody_is_entered_anew_after_the_deadline(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    reference = left_out(actor, at)
    with pytest.raises(RuleBroken) as broken:
        enter_anew(actor, reference, AFTER)
    assert (refusal(broken), len(given.people_of(actor))) == (Rule.CLOSED_FOR_NEW, 2)


@pytest.mark.parametrize("status", sorted(set(PersonStatus) - set(OVER)))
def test_who_is_on_the_way_is_not_entered_anew(database: str, status: PersonStatus) -> None:
    at = given.scene()
    actor = given.buyer(at)
    reference = left_out(actor, at, status)
    with pytest.raises(RuleBroken) as broken:
        enter_anew(actor, reference, NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_strangers_enter_nobody_anew(database: str) -> None:
    at = given.scene()
    actor, stranger = given.buyer(at), given.buyer(at)
    reference = left_out(actor, at)
    for wrong in (reference, "P-00000000", "", "'; DROP TABLE person; --", "王" * 10_000):
        with pytest.raises(RuleBroken) as broken:
            enter_anew(stranger, wrong, NOW)
        assert refusal(broken) == Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        enter_anew(NOBODY, reference, NOW)


def units_of(actor: Actor) -> list[WorkUnit]:
    with reading() as session:
        query = select(WorkUnit).where(WorkUnit.account_id == actor.account_id).order_by(col(WorkUnit.id))
        return list(session.exec(query).all())


def people_in(unit: WorkUnit) -> list[Person]:
    with reading() as session:
        query = select(Person).where(Person.unit_id == unit.id).order_by(col(Person.ordinal))
        return list(session.exec(query).all())


def test_who_withdrew_registers_again_with_the_same_answers_and_a_new_use_of_a_code(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    gone, stays = submitted(actor, given.a_code(at), people=2)
    withdraw_person(actor, gone, None, NOW - timedelta(hours=1))
    withdraw_unit(actor, NOW)
    again = register_again(actor, NOW)
    before, after = units_of(actor)
    assert (before.status, after.status, after.reference) == (UnitStatus.WITHDRAWN, UnitStatus.DRAFT, again)
    names = all_unit_fields(before.category)
    assert {one: getattr(after, one) for one in names} == {one: getattr(before, one) for one in names}
    assert (after.invitation_code_id, after.code_spent_at, after.channel) == (None, None, before.channel)
    (person,) = people_in(after)
    theirs = next(one for one in people_in(before) if one.reference == stays)
    assert (answers_of(person), person.status) == (answers_of(theirs), PersonStatus.DRAFT)
    with reading() as session:
        own = own_registration(session, actor)
        assert (own.unit.reference, own.areas) == (again, ("EA-FOOD",))


def test_the_new_registration_is_submitted_like_any_other(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    withdraw_unit(actor, NOW)
    register_again(actor, NOW)
    assert submit(actor, EVERYTHING, NOW).is_new
    assert [unit.status for unit in units_of(actor)] == [UnitStatus.WITHDRAWN, UnitStatus.UNDER_REVIEW]
    with transaction() as session:
        assert len(given.session_rows(session, Consent)) == 4


def test_registering_again_twice_makes_one_draft(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    withdraw_unit(actor, NOW)
    assert register_again(actor, NOW) == register_again(actor, NOW)
    assert len(units_of(actor)) == 2


def test_nobody_registers_again_after_the_deadline(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    withdraw_unit(actor, NOW)
    with pytest.raises(RuleBroken) as broken:
        register_again(actor, AFTER)
    assert (refusal(broken), len(units_of(actor))) == (Rule.CLOSED_FOR_NEW, 1)


@pytest.mark.parametrize("status", [UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED, UnitStatus.REJECTED])
def test_a_registration_that_goes_on_is_not_begun_again(database: str, status: UnitStatus) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    given.set_status(actor, status)
    with pytest.raises(RuleBroken) as broken:
        register_again(actor, NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_a_withdrawn_registration_is_not_changed_any_more(database: str) -> None:
    actor = given.buyer(given.scene())
    (reference,) = submitted(actor)
    withdraw_unit(actor, NOW)
    register_again(actor, NOW)
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, reference, {"position": "董事"}, None, NOW)
    assert refusal(broken) == Rule.NOT_FOUND
    fill_person(actor, document_number=given.id_number(serial="131"))
    assert len(people_in(units_of(actor)[0])) == 1
