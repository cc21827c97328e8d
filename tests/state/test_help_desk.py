"""The help desk's page without a browser: search, choice, note, comparison, sending again."""

from __future__ import annotations

import pytest

from ciie_portal import clock
from ciie_portal.actions.notices import tell
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.lookups.shapes.help_desk import HelpDesk
from ciie_portal.state.desk.help_desk import HelpDeskState
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Person, WorkUnit
from tests import factories
from tests.factories import NOW
from tests.lookups.buyer_scene import a_unit
from tests.state.without_browser import as_actor, opened


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def unit(database: str) -> tuple[WorkUnit, list[Person]]:
    _, unit, persons = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID, PersonStatus.UNPAID)
    with transaction() as session:
        tell(session, session.get_one(WorkUnit, unit.id), NoticeKind.APPROVED, NOW, person_count=2)
    return unit, persons


def clerk() -> Actor:
    with transaction() as session:
        row = factories.staff_member(session, StaffRole.HELP_DESK, name="Clerk 04")
        return access.staff(row.id, StaffRole.HELP_DESK, None, "en", "Clerk 04")


def desk() -> HelpDeskState:
    return opened(HelpDeskState, "/en/desk/help/")


def test_the_only_one_found_is_open_at_once(unit: tuple[WorkUnit, list[Person]]) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": "海曙"}))
    assert (state.desk.said, [one.unit for one in state.desk.case]) == (
        "1 found by the name.",
        [unit[0].reference],
    )


def test_several_are_listed_one_is_chosen_and_the_list_comes_back(
    unit: tuple[WorkUnit, list[Person]],
) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": "王芳"}))
    second = state.desk.callers[1]
    assert (len(state.desk.callers), state.desk.case) == (2, ())
    as_actor(actor, state.choose(second.unit, second.person))
    assert [one.person for one in state.desk.case] == [second.person]
    as_actor(actor, state.back_to_list())
    assert (len(state.desk.callers), state.desk.case) == (2, ())


def test_a_refused_search_keeps_what_is_open(unit: tuple[WorkUnit, list[Person]]) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": unit[0].reference}))
    as_actor(actor, state.find({"q": "王"}))
    assert list(state.problem_of) == ["q"]
    assert [one.unit for one in state.desk.case] == [unit[0].reference]


def test_a_refused_search_does_not_answer_with_the_one_before(database: str) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": "WU-22SX"}))
    assert state.desk.is_nobody
    as_actor(actor, state.find({"q": "王"}))
    assert (list(state.problem_of), state.desk) == (["q"], HelpDesk())


def test_a_note_appears_and_its_box_is_emptied_a_refused_one_stays(
    unit: tuple[WorkUnit, list[Person]],
) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": unit[0].reference}))
    before = state.form_key
    as_actor(actor, state.save_note({"note": " "}))
    assert (state.problem_of, state.form_key) == (
        {"note": "Please fill in: what was asked and answered."},
        before,
    )
    as_actor(actor, state.save_note({"note": "问缴费"}))
    assert ([line.why for line in state.desk.case[0].notes], state.form_key) == (["问缴费"], before + 1)
    assert state.told == "The note is kept with the unit."


def test_four_characters_are_answered_without_showing_any(unit: tuple[WorkUnit, list[Person]]) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": unit[0].reference}))
    reference, told = unit[1][0].reference, []
    for said in ("0001", "9999"):
        as_actor(actor, state.compare({"whose": reference, "last_four": said}))
        told.append((state.is_match, state.compared, state.told))
    assert told == [
        (True, "The last four characters agree with the document.", ""),
        (False, "The last four characters do not agree. Ask for another fact before going on.", ""),
    ]


def test_a_notice_is_sent_again_once_and_the_page_says_where_to(unit: tuple[WorkUnit, list[Person]]) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": unit[0].reference}))
    notice = state.desk.case[0].notices[0]
    as_actor(actor, state.send_again(notice.key, "sms"))
    assert state.told.startswith("The notice will be sent again to 138****")
    assert [one.name for one in state.desk.case[0].notices] == ["Unit approved"] * 2
    as_actor(actor, state.send_again(notice.key, "sms"))
    assert state.trouble == "This was sent again a moment ago. Wait ten minutes before the next time."
    assert len(state.desk.case[0].notices) == 2


def test_the_case_stays_open_in_the_other_language(unit: tuple[WorkUnit, list[Person]]) -> None:
    state, actor = desk(), clerk()
    as_actor(actor, state.find({"q": "海曙"}))
    chinese = access.staff(actor.staff_id or 0, StaffRole.HELP_DESK, None, "zh", "Clerk 04")
    as_actor(chinese, state.open_page())
    assert (state.desk.said, state.desk.case[0].people_title) == ("按名称或姓名查到1条。", "2名人员")


def test_a_reference_in_the_address_is_searched_and_nothing_else_is(
    unit: tuple[WorkUnit, list[Person]],
) -> None:
    actor = clerk()
    for asked, found in ((unit[0].reference, 1), ("海曙", 0), ("WU-00000000", 0)):
        state = opened(HelpDeskState, f"/en/desk/help/?reference={asked}")
        as_actor(actor, state.open_page())
        assert len(state.desk.case) == found


@pytest.mark.parametrize("role", [role for role in sorted(StaffRole) if role is not StaffRole.HELP_DESK])
def test_another_role_gets_nothing_from_any_handler(
    unit: tuple[WorkUnit, list[Person]], role: StaffRole
) -> None:
    state = desk()
    actor = access.staff(1, role, 1 if role is StaffRole.SECRETARIAT else None)
    as_actor(actor, state.find({"q": unit[0].reference}))
    as_actor(actor, state.choose(unit[0].reference, ""))
    as_actor(actor, state.save_note({"note": "x"}))
    assert (state.desk, state.told) == (HelpDesk(), "")
