"""J3, C04: a case shows everything to its own mission and above, and nothing to anybody else."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from ciie_portal.actions.claim import claim
from ciie_portal.actions.review import approve_work_unit, reject, return_fields
from ciie_portal.actions.transfer import transfer
from ciie_portal.domain.access import Actor, StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.unit_review import Labelled
from ciie_portal.domain.work_unit import Channel
from ciie_portal.lookups.notice_preview import notice_preview
from ciie_portal.lookups.unit_case import unit_case
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Person, WorkUnit
from tests import factories
from tests.actions.desk_scene import Scene, a_case, notices_of, refusal, scene
from tests.factories import NOW

SECRET_NUMBER = "33020319850101123"


def texts(actor: Actor, reference: str) -> list[str]:
    return [check.text for check in unit_case(actor, reference, now=NOW).checks]


def test_the_reviewer_sees_answers_checks_and_persons(database: str) -> None:
    at = scene()
    unit, people = a_case(at, credit_code="91330203MA2KQ7X41E")
    shown = unit_case(at.jinhua, unit.reference, now=NOW)
    assert (shown.reference, shown.version, shown.name, shown.may_decide) == (
        unit.reference,
        1,
        "宁波海曙测试贸易有限公司",
        True,
    )
    answers = {answer.term: answer.text for answer in shown.answers}
    assert answers["Category"] == "Enterprise"
    assert answers["Unified Social Credit Code"] == "91330203 MA2KQ7X4 1E"
    assert [(one.reference, one.label, one.is_open) for one in shown.persons] == [
        (person.reference, "trader", True) for person in people
    ]
    assert [choice.value for choice in shown.labels] == [
        "trader",
        "scientific_researcher",
        "government_administrator",
        "intermediary",
        "-",
    ]


def test_no_database_id_and_no_whole_document_number_is_shown(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    shown = unit_case(at.organiser, unit.reference, now=NOW)
    assert all("******" in person.document for person in shown.persons)
    assert SECRET_NUMBER not in str(asdict(shown))
    assert not {name for name in asdict(shown.persons[0]) if name.endswith("id")}


@pytest.mark.parametrize("who", ["ningbo", "yiwu"])
def test_a_neighbour_finds_nothing_by_the_reference(database: str, who: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    for look in (
        unit_case,
        lambda actor, reference, now: notice_preview(actor, reference, "reject", now=now),
    ):
        with pytest.raises(RuleBroken) as broken:
            look(getattr(at, who), unit.reference, now=NOW)
        assert refusal(broken) is Rule.NOT_FOUND


def test_the_missions_above_and_the_organiser_open_the_case(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "yiwu")
    for actor in (at.yiwu, at.jinhua, at.zhejiang, at.organiser):
        assert unit_case(actor, unit.reference, now=NOW).reference == unit.reference


@pytest.mark.parametrize("reference", ["", "WU-00000000", "%", "' OR 1=1 --", "WU-" + "0" * 10_000])
def test_a_reference_of_nobody_is_not_found(database: str, reference: str) -> None:
    at = scene()
    with pytest.raises(RuleBroken) as broken:
        unit_case(at.organiser, reference, now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_other_roles_may_not_look(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    for actor in (buyer(unit.account_id), staff(9, StaffRole.HELP_DESK), staff(9, StaffRole.FINANCE)):
        with pytest.raises(NotPermitted):
            unit_case(actor, unit.reference, now=NOW)
        with pytest.raises(NotPermitted):
            notice_preview(actor, unit.reference, "reject", now=NOW)


def test_a_claim_outside_the_scope_is_a_bare_fact_and_whole_to_the_organiser(database: str) -> None:
    at = scene()
    mine, _ = a_case(at, "jinhua")
    other, _ = a_case(at, "ningbo", name_zh="余姚姚江电器有限公司")
    secretariat = unit_case(at.jinhua, mine.reference, now=NOW)
    assert "Another unit entered the same credit code: the organiser desk decides the code claim" in [
        check.text for check in secretariat.checks
    ]
    assert other.reference not in str(asdict(secretariat))
    assert "余姚姚江电器有限公司" not in str(asdict(secretariat))
    organiser = unit_case(at.organiser, mine.reference, now=NOW)
    assert [check.link for check in organiser.checks if check.link] == [other.reference]
    alone, _ = a_case(at, "yiwu", credit_code="91330203MA2KQ7X41E")
    claimed = [unit_case(at.organiser, one.reference, now=NOW).is_code_open for one in (mine, other, alone)]
    assert claimed == [True, True, False]


def test_a_claim_within_the_scope_is_named(database: str) -> None:
    at = scene()
    mine, _ = a_case(at, "jinhua")
    other, _ = a_case(at, "yiwu")
    assert [check.link for check in unit_case(at.zhejiang, mine.reference, now=NOW).checks if check.link] == [
        other.reference
    ]


def test_the_same_document_outside_the_scope_is_a_bare_fact(database: str) -> None:
    at = scene()
    mine, (person, _) = a_case(at, "jinhua")
    other, (double, _) = a_case(at, "ningbo", credit_code=None)
    _same_document(person, double)
    sentence = "王芳: the same document is entered in another unit"
    assert sentence in texts(at.jinhua, mine.reference)
    assert other.reference not in str(asdict(unit_case(at.jinhua, mine.reference, now=NOW)))
    organiser = unit_case(at.organiser, mine.reference, now=NOW)
    assert [check.link for check in organiser.checks if check.link] == [other.reference]


def test_a_document_entered_twice_in_one_unit_is_told_once(database: str) -> None:
    at = scene()
    unit, (first, second) = a_case(at)
    _same_document(first, second)
    sentence = "王芳: the same document is entered twice in this unit"
    assert texts(at.jinhua, unit.reference).count(sentence) == 1


def _same_document(one: Person, other: Person) -> None:
    with transaction() as session:
        session.get_one(Person, other.id).document_index = one.document_index


def test_nobody_twice_is_said_too(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    assert "No person is registered in another unit" in texts(at.jinhua, unit.reference)


def test_a_code_of_another_mission_than_the_answers_say_is_shown_with_both(database: str) -> None:
    at = scene()
    with transaction() as session:
        code = factories.invitation_code(session, at.edition_id, at.tree.jinhua.id)
    unit, _ = a_case(at, "jinhua", channel=Channel.WITH_CODE, invitation_code_id=code.id)
    found = texts(at.jinhua, unit.reference)
    assert "Invitation code of TM-33-JH Mission" in found
    assert (
        "The invitation code is of TM-33-JH Mission; by its answers the unit would belong to TM-3302 Mission."
    ) in found


def test_the_classification_is_a_sentence_with_its_certainty(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "ningbo")
    (sentence,) = [text for text in texts(at.ningbo, unit.reference) if "planned city" in text]
    assert sentence.endswith(" Certainty: certain.")


def test_a_domestic_unit_without_a_mission_says_what_it_needs(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, None)
    assert "No trade mission owns this unit: move it to one before approving" in texts(
        at.organiser, unit.reference
    )


def test_a_change_after_submitting_is_told(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, submitted_at=NOW - timedelta(days=2), changed_at=NOW - timedelta(hours=1))
    assert "The unit changed its answers on 23 November 2026, 09:00, after submitting" in texts(
        at.jinhua, unit.reference
    )


def test_the_second_reviewer_sees_who_is_there(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    claim(at.jinhua, unit.reference, NOW)
    mine = unit_case(at.jinhua, unit.reference, now=NOW)
    theirs = unit_case(at.zhejiang, unit.reference, now=NOW)
    assert (mine.held_by, mine.is_mine) == ("You have had this case since 10:00.", True)
    assert (theirs.held_by, theirs.is_mine) == ("Reviewer 11 has had this case since 10:00.", False)
    assert unit_case(at.zhejiang, unit.reference, now=NOW + timedelta(hours=1)).held_by == ""


def test_where_a_unit_may_be_moved_to_follows_the_readers_scope(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    assert _targets(at.jinhua, unit) == (["TM-33-JH-YW"], True)
    assert _targets(at.zhejiang, unit) == (["TM-33", "TM-33-JH-YW"], True)
    assert _targets(at.organiser, unit) == (["TM-33", "TM-33-JH-YW", "TM-3302"], True)


def test_a_unit_whose_certificate_is_out_goes_nowhere(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", UnitStatus.APPROVED, (PersonStatus.DISPATCHED,))
    assert _targets(at.organiser, unit) == ([], False)
    assert not unit_case(at.organiser, unit.reference, now=NOW).may_move


def _targets(actor: Actor, unit: WorkUnit) -> tuple[list[str], bool]:
    shown = unit_case(actor, unit.reference, now=NOW)
    return [choice.value for choice in shown.missions], shown.may_hand_back


def test_persons_added_to_an_approved_unit_are_open_one_by_one(database: str) -> None:
    at = scene()
    people = (PersonStatus.UNPAID, PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.DRAFT)
    unit, (_, added, _) = a_case(at, "jinhua", UnitStatus.APPROVED, people)
    shown = unit_case(at.jinhua, unit.reference, now=NOW)
    assert [(one.is_open, one.is_single) for one in shown.persons] == [(False, False), (False, True)]
    assert shown.fields[0].value.startswith(f"{added.reference}.")
    assert (shown.may_decide, shown.has_open_persons) == (False, True)


def test_the_history_tells_who_did_what_and_why(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    transfer(at.zhejiang, unit.reference, 1, "TM-33", "Ours", NOW)
    reject(at.zhejiang, unit.reference, 2, "Not of the industry", NOW)
    history = unit_case(at.zhejiang, unit.reference, now=NOW).history
    assert [(one.what, one.why) for one in history] == [
        ("Unit not approved · Reviewer 07", "Not of the industry"),
        ("Moved from TM-33-JH Mission to TM-33 Mission · Reviewer 07", "Ours"),
    ]


@pytest.mark.parametrize("decision", ["approve", "return", "reject", "move"])
def test_the_preview_is_the_text_that_goes_out(database: str, decision: str) -> None:
    at = scene()
    unit, people = a_case(at, "jinhua")
    preview = notice_preview(
        at.zhejiang,
        unit.reference,
        decision,
        reasons=[] if decision == "approve" else ["not_verified"],
        labelled_count=2,
        mission_code="TM-33" if decision == "move" else "",
        now=NOW,
    )
    _decide(at, decision, unit, people)
    assert preview[0].text == notices_of(unit)[0].masked_text
    assert [one.language for one in preview] == ["zh-Hans", "en"]
    assert preview[0].beneath.startswith("SMS to 138****")
    assert f"{len(preview[0].text)} characters" in preview[0].beneath


def _decide(at: Scene, decision: str, unit: WorkUnit, people: list[Person]) -> None:
    reason = "The information of the unit could not be verified."
    match decision:
        case "approve":
            labels = {person.reference: Labelled("trader") for person in people}
            approve_work_unit(at.zhejiang, unit.reference, 1, labels, NOW)
        case "return":
            return_fields(at.zhejiang, unit.reference, 1, {"street": reason}, "", NOW)
        case "reject":
            reject(at.zhejiang, unit.reference, 1, reason, NOW)
        case "move":
            transfer(at.zhejiang, unit.reference, 1, "TM-33", reason, NOW)


def test_an_unknown_decision_has_no_preview(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    assert notice_preview(at.jinhua, unit.reference, "delete", now=NOW) == ()
    assert notice_preview(at.jinhua, unit.reference, "move", now=NOW) == ()


@pytest.mark.parametrize("status", [UnitStatus.REJECTED, UnitStatus.RETURNED])
def test_of_a_unit_that_is_with_the_buyer_nothing_is_open(database: str, status: UnitStatus) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua", status)
    shown = unit_case(at.jinhua, unit.reference, now=NOW)
    assert (shown.may_decide, shown.has_open_persons, shown.fields) == (False, False, ())
    assert [(one.is_open, one.is_single) for one in shown.persons] == [(False, False)] * 2
