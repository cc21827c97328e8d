"""What the wizard shows: where one stands, what is kept, locked and returned; a stranger sees nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

import pytest

from ciie_portal.actions import throttles
from ciie_portal.actions.draft_answers import keep_answer
from ciie_portal.actions.enter_code import enter_code
from ciie_portal.actions.fill_in import save_answers
from ciie_portal.actions.people import add_person
from ciie_portal.domain import access
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category
from ciie_portal.lookups.registration import division_choice, frame, unit_answers
from ciie_portal.lookups.registration_check import check_page, submitted_page
from ciie_portal.lookups.registration_code import code_page
from ciie_portal.lookups.registration_people import check_people, people_page, person_page
from ciie_portal.lookups.wizard_frame import first_open_page
from ciie_portal.wording.dates import short_moment
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import HERE, complete, fill_contact, fill_person, fill_unit, submitted
from tests.actions.desk_scene import refusal
from tests.actions.test_resubmit import give_back, returned
from tests.factories.rows import NOW


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


def test_the_frame_says_where_one_is(database: str) -> None:
    actor = given.buyer(given.scene())
    shown = frame(actor, "unit", now=NOW)
    assert (shown.progress, shown.leads_to) == ("Step 3 of 7 · Your organisation", "")
    assert [one.state for one in shown.rail] == ["was", "was", "is", "next", "next", "next", "next"]
    assert [line.term for line in shown.beside] == ["Where", "Category", "Account", "Invitation code"]
    assert shown.back == "/en/register/code/"


def test_the_frame_speaks_chinese(database: str) -> None:
    shown = frame(given.buyer(given.scene(), locale="zh"), "unit", now=NOW)
    assert shown.progress == "第3步，共7步 · 单位信息"


def test_a_page_too_far_ahead_leads_to_the_first_incomplete_one(database: str) -> None:
    actor = given.buyer(given.scene())
    fill_unit(actor)
    assert frame(actor, "check", now=NOW).leads_to == "/en/register/contact/"
    assert first_open_page(actor, now=NOW) == "/en/register/contact/"
    assert frame(actor, "unit", now=NOW).leads_to == ""


def test_an_overseas_unit_is_never_asked_for_a_code(database: str) -> None:
    actor = given.buyer(given.scene(), Category.OVERSEAS_UNIT)
    assert frame(actor, "code", now=NOW).leads_to == "/en/register/unit/"
    assert frame(actor, "unit", now=NOW).progress == "Step 2 of 6 · Your organisation"


@pytest.mark.parametrize("step", ["", "submitted", "../unit", "x" * 10_000])
def test_what_is_no_page_is_not_found(database: str, step: str) -> None:
    actor = given.buyer(given.scene())
    with pytest.raises(RuleBroken) as broken:
        frame(actor, step, now=NOW)
    assert refusal(broken) == Rule.NOT_FOUND


def test_what_was_typed_last_stands_in_the_field(database: str) -> None:
    actor = given.buyer(given.scene())
    fill_unit(actor)
    keep_answer(actor, "", "credit_code", "9133", NOW)
    shown = unit_answers(actor, "unit", now=NOW)
    assert (shown.typed["credit_code"], shown.typed["registered_capital"]) == ("9133", "500.5")
    assert shown.typed["is_nhc_managed"] == "no"
    assert shown.locked == {}


def test_the_saved_time_is_chinas(database: str) -> None:
    actor = given.buyer(given.scene())
    keep_answer(actor, "", "street", "x", NOW + timedelta(minutes=2))
    assert frame(actor, "unit", now=NOW).saved == "Saved 10:02"
    tomorrow = NOW + timedelta(days=1)
    assert frame(actor, "unit", now=tomorrow).saved == f"Saved {short_moment('en', NOW)[:-2]}02"


def test_only_what_the_page_itself_keeps_is_said_to_be_saved(database: str) -> None:
    actor = given.buyer(given.scene())
    first, second = complete(actor, people=2)
    keep_answer(actor, "", "street", "x", NOW + timedelta(minutes=2))
    keep_answer(actor, first, "position", "x", NOW + timedelta(minutes=3))
    pages = {step: frame(actor, step, now=NOW).saved for step in ("channel", "unit", "contact", "people")}
    assert pages == {"channel": "", "unit": "Saved 10:02", "contact": "", "people": ""}
    assert [person_page(actor, one, now=NOW).saved for one in (first, second)] == ["Saved 10:03", ""]


def test_locked_fields_say_why_and_returned_ones_what_the_reviewer_wants(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    shown = unit_answers(actor, "unit", now=NOW)
    assert set(shown.locked) == {"credit_code"}
    returned(actor, "street")
    shown = unit_answers(actor, "unit", now=NOW)
    assert shown.returned == {"street": "不清楚"}
    assert set(shown.asked) - set(shown.locked) == {"street"}
    assert (shown.can_save, unit_answers(actor, "areas", now=NOW).can_save) == (True, False)
    people = people_page(actor, now=NOW)
    assert (people.can_add, people.why_not) == (False, "")


def test_a_group_is_asked_about_by_name(database: str) -> None:
    actor = given.buyer(given.scene())
    save_answers(actor, "unit", {**given.UNIT, "name_zh": "中国石油化工股份有限公司"}, None, NOW)
    asked = unit_answers(actor, "unit", now=NOW).asks_back
    assert (asked.group, asked.name) == ("CE-022", "Sinopec")


def test_areas_that_were_ticked_stay_ticked(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    keep_answer(actor, "", "areas.EA-AUTO", "on", NOW)
    shown = unit_answers(actor, "areas", now=NOW)
    assert shown.chosen_areas == ("EA-AUTO", "EA-FOOD")
    assert [one.text for one in shown.areas] == ["Food", "Car"]


@pytest.mark.parametrize(
    ("code", "chosen"),
    [
        ("33", ("33", "", "")),
        ("3302", ("33", "3302", "")),
        ("330203", ("33", "3302", "330203")),
        ("110101", ("11", "1101", "110101")),
        ("11", ("11", "1101", "")),
        ("", ("", "", "")),
        ("zz", ("", "", "")),
        ("999999", ("", "", "")),
        ("33020312345", ("33", "3302", "")),
    ],
)
def test_a_division_is_chosen_in_three_steps(database: str, code: str, chosen: tuple[str, ...]) -> None:
    found = division_choice(given.buyer(given.scene()), code, now=NOW)
    assert (found.province, found.city, found.county) == chosen
    assert bool(found.cities) == bool(chosen[0])


def test_the_code_page_names_the_mission_and_never_shows_the_code(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    code = given.a_code(at)
    assert code_page(actor, now=NOW).has_choice
    enter_code(actor, code, HERE, NOW)
    shown = code_page(actor, now=NOW)
    assert (shown.choice, shown.mission) == ("with_code", "TM-33 Mission: TM-33-JH Mission")
    assert shown.masked == f"****-****-{code[-4:]}"
    assert code not in str(asdict(shown))


def test_organs_have_no_choice(database: str) -> None:
    shown = code_page(given.buyer(given.scene(), Category.GOVERNMENT_ORGAN), now=NOW)
    assert (shown.has_choice, shown.choice) == (False, "with_code")


def test_cards_say_what_is_missing_and_mask_the_number(database: str) -> None:
    actor = given.buyer(given.scene())
    fill_unit(actor)
    fill_contact(actor)
    fill_person(actor)
    add_person(actor, NOW)
    first, second = people_page(actor, now=NOW).people
    assert (first.missing, first.can_remove, first.name) == ("", True, "王芳")
    assert first.document == f"Resident identity card 3302**********{given.id_number()[-4:]} · 139****9000"
    assert (second.missing, second.name) == ("10 answers are missing", "Person 2")
    with pytest.raises(RuleBroken) as broken:
        check_people(actor, now=NOW)
    assert {one.facts["person"] for one in broken.value.problems} == {2}


def test_the_number_never_leaves_the_server(database: str) -> None:
    actor = given.buyer(given.scene())
    fill_unit(actor)
    fill_contact(actor)
    reference = fill_person(actor)
    keep_answer(actor, reference, "document_number", "33020319850101", NOW)
    shown = person_page(actor, reference, now=NOW)
    assert shown.number == "33**********01"
    pages = [shown, people_page(actor, now=NOW), frame(actor, "people", now=NOW)]
    assert "33020319850101" not in str([asdict(page) for page in pages])


def test_a_full_unit_says_why_nobody_is_added(database: str) -> None:
    actor = given.buyer(given.scene(person_cap=1))
    complete(actor)
    shown = people_page(actor, now=NOW)
    assert (shown.can_add, shown.why_not) == (False, "A unit may register at most 1 persons.")


def test_a_person_on_the_way_to_a_reviewer_says_to_whom(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    [reference] = submitted(actor)
    give_back(actor, "photo_file_id", person=0)
    given.change_row(given.people_of(actor)[0], label_code="trader")
    given.set_status(
        actor,
        UnitStatus.APPROVED,
        PersonStatus.RETURNED_BY_REVIEWER,
        approved_at=NOW,
        mission_id=at.tree.ningbo.id,
    )
    shown = person_page(actor, reference, now=NOW)
    assert (shown.sends_to, shown.is_sent_back, shown.can_save) == ("the personnel reviewers", True, True)
    assert shown.returned == {"photo_file_id": "不清楚"}
    assert "photo_file_id" not in shown.locked
    assert shown.locked["position"] == "Only what was returned for correction can be changed now."


def test_the_last_page_shows_every_answer_with_a_way_to_change_it(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    shown = check_page(actor, now=NOW)
    rows = [row for group in (shown.channel, *shown.groups) for row in group.rows]
    assert len(rows) == 20
    assert all(row.change.startswith("/en/register/") and not row.is_locked for row in rows)
    assert shown.deed == "submit"
    assert shown.explanation.startswith("Your address is in TM-3302")
    assert shown.management == "Our unit accepts the management of the trade mission that it is assigned to."


def test_after_submission_it_says_who_has_it(database: str) -> None:
    actor = given.buyer(given.scene())
    assert submitted_page(actor, now=NOW).reference == ""
    submitted(actor)
    shown = submitted_page(actor, now=NOW)
    unit = given.unit_of(actor)
    assert (shown.reference, shown.reviewer, shown.days) == (unit.reference, "TM-3302 Mission", 5)
    assert check_page(actor, now=NOW).deed == ""


def test_after_a_rejection_the_deed_ends_with_the_deadline(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    given.set_status(actor, UnitStatus.REJECTED, decision_reason="不属于展区行业。")
    assert check_page(actor, now=NOW).deed == "resubmit"
    assert check_page(actor, now=NOW + timedelta(days=61)).deed == ""


def test_a_stranger_sees_nothing(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    reference = complete(actor)[0]
    stranger, other = access.buyer(999_999), given.buyer(at)
    fill_unit(other)
    fill_contact(other)
    for look in (
        lambda: frame(stranger, "unit", now=NOW),
        lambda: unit_answers(stranger, "unit", now=NOW),
        lambda: code_page(stranger, now=NOW),
        lambda: people_page(stranger, now=NOW),
        lambda: check_page(stranger, now=NOW),
        lambda: submitted_page(stranger, now=NOW),
        lambda: first_open_page(stranger, now=NOW),
        lambda: person_page(other, reference, now=NOW),
        lambda: person_page(actor, "P-00000000", now=NOW),
    ):
        with pytest.raises(RuleBroken) as broken:
            look()
        assert refusal(broken) == Rule.NOT_FOUND
    staff = access.staff(1, access.StaffRole.FINANCE)
    for nobody in (access.NOBODY, staff):
        with pytest.raises(NotPermitted):
            check_page(nobody, now=NOW)
