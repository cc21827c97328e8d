"""Persons of the unit: added, copied, checked against their document, removed; nobody else's are found."""

from __future__ import annotations

import pytest

from ciie_portal.actions.draft_answers import keep_answer
from ciie_portal.actions.fill_in_person import save_person
from ciie_portal.actions.keep_file import attach_photo
from ciie_portal.actions.people import add_person, copy_person, remove_person
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.domain.work_unit import Category
from ciie_portal.store.sealed import document_of
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import fill_contact, fill_person, fill_unit, person_answers, submitted
from tests.actions.desk_scene import events_of, refusal
from tests.actions.test_fill_in import HOSTILE, reasons_of
from tests.factories.rows import NOW

AFTER = NOW.replace(year=NOW.year + 1)


def at_people(**edition: int) -> given.Actor:
    """A buyer who has reached the people page."""
    actor = given.buyer(given.scene(**edition))
    fill_unit(actor)
    fill_contact(actor)
    return actor


def test_a_person_comes_with_every_answer(database: str) -> None:
    actor = at_people()
    reference = fill_person(actor)
    [person] = given.people_of(actor)
    assert (person.reference, person.status, person.ordinal) == (reference, PersonStatus.DRAFT, 1)
    assert (person.name_zh, person.mobile, person.role_other) == ("王芳", "+8613900139000", None)
    assert document_of(person) == given.id_number()
    assert given.id_number().encode() not in (person.document_sealed or b"")


def test_nobody_is_added_before_the_unit_has_said_who_it_is(database: str) -> None:
    actor = given.buyer(given.scene())
    with pytest.raises(RuleBroken) as broken:
        add_person(actor, NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_the_cap_of_the_edition_holds(database: str) -> None:
    actor = at_people(person_cap=2)
    first = add_person(actor, NOW)
    add_person(actor, NOW)
    with pytest.raises(RuleBroken) as broken:
        copy_person(actor, first, NOW)
    assert refusal(broken) == Rule.TOO_MANY_PERSONS


def test_a_copy_takes_what_colleagues_share_and_nothing_else(database: str) -> None:
    actor = at_people()
    fill_person(actor)
    copy_person(actor, "", NOW)
    copy = given.people_of(actor)[1]
    assert (copy.position, copy.role, copy.document_type, copy.nationality) == (
        "采购经理",
        "trader",
        "resident_id",
        "CN",
    )
    private = ("name_zh", "name_latin", "birth_date", "mobile", "email", "document_sealed", "photo_file_id")
    assert [getattr(copy, name) for name in private] == [None] * len(private)


def test_everything_wrong_with_a_person_is_told_in_the_order_of_the_page(database: str) -> None:
    actor = at_people()
    reference = add_person(actor, NOW)
    answers = {**given.PERSON, "mobile": "12", "birth_date_month": "13", "name_zh": "Wang"}
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, reference, answers, None, NOW)
    assert refusal(broken) == [
        ("photo_file_id", Rule.REQUIRED),
        ("name_zh", Rule.CHINESE_NEEDED),
        ("birth_date", Rule.NOT_A_DATE),
        ("mobile", Rule.MAINLAND_MOBILE_NOT_VALID),
    ]
    kept = {field: row.text for (owner, field), row in given.typed_of(actor).items() if owner == reference}
    assert (kept["birth_date_month"], kept["mobile"], kept["document_number"]) == ("13", "12", None)


def test_an_empty_number_keeps_the_one_that_was_typed_before(database: str) -> None:
    actor = at_people()
    reference = add_person(actor, NOW)
    attach_photo(actor, reference, given.key_of(given.file_of(actor)), NOW)
    keep_answer(actor, reference, "document_number", given.id_number(), NOW)
    save_person(actor, reference, {**given.PERSON, "document_number": ""}, None, NOW)
    assert document_of(given.people_of(actor)[0]) == given.id_number()
    assert given.typed_of(actor) == {}


def test_the_document_answers_for_birth_date_and_sex(database: str) -> None:
    actor = at_people()
    for changed, field, rule in (
        ({"birth_date_day": "2"}, "document_number", Rule.DOCUMENT_BIRTH_DIFFERS),
        ({"sex": "female"}, "document_number", Rule.DOCUMENT_SEX_DIFFERS),
        ({"nationality": "FR"}, "nationality", Rule.DOCUMENT_NATIONALITY_DIFFERS),
    ):
        reference = add_person(actor, NOW)
        attach_photo(actor, reference, given.key_of(given.file_of(actor)), NOW)
        with pytest.raises(RuleBroken) as broken:
            save_person(actor, reference, {**given.PERSON, **changed}, None, NOW)
        assert refusal(broken) == [(field, rule)]


def test_a_document_stands_once_in_the_unit(database: str) -> None:
    actor = at_people()
    fill_person(actor)
    second = add_person(actor, NOW)
    attach_photo(actor, second, given.key_of(given.file_of(actor)), NOW)
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, second, given.PERSON, None, NOW)
    assert refusal(broken) == [("document_number", Rule.PERSON_ALREADY_ENTERED)]


