"""Q9: certificates are made once, travel in one parcel or wait to be collected; each step is told once."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from sqlmodel import select

from ciie_portal.actions.hand_out_certificates import (
    dispatch,
    hand_over,
    make_ready,
    note_came_back,
    note_delivered,
)
from ciie_portal.actions.make_certificates import make_certificates
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.certificate import DeliveryMethod, ParcelStatus
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.reference import Prefix, is_reference
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Certificate, CertificateRequestPerson, Parcel, Person, WorkUnit
from tests import factories
from tests.actions.desk_scene import events_of, notices_of, person_now, refusal
from tests.factories import NOW

PASSED = PersonStatus.IN_PRODUCTION


class Scene(NamedTuple):
    """A unit of Ningbo with passed persons, who makes certificates, and two secretariats."""

    unit: WorkUnit
    people: list[Person]
    maker: Actor
    own: Actor
    neighbour: Actor


def passed_people(count: int = 2, method: DeliveryMethod = DeliveryMethod.EXPRESS) -> Scene:
    """Passed persons of a unit of Ningbo; the maker, and the reviewers of Ningbo and of its neighbour."""
    with transaction() as session:
        maker = factories.staff_member(session, StaffRole.CERTIFICATE_MAKER)
        tree = factories.mission_tree(session)
        edition = factories.edition(session)
        unit, people = factories.approved_unit(session, edition, tree.ningbo, [PASSED] * count)
        for line in session.exec(select(CertificateRequestPerson)).all():
            line.method = method
        own = factories.staff_member(session, StaffRole.SECRETARIAT, tree.ningbo.id)
        other = factories.staff_member(session, StaffRole.SECRETARIAT, tree.zhejiang.id)
        return Scene(
            unit,
            people,
            access.staff(maker.id, StaffRole.CERTIFICATE_MAKER, locale="en"),
            access.staff(own.id, StaffRole.SECRETARIAT, tree.ningbo.id),
            access.staff(other.id, StaffRole.SECRETARIAT, tree.zhejiang.id),
        )


def references(people: list[Person]) -> list[str]:
    return [person.reference for person in people]


def made(count: int = 2, method: DeliveryMethod = DeliveryMethod.EXPRESS) -> Scene:
    at = passed_people(count, method)
    make_certificates(at.maker, references(at.people), now=NOW)
    return at


def test_each_certificate_has_a_serial_of_its_own_and_freezes_document_and_label(database: str) -> None:
    at = passed_people()
    serials = make_certificates(at.maker, references(at.people), now=NOW)
    assert len(set(serials)) == 2
    assert all(is_reference(serial, Prefix.CERTIFICATE) for serial in serials)
    with reading() as session:
        rows = session.exec(select(Certificate)).all()
    assert {(row.person_id, row.document_index, row.label_code) for row in rows} == {
        (person.id, person.document_index, person.label_code) for person in at.people
    }


def test_a_certificate_is_not_made_twice(database: str) -> None:
    at = made(1)
    with pytest.raises(RuleBroken) as broken:
        make_certificates(at.maker, references(at.people), now=NOW)
    assert refusal(broken) is Rule.CERTIFICATE_NOT_DUE


def test_one_that_cannot_be_made_keeps_all_from_being_made(database: str) -> None:
    at = passed_people()
    with pytest.raises(RuleBroken) as broken:
        make_certificates(at.maker, [*references(at.people), "P-00000000"], now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND
    with reading() as session:
        assert session.exec(select(Certificate)).all() == []


def test_two_travel_in_one_parcel_with_one_notice_that_has_the_number(database: str) -> None:
    at = made()
    dispatch(at.maker, references(at.people), "顺丰速运", "sf 1234567890123", now=NOW)
    assert [person_now(person.reference).status for person in at.people] == [PersonStatus.DISPATCHED] * 2
    with reading() as session:
        (parcel,) = session.exec(select(Parcel)).all()
    assert (parcel.carrier, parcel.tracking_number, parcel.unit_id) == (
        "顺丰速运",
        "SF1234567890123",
        at.unit.id,
    )
    (notice,) = notices_of(at.unit)
    assert notice.kind is NoticeKind.DISPATCHED
    assert "SF1234567890123" in notice.masked_text


@pytest.mark.parametrize(
    ("carrier", "number", "field"),
    [
        ("", "SF1", "carrier"),
        ("顺丰", " ", "tracking_number"),
        ("x" * 61, "SF1", "carrier"),
        ("a\x00b", "SF1", "carrier"),
        ("顺丰", "单号", "tracking_number"),
        ("顺丰", "1" * 61, "tracking_number"),
    ],
)
def test_a_wrong_carrier_or_number_is_said_beside_its_field(
    database: str, carrier: str, number: str, field: str
) -> None:
    at = made(1)
    with pytest.raises(RuleBroken) as broken:
        dispatch(at.maker, references(at.people), carrier, number, now=NOW)
    assert [problem.field for problem in broken.value.problems] == [field]
    assert person_now(at.people[0].reference).status is PASSED


def test_a_tracking_number_serves_one_parcel(database: str) -> None:
    at = made()
    dispatch(at.maker, references(at.people[:1]), "顺丰", "SF1", now=NOW)
    with pytest.raises(RuleBroken) as broken:
        dispatch(at.maker, references(at.people[1:]), "顺丰", "SF1", now=NOW)
    assert refusal(broken) == [("tracking_number", Rule.TRACKING_NUMBER_USED)]


def test_a_parcel_has_one_recipient_and_ten_certificates_at_most(database: str) -> None:
    at = made(11)
    with pytest.raises(RuleBroken) as too_many:
        dispatch(at.maker, references(at.people), "顺丰", "SF1", now=NOW)
    assert refusal(too_many) is Rule.PARCEL_FULL
    with transaction() as session:
        line = session.exec(select(CertificateRequestPerson)).first()
        assert line is not None
        line.recipient = "另一位"
    with pytest.raises(RuleBroken) as mixed:
        dispatch(at.maker, references(at.people[:3]), "顺丰", "SF1", now=NOW)
    assert refusal(mixed) is Rule.PARCEL_MIXED
    with pytest.raises(RuleBroken) as empty:
        dispatch(at.maker, [], "顺丰", "SF1", now=NOW)
    assert refusal(empty) is Rule.NO_PERSONS


def test_nothing_is_sent_before_it_is_made(database: str) -> None:
    at = passed_people(1)
    for deed in (
        lambda: dispatch(at.maker, references(at.people), "顺丰", "SF1", now=NOW),
        lambda: make_ready(at.maker, references(at.people), now=NOW),
    ):
        with pytest.raises(RuleBroken) as broken:
            deed()
        assert refusal(broken) is Rule.CERTIFICATE_NOT_DUE


def test_a_delivered_parcel_delivers_all_that_is_in_it_once(database: str) -> None:
    at = made()
    dispatch(at.maker, references(at.people), "顺丰", "SF1", now=NOW)
    note_delivered(at.maker, at.people[0].reference, now=NOW)
    assert [person_now(person.reference).status for person in at.people] == [PersonStatus.DELIVERED] * 2
    with pytest.raises(RuleBroken):
        note_delivered(at.maker, at.people[1].reference, now=NOW)


def test_a_parcel_that_came_back_is_a_state_of_the_parcel_not_of_the_person(database: str) -> None:
    at = made(1)
    dispatch(at.maker, references(at.people), "顺丰", "SF1", now=NOW)
    note_came_back(at.maker, at.people[0].reference, now=NOW)
    with reading() as session:
        assert session.exec(select(Parcel.status)).one() is ParcelStatus.CAME_BACK
    assert person_now(at.people[0].reference).status is PersonStatus.DISPATCHED


def test_collection_is_set_out_told_once_and_handed_over_by_the_own_mission(database: str) -> None:
    at = made(2, DeliveryMethod.COLLECTION)
    make_ready(at.maker, references(at.people), now=NOW)
    assert [notice.kind for notice in notices_of(at.unit)] == [NoticeKind.READY]
    ready = person_now(at.people[0].reference)
    with pytest.raises(RuleBroken) as stranger:
        hand_over(at.neighbour, ready.reference, ready.version, now=NOW)
    assert refusal(stranger) is Rule.NOT_FOUND
    assert hand_over(at.own, ready.reference, ready.version, now=NOW) is PersonStatus.COLLECTED
    with pytest.raises(RuleBroken) as again:
        hand_over(at.own, ready.reference, ready.version, now=NOW)
    assert refusal(again) is Rule.CHANGED_MEANWHILE
    assert events_of(at.unit)[-1] == ("collect", "ready_for_collection", "collected")


def test_an_express_certificate_is_not_set_out_nor_the_other_way_round(database: str) -> None:
    at = made(1)
    with pytest.raises(RuleBroken):
        make_ready(at.maker, references(at.people), now=NOW)
    assert person_now(at.people[0].reference).status is PASSED


def test_only_makers_make_and_only_those_who_may_hand_over(database: str) -> None:
    at = passed_people(1)
    finance = access.staff(at.maker.staff_id or 0, StaffRole.FINANCE)
    for stranger in (at.own, finance):
        with pytest.raises(NotPermitted):
            make_certificates(stranger, references(at.people), now=NOW)
    with pytest.raises(NotPermitted):
        hand_over(finance, at.people[0].reference, 1, now=NOW)
