"""Rules 5: a doubt of the personnel reviewer about the unit is a note to its mission and changes nothing."""

from __future__ import annotations

import pytest

from ciie_portal.actions.note_doubt import note_doubt, settle_doubt
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Actor, StaffRole, buyer
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.lookups.person_progress import person_progress
from ciie_portal.lookups.personnel import personnel_case
from ciie_portal.lookups.progress import progress
from ciie_portal.lookups.unit_case import unit_case
from ciie_portal.lookups.unit_queue import unit_queue_screen
from ciie_portal.store.engine import transaction
from tests import factories
from tests.actions import desk_scene
from tests.actions.desk_scene import Scene, events_of, notices_of, person_now, refusal, unit_now
from tests.factories import NOW

DOUBT = "Is this unit still in business?"
FOUND = "The licence was seen on the telephone."
HOSTILE = "<script>alert(1)</script> '; DROP TABLE journey_event; --"


def reviewer() -> Actor:
    with transaction() as session:
        member = factories.staff_member(session, StaffRole.PERSONNEL_REVIEWER)
        return access.staff(member.id, StaffRole.PERSONNEL_REVIEWER, None, "en", "Second 01")


def paid_case(
    at: Scene, status: PersonStatus = PersonStatus.WAITING_FOR_REVIEW, **facts: str
) -> tuple[str, str, Actor]:
    unit, (person, *_) = desk_scene.a_case(at, "jinhua", UnitStatus.APPROVED, (status,) * 2, **facts)
    return unit.reference, person.reference, buyer(unit.account_id, "en")


def test_the_mission_reads_it_and_nothing_else_changes(database: str) -> None:
    at = desk_scene.scene()
    unit, person, owner = paid_case(at)
    before, person_before = unit_now(unit), person_now(person)
    assert note_doubt(reviewer(), person, DOUBT, NOW) == unit
    after, person_after = unit_now(unit), person_now(person)
    assert (after.status, after.version) == (before.status, before.version)
    assert (person_after.status, person_after.version) == (person_before.status, person_before.version)
    assert (events_of(after), notices_of(after)) == ([("doubt", None, None)], [])
    case = unit_case(at.jinhua, unit, now=NOW)
    assert [check.text for check in case.checks if DOUBT in check.text] == [
        f"The personnel reviewer noted a doubt about the unit on 23 November: {DOUBT}"
    ]
    assert [one.why for one in case.history] == [DOUBT]
    rows = unit_queue_screen(at.jinhua, {"status": "approved", "flag": "doubt"}, now=NOW).rows
    assert [(row.reference, row.flags) for row in rows] == [(unit, ("Doubt noted",))]
    assert DOUBT not in repr((progress(owner, now=NOW), person_progress(owner, person, now=NOW)))


def test_the_reviewer_sees_that_it_was_noted_and_a_second_click_notes_nothing(database: str) -> None:
    at = desk_scene.scene()
    unit, person, _owner = paid_case(at)
    actor = reviewer()
    assert personnel_case(actor, person, now=NOW).noted == ""
    for _ in range(2):
        note_doubt(actor, person, DOUBT, NOW)
    assert events_of(unit_now(unit)) == [("doubt", None, None)]
    note_doubt(actor, person, HOSTILE, NOW)
    assert personnel_case(actor, person, now=NOW).noted.endswith(f": {HOSTILE}")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("  ", Rule.REQUIRED),
        ("x" * 10_000, Rule.TOO_LONG),
        ("\u202eevil", Rule.UNUSABLE_CHARACTERS),
    ],
)
def test_words_that_cannot_be_kept_are_told_beside_them(database: str, text: str, rule: Rule) -> None:
    at = desk_scene.scene()
    unit, person, _owner = paid_case(at)
    with pytest.raises(RuleBroken) as broken:
        note_doubt(reviewer(), person, text, NOW)
    assert refusal(broken) == [("doubt", rule)]
    assert events_of(unit_now(unit)) == []


