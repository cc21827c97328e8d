"""One person's page over its handlers: only what came back opens, a stranger finds nobody (C03, C15, C17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from ciie_portal import clock
from ciie_portal.actions import throttles
from ciie_portal.actions.review import approve_work_unit
from ciie_portal.domain.access import Actor
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.unit_review import Labelled
from ciie_portal.lookups.shapes.person_progress import PersonProgress
from ciie_portal.state.buyer.person_progress import PersonProgressState
from ciie_portal.state.buyer.progress import WHOLE_UNIT, ProgressState
from ciie_portal.state.buyer.register_people import PersonState
from ciie_portal.state.guard import polling_events
from ciie_portal.state.portal import PortalState
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Edition, ReturnedField, StoredFile, WorkUnit
from tests.actions import buyer_scene as given
from tests.actions import desk_scene
from tests.actions.buyer_steps import submitted
from tests.actions.desk_scene import refusal
from tests.state.test_register import Page, open_scene, problems

WHY = "请换一张浅色背景的近照。"
HOSTILE: tuple[Any, ...] = (None, 7, "", "P-00000000", "x" * 10_000, "%", "'; --", "<b>", "\x00", ["a"])


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


class PersonTab(Page):
    """A browser tab of one buyer on the page of one person."""

    def show(self, reference: str) -> PersonProgress:
        self.tab.place = f"/en/progress/{reference}/"
        shown = self.press(PersonProgressState, "open_page").value(PersonProgressState, "person")
        return shown or PersonProgress()

    def told(self, handler: str, name: str, **payload: Any) -> Any:
        return self.press(PersonProgressState, handler, **payload).value(PersonProgressState, name)


def returned(*fields: str, unit: UnitStatus = UnitStatus.APPROVED) -> tuple[Actor, list[str]]:
    """Two persons; of the first these fields came back, from the personnel reviewer or with the unit."""
    at = open_scene()
    actor = given.buyer(at)
    references = submitted(actor, people=2, now=clock.now())
    is_approved = unit is UnitStatus.APPROVED
    status = PersonStatus.RETURNED_BY_REVIEWER if is_approved else PersonStatus.RETURNED_BY_MISSION
    others = PersonStatus.WAITING_FOR_REVIEW if is_approved else PersonStatus.AWAITING_UNIT_REVIEW
    first, second = given.people_of(actor)
    given.change_row(first, status=status, label_code="trader")
    given.change_row(second, status=others, label_code="trader")
    given.change_row(given.unit_of(actor), status=unit, approved_at=clock.now(), mission_id=at.tree.ningbo.id)
    with transaction() as session:
        for field in fields:
            row = ReturnedField(
                unit_id=first.unit_id, person_id=first.id, field=field, reason=WHY, opened_at=clock.now()
            )
            session.add(row)
    return actor, references


def test_only_what_came_back_is_open_and_the_rest_is_locked_over_the_handler(database: str) -> None:
    actor, (reference, other) = returned("position")
    tab = PersonTab(actor)
    shown = tab.show(reference)
    assert [(one.term, one.answer) for one in shown.returned] == [("Position", WHY)]
    assert {row.term: row.is_locked for row in shown.answers}["Position"] is False
    assert sum(not row.is_locked for row in shown.answers) == 1
    refused = tab.press(PersonProgressState, "send", form={"position": "董事", "name_zh": "李四"})
    assert problems(refused) == ["name_zh"]
    assert (given.people_of(actor)[0].position, given.people_of(actor)[0].name_zh) == ("采购经理", "王芳")
    assert tab.told("send", "told", form={"position": "董事"}) == "sent"
    first, second = given.people_of(actor)
    assert (first.position, first.status) == ("董事", PersonStatus.WAITING_FOR_REVIEW)
    assert (second.status, tab.show(other).returned) == (PersonStatus.WAITING_FOR_REVIEW, ())


def test_the_photo_that_came_back_is_not_sent_again_as_it_was(database: str) -> None:
    actor, (reference, _other) = returned("photo_file_id")
    tab = PersonTab(actor)
    tab.show(reference)
    assert problems(tab.press(PersonProgressState, "send", form={})) == ["photo_file_id"]
    assert given.people_of(actor)[0].status is PersonStatus.RETURNED_BY_REVIEWER
    photo = given.file_of(actor)
    with transaction() as session:
        session.get_one(StoredFile, photo).created_at = clock.now()
    tab.press(PersonState, "attach_photo", key=given.key_of(photo))
    assert tab.told("send", "told", form={}) == "sent"
    person = given.people_of(actor)[0]
    assert (person.photo_file_id, person.status) == (photo, PersonStatus.WAITING_FOR_REVIEW)


def test_sending_twice_sends_once(database: str) -> None:
    actor, (reference, _other) = returned("position")
    tab = PersonTab(actor)
    tab.show(reference)
    tab.press(PersonProgressState, "send", form={"position": "董事"})
    version = given.people_of(actor)[0].version
    tab.press(PersonProgressState, "send", form={"position": "厂长"})
    first = given.people_of(actor)[0]
    assert (first.position, first.version) == ("董事", version)


def test_a_person_who_was_changed_meanwhile_is_refused_in_words(database: str) -> None:
    actor, (reference, _other) = returned("position")
    tab = PersonTab(actor)
    tab.show(reference)
    given.change_row(given.people_of(actor)[0], version=40)
    refused = tab.press(PersonProgressState, "send", form={"position": "董事"})
    assert "changed" in str(refused.value(PortalState, "trouble"))
    assert given.people_of(actor)[0].position == "采购经理"


def test_with_the_unit_returned_the_correction_waits_for_it(database: str) -> None:
    actor, (reference, other) = returned("position", unit=UnitStatus.RETURNED)
    tab = PersonTab(actor)
    tab.show(reference)
    assert tab.told("send", "told", form={"position": "董事"}) == "saved"
    assert given.people_of(actor)[0].status is PersonStatus.RETURNED_BY_MISSION
    waiting = tab.show(other)
    assert (waiting.now.deed, waiting.now.address) == ("Correct and send back", "/en/register/check/")


def test_a_decision_shows_without_a_reload_and_does_not_prolong_the_session(database: str) -> None:
    actor, (_first, reference) = returned("position")
    tab = PersonTab(actor)
    assert tab.show(reference).badge == "Waiting for review"
    given.change_row(given.people_of(actor)[1], status=PersonStatus.IN_PRODUCTION)
    assert tab.told("read_again", "person").badge == "Certificate being made"
    assert f"{PersonProgressState.get_full_name()}.read_again" in polling_events()


def test_strangers_and_hostile_references_find_nobody(database: str) -> None:
    actor, (reference, _other) = returned("position")
    stranger = given.buyer(open_scene_again(actor))
    tab = PersonTab(stranger)
    for wrong in (reference, "P-00000000", "x" * 10_000, "%", "'; DROP TABLE person; --"):
        assert tab.show(wrong) == PersonProgress()
    tab.press(PersonProgressState, "send", form={"position": "x"})
    for handler in ("enter_anew", "leave"):
        tab.press(PersonProgressState, handler)
    assert given.people_of(actor)[0].status is PersonStatus.RETURNED_BY_REVIEWER
    assert "王芳" not in str(tab.press(PersonProgressState, "open_page").changes)


def open_scene_again(actor: Actor) -> given.Scene:
    """Another buyer of the same edition."""
    return given.Scene(tree=None, edition_id=given.unit_of(actor).edition_id)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_refused_beside_its_field(database: str, typed: object) -> None:
    actor, (reference, _other) = returned("position")
    tab = PersonTab(actor)
    tab.show(reference)
    answered = tab.press(PersonProgressState, "send", form={"position": typed})
    person = given.people_of(actor)[0]
    is_plain = typed in ("P-00000000", "%", "'; --", "<b>")
    assert (problems(answered) == ["position"] or typed is None) is not is_plain
    if not is_plain and typed is not None:
        assert person.position == "采购经理"


def test_entering_anew_leads_to_the_new_form(database: str) -> None:
    actor, (reference, _other) = returned()
    given.change_row(given.people_of(actor)[0], status=PersonStatus.LEFT_OUT, left_out_reason="x")
    tab = PersonTab(actor)
    assert tab.show(reference).anew == "Enter this person anew"
    answers = tab.press(PersonProgressState, "enter_anew")
    anew = given.people_of(actor)[2]
    assert answers.redirects == [f"/en/register/people/{anew.reference}/"]
    shown = tab.show(reference)
    assert (shown.anew, shown.now.address) == ("", f"/en/progress/{anew.reference}/")


def test_a_second_after_the_deadline_nobody_comes_back_with_the_page_open(database: str) -> None:
    actor, (reference, _other) = returned()
    given.change_row(given.people_of(actor)[0], status=PersonStatus.LEFT_OUT, left_out_reason="x")
    tab = PersonTab(actor)
    tab.show(reference)
    with transaction() as session:
        edition = session.get_one(Edition, given.unit_of(actor).edition_id)
        edition.closes_at = clock.now() - timedelta(seconds=1)
    refused = tab.press(PersonProgressState, "enter_anew")
    assert "Registration has closed; nothing new" in str(refused.value(PortalState, "trouble"))
    assert len(given.people_of(actor)) == 2
    assert tab.show(reference).anew == ""


def test_withdrawing_is_confirmed_first_and_only_before_payment(database: str) -> None:
    actor, (paid, reference) = returned()
    tab = PersonTab(actor)
    given.change_row(given.people_of(actor)[1], status=PersonStatus.UNPAID)
    assert tab.show(paid).loss == ""
    assert "gets no certificate" in tab.show(reference).loss
    tab.press(PersonProgressState, "ask_to_leave")
    tab.press(PersonProgressState, "leave")
    assert given.people_of(actor)[1].status is PersonStatus.WITHDRAWN


def test_a_decision_on_an_older_version_is_refused_in_words(database: str) -> None:
    """The buyer changed an answer while the reviewer read the case."""
    at = open_scene()
    actor = given.buyer(at)
    (reference,) = submitted(actor, now=clock.now())
    seen = given.unit_of(actor)
    with transaction() as session:
        ningbo = desk_scene._secretariat(session, at.tree.ningbo.id, "Reviewer 20", "en")
    tab = PersonTab(actor)
    tab.tab.place = f"/en/register/people/{reference}/"
    tab.press(PersonState, "open_page")
    tab.press(PersonState, "save", form={"position": "董事"})
    assert given.unit_of(actor).version == seen.version + 1
    with pytest.raises(RuleBroken) as broken:
        approve_work_unit(ningbo, seen.reference, seen.version, {reference: Labelled("trader")}, clock.now())
    assert (refusal(broken), given.unit_of(actor).status) == (
        Rule.CHANGED_MEANWHILE,
        UnitStatus.UNDER_REVIEW,
    )


def test_who_withdrew_the_unit_registers_again_from_the_dashboard(database: str) -> None:
    actor = given.buyer(open_scene())
    submitted(actor, now=clock.now())
    tab = PersonTab(actor)
    tab.tab.place = "/en/progress/"
    tab.press(ProgressState, "open_page")
    tab.press(ProgressState, "ask_to_leave", reference=WHOLE_UNIT)
    page = tab.press(ProgressState, "leave").value(ProgressState, "page")
    assert (page.can_register_again, page.can_withdraw) == (True, False)
    assert tab.press(ProgressState, "register_again").redirects == ["/en/register/check/"]
    with reading() as session:
        query = select(WorkUnit).where(WorkUnit.account_id == actor.account_id)
        found = session.exec(query.order_by(col(WorkUnit.id))).all()
    assert [one.status for one in found] == [UnitStatus.WITHDRAWN, UnitStatus.DRAFT]
