"""The desk's states without a browser: what a form sends, what is chosen, where a decision leads."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest

from ciie_portal import clock
from ciie_portal.actions.review import reject
from ciie_portal.domain.access import Actor, Permission
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.unit_review import Labelled, LeftOut
from ciie_portal.state.desk.codes import CodesState
from ciie_portal.state.desk.desk_home import DeskHomeState
from ciie_portal.state.desk.unit_case import UnitCaseState, decision_of
from ciie_portal.state.desk.unit_queue import UnitQueueState
from ciie_portal.state.guard import acting
from ciie_portal.store.engine import reading
from ciie_portal.store.queries.units import open_returns
from tests.actions.desk_scene import a_case, notices_of, person_now, scene, unit_now
from tests.factories import NOW
from tests.state.without_browser import Answer, as_actor, goes_to, opened


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def open_case(actor: Actor, reference: str, query: str = "") -> UnitCaseState:
    state = opened(UnitCaseState, f"/en/desk/units/{reference}/{query}")
    as_actor(actor, state.open_page())
    return state


def test_every_handler_of_the_desk_names_the_permission_it_needs() -> None:
    needed = {
        UnitQueueState: Permission.REVIEW_UNITS,
        UnitCaseState: Permission.REVIEW_UNITS,
        CodesState: Permission.ISSUE_CODES,
        DeskHomeState: Permission.OPEN_DESK,
    }
    apart = {"decline": Permission.TRANSFER_UNITS}  # the organiser desk alone
    for name, permission in apart.items():
        assert getattr(UnitCaseState.event_handlers[name].fn, "__permission__", None) is permission
    for kind, permission in needed.items():
        names = set(kind.event_handlers) - {"setvar", *apart}
        handlers = {name: kind.event_handlers[name].fn for name in names}
        declared = {getattr(handler, "__permission__", None) for handler in handlers.values()}
        assert declared == {permission}


def test_a_forms_labels_become_decisions() -> None:
    form = {"label.P-1": "trader", "label.P-2": "-", "why.P-2": "Not of the unit", "label.P-3": ""}
    assert [decision_of(form, reference) for reference in ("P-1", "P-2", "P-3", "P-4")] == [
        Labelled("trader"),
        LeftOut("Not of the unit"),
        None,
        None,
    ]


def test_what_was_chosen_since_is_no_problem_any_more(database: str) -> None:
    at = scene()
    unit, _people = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference, "?decide=return")
    as_actor(at.jinhua, state.give_back({"reason": ""}))
    assert "fields" in state.problem_of
    as_actor(at.jinhua, state.pick("licence_file_id"))
    assert (state.problem_of, state.problems) == ({}, [])
    as_actor(at.jinhua, state.give_reason("licence_file_id", ""))
    as_actor(at.jinhua, state.give_back({"reason": ""}))
    assert state.problem_of
    as_actor(at.jinhua, state.say_reason("The licence cannot be read."))
    assert (state.problem_of, state.problems) == ({}, [])
    as_actor(at.jinhua, state.choose("reject"))
    as_actor(at.jinhua, state.refuse({"reason": ""}))
    assert list(state.problem_of) == ["reason"]
    as_actor(at.jinhua, state.choose("approve"))
    assert (state.problem_of, state.problems) == ({}, [])


def test_a_decision_opens_the_next_case_and_claims_it(database: str) -> None:
    at = scene()
    unit, people = a_case(at, "jinhua")
    following, _ = a_case(at, "jinhua", credit_code=None)
    state = open_case(at.jinhua, unit.reference)
    form = {f"label.{person.reference}": "trader" for person in people}
    event = as_actor(at.jinhua, state.approve(form))
    assert goes_to(event) == f"/en/desk/units/{following.reference}/"
    assert unit_now(unit.reference).status is UnitStatus.APPROVED
    assert unit_now(following.reference).claimed_by == at.jinhua.staff_id


def test_the_last_case_leads_back_to_the_queue(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference)
    assert goes_to(as_actor(at.jinhua, state.refuse({"reason": "No"}))) == "/en/desk/units/"


def test_approve_only_stays_with_the_case_and_shows_it_decided(database: str) -> None:
    at = scene()
    unit, people = a_case(at, "jinhua")
    a_case(at, "jinhua", credit_code=None)
    state = open_case(at.jinhua, unit.reference)
    as_actor(
        at.jinhua, _both(state.stay, state.approve({f"label.{one.reference}": "trader" for one in people}))
    )
    assert (state.case.reference, state.case.status, state.case.may_decide) == (
        unit.reference,
        "Unit approved",
        False,
    )
    assert state.told == "Decided. The buyer is notified."


async def _both(first: Any, second: Awaitable[Answer]) -> Answer:
    first()
    return await second


def test_problems_stand_at_their_persons_and_nothing_is_decided(database: str) -> None:
    at = scene()
    unit, (first, second) = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference)
    as_actor(at.jinhua, state.approve({f"label.{first.reference}": "-", f"label.{second.reference}": ""}))
    assert sorted((one.anchor, one.text) for one in state.problems) == sorted(
        [
            (f"#{first.reference}", "王芳: Please give the reason; the buyer reads it."),
            (f"#{second.reference}", "王芳: Give this person a label or leave the person out."),
        ]
    )
    assert unit_now(unit.reference).status is UnitStatus.UNDER_REVIEW


def test_a_case_decided_by_a_colleague_meanwhile_is_refused_in_words(database: str) -> None:
    at = scene()
    unit, people = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference)
    reject(at.zhejiang, unit.reference, 1, "No", NOW)
    event = as_actor(at.jinhua, state.approve({f"label.{one.reference}": "trader" for one in people}))
    assert event is None
    assert state.trouble.startswith("Somebody else changed this record meanwhile.")
    assert len(notices_of(unit)) == 1


def test_picked_answers_are_returned_each_with_its_reason(database: str) -> None:
    at = scene()
    unit, (first, _) = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference, "?decide=return")
    photo = f"{first.reference}.photo_file_id"
    for value in ("licence_file_id", photo, "street", "mission_id", photo):
        as_actor(at.jinhua, state.pick(value))
    as_actor(at.jinhua, state.unpick("street"))
    assert [one.value for one in state.picked] == ["licence_file_id", photo]
    assert "营业执照不清晰；照片背景不是纯色" in state.preview[0].text
    as_actor(at.jinhua, state.give_reason(photo, "photo_face"))
    as_actor(at.jinhua, state.give_back({"reason": ""}))
    with reading() as session:
        rows = {row.field: row.reason for row in open_returns(session, unit.id or 0)}
    assert rows == {
        "licence_file_id": "营业执照扫描件不清晰，请重新上传。",
        "photo_file_id": "照片面部不清晰，请上传近期免冠正面照片。",
    }


def test_the_preview_counts_who_is_left_out_and_follows_the_decision(database: str) -> None:
    at = scene()
    unit, (first, _) = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference)
    assert "2名人员待缴费" in state.preview[0].text
    as_actor(at.jinhua, state.choose_label(first.reference, "-"))
    assert "1名人员待缴费" in state.preview[0].text
    as_actor(at.jinhua, state.choose("reject"))
    assert state.preview == ()
    as_actor(at.jinhua, state.use_template("not_verified"))
    assert state.reason == "单位信息无法核实。"
    assert "单位审核未通过：单位信息无法核实" in state.preview[0].text
    as_actor(at.jinhua, state.choose("destroy"))
    assert state.decision == "reject"


def test_a_stranger_is_shown_nothing_of_the_case(database: str) -> None:
    at = scene()
    unit, people = a_case(at, "jinhua")
    state = open_case(at.ningbo, unit.reference)
    assert (state.case.reference, state.case.persons, state.preview) == ("", (), ())
    as_actor(at.ningbo, state.approve({f"label.{one.reference}": "trader" for one in people}))
    as_actor(at.ningbo, state.claim_case())
    assert unit_now(unit.reference).status is UnitStatus.UNDER_REVIEW
    assert unit_now(unit.reference).claimed_by is None


def test_an_added_person_is_decided_in_the_list(database: str) -> None:
    at = scene()
    people = (PersonStatus.UNPAID, PersonStatus.AWAITING_UNIT_REVIEW)
    unit, (_, added) = a_case(at, "jinhua", UnitStatus.APPROVED, people)
    state = open_case(at.jinhua, unit.reference)
    as_actor(at.jinhua, state.decide_person({"reference": added.reference}))
    assert state.problem_of == {added.reference: "Please choose one of the options."}
    form = {"reference": added.reference, f"label.{added.reference}": "trader"}
    as_actor(at.jinhua, state.decide_person(form))
    assert person_now(added.reference).status is PersonStatus.UNPAID
    assert not state.case.has_open_persons


def test_moving_out_of_ones_missions_leads_back_to_the_queue(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference)
    event = as_actor(at.jinhua, state.move({"mission": "organiser_desk", "move_reason": "Not ours"}))
    assert goes_to(event) == "/en/desk/units/"
    assert unit_now(unit.reference).mission_id is None


def test_a_transfer_without_a_mission_names_the_field(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference)
    as_actor(at.jinhua, state.move({"mission": "", "move_reason": "x"}))
    assert [one.anchor for one in state.problems] == ["#mission"]


@pytest.mark.parametrize(
    "hostile", [{}, {"label.": "x"}, {"reason": ["x"]}, {"reason": {"a": 1}}, {"reason": 5}]
)
def test_a_hostile_form_decides_nothing_and_breaks_nothing(database: str, hostile: dict[str, Any]) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    state = open_case(at.jinhua, unit.reference)
    as_actor(at.jinhua, state.approve(hostile))
    as_actor(at.jinhua, state.give_back(hostile))
    as_actor(at.jinhua, state.move(hostile))
    assert (unit_now(unit.reference).status, state.fault) == (UnitStatus.UNDER_REVIEW, "")


def test_filters_become_an_address(database: str) -> None:
    at = scene()
    state = opened(UnitQueueState, "/zh/desk/units/?status=approved&sort=-name")
    as_actor(at.zhejiang, state.open_page())
    acting.set(at.zhejiang)
    event = state.narrow({"q": " 宁波 ", "mission": "TM-33-JH", "page": "7", "evil": "x"})
    assert goes_to(event) == (
        "/en/desk/units/?status=approved&mission=TM-33-JH&q=%E5%AE%81%E6%B3%A2&sort=-name"
    )


def test_review_the_next_one_says_why_there_is_none(database: str) -> None:
    at = scene()
    state = opened(UnitQueueState, "/en/desk/units/")
    as_actor(at.zhejiang, state.review_next())
    assert state.told == "No other case waits: what is left is held by colleagues."


def test_the_first_page_lists_what_may_be_opened_and_what_waits(database: str) -> None:
    at = scene()
    a_case(at, "jinhua")
    state = opened(DeskHomeState, "/en/desk/")
    as_actor(at.zhejiang, state.open_page())
    assert [(one.address, one.count) for one in state.home.sections] == [
        ("/en/desk/units/", "1"),
        ("/en/desk/codes/", "0"),
        ("/en/desk/handover/", "0"),
        ("/en/desk/settings/", ""),
        ("/en/desk/history/", ""),
    ]
