"""Filling in: kept as typed, checked on Continue, locked when it is, classified again when it matters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ciie_portal.actions.answer_group import answer_group
from ciie_portal.actions.draft_answers import keep_answer
from ciie_portal.actions.fill_in import save_answers
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.unit_answers import columns_not_asked
from ciie_portal.domain.wizard import PERSON_FIELDS, Step, all_unit_fields, unit_fields
from ciie_portal.domain.work_unit import Category, Channel
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import complete, fill_contact, fill_person, fill_unit, submitted
from tests.actions.desk_scene import events_of, refusal
from tests.factories.rows import NOW

HOSTILE: dict[str, object] = {
    "nothing": "",
    "blanks": " \t\u3000",
    "too long": "长" * 10_000,
    "far too long": "x" * 30_000,
    "other scripts": "Ελληνικά русский العربية ไทย",
    "emoji": "🎉🙂",
    "bidi marks": "abc\u202etxt.exe\u202c\u2066",
    "markup": "<script>alert(1)</script><b>&amp;",
    "null byte": "a\x00b",
    "lone surrogate": "a\ud800b",
    "many marks": "a" + "\u0301" * 50,
    "a list": ["a"],
    "a number": 7,
    "a mapping": {"a": 1},
    "nobody": None,
    "yes": True,
}


def reasons_of(action: Callable[..., object], *arguments: object) -> list[Rule | None]:
    """Why an action refuses; nothing where it does not. Any other exception is a fault."""
    try:
        action(*arguments)
    except RuleBroken as broken:
        return [problem.rule for problem in broken.problems] or [broken.rule]
    return []


UNIT_FIELDS = sorted({name for category in Category for name in all_unit_fields(category)} | {"areas"})


def test_continue_stores_what_was_checked(database: str) -> None:
    actor = given.buyer(given.scene())
    saved = save_answers(actor, "unit", given.UNIT, None, NOW)
    assert (saved.next_step, saved.at) == (Step.CONTACT, "10:00")
    unit = given.unit_of(actor)
    assert unit.name_zh == given.UNIT["name_zh"]
    assert (unit.is_nhc_managed, unit.registered_capital, unit.imports_last_year) == (False, 5_005_000, None)
    assert given.typed_of(actor) == {}


def test_everything_wrong_is_told_at_once_and_kept_as_typed(database: str) -> None:
    actor = given.buyer(given.scene())
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "unit", {**given.UNIT, "credit_code": "9133", "name_zh": "Acme"}, None, NOW)
    assert refusal(broken) == [("name_zh", Rule.CHINESE_NEEDED), ("credit_code", Rule.CREDIT_CODE_LENGTH)]
    assert given.unit_of(actor).industry is None
    kept = {field: row.text for (_, field), row in given.typed_of(actor).items()}
    assert kept["credit_code"] == "9133"
    assert kept["industry"] == "trade"


def test_a_page_too_far_ahead_is_refused(database: str) -> None:
    actor = given.buyer(given.scene())
    for step in ("contact", "areas"):
        with pytest.raises(RuleBroken) as broken:
            save_answers(actor, step, given.CONTACT, None, NOW)
        assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


@pytest.mark.parametrize("step", ["", "people", "check", "code", "no-such-page", "unit; drop table"])
def test_what_is_no_page_of_questions_is_not_found(database: str, step: str) -> None:
    actor = given.buyer(given.scene())
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, step, {}, None, NOW)
    assert refusal(broken) == Rule.NOT_FOUND


def test_nobody_may_fill_in_anything() -> None:
    with pytest.raises(NotPermitted):
        save_answers(NOBODY, "unit", {}, None, NOW)
    with pytest.raises(NotPermitted):
        keep_answer(NOBODY, "", "name_zh", "x", NOW)


def test_a_field_that_is_left_is_kept_raw_and_asks_for_its_page_again(database: str) -> None:
    actor = given.buyer(given.scene())
    fill_unit(actor)
    assert keep_answer(actor, "", "credit_code", "not yet a code", NOW) == NOW
    assert given.typed_of(actor)["", "credit_code"].text == "not yet a code"
    assert given.unit_of(actor).credit_code == given.UNIT["credit_code"]
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "contact", given.CONTACT, None, NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_typing_the_stored_answer_again_leaves_nothing_pending(database: str) -> None:
    actor = given.buyer(given.scene())
    fill_unit(actor)
    keep_answer(actor, "", "registered_capital", "7", NOW)
    keep_answer(actor, "", "registered_capital", "500.5", NOW)
    assert given.typed_of(actor) == {}


def test_an_identity_number_is_kept_sealed_and_others_are_not_found(database: str) -> None:
    at = given.scene()
    actor, stranger = given.buyer(at), given.buyer(at)
    fill_unit(actor)
    fill_contact(actor)
    person = fill_person(actor)
    keep_answer(actor, person, "document_number", "33020319850101", NOW)
    row = given.typed_of(actor)[person, "document_number"]
    assert row.text is None
    assert b"33020319850101" not in (row.text_sealed or b"")
    with pytest.raises(RuleBroken) as broken:
        keep_answer(stranger, person, "name_zh", "x", NOW)
    assert refusal(broken) == Rule.NOT_FOUND


@pytest.mark.parametrize(
    "field", ["id", "status", "mission_id", "version", "licence_file_id", "", "areas" * 20]
)
def test_only_fields_that_are_asked_can_be_kept(database: str, field: str) -> None:
    actor = given.buyer(given.scene())
    with pytest.raises(RuleBroken) as broken:
        keep_answer(actor, "", field, "1", NOW)
    assert refusal(broken) == [(field[:40], Rule.NOT_AN_OPTION)]


def test_areas_are_ticked_one_by_one(database: str) -> None:
    actor = given.buyer(given.scene())
    keep_answer(actor, "", "areas.EA-FOOD", "on", NOW)
    keep_answer(actor, "", "areas.EA-AUTO", "on", NOW)
    keep_answer(actor, "", "areas.EA-FOOD", "", NOW)
    assert given.typed_of(actor)["", "areas"].text == "EA-AUTO"


@pytest.mark.parametrize("name", HOSTILE)
def test_no_field_of_the_unit_breaks_on_bad_input(database: str, name: str) -> None:
    """A clear error or safe storage, for every field of every page of every category; never an exception."""
    at = given.scene()
    value = HOSTILE[name]
    for category in Category:
        actor = given.buyer(at, category)
        for step in (Step.CHANNEL, Step.UNIT, Step.CONTACT, Step.AREAS):
            for field in (*unit_fields(step, category), "areas.EA-FOOD", "no_such_field"):
                reasons = reasons_of(save_answers, actor, step.value, {field: value}, None, NOW)
                assert all(isinstance(reason, Rule) for reason in reasons)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_raw_answer_breaks_the_store(database: str, name: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    fill_unit(actor)
    fill_contact(actor)
    person = fill_person(actor)
    for owner, fields in (("", UNIT_FIELDS), (person, PERSON_FIELDS), ("P-" * 40, ("name_zh",))):
        for field in (*fields, "birth_date_year", "areas.<b>"):
            reasons = reasons_of(keep_answer, actor, owner, field, HOSTILE[name], NOW)
            assert all(isinstance(reason, Rule) for reason in reasons)
    assert all("\x00" not in (row.text or "") for row in given.typed_of(actor).values())


def test_a_submitted_unit_keeps_category_code_and_credit_code(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    other = given.credit_code("91330203MA2BBBB00")
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "unit", {**given.UNIT, "credit_code": other}, None, NOW)
    assert refusal(broken) == [("credit_code", Rule.FIELD_LOCKED)]
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "channel", {"category": "social_organisation"}, None, NOW)
    assert refusal(broken) == [("category", Rule.FIELD_LOCKED)]


def test_a_change_during_the_review_raises_the_version_and_is_recorded(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    before = given.unit_of(actor)
    answers = {name: text for name, text in given.UNIT.items() if name != "credit_code"}
    save_answers(actor, "unit", {**answers, "street": "中山西路2号"}, before.version, NOW)
    after = given.unit_of(actor)
    assert (after.street, after.version) == ("中山西路2号", before.version + 1)
    assert events_of(after)[-1] == ("change_answers", "under_review", "under_review")
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "unit", answers, before.version, NOW)
    assert refusal(broken) == Rule.CHANGED_MEANWHILE


def test_the_same_answers_again_change_nothing(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    before = given.unit_of(actor)
    answers = {name: text for name, text in given.UNIT.items() if name != "credit_code"}
    save_answers(actor, "unit", answers, before.version, NOW)
    assert given.unit_of(actor).version == before.version


def test_a_changed_address_classifies_again_and_moves_the_review(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    assert given.unit_of(actor).mission_id == at.tree.ningbo.id
    answers = {name: text for name, text in given.UNIT.items() if name != "credit_code"}
    save_answers(actor, "unit", {**answers, "division_code": "330782"}, None, NOW)
    unit = given.unit_of(actor)
    assert unit.mission_id in (at.tree.jinhua.id, at.tree.yiwu.id)
    assert unit.mission_id == unit.proposed_mission_id


def test_an_approved_unit_is_locked_in_every_field(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    unit = given.unit_of(actor)
    given.change_row(unit, status=UnitStatus.APPROVED, approved_at=NOW, mission_id=at.tree.ningbo.id)
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "unit", {**given.UNIT, "street": "x", "size": "large"}, None, NOW)
    assert refusal(broken) == [("street", Rule.FIELD_LOCKED), ("size", Rule.FIELD_LOCKED)]
    with pytest.raises(RuleBroken) as broken:
        keep_answer(actor, "", "street", "y", NOW)
    assert refusal(broken) == [("street", Rule.FIELD_LOCKED)]


def test_a_name_like_a_central_enterprises_is_asked_back(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    answers = {**given.UNIT, "name_zh": "中国石油化工股份有限公司"}
    assert save_answers(actor, "unit", answers, None, NOW).next_step is Step.UNIT
    with pytest.raises(RuleBroken) as broken:
        answer_group(actor, "CE-022", "perhaps", NOW)
    assert refusal(broken) == [("belongs_to_group", Rule.REQUIRED)]
    assert answer_group(actor, "CE-022", "yes", NOW).next_step is Step.CONTACT
    assert given.unit_of(actor).parent_group_code == "CE-022"
    with pytest.raises(RuleBroken) as broken:
        answer_group(actor, "CE-022", "no", NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_a_no_is_not_asked_twice(database: str) -> None:
    actor = given.buyer(given.scene())
    answers = {**given.UNIT, "name_zh": "中国石油化工股份有限公司"}
    save_answers(actor, "unit", answers, None, NOW)
    answer_group(actor, "CE-022", "no", NOW)
    assert save_answers(actor, "unit", answers, None, NOW).next_step is Step.CONTACT
    assert given.unit_of(actor).asked_back_group == "CE-022"


def test_another_category_keeps_what_it_does_not_ask_until_submission(database: str) -> None:
    actor = given.buyer(given.scene())
    complete(actor)
    save_answers(actor, "channel", {"category": "social_organisation"}, None, NOW)
    unit = given.unit_of(actor)
    assert (unit.category, unit.channel) == (Category.SOCIAL_ORGANISATION, Channel.WITH_CODE)
    assert "licence_file_id" in columns_not_asked(Category.SOCIAL_ORGANISATION)
    assert unit.licence_file_id is not None


def test_who_has_proved_a_mobile_cannot_become_an_overseas_unit(database: str) -> None:
    actor = given.buyer(given.scene())
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "channel", {"category": "overseas_unit", "country": "DE"}, None, NOW)
    assert refusal(broken) == [("category", Rule.EMAIL_NOT_PROVED)]


def test_an_overseas_unit_says_where_it_is(database: str) -> None:
    actor = given.buyer(given.scene(), Category.OVERSEAS_UNIT)
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "channel", {"category": "overseas_unit", "country": "CN"}, None, NOW)
    assert refusal(broken) == [("country", Rule.COUNTRY_IS_MAINLAND)]
    saved = save_answers(actor, "channel", {"category": "overseas_unit", "country": "HK"}, None, NOW)
    assert (saved.next_step, given.unit_of(actor).country) == (Step.UNIT, "HK")
