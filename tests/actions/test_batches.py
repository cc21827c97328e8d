"""Batches freeze what they show and sign it; they are printed, counted and recorded (Q3)."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest

from ciie_portal.actions import make_certificates as making
from ciie_portal.actions.count_batch import count_batch
from ciie_portal.actions.make_certificates import make_all, make_certificates, put_on_paper
from ciie_portal.actions.print_certificates import print_batch, print_one
from ciie_portal.actions.print_count_sheet import print_count_sheet
from ciie_portal.domain import access
from ciie_portal.domain.access import ADMINISTRATION, StaffRole
from ciie_portal.domain.entry_code import edition_mark, read
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.security import is_signed, public_keys
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.batches import edition_counts
from ciie_portal.store.tables import CertificateBatch, CertificatePaper, Person, WorkUnit
from tests.actions import paper_scene as given
from tests.actions.desk_scene import refusal
from tests.factories import NOW

ABSENT = "\U00030000"  # a Chinese character that our fonts lack


def pages(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def test_a_batch_freezes_what_each_certificate_shows(database: str) -> None:
    at, serials = given.made(2, name_zh="陈静", name_latin="Chen Jing")
    given.change(Person, at.people[0], name_zh="另一", label_code="intermediary")
    given.change(WorkUnit, at.unit.reference, name_zh="改名公司")
    paper = given.papers()[0]
    assert (paper.name_zh, paper.name_latin, paper.unit_name_zh) == ("陈静", "Chen Jing", at.unit.name_zh)
    assert (paper.mission_name_zh, paper.label_zh) == ("TM-3302交易团", "trader")
    assert paper.photo_file_id is not None
    assert [one.place for one in given.papers()] == [1, 2]
    first, second = pages(print_batch(at.maker, at.batch(), now=NOW).content)
    assert (serials[0] in first, "陈静" in first, "改名公司" in first, serials[1] in second) == (
        True,
        True,
        False,
        True,
    )


def test_the_code_is_signed_names_the_serial_and_nothing_of_the_person(database: str) -> None:
    at, serials = given.made(1)
    code, signature = read(given.papers()[0].signed_text)
    assert (code.serial, code.edition, code.made_at) == (serials[0], edition_mark(at.edition.code), NOW)
    assert is_signed(public_keys()[code.key_id], signature, code.body)


def test_batches_are_numbered_within_the_edition(database: str) -> None:
    at = given.scene(3)
    for reference in at.people:
        make_certificates(at.maker, [reference], now=NOW)
    assert [batch.number for batch in given.batches()] == [1, 2, 3]
    assert {batch.made_by for batch in given.batches()} == {at.maker.staff_id}


def test_all_who_passed_go_into_one_batch_the_longest_waiting_first(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = given.scene(3)
    for days, reference in enumerate(at.people):
        given.change(Person, reference, status_since=NOW - timedelta(days=days))
    monkeypatch.setattr(making, "BATCH_LIMIT", 2)
    assert len(make_all(at.maker, now=NOW)) == 2
    assert len(make_all(at.maker, now=NOW)) == 1
    with pytest.raises(RuleBroken) as nobody:
        make_all(at.maker, now=NOW)
    assert refusal(nobody) is Rule.NO_PERSONS
    assert [batch.number for batch in given.batches()] == [1, 2]


def test_more_than_a_batch_holds_and_nobody_at_all_are_refused(database: str) -> None:
    at = given.scene(1)
    for references, rule in (([], Rule.NO_PERSONS), (["P-00000000"] * 201, Rule.BATCH_FULL)):
        with pytest.raises(RuleBroken) as broken:
            make_certificates(at.maker, references, now=NOW)
        assert refusal(broken) is rule
    assert given.batches() == []


def test_a_second_click_makes_nothing_twice(database: str) -> None:
    at, _serials = given.made(1)
    with pytest.raises(RuleBroken) as again:
        make_certificates(at.maker, at.people, now=NOW)
    assert refusal(again) is Rule.CERTIFICATE_NOT_DUE
    assert len(given.batches()) == 1


def test_a_name_that_the_font_lacks_stays_out_of_the_file_and_is_printed_singly_with_an_empty_line(
    database: str,
) -> None:
    at = given.scene(2, name_zh="陈静", name_latin="Chen Jing")
    given.change(Person, at.people[0], name_zh=f"陈{ABSENT}")
    serials = make_certificates(at.maker, at.people, now=NOW)
    (only,) = pages(print_batch(at.maker, at.batch(), now=NOW).content)
    assert (serials[0] in only, serials[1] in only) == (False, True)
    (single,) = pages(print_one(at.maker, serials[0], now=NOW).content)
    assert (serials[0] in single, "陈" in single, "Chen Jing" in single) == (True, False, True)
    (sheet,) = pages(print_count_sheet(at.maker, at.batch(), now=NOW).content)
    assert ("Make by hand" in sheet, "Good 2" in sheet, "By hand 1" in sheet) == (True, True, True)


def test_a_batch_without_anything_to_print_says_so(database: str) -> None:
    at, _serials = given.made(1, name_zh=f"陈{ABSENT}")
    with pytest.raises(RuleBroken) as broken:
        print_batch(at.maker, at.batch(), now=NOW)
    assert refusal(broken) is Rule.NOTHING_TO_PRINT


def test_every_print_is_on_the_record(database: str) -> None:
    at, (serial,) = given.made(1)
    who = at.maker.staff_id
    print_batch(at.maker, at.batch(), now=NOW)
    print_one(at.maker, serial.lower().replace("-", ""), now=NOW)
    print_count_sheet(at.maker, at.batch(), now=NOW)
    assert given.recorded("batch_printed", "certificate_printed", "count_sheet_printed") == [
        ("batch_printed", at.batch(), who),
        ("certificate_printed", serial, who),
        ("count_sheet_printed", at.batch(), who),
    ]


def test_only_makers_print_count_and_make(database: str) -> None:
    at, (serial,) = given.made(1)
    others = [
        at.buyer,
        access.staff(at.maker.staff_id or 0, StaffRole.FINANCE),
        access.staff(at.maker.staff_id or 0, StaffRole.PERSONNEL_REVIEWER),
        access.staff(at.maker.staff_id or 0, StaffRole.ADMINISTRATOR),
    ]
    for other in others:
        for deed in (
            lambda who=other: print_batch(who, at.batch(), now=NOW),
            lambda who=other: print_one(who, serial, now=NOW),
            lambda who=other: print_count_sheet(who, at.batch(), now=NOW),
            lambda who=other: count_batch(who, at.batch(), "1", "0", now=NOW),
            lambda who=other: make_all(who, now=NOW),
        ):
            with pytest.raises(NotPermitted):
                deed()
    assert given.recorded("batch_printed", "certificate_printed") == []


@pytest.mark.parametrize("name", ["", "X-1", "-1", "'; DROP TABLE certificate_batch;--", "x" * 10_000])
def test_a_batch_that_never_was_is_not_found(database: str, name: str) -> None:
    at, _serials = given.made(1)
    for work in (print_batch, print_count_sheet):
        with pytest.raises(RuleBroken) as broken:
            work(at.maker, name, now=NOW)
        assert refusal(broken) is Rule.NOT_FOUND
    with pytest.raises(RuleBroken) as wrong:
        print_one(at.maker, name, now=NOW)
    assert refusal(wrong) is Rule.NOT_FOUND


def test_a_count_that_agrees_is_noted_and_one_that_differs_is_not(database: str) -> None:
    at, _serials = given.made(2)
    with pytest.raises(RuleBroken) as differs:
        count_batch(at.maker, at.batch(), "1", "0", now=NOW)
    assert refusal(differs) == [("good", Rule.COUNT_DIFFERS)]
    assert given.batches()[0].counted_at is None
    count_batch(at.maker, at.batch(), " 2 ", "0", now=NOW)
    (batch,) = given.batches()
    assert (batch.counted_good, batch.counted_spoiled, batch.counted_by) == (2, 0, at.maker.staff_id)


@pytest.mark.parametrize(
    ("good", "rule"),
    [
        ("", Rule.REQUIRED),
        ("two", Rule.NOT_A_NUMBER),
        ("-1", Rule.NOT_A_NUMBER),
        ("1e3", Rule.NOT_A_NUMBER),
        ("99999", Rule.NUMBER_OUT_OF_RANGE),
        ("9" * 10_000, Rule.NUMBER_OUT_OF_RANGE),
        ("\x00", Rule.UNUSABLE_CHARACTERS),
    ],
)
def test_what_is_no_count_is_said_beside_its_field(database: str, good: str, rule: Rule) -> None:
    at, _serials = given.made(1)
    with pytest.raises(RuleBroken) as broken:
        count_batch(at.maker, at.batch(), good, "", now=NOW)
    assert refusal(broken) == [("good", rule), ("spoiled", Rule.REQUIRED)]


def test_the_sums_of_the_edition_say_how_many_passed_were_made_and_are_to_make(database: str) -> None:
    at = given.scene(3)
    make_certificates(at.maker, at.people[:2], now=NOW)
    with reading() as session:
        counts = edition_counts(session, at.edition.id)
    assert (counts.passed, counts.live, counts.void, counts.to_make, counts.adds_up) == (3, 2, 0, 1, True)


def test_certificates_from_before_there_were_batches_are_put_on_paper_once(database: str) -> None:
    at, (serial,) = given.made(1)
    with transaction() as session:
        session.delete(session.get_one(CertificatePaper, given.certificate(serial).id))
        session.flush()
        session.delete(session.get_one(CertificateBatch, given.batches()[0].id))
    assert put_on_paper(ADMINISTRATION, now=NOW) == 1
    assert put_on_paper(ADMINISTRATION, now=NOW) == 0
    assert [paper.unit_name_zh for paper in given.papers()] == [at.unit.name_zh]
    with pytest.raises(NotPermitted):
        put_on_paper(at.maker, now=NOW)