def test_who_left_may_be_entered_anew(database: str) -> None:
    actor = at_people()
    fill_person(actor)
    given.change_row(given.people_of(actor)[0], status=PersonStatus.WITHDRAWN)
    fill_person(actor)
    assert [one.status for one in given.people_of(actor)] == [PersonStatus.WITHDRAWN, PersonStatus.DRAFT]


def test_persons_of_an_overseas_unit_give_an_email(database: str) -> None:
    actor = given.buyer(given.scene(), Category.OVERSEAS_UNIT)
    fill_unit(actor)
    fill_contact(actor)
    reference = add_person(actor, NOW)
    attach_photo(actor, reference, given.key_of(given.file_of(actor)), NOW)
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, reference, person_answers(actor, email=""), None, NOW)
    assert refusal(broken) == [("email", Rule.REQUIRED)]
    save_person(actor, reference, person_answers(actor), None, NOW)
    assert given.people_of(actor)[0].mobile == "+4915123456789"


def test_a_draft_person_is_deleted_with_what_was_typed(database: str) -> None:
    actor = at_people()
    reference = add_person(actor, NOW)
    keep_answer(actor, reference, "name_zh", "王", NOW)
    remove_person(actor, reference, NOW)
    assert (given.people_of(actor), given.typed_of(actor)) == ([], {})


def test_a_submitted_person_cannot_be_deleted(database: str) -> None:
    actor = given.buyer(given.scene())
    [reference] = submitted(actor)
    with pytest.raises(RuleBroken) as broken:
        remove_person(actor, reference, NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_a_strangers_person_is_not_found(database: str) -> None:
    at = given.scene()
    actor, stranger = given.buyer(at), given.buyer(at)
    for one in (actor, stranger):
        fill_unit(one)
        fill_contact(one)
    reference = fill_person(actor)
    key = given.key_of(given.file_of(stranger))
    for attempt in (
        lambda: save_person(stranger, reference, given.PERSON, None, NOW),
        lambda: remove_person(stranger, reference, NOW),
        lambda: copy_person(stranger, reference, NOW),
        lambda: attach_photo(stranger, reference, key, NOW),
        lambda: attach_photo(actor, reference, key, NOW),
        lambda: save_person(actor, "P-00000000", given.PERSON, None, NOW),
    ):
        with pytest.raises(RuleBroken) as broken:
            attempt()
        assert refusal(broken) == Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        save_person(NOBODY, reference, given.PERSON, None, NOW)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_field_of_a_person_breaks_on_bad_input(database: str, name: str) -> None:
    actor = at_people()
    reference = fill_person(actor)
    parts = [f"{date}_{part}" for date in ("birth_date", "document_expires_on") for part in ("year", "day")]
    for field in (*PERSON_FIELDS, *parts, "no_such_field", "reference"):
        answers = {**given.PERSON, field: HOSTILE[name]}
        reasons = reasons_of(save_person, actor, reference, answers, None, NOW)
        assert all(isinstance(reason, Rule) for reason in reasons)
    assert reasons_of(save_person, actor, str(HOSTILE[name]), given.PERSON, None, NOW) == [Rule.NOT_FOUND]


def test_a_person_added_to_an_approved_unit_goes_to_the_mission_before_the_deadline(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    given.set_status(actor, UnitStatus.APPROVED, approved_at=NOW, mission_id=at.tree.ningbo.id)
    fill_person(actor, document_number=given.id_number(serial="127"))
    added = given.people_of(actor)[1]
    assert added.status is PersonStatus.AWAITING_UNIT_REVIEW
    assert events_of(given.unit_of(actor))[-1] == ("submit", "draft", "awaiting_unit_review")


def test_nobody_is_added_after_the_deadline(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    reference = add_person(actor, NOW)
    attach_photo(actor, reference, given.key_of(given.file_of(actor)), NOW)
    with pytest.raises(RuleBroken) as broken:
        add_person(actor, AFTER)
    assert refusal(broken) == Rule.REGISTRATION_CLOSED
    late = {**given.PERSON, "document_number": given.id_number(serial="127")}
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, reference, late, None, AFTER)
    assert refusal(broken) == Rule.REGISTRATION_CLOSED


def test_a_person_changed_during_the_review_raises_both_versions(database: str) -> None:
    actor = given.buyer(given.scene())
    [reference] = submitted(actor)
    unit, [person] = given.unit_of(actor), given.people_of(actor)
    save_person(actor, reference, {**given.PERSON, "position": "总经理"}, person.version, NOW)
    [changed] = given.people_of(actor)
    assert (changed.position, changed.version) == ("总经理", person.version + 1)
    assert given.unit_of(actor).version == unit.version + 1
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, reference, given.PERSON, person.version, NOW)
    assert refusal(broken) == Rule.CHANGED_MEANWHILE
