"""What the makers see of their batches, in both languages, and what is flagged before anything is printed."""

from __future__ import annotations

import pytest
from sqlmodel import select

from ciie_portal.actions.count_batch import count_batch
from ciie_portal.actions.make_certificates import make_certificates
from ciie_portal.actions.print_certificates import print_batch
from ciie_portal.actions.reissue import reissue
from ciie_portal.domain import access
from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.lookups.batches import batch_address, batch_page
from ciie_portal.lookups.certificate_desk import certificate_desk
from ciie_portal.lookups.shapes.batches import Batches
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import CertificatePaper, Person
from tests.actions import paper_scene as given
from tests.actions.desk_scene import refusal
from tests.factories import NOW

ABSENT = "\U00030000"


def listed(at: given.Scene, **query: str) -> Batches:
    return certificate_desk(at.maker, {"view": "batches", **query}, now=NOW).batches


def test_the_list_has_every_batch_and_what_the_edition_adds_up_to(database: str) -> None:
    at = given.scene(3)
    make_certificates(at.maker, at.people[:2], now=NOW)
    (row,) = listed(at).rows
    assert (row.title, row.sums, row.state) == ("Batch 1", "Made 2 · Good 2 · Void 0", "Not counted yet")
    assert row.address == f"/en/desk/certificates/{at.batch()}/"
    (sums,) = listed(at).sums
    assert (dict(sums.terms), sums.is_right) == (
        {"Passed": "3", "Good certificates": "2", "Still to make": "1", "Void or re-issued": "0"},
        True,
    )
    count_batch(at.maker, at.batch(), "2", "0", now=NOW)
    assert listed(at).rows[0].is_counted


def test_a_lacking_character_is_flagged_before_it_is_made_and_in_the_batch(database: str) -> None:
    at = given.scene(2)
    given.change(Person, at.people[0], name_zh=f"陈{ABSENT}")
    desk = certificate_desk(at.maker, {}, now=NOW)
    flags = {row.reference: row.flag for row in desk.rows}
    assert flags == {at.people[0]: "Not in the font: \U00030000 U+30000", at.people[1]: ""}
    assert desk.make_all == "Make a batch of all 2"
    make_certificates(at.maker, at.people, now=NOW)
    page = batch_page(at.maker, at.batch(), now=NOW)
    assert [line.flag for line in page.lines] == ["Not in the font: \U00030000 U+30000", ""]
    assert page.by_hand.startswith("1 certificate has a character that the font lacks.")
    assert page.pdf == f"/api/batches/{at.batch()}/certificates.pdf?locale=en"


@pytest.mark.parametrize("part", ["label_en", "mission_name_en"])
def test_what_the_printer_leaves_out_is_flagged_in_the_english_lines_too(database: str, part: str) -> None:
    at, _serials = given.made(1)
    with transaction() as session:
        (paper,) = session.exec(select(CertificatePaper)).all()
        setattr(paper, part, f"Trader {ABSENT}")
    with pytest.raises(RuleBroken) as broken:
        print_batch(at.maker, at.batch(), now=NOW)
    assert refusal(broken) is Rule.NOTHING_TO_PRINT
    page = batch_page(at.maker, at.batch(), now=NOW)
    assert [line.flag for line in page.lines] == ["Not in the font: \U00030000 U+30000"]
    assert page.pdf == ""


def test_a_re_issued_one_is_void_in_its_batch_and_good_in_the_next(database: str) -> None:
    at, (old,) = given.made(1)
    new = reissue(at.maker, old, "lost", now=NOW)
    (before,) = batch_page(at.maker, at.batch(1), now=NOW).lines
    (after,) = batch_page(at.maker, at.batch(2), now=NOW).lines
    assert (before.serial, before.state, before.is_good, before.pdf) == (old, "Void, re-issued", False, "")
    assert (after.serial, after.state, after.is_good) == (new, "Valid", True)
    assert batch_page(at.maker, at.batch(1), now=NOW).pdf == ""
    assert batch_address(at.maker, new, now=NOW) == f"/en/desk/certificates/{at.batch(2)}/"


@pytest.mark.parametrize("typed", ["%", "CT-%", "' OR 1=1", "\x00", "x" * 10_000, "CT-00000000"])
def test_a_serial_is_found_and_what_is_none_is_not(database: str, typed: str) -> None:
    at, (serial,) = given.made(1)
    found = listed(at, q=serial.lower())
    assert (serial in found.answer, found.address) == (True, f"/en/desk/certificates/{at.batch()}/")
    missed = listed(at, q=typed)
    assert (missed.answer, missed.address) == ("No certificate has this serial.", "")


@pytest.mark.parametrize("page", ["-1", "9999999", "x", "１"])
def test_a_wrong_page_number_shows_a_page_all_the_same(database: str, page: str) -> None:
    at, _serials = given.made(1)
    assert len(listed(at, page=page).rows) == 1


def test_other_roles_and_other_names_find_nothing(database: str) -> None:
    at, (serial,) = given.made(1)
    finance = access.staff(at.maker.staff_id or 0, StaffRole.FINANCE)
    for stranger in (finance, at.buyer):
        with pytest.raises(NotPermitted):
            batch_page(stranger, at.batch(), now=NOW)
        with pytest.raises(NotPermitted):
            batch_address(stranger, serial, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        batch_page(at.maker, "DEMO-99", now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND
