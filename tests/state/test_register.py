"""The wizard's handlers through the real guard: what a page shows, where it leads, what hostile events do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from ciie_portal import clock
from ciie_portal.actions import sessions, throttles
from ciie_portal.domain.access import Actor
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.work_unit import Category
from ciie_portal.state.buyer.register import UnitState, WizardState
from ciie_portal.state.buyer.register_check import CheckState, SubmittedState
from ciie_portal.state.buyer.register_code import CodeState
from ciie_portal.state.buyer.register_people import PeopleState, PersonState
from ciie_portal.state.portal import PortalState
from ciie_portal.store.engine import transaction
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import complete, fill_contact, fill_person, fill_unit
from tests.state.events import Answers, Server, Tab, name_of

AGREED = {"has_accepted_management": "on", "has_declared": "on"}
STATES = (UnitState, CodeState, PeopleState, PersonState, CheckState, SubmittedState)
HOSTILE: tuple[Any, ...] = (None, 7, True, "x" * 30_000, ["a"], {"a": {"b": 1}}, "\x00\ud800", "<b>", "🎉")


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


class Page:
    """A browser tab of one buyer on one page of the wizard."""

    def __init__(self, actor: Actor | None) -> None:
        self.server, self.tab = Server(), Tab()
        if actor is not None:
            with transaction() as session:
                self.tab.cookie = sessions.begin(session, clock.now(), account_id=actor.account_id)

    def open(self, state: Any, page: str) -> Answers:
        self.tab.place = f"/en/register/{page}/"
        return self.press(state, "open_page")

    def press(self, state: Any, handler: str, **payload: Any) -> Answers:
        return self.server.send(self.tab, name_of(state.event_handlers[handler]), **payload)


def open_scene(**edition: Any) -> given.Scene:
    """Open now, whenever the tests run."""
    now = clock.now()
    return given.scene(
        **{"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30), **edition}
    )


def problems(answers: Answers) -> list[str]:
    return [
        one["field"] if isinstance(one, dict) else one.field
        for one in answers.value(PortalState, "problems") or []
    ]


def test_a_page_too_far_ahead_leads_to_the_first_incomplete_one(database: str) -> None:
    page = Page(given.buyer(open_scene()))
    assert page.open(CheckState, "check").redirects == ["/en/register/unit/"]
    assert page.open(UnitState, "contact").redirects == ["/en/register/unit/"]
    assert page.open(UnitState, "unit").redirects == []


def test_continue_leads_on_and_a_wrong_answer_stays_with_its_sentence(database: str) -> None:
    page = Page(given.buyer(open_scene()))
    page.open(UnitState, "unit")
    refused = page.press(UnitState, "save", form={**given.UNIT, "credit_code": "9133"})
    assert problems(refused) == ["credit_code"]
    assert refused.redirects == []
    sent = page.press(UnitState, "save", form=dict(given.UNIT))
    assert (problems(sent), sent.redirects) == ([], ["/en/register/contact/"])


def test_leaving_a_field_saves_it_without_taking_the_problems_away(database: str) -> None:
    actor = given.buyer(open_scene())
    page = Page(actor)
    page.open(UnitState, "unit")
    page.press(UnitState, "save", form={**given.UNIT, "credit_code": "9133"})
    kept = page.press(UnitState, "keep", field="credit_code", typed="91330203")
    assert str(kept.value(WizardState, "saved")).startswith("Saved ")
    assert given.typed_of(actor)["", "credit_code"].text == "91330203"
    again = page.press(UnitState, "keep", field="street", typed="x")
    assert problems(again) in ([], ["credit_code"])


def test_a_division_brings_the_next_list(database: str) -> None:
    page = Page(given.buyer(open_scene()))
    page.open(UnitState, "unit")
    answers = page.press(UnitState, "choose_division", code="33")
    division = answers.value(UnitState, "division")
    assert len(division.cities) == 11
    assert division.counties == ()


def test_a_group_is_asked_about_in_the_forms_place(database: str) -> None:
    actor = given.buyer(open_scene())
    page = Page(actor)
    page.open(UnitState, "unit")
    asked = page.press(UnitState, "save", form={**given.UNIT, "name_zh": "中国石油化工股份有限公司"})
    assert (asked.value(UnitState, "is_asking"), asked.redirects) == (True, [])
    assert problems(page.press(UnitState, "answer_group", form={})) == ["belongs_to_group"]
    told = page.press(UnitState, "answer_group", form={"belongs_to_group": "yes"})
    assert told.redirects == ["/en/register/contact/"]


def test_a_good_code_is_shown_before_it_goes_on(database: str) -> None:
    at = open_scene()
    page = Page(given.buyer(at, Category.GOVERNMENT_ORGAN))
    code = given.a_code(at)
    page.open(CodeState, "code")
    first = page.press(CodeState, "save", form={"invitation_code": code, "seen": ""})
    mission = first.value(CodeState, "code").mission
    assert (mission, first.redirects) == ("TM-33 Mission: TM-33-JH Mission", [])
    second = page.press(CodeState, "save", form={"invitation_code": code, "seen": mission})
    assert second.redirects == ["/en/register/unit/"]


def test_a_bad_code_is_refused_when_the_field_is_left(database: str) -> None:
    page = Page(given.buyer(open_scene()))
    page.open(CodeState, "code")
    assert problems(page.press(CodeState, "look_up", typed="AAAA-BBBB-CCCC")) == ["invitation_code"]


def test_an_enterprise_chooses_none_for_now(database: str) -> None:
    page = Page(given.buyer(open_scene()))
    page.open(CodeState, "code")
    assert page.press(CodeState, "save", form={"channel": "code_free"}).redirects == ["/en/register/unit/"]
    assert problems(page.press(CodeState, "save", form={})) == ["invitation_code"]


def test_people_are_added_and_continue_asks_for_what_is_missing(database: str) -> None:
    actor = given.buyer(open_scene())
    fill_unit(actor, clock.now())
    fill_contact(actor, clock.now())
    page = Page(actor)
    page.open(PeopleState, "people")
    assert problems(page.press(PeopleState, "go_on")) == ["people"]
    [address] = page.press(PeopleState, "add").redirects
    reference = given.people_of(actor)[0].reference
    assert address == f"/en/register/people/{reference}/"
    page.open(PeopleState, "people")
    missing = page.press(PeopleState, "go_on").value(PortalState, "problems")
    assert {one.anchor for one in missing} == {address}
    fill_person(actor, clock.now(), document_number=given.id_number(serial="127"))
    page.press(PeopleState, "ask_to_remove", reference=reference)
    page.press(PeopleState, "remove")
    page.open(PeopleState, "people")
    assert page.press(PeopleState, "go_on").redirects == ["/en/register/areas/"]


def test_a_persons_page_keeps_the_number_to_itself(database: str) -> None:
    actor = given.buyer(open_scene())
    fill_unit(actor, clock.now())
    fill_contact(actor, clock.now())
    reference = fill_person(actor, clock.now())
    page = Page(actor)
    shown = page.open(PersonState, f"people/{reference}")
    assert shown.value(PersonState, "form").title == "Person 1"
    assert given.id_number() not in str(shown.changes)
    saved = page.press(PersonState, "save", form={**given.PERSON, "document_number": "", "position": "董事"})
    assert saved.redirects == ["/en/register/people/"]
    assert given.people_of(actor)[0].position == "董事"


def test_a_strangers_person_shows_nothing(database: str) -> None:
    at = open_scene()
    actor, stranger = given.buyer(at), given.buyer(at)
    for one in (actor, stranger):
        fill_unit(one, clock.now())
        fill_contact(one, clock.now())
    reference = fill_person(actor, clock.now())
    page = Page(stranger)
    shown = page.open(PersonState, f"people/{reference}")
    assert "王芳" not in str(shown.changes)
    page.press(PersonState, "save", form={**given.PERSON, "position": "x"})
    assert given.people_of(actor)[0].position == "采购经理"


def test_submitting_leads_to_what_was_sent(database: str) -> None:
    actor = given.buyer(open_scene())
    complete(actor, now=clock.now())
    page = Page(actor)
    assert page.open(CheckState, "check").value(CheckState, "check").deed == "submit"
    assert problems(page.press(CheckState, "submit", form={})) == [
        "has_accepted_management",
        "has_declared",
    ]
    form = AGREED
    assert page.press(CheckState, "submit", form=form).redirects == ["/en/register/submitted/"]
    sent = page.open(SubmittedState, "submitted").value(SubmittedState, "sent")
    assert sent.reference == given.unit_of(actor).reference


def test_a_change_of_what_is_under_review_is_saved_and_needs_no_submitting(database: str) -> None:
    actor = given.buyer(open_scene())
    complete(actor, now=clock.now())
    page = Page(actor)
    page.press(CheckState, "submit", form=AGREED)
    page.open(UnitState, "areas")
    changed = {**given.AREAS, "products_wanted": "乳制品和冷冻海产"}
    answers = page.press(UnitState, "save", form=changed)
    assert answers.redirects == ["/en/progress/?saved=answers"]
    assert given.unit_of(actor).products_wanted == "乳制品和冷冻海产"


def test_a_lost_code_leads_back_to_the_code_page(database: str) -> None:
    at = open_scene()
    actor = given.buyer(at)
    complete(actor, given.a_code(at), now=clock.now())
    given.change_row(given.code_rows()[0], revoked_at=clock.now())
    page = Page(actor)
    page.open(CheckState, "check")
    answers = page.press(CheckState, "submit", form=AGREED)
    assert answers.redirects == ["/en/register/code/?fault=invitation_code_not_usable"]


def test_the_deadline_passes_with_the_form_open(database: str) -> None:
    actor = given.buyer(open_scene())
    complete(actor, now=clock.now())
    page = Page(actor)
    page.open(CheckState, "check")
    with transaction() as session:
        edition = session.get_one(given.factories.editions.Edition, given.unit_of(actor).edition_id)
        edition.closes_at = clock.now()
    refused = page.press(CheckState, "submit", form=AGREED)
    assert "Registration closed" in str(refused.value(PortalState, "trouble"))
    assert given.unit_of(actor).status is UnitStatus.DRAFT


def test_withdrawing_asks_first(database: str) -> None:
    actor = given.buyer(open_scene())
    complete(actor, now=clock.now())
    page = Page(actor)
    page.open(CheckState, "check")
    assert page.press(CheckState, "ask_to_withdraw").value(CheckState, "is_withdrawing") is True
    assert page.press(CheckState, "withdraw").redirects == ["/en/progress/"]
    assert given.unit_of(actor).status is UnitStatus.WITHDRAWN


def test_every_handler_refuses_without_a_session(database: str) -> None:
    page = Page(None)
    for state in STATES:
        for handler in state.event_handlers:
            if handler == "setvar":
                continue
            [address] = page.press(state, handler).redirects
            assert address.startswith("/en/sign-in/?fault=sign_in_first")


def test_hostile_events_change_nothing_and_break_nothing(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Any handler with any payload: refused in words or ignored, never a fault of ours."""
    actor = given.buyer(open_scene())
    complete(actor, now=clock.now())
    page = Page(actor)
    opened = ((UnitState, "unit"), (CodeState, "code"), (PeopleState, "people"), (CheckState, "check"))
    for state, place in opened:
        page.open(state, place)
        for value in HOSTILE:
            for handler in ("keep", "keep_area", "look_up", "choose_division", "attach_licence", "copy_from"):
                if handler in state.event_handlers:
                    names = state.event_handlers[handler].fn.__code__.co_varnames[1:3]
                    payload = {
                        name: value
                        for name in names
                        if name in ("field", "typed", "code", "key", "reference", "is_ticked")
                    }
                    page.press(state, handler, **payload)
            if "save" in state.event_handlers:
                page.press(state, "save", form={"name_zh": value, "channel": value, "invitation_code": value})
            faults = [record for record in caplog.records if record.message.startswith("fault ")]
            assert faults == []
    assert given.unit_of(actor).status is UnitStatus.DRAFT
