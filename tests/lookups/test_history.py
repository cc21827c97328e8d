"""The record on the desk: within the scope, in plain words, page by page; nothing identifies anybody."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.errors import NotPermitted
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.lookups.history import PAGE_ROWS, history_screen
from ciie_portal.lookups.shapes.history import History
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Edition, JourneyEvent
from ciie_portal.wording import history as words
from tests import factories
from tests.actions.desk_scene import Scene, a_case, scene
from tests.factories import NOW


@pytest.fixture
def at(database: str) -> Scene:
    return scene()


def an_admin(at: Scene, locale: str = "en") -> Actor:
    with transaction() as session:
        row = factories.staff_member(session, StaffRole.ADMINISTRATOR, name="Admin 01")
        return access.staff(row.id, StaffRole.ADMINISTRATOR, None, locale, row.name)


def did(actor: Actor, event: str, **facts: Any) -> None:
    now = facts.pop("now", NOW)
    with transaction() as session:
        events.record(session, actor, event=event, now=now, **facts)


def seen(actor: Actor, **query: str) -> list[tuple[str, str, str]]:
    rows = history_screen(actor, query, now=NOW).rows
    return [(row.who, row.what, row.reference) for row in rows]


def test_a_secretariat_sees_what_was_done_on_its_units_and_the_administrator_all(at: Scene) -> None:
    unit, _ = a_case(at, "jinhua")
    strange, _ = a_case(at, "ningbo")
    did(at.jinhua, "approve", unit_id=unit.id, from_status="under_review", to_status="approved")
    did(at.ningbo, "reject", unit_id=strange.id)
    mine, other = (
        ("Reviewer 11", "Approved", unit.reference),
        ("Reviewer 20", "Not approved", strange.reference),
    )
    assert [seen(actor) for actor in (at.jinhua, at.zhejiang, at.yiwu, at.ningbo)] == [
        [mine],
        [mine],
        [],
        [other],
    ]
    assert seen(at.organiser) == seen(an_admin(at)) == [other, mine]


def test_only_whoever_may_open_the_case_is_led_to_it(at: Scene) -> None:
    unit, _ = a_case(at, "jinhua")
    did(at.jinhua, "approve", unit_id=unit.id, from_status="under_review", to_status="approved")
    (row,) = history_screen(at.zhejiang, {}, now=NOW).rows
    assert (row.address, row.change) == (f"/en/desk/units/{unit.reference}/", "Unit review → Unit approved")
    (row,) = history_screen(an_admin(at), {}, now=NOW).rows
    assert (row.address, row.duty) == ("", "Secretariat of a trade mission")


def test_a_draft_is_nobodys_but_the_administrators(at: Scene) -> None:
    draft, _ = a_case(at, "jinhua", UnitStatus.DRAFT)
    did(access.buyer(draft.account_id), "change_answers", unit_id=draft.id)
    assert (seen(at.jinhua), seen(at.organiser), len(seen(an_admin(at)))) == ([], [], 1)


def test_the_personnel_reviewer_sees_paid_persons_and_no_money(at: Scene) -> None:
    unit, (paid, unpaid) = a_case(
        at, "jinhua", UnitStatus.APPROVED, (PersonStatus.WAITING_FOR_REVIEW, PersonStatus.UNPAID)
    )
    for event in ("pass", "refund_paid"):
        did(at.organiser, event, unit_id=unit.id, person_id=paid.id)
    did(at.organiser, "leave_out", unit_id=unit.id, person_id=unpaid.id)
    did(at.organiser, "pay_request", unit_id=unit.id)
    reviewer = access.staff(at.organiser.staff_id or 0, StaffRole.PERSONNEL_REVIEWER, None, "en")
    assert [row.what for row in history_screen(reviewer, {}, now=NOW).rows] == ["Personnel review passed"]


def test_other_roles_see_no_history(at: Scene) -> None:
    for role in (StaffRole.FINANCE, StaffRole.HELP_DESK, StaffRole.CERTIFICATE_MAKER):
        with pytest.raises(NotPermitted):
            history_screen(access.staff(1, role), {}, now=NOW)
    with pytest.raises(NotPermitted):
        history_screen(access.buyer(1), {}, now=NOW)


def test_changes_of_settings_stand_in_the_scope_of_their_mission(at: Scene) -> None:
    with transaction() as session:
        for mission in (at.tree.jinhua, at.tree.ningbo):
            events.record_setting(
                session, at.organiser, mission, event="change_mission",
                field="contact_phone", before=None, after="0579-8888 0000", now=NOW,
            )  # fmt: skip
        edition = session.get_one(Edition, at.edition_id)
        events.record_setting(
            session, at.organiser, edition, event="change_edition", field="fee_minor",
            before="20000", after="25000", now=NOW,
        )  # fmt: skip
    (row,) = history_screen(at.zhejiang, {}, now=NOW).rows
    assert (row.reference, row.note, row.change) == (
        "TM-33-JH · TM-33-JH Mission",
        "Telephone",
        "0579-8888 0000",
    )
    assert len(seen(at.organiser)) == len(seen(an_admin(at))) == 3
    (row,) = history_screen(at.organiser, {"reference": edition.code.lower()}, now=NOW).rows
    assert (row.note, row.change) == ("Fee for a certificate", "CNY 200.00 → CNY 250.00")
    assert seen(at.zhejiang, reference=edition.code) == []


def test_nothing_that_identifies_anybody_is_told(at: Scene) -> None:
    unit, (person, _) = a_case(at, "jinhua")
    said = (
        f"{person.reference}: 330203198501011234 does not fit, call 13800001111 or li.wei@example.org, "
        "code K7QM-4XRT-9BDN, passport E12345678; see 2026-11-23"
    )
    did(at.jinhua, "return", unit_id=unit.id, person_id=person.id, reason=said)
    for actor in (at.jinhua, an_admin(at)):
        shown = history_screen(actor, {}, now=NOW)
        assert shown.rows[0].note == (
            f"{person.reference}: **** does not fit, call **** or ****, code ****, passport ****; "
            "see 2026-11-23"
        )
        secrets = ("330203198501011234", "13800001111", "li.wei", "K7QM", "E12345678", person.name_zh or "?")
        assert [one for one in secrets if one in str(asdict(shown))] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"who": "reviewer 11"}, ["Approved"]),
        ({"who": "%"}, []),
        ({"who": "_"}, []),
        ({"who": "' OR 1=1 --"}, []),
        ({"who": "x" * 10_000}, []),
        ({"by": "buyers"}, ["Submitted"]),
        ({"by": "system"}, ["Fee paid"]),
        ({"by": "staff", "what": "approve"}, ["Approved"]),
        ({"what": "no such event"}, ["Approved", "Fee paid", "Submitted"]),
        ({"reference": "WU-00000000"}, []),
        ({"reference": "%"}, []),
        ({"since": "2026-11-23", "until": "2026-11-23"}, ["Approved"]),
        ({"until": "2026-11-22"}, ["Fee paid", "Submitted"]),
        ({"since": "2026-11-24"}, []),
        ({"since": "the day before"}, []),
        ({"until": "2026-02-30"}, []),
        ({"before": "nonsense"}, ["Approved", "Fee paid", "Submitted"]),
        ({"before": "20261122T020000000000-0"}, ["Fee paid", "Submitted"]),
        ({"before": "99999999T999999999999-1"}, ["Approved", "Fee paid", "Submitted"]),
    ],
)
def test_filters_find_literally_and_stay_in_the_address(
    at: Scene, query: dict[str, str], found: list[str]
) -> None:
    unit, _ = a_case(at, "jinhua")
    did(access.buyer(unit.account_id), "submit", unit_id=unit.id, now=NOW - timedelta(days=2))
    did(access.SYSTEM, "pay", unit_id=unit.id, now=NOW - timedelta(days=1))
    did(at.jinhua, "approve", unit_id=unit.id)
    shown = history_screen(at.zhejiang, query, now=NOW)
    assert [row.what for row in shown.rows] == found


def test_kinds_of_event_that_are_called_alike_are_found_by_their_one_word(at: Scene) -> None:
    unit, (person, _) = a_case(at, "jinhua")
    did(at.jinhua, "pay_request", unit_id=unit.id)
    did(at.jinhua, "pay", unit_id=unit.id, person_id=person.id)
    reader = replace(at.jinhua, locale="zh")
    names = [one.text for one in history_screen(reader, {}, now=NOW).events]
    assert len(names) == len(set(names))
    assert [len(seen(who, what="pay_request")) for who in (reader, at.jinhua)] == [2, 1]


def test_a_decision_on_a_claim_is_called_by_its_name(at: Scene) -> None:
    unit, _ = a_case(at, "jinhua")
    did(at.organiser, "lose_code", unit_id=unit.id)
    (row,) = history_screen(at.jinhua, {"what": "lose_code"}, now=NOW).rows
    assert row.what == "Decided: another unit holds the credit code"


def test_a_reference_out_of_scope_finds_nothing(at: Scene) -> None:
    unit, (person, _) = a_case(at, "jinhua")
    did(at.jinhua, "approve", unit_id=unit.id, person_id=person.id)
    for reference in (unit.reference, person.reference, unit.reference.lower()):
        assert len(seen(at.jinhua, reference=reference)) == 1
        assert seen(at.ningbo, reference=reference) == []


def pages(actor: Actor, **query: str) -> list[History]:
    """All of them, by the link to what is older."""
    found = [history_screen(actor, query, now=NOW)]
    while found[-1].older and len(found) < 20:
        asked = dict(parse_qsl(urlsplit(found[-1].older).query))
        found.append(history_screen(actor, asked, now=NOW))
    return found


def test_page_by_page_every_entry_comes_once_also_of_one_instant(at: Scene) -> None:
    unit, _ = a_case(at, "jinhua")
    with transaction() as session:
        for number in range(PAGE_ROWS * 3 + 7):
            at_instant = NOW if number < PAGE_ROWS * 2 + 3 else NOW - timedelta(minutes=number)
            row = {"at": at_instant, "event": "submit", "unit_id": unit.id, "reason": f"n{number}"}
            session.add(JourneyEvent(**row))
    for actor in (at.jinhua, an_admin(at)):
        shown = pages(actor)
        notes = [row.note for page in shown for row in page.rows]
        assert sorted(notes) == sorted(f"n{number}" for number in range(PAGE_ROWS * 3 + 7))
        assert [len(page.rows) for page in shown] == [50, 50, 50, 7]
        assert (shown[0].newest, shown[-1].older, shown[-1].newest) == ("", "", "/en/desk/history/")


def test_every_event_and_field_has_its_words_in_both_languages() -> None:
    for event in words.EVENTS:
        assert words.event_name("zh", event) != words.event_name("en", event)
    assert words.event_name("en", "of tomorrow") == "Another step"
    assert words.setting_value("en", "closes_at", "2027-02-28T16:00:00+00:00") == "1 March 2027, 00:00"
    assert words.setting_value("zh", "is_code_free_open", "False") == "否"
    assert words.setting_value("en", "fee_minor", "not a number") == "not a number"
    assert datetime.fromisoformat("2027-02-28T16:00:00+00:00").tzinfo == UTC
