"""A lost or spoiled certificate is void and replaced; a parcel that came back goes out again (Q9, Q11)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from ciie_portal.actions.change_delivery import change_delivery_address
from ciie_portal.actions.count_batch import count_batch
from ciie_portal.actions.hand_out_certificates import (
    dispatch,
    hand_over,
    make_ready,
    note_came_back,
    note_delivered,
)
from ciie_portal.actions.print_certificates import print_one
from ciie_portal.actions.reissue import reissue
from ciie_portal.actions.verify_certificate import verify_certificate
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Actor, StaffRole
from ciie_portal.domain.certificate import CertificateStatus, DeliveryMethod, ParcelStatus, ReissueReason
from ciie_portal.domain.entry_code import REISSUED, read
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.standing import Standing
from ciie_portal.lookups.certificate_desk import certificate_desk, hand_over_desk
from ciie_portal.lookups.person_progress import person_progress
from ciie_portal.lookups.progress import progress
from ciie_portal.store.engine import reading
from ciie_portal.store.queries.batches import no_longer_good
from ciie_portal.store.tables import Parcel
from tests.actions import paper_scene as given
from tests.actions.desk_scene import notices_of, person_now, refusal
from tests.actions.money_scene import express
from tests.factories import NOW

LATER = NOW + timedelta(days=1)


def references(at: given.Scene, view: str) -> list[str]:
    return [row.reference for row in certificate_desk(at.maker, {"view": view}, now=NOW).rows]


def parcels() -> list[Parcel]:
    with reading() as session:
        return list(session.exec(select(Parcel).order_by(col(Parcel.id))).all())


def standing(serial: str) -> Standing:
    return verify_certificate(NOBODY, serial, "203.0.113.9", now=NOW).standing


def test_the_old_serial_fails_and_the_new_one_is_for_the_same_person(database: str) -> None:
    at, (old,) = given.made(1)
    new = reissue(at.maker, old, "lost", now=LATER)
    before, after = given.certificate(old), given.certificate(new)
    assert (before.status, before.voided_at) == (CertificateStatus.REPLACED, LATER)
    assert (after.status, after.replaces_id, after.person_id) == (
        CertificateStatus.LIVE,
        before.id,
        before.person_id,
    )
    assert (standing(old), standing(new)) == (Standing.VOID, Standing.GOOD)
    assert read(given.papers()[1].signed_text)[0].flags == REISSUED
    assert given.papers()[0].reissue_reason is ReissueReason.LOST
    with reading() as session:
        assert list(no_longer_good(session, at.edition.id)) == [old]
    assert given.recorded("certificate_reissued") == [
        ("certificate_reissued", f"{old} {new} lost", at.maker.staff_id)
    ]


def test_the_buyer_sees_that_it_was_re_issued(database: str) -> None:
    at, (old,) = given.made(1)
    reissue(at.maker, old, "spoiled", now=LATER)
    (line,) = progress(at.buyer, now=LATER).people
    assert "re-issued" in line.sentence


def test_a_second_click_and_a_void_certificate_are_refused(database: str) -> None:
    at, (old,) = given.made(1)
    reissue(at.maker, old, "lost", now=NOW)
    with pytest.raises(RuleBroken) as again:
        reissue(at.maker, old, "lost", now=NOW)
    assert refusal(again) is Rule.CERTIFICATE_NOT_LIVE
    with pytest.raises(RuleBroken) as printing:
        print_one(at.maker, old, now=NOW)
    assert refusal(printing) is Rule.CERTIFICATE_NOT_LIVE


@pytest.mark.parametrize("reason", ["", "another person", "LOST", "x" * 10_000])
def test_no_other_reason_makes_another_certificate(database: str, reason: str) -> None:
    at, (old,) = given.made(1)
    with pytest.raises(RuleBroken) as broken:
        reissue(at.maker, old, reason, now=NOW)
    assert refusal(broken) == [("reason", Rule.NOT_AN_OPTION)]
    assert given.certificate(old).status is CertificateStatus.LIVE


def test_only_makers_re_issue_and_only_what_there_is(database: str) -> None:
    at, (old,) = given.made(1)
    for other in (at.buyer, access.staff(at.maker.staff_id or 0, StaffRole.FINANCE)):
        with pytest.raises(NotPermitted):
            reissue(other, old, "lost", now=NOW)
    for serial in ("CT-00000000", "", "'; --", at.people[0]):
        with pytest.raises(RuleBroken) as broken:
            reissue(at.maker, serial, "lost", now=NOW)
        assert refusal(broken) is Rule.NOT_FOUND


def test_the_count_of_the_first_batch_knows_the_void_one(database: str) -> None:
    at, (old, _other) = given.made(2)
    reissue(at.maker, old, "spoiled", now=NOW)
    with pytest.raises(RuleBroken):
        count_batch(at.maker, at.batch(1), "2", "0", now=NOW)
    assert count_batch(at.maker, at.batch(1), "1", "1", now=NOW)
    assert count_batch(at.maker, at.batch(2), "1", "0", now=NOW)


def test_one_lost_on_its_way_is_sent_again_without_moving_the_person(database: str) -> None:
    at, (old,) = given.made(1)
    dispatch(at.maker, at.people, "顺丰", "SF1", now=NOW)
    assert references(at, "to-send") == []
    reissue(at.maker, old, "lost", now=NOW)
    assert references(at, "to-send") == at.people
    dispatch(at.maker, at.people, "顺丰", "SF2", now=LATER)
    person = person_now(at.people[0])
    assert (person.status, person.status_since) == (PersonStatus.DISPATCHED, NOW)
    assert given.recorded("sent_again") == [("sent_again", "顺丰 SF2", at.maker.staff_id)]
    assert len(notices_of(at.unit)) == 2
    note_delivered(at.maker, at.people[0], now=LATER)
    assert person_now(at.people[0]).status is PersonStatus.DELIVERED


def test_a_parcel_that_came_back_goes_to_the_address_that_the_buyer_corrected(database: str) -> None:
    at, (_serial,) = given.made(1)
    dispatch(at.maker, at.people, "顺丰", "SF1", now=NOW)
    with pytest.raises(RuleBroken) as locked:
        change_delivery_address(at.buyer, express(at.people[0], street="新街2号"), NOW)
    assert refusal(locked) is Rule.FIELD_LOCKED
    note_came_back(at.maker, at.people[0], now=NOW)
    assert (references(at, "to-send"), references(at, "on-the-way")) == (at.people, [])
    change_delivery_address(at.buyer, express(at.people[0], street="新街2号"), NOW)
    dispatch(at.maker, at.people, "顺丰", "SF2", now=LATER)
    first, second = parcels()
    assert (first.status, second.status) == (ParcelStatus.CAME_BACK, ParcelStatus.DISPATCHED)
    assert second.address == "330203 新街2号"
    with pytest.raises(RuleBroken) as closed:
        change_delivery_address(at.buyer, express(at.people[0], street="新街3号"), NOW)
    assert refusal(closed) is Rule.FIELD_LOCKED


def test_what_is_on_its_way_is_not_sent_twice(database: str) -> None:
    at, _serials = given.made(1)
    dispatch(at.maker, at.people, "顺丰", "SF1", now=NOW)
    with pytest.raises(RuleBroken) as broken:
        dispatch(at.maker, at.people, "顺丰", "SF2", now=NOW)
    assert refusal(broken) is Rule.STEP_NOT_POSSIBLE
    assert len(parcels()) == 1


def test_a_delivered_first_parcel_delivers_nobody_whose_certificate_is_in_another_one(database: str) -> None:
    at, (old, _other) = given.made(2)
    dispatch(at.maker, at.people, "顺丰", "SF1", now=NOW)
    reissue(at.maker, old, "lost", now=NOW)
    note_delivered(at.maker, at.people[1], now=LATER)
    assert [person_now(one).status for one in at.people] == [PersonStatus.DISPATCHED, PersonStatus.DELIVERED]


def test_a_re_issued_one_to_be_collected_is_laid_ready_once_more(database: str) -> None:
    at, (old,) = given.made(1, DeliveryMethod.COLLECTION)
    make_ready(at.maker, at.people, now=NOW)
    with pytest.raises(RuleBroken) as twice:
        make_ready(at.maker, at.people, now=NOW)
    assert refusal(twice) is Rule.STEP_NOT_POSSIBLE
    organiser = access.staff(at.maker.staff_id or 0, StaffRole.ORGANISER_DESK)
    hand_over(organiser, at.people[0], person_now(at.people[0]).version, now=NOW)
    reissue(at.maker, old, "lost", now=LATER)
    assert references(at, "to-set-out") == at.people
    make_ready(at.maker, at.people, now=LATER)
    assert person_now(at.people[0]).status is PersonStatus.COLLECTED
    assert references(at, "to-set-out") == []
    assert [event for event, _why, _who in given.recorded("set_out_again")] == ["set_out_again"]


def at_the_table(at: given.Scene) -> Actor:
    return access.staff(at.maker.staff_id or 0, StaffRole.ORGANISER_DESK, locale="en")


def waiting_there(at: given.Scene) -> list[tuple[str, str]]:
    return [(row.serial, row.beside) for row in hand_over_desk(at_the_table(at), {}, now=NOW).rows]


def hand_it_over(at: given.Scene) -> PersonStatus:
    return hand_over(at_the_table(at), at.people[0], person_now(at.people[0]).version, now=LATER)


def collected_and_lost() -> tuple[given.Scene, str]:
    """The first one was collected; the second lies with the makers."""
    at, (old,) = given.made(1, DeliveryMethod.COLLECTION)
    make_ready(at.maker, at.people, now=NOW)
    assert waiting_there(at) == [(old, "")]
    hand_it_over(at)
    return at, reissue(at.maker, old, "lost", now=LATER)


def test_one_re_issued_after_it_was_collected_is_handed_over_once_more_on_the_record(database: str) -> None:
    at, new = collected_and_lost()
    assert waiting_there(at) == []
    make_ready(at.maker, at.people, now=LATER)
    assert waiting_there(at) == [(new, "Re-issued; the earlier one is void")]
    version = person_now(at.people[0]).version
    assert hand_it_over(at) is PersonStatus.COLLECTED
    assert waiting_there(at) == []
    assert [paper.handed_over_at for paper in given.papers()] == [LATER, LATER]
    assert given.recorded("collect", "handed_over_again") == [
        ("collect", None, at.maker.staff_id),
        ("handed_over_again", new, at.maker.staff_id),
    ]
    with pytest.raises(RuleBroken) as stale:
        hand_over(at_the_table(at), at.people[0], version, now=LATER)
    assert refusal(stale) is Rule.CHANGED_MEANWHILE
    with pytest.raises(RuleBroken) as twice:
        hand_it_over(at)
    assert refusal(twice) is Rule.STEP_NOT_POSSIBLE
    assert len(given.recorded("handed_over_again")) == 1


def test_the_buyer_reads_that_it_was_re_issued_and_collected_again(database: str) -> None:
    at, _new = collected_and_lost()
    make_ready(at.maker, at.people, now=LATER)
    hand_it_over(at)
    told = [line.what for line in person_progress(at.buyer, at.people[0], now=LATER).history]
    assert told[:3] == [
        "Re-issued certificate collected",
        "Re-issued certificate ready for collection",
        "Certificate re-issued, the earlier one void",
    ]


@pytest.mark.parametrize("is_collected", [False, True])
def test_one_that_is_not_laid_ready_is_handed_to_nobody(database: str, is_collected: bool) -> None:
    at, (old,) = given.made(1, DeliveryMethod.COLLECTION)
    make_ready(at.maker, at.people, now=NOW)
    if is_collected:
        hand_it_over(at)
    reissue(at.maker, old, "spoiled", now=LATER)
    assert waiting_there(at) == []
    before = person_now(at.people[0]).status
    with pytest.raises(RuleBroken) as broken:
        hand_it_over(at)
    assert (refusal(broken), person_now(at.people[0]).status) == (Rule.STEP_NOT_POSSIBLE, before)


def test_one_re_issued_on_the_table_is_the_first_that_is_collected(database: str) -> None:
    at, (old,) = given.made(1, DeliveryMethod.COLLECTION)
    make_ready(at.maker, at.people, now=NOW)
    reissue(at.maker, old, "spoiled", now=NOW)
    make_ready(at.maker, at.people, now=NOW)
    assert hand_it_over(at) is PersonStatus.COLLECTED
    assert (waiting_there(at), given.recorded("handed_over_again")) == ([], [])
