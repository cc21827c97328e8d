"""Claims as the organiser desk sees them, and the bare fact that everybody else does (rules section 3)."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from ciie_portal.actions.decide_claim import decide_claim
from ciie_portal.actions.note_document import note_document
from ciie_portal.domain.access import PERMISSIONS, Permission, StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.lookups.claim_case import claim_case
from ciie_portal.lookups.claims import claims_screen
from ciie_portal.lookups.paging import PAGE_ROWS
from ciie_portal.lookups.progress import progress
from ciie_portal.lookups.unit_case import unit_case
from ciie_portal.lookups.unit_queue import unit_queue_screen
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Person, WorkUnit
from tests import factories
from tests.actions.desk_scene import Scene, a_case, refusal, scene
from tests.factories import NOW

SECRET = "丽水青瓷文化发展有限公司"


def a_pair(at: Scene, status: UnitStatus = UnitStatus.UNDER_REVIEW) -> tuple[WorkUnit, WorkUnit]:
    people = (PersonStatus.UNPAID,) if status is UnitStatus.APPROVED else (PersonStatus.AWAITING_UNIT_REVIEW,)
    first, _ = a_case(at, "jinhua", name_zh="金华婺泽医学检验中心")
    return first, a_case(at, "ningbo", status, people, name_zh=SECRET)[0]


def decide(at: Scene, mine: WorkUnit, other: WorkUnit) -> None:
    seen = {mine.reference: 1, other.reference: 1}
    decide_claim(at.organiser, mine.reference, seen, mine.reference, "Their licence shows it.", NOW)


def test_the_list_has_the_code_and_every_unit_and_moves_to_decided(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    waits = claims_screen(at.organiser, {}, now=NOW)
    assert [(tab.name, tab.count, tab.is_current) for tab in waits.tabs] == [
        ("To decide", "1", True),
        ("Decided", "0", False),
    ]
    (row,) = waits.rows
    assert (row.kind, row.matter, row.names, row.states) == (
        "Credit code",
        "91330203 MA2AAAAA 0X",
        (mine.name_zh, SECRET),
        "Unit review",
    )
    decide(at, mine, other)
    assert claims_screen(at.organiser, {}, now=NOW).rows == ()
    (row,) = claims_screen(at.organiser, {"view": "decided"}, now=NOW).rows
    assert (row.decided, row.states) == ("23 November 2026", "Unit review, Not approved")
    assert claims_screen(at.organiser, {"view": "'; --"}, now=NOW).is_decided is False


def test_fifty_claims_make_a_page(database: str) -> None:
    at = scene()
    for number in range(PAGE_ROWS + 1):
        for mission in ("jinhua", "ningbo"):
            a_case(at, mission, people=(), credit_code=f"91330203MA2{number:06}X")
    first, second = (claims_screen(at.organiser, {"page": page}, now=NOW) for page in ("1", "2"))
    assert (first.summary, first.shown, first.previous) == ("51 to decide", "1–50 of 51", "")
    assert first.following == "/en/desk/claims/?view=open&page=2"
    assert (len(first.rows), [row.matter for row in second.rows]) == (PAGE_ROWS, ["91330203 MA200005 0X"])


def test_the_same_code_waiting_in_another_edition_leaves_a_decided_claim_decided(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    decide(at, mine, other)
    with transaction() as session:
        later = replace(at, edition_id=factories.edition(session).id)
    waits = a_pair(later)[0]
    shown = [claim_case(at.organiser, one.reference, now=NOW).is_open for one in (mine, waits)]
    assert shown == [False, True]


def test_a_decided_claim_says_what_became_of_each_unit_until_another_one_comes(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    decide(at, mine, other)
    case = claim_case(at.organiser, mine.reference, now=NOW)
    assert (case.decided, case.decided_reason, case.is_open) == (
        f"Decided on 23 November 2026 by Desk 01: {mine.name_zh} holds the code.",
        "Their licence shows it.",
        False,
    )
    assert [one.if_other for one in case.parties] == [
        "Holds the credit code.",
        "Does not hold the code: it was rejected with the reason.",
    ]
    a_case(at, "yiwu", name_zh="义乌新来者商行")
    case = claim_case(at.organiser, mine.reference, now=NOW)
    assert (case.is_open, {one.if_other[:9] for one in case.parties}) == (True, {"If another"[:9]})


def test_units_stand_side_by_side_in_full(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    case = claim_case(at.organiser, other.reference, now=NOW)
    assert (case.matter, case.is_open, case.only) == ("91330203 MA2AAAAA 0X", True, "")
    assert [one.value for one in case.holders] == [mine.reference, other.reference]
    assert [(one.title, one.status) for one in case.parties] == [
        (mine.name_zh, "Unit review"),
        (SECRET, "Unit review"),
    ]
    facts = {fact.term: fact.text for fact in case.parties[1].facts}
    assert facts["Trade mission"] == "TM-3302 Mission"
    assert facts["Submitted"] == "23 November 2026, 10:00"
    assert facts["Contact's name"] == "陈静"
    assert facts["Account"].startswith("138****")
    assert case.parties[1].if_other.startswith("If another unit holds the code: rejected")


def test_an_approved_unit_is_the_only_choice(database: str) -> None:
    at = scene()
    mine, approved = a_pair(at, UnitStatus.APPROVED)
    case = claim_case(at.organiser, mine.reference, now=NOW)
    assert [one.value for one in case.holders] == [approved.reference]
    assert case.only.startswith("One of the units is approved")


def test_what_was_decided_is_said_to_everybody_in_the_words_that_are_theirs(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    decide(at, mine, other)
    case = claim_case(at.organiser, mine.reference, now=NOW)
    assert (case.decided, case.decided_reason, case.is_open) == (
        f"Decided on 23 November 2026 by Desk 01: {mine.name_zh} holds the code.",
        "Their licence shows it.",
        False,
    )
    lost = progress(buyer(other.account_id, "en"), now=NOW).history
    assert [(one.what, one.why) for one in lost] == [
        ("Unit not approved · the organiser desk", "Their licence shows it."),
        ("Decided: another unit holds the credit code · the organiser desk", "Their licence shows it."),
    ]
    checks = [check.text for check in unit_case(at.ningbo, other.reference, now=NOW).checks]
    assert [text for text in checks if "decided" in text] == [
        "The organiser desk decided that another unit holds the credit code; with it this one cannot be"
        " approved"
    ]


def test_to_others_a_claim_is_the_bare_fact_before_and_after_the_decision(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    for is_decided in (False, True):
        if is_decided:
            decide(at, mine, other)
        shown = [
            asdict(unit_case(at.jinhua, mine.reference, now=NOW)),
            asdict(unit_queue_screen(at.jinhua, {}, now=NOW)),
            asdict(progress(buyer(mine.account_id, "en"), now=NOW)),
        ]
        assert [text for text in (SECRET, other.reference) if text in str(shown)] == []
        hidden = asdict(progress(buyer(other.account_id, "en"), now=NOW))
        assert [text for text in (mine.reference, mine.name_zh) if text in str(hidden)] == []


def test_the_organiser_desk_alone_opens_claims(database: str) -> None:
    at = scene()
    mine, _ = a_pair(at)
    others = sorted(role for role in StaffRole if Permission.DECIDE_CLAIMS not in PERMISSIONS[role])
    actors = [staff(99, role) for role in others if role is not StaffRole.SECRETARIAT]
    for actor in (*actors, at.jinhua, at.ningbo, buyer(mine.account_id)):
        with pytest.raises(NotPermitted):
            claims_screen(actor, {}, now=NOW)
        with pytest.raises(NotPermitted):
            claim_case(actor, mine.reference, now=NOW)


@pytest.mark.parametrize("reference", ["WU-00000000", "P-00000000", "P-", "x", "' OR 1=1 --", "青" * 10_000])
def test_what_is_no_claim_is_not_found(database: str, reference: str) -> None:
    at = scene()
    unit, (person, *_) = a_case(at, "jinhua")
    for asked in (reference, unit.reference, person.reference):
        with pytest.raises(RuleBroken) as broken:
            claim_case(at.organiser, asked, now=NOW)
        assert refusal(broken) is Rule.NOT_FOUND


def a_shared_document(at: Scene) -> tuple[Person, Person]:
    _, (one, *_) = a_case(at, "jinhua", credit_code=None)
    _, (two, *_) = a_case(at, "ningbo", credit_code=None, name_zh=SECRET)
    with transaction() as session:
        row = session.get_one(Person, two.id)
        row.document_index, row.name_zh = one.document_index, "慕容复兴"
    return one, two


def test_both_persons_are_seen_in_full_with_the_document_masked(database: str) -> None:
    at = scene()
    one, two = a_shared_document(at)
    (row,) = claims_screen(at.organiser, {}, now=NOW).rows
    assert (row.kind, row.address) == ("Identity document", f"/en/desk/claims/{one.reference}/")
    case = claim_case(at.organiser, two.reference, now=NOW)
    assert (case.is_document, [party.title for party in case.parties]) == (True, ["王芳", "慕容复兴"])
    assert (case.matter[:4], case.matter[4:14]) == ("3302", "*" * 10)
    facts = {fact.term: fact.text for fact in case.parties[1].facts}
    assert (facts["Work unit"], facts["Date of birth"]) == (SECRET, "1 January 1985")
    assert "33020319850" not in str(asdict(case))


def test_the_note_on_a_document_is_read_by_the_organiser_alone(database: str) -> None:
    at = scene()
    one, two = a_shared_document(at)
    seen = {one.reference: 1, two.reference: 1}
    note_document(at.organiser, one.reference, seen, "Works for both", NOW)
    case = claim_case(at.organiser, one.reference, now=NOW)
    assert (case.decided, case.decided_reason) == (
        "Looked at on 23 November 2026 by Desk 01.",
        "Works for both",
    )
    with_unit = {
        actor: unit.reference for actor, unit in ((at.jinhua, unit_of(one)), (at.ningbo, unit_of(two)))
    }
    for actor, reference in with_unit.items():
        shown = str(asdict(unit_case(actor, reference, now=NOW)))
        assert "Works for both" not in shown
        assert ("慕容复兴" in shown, SECRET in shown) == (actor is at.ningbo, actor is at.ningbo)
    assert "Works for both" in str(asdict(unit_case(at.organiser, unit_of(one).reference, now=NOW)))


def unit_of(person: Person) -> WorkUnit:
    with transaction() as session:
        return session.get_one(WorkUnit, person.unit_id)