def test_nobody_else_notes_one_and_an_unpaid_or_absent_person_is_not_found(database: str) -> None:
    at = desk_scene.scene()
    unit, person, owner = paid_case(at)
    for stranger in (NOBODY, owner, at.jinhua, at.organiser):
        with pytest.raises(NotPermitted):
            note_doubt(stranger, person, DOUBT, NOW)
    _unit, unpaid, _owner = paid_case(at, PersonStatus.UNPAID, credit_code="91330700MA2BBBBB0X")
    for reference in (unpaid, "P-00000000", "%", ""):
        with pytest.raises(RuleBroken) as broken:
            note_doubt(reviewer(), reference, DOUBT, NOW)
        assert refusal(broken) is Rule.NOT_FOUND
    assert events_of(unit_now(unit)) == []


def test_a_neighbours_mission_reads_nothing_of_it(database: str) -> None:
    at = desk_scene.scene()
    unit, person, _owner = paid_case(at)
    note_doubt(reviewer(), person, DOUBT, NOW)
    assert unit_queue_screen(at.ningbo, {"status": "approved", "flag": "doubt"}, now=NOW).rows == ()
    with pytest.raises(RuleBroken):
        unit_case(at.ningbo, unit, now=NOW)


def flagged(at: Scene) -> list[str]:
    rows = unit_queue_screen(at.jinhua, {"status": "approved", "flag": "doubt"}, now=NOW).rows
    return [row.reference for row in rows]


def test_what_was_found_ends_the_flag_and_the_reviewer_reads_it(database: str) -> None:
    at = desk_scene.scene()
    unit, person, owner = paid_case(at)
    actor = reviewer()
    note_doubt(actor, person, DOUBT, NOW)
    before = unit_now(unit)
    assert unit_case(at.jinhua, unit, now=NOW).doubts_seen == 1
    assert settle_doubt(at.jinhua, unit, 1, FOUND, NOW) == unit
    after = unit_now(unit)
    assert (after.status, after.version, notices_of(after)) == (before.status, before.version, [])
    assert (flagged(at), unit_case(at.jinhua, unit, now=NOW).doubts_seen) == ([], 0)
    told = f"The doubt about the unit was settled on 23 November: {FOUND}"
    texts = [check.text for check in unit_case(at.jinhua, unit, now=NOW).checks]
    assert [text for text in texts if "doubt" in text] == [told]
    assert personnel_case(actor, person, now=NOW).noted == told
    assert FOUND not in repr((progress(owner, now=NOW), person_progress(owner, person, now=NOW)))
    note_doubt(actor, person, DOUBT, NOW)  # the same words again are a new doubt
    assert (flagged(at), unit_case(at.jinhua, unit, now=NOW).doubts_seen) == ([unit], 3)


def test_a_doubt_that_was_not_seen_is_not_settled_nor_one_twice(database: str) -> None:
    at = desk_scene.scene()
    unit, person, _owner = paid_case(at)
    actor = reviewer()
    for words in (DOUBT, HOSTILE):
        note_doubt(actor, person, words, NOW)
    for seen in (0, 1, 3):
        with pytest.raises(RuleBroken) as broken:
            settle_doubt(at.jinhua, unit, seen, FOUND, NOW)
        assert refusal(broken) is Rule.CHANGED_MEANWHILE
    settle_doubt(at.jinhua, unit, 2, FOUND, NOW)
    with pytest.raises(RuleBroken) as broken:
        settle_doubt(at.jinhua, unit, 3, FOUND, NOW)
    assert refusal(broken) is Rule.CHANGED_MEANWHILE
    assert [event for event, *_ in events_of(unit_now(unit))] == ["doubt", "doubt", "doubt_settled"]


def test_only_who_has_the_unit_settles_and_says_what_was_found(database: str) -> None:
    at = desk_scene.scene()
    unit, person, owner = paid_case(at)
    actor = reviewer()
    note_doubt(actor, person, DOUBT, NOW)
    for stranger in (NOBODY, owner, actor):
        with pytest.raises(NotPermitted):
            settle_doubt(stranger, unit, 1, FOUND, NOW)
    with pytest.raises(RuleBroken) as broken:
        settle_doubt(at.ningbo, unit, 1, FOUND, NOW)
    assert refusal(broken) is Rule.NOT_FOUND
    for text, rule in ((" ", Rule.REQUIRED), ("x" * 10_000, Rule.TOO_LONG)):
        with pytest.raises(RuleBroken) as broken:
            settle_doubt(at.jinhua, unit, 1, text, NOW)
        assert refusal(broken) == [("settled", rule)]
    assert flagged(at) == [unit]
