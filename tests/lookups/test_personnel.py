"""What reviewers of persons, makers and secretariats see: their own queue, masked, nothing of others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.lookups.certificate_desk import certificate_desk, hand_over_desk
from ciie_portal.lookups.personnel import personnel_case, personnel_queue
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import CertificateRequestPerson, Person, TradeMission
from tests import factories
from tests.factories import NOW

REVIEWER = access.staff(1, StaffRole.PERSONNEL_REVIEWER, locale="en")
MAKER = access.staff(2, StaffRole.CERTIFICATE_MAKER, locale="en")
FINANCE = access.staff(3, StaffRole.FINANCE)


def people_in(
    *statuses: PersonStatus, method: DeliveryMethod = DeliveryMethod.EXPRESS
) -> tuple[list[Person], TradeMission, TradeMission]:
    """Persons of a unit of Ningbo in these statuses; Ningbo and its neighbour."""
    with transaction() as session:
        tree = factories.mission_tree(session)
        edition = factories.edition(session)
        _unit, people = factories.approved_unit(session, edition, tree.ningbo, list(statuses))
        for line in session.exec(select(CertificateRequestPerson)).all():
            line.method = method
    return people, tree.ningbo, tree.zhejiang


def secretariat(mission: TradeMission) -> Actor:
    return access.staff(9, StaffRole.SECRETARIAT, mission.id, locale="en")


def test_only_paid_persons_wait_for_the_review_the_longest_waiting_first(database: str) -> None:
    waiting = PersonStatus.WAITING_FOR_REVIEW
    people, *_ = people_in(PersonStatus.UNPAID, waiting, waiting, PersonStatus.IN_PRODUCTION)
    with transaction() as session:
        late = session.get_one(Person, people[2].id)
        late.status_since = NOW - timedelta(days=30)
    queue = personnel_queue(REVIEWER, {}, now=NOW)
    assert [row.reference for row in queue.rows] == [people[2].reference, people[1].reference]
    assert [(row.is_late, row.is_very_late) for row in queue.rows] == [(True, True), (False, False)]


@pytest.mark.parametrize("search", ["%", "_", "' OR 1=1 --", "x" * 10_000, "\x00", "🙂"])
def test_a_search_is_taken_as_it_stands(database: str, search: str) -> None:
    people_in(PersonStatus.WAITING_FOR_REVIEW)
    assert personnel_queue(REVIEWER, {"q": search}, now=NOW).rows == ()


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "x", "１"])
def test_a_wrong_page_number_shows_a_page_all_the_same(database: str, page: str) -> None:
    people, *_ = people_in(PersonStatus.WAITING_FOR_REVIEW)
    queue = personnel_queue(REVIEWER, {"page": page}, now=NOW)
    assert [row.reference for row in queue.rows] == [people[0].reference]


def test_the_case_masks_the_document_and_shows_no_money(database: str) -> None:
    (person,), *_ = people_in(PersonStatus.WAITING_FOR_REVIEW)
    case = personnel_case(REVIEWER, person.reference, now=NOW)
    shown = " ".join([case.name, case.unit, *(answer.text for answer in case.answers)])
    assert "330203198501010001" not in shown
    assert "200" not in shown.replace("2020", "").replace("2000", "")
    assert case.is_open


def test_an_unpaid_person_and_a_malformed_reference_are_not_found_alike(database: str) -> None:
    (person,), *_ = people_in(PersonStatus.UNPAID)
    for reference in (person.reference, "P-00000000", "'; DROP TABLE person"):
        with pytest.raises(RuleBroken) as broken:
            personnel_case(REVIEWER, reference, now=NOW)
        assert broken.value.rule is Rule.NOT_FOUND


def test_each_tab_of_the_makers_shows_its_own_step(database: str) -> None:
    people, *_ = people_in(
        PersonStatus.IN_PRODUCTION, PersonStatus.DISPATCHED, PersonStatus.READY_FOR_COLLECTION
    )
    shown = {
        view: [row.reference for row in certificate_desk(MAKER, {"view": view}, now=NOW).rows]
        for view in ("to-make", "to-send", "to-set-out", "on-the-way", "ready")
    }
    assert shown == {
        "to-make": [people[0].reference],
        "to-send": [],
        "to-set-out": [],
        "on-the-way": [people[1].reference],
        "ready": [people[2].reference],
    }
    assert [tab.count for tab in certificate_desk(MAKER, {}, now=NOW).tabs] == [
        *("1", "0", "0", "1", "1", "0")
    ]


def test_a_mission_hands_over_its_own_certificates_and_does_not_see_its_neighbours(database: str) -> None:
    people, ningbo, zhejiang = people_in(PersonStatus.READY_FOR_COLLECTION, method=DeliveryMethod.COLLECTION)
    own = hand_over_desk(secretariat(ningbo), {}, now=NOW)
    assert [row.reference for row in own.rows] == [people[0].reference]
    assert hand_over_desk(secretariat(zhejiang), {}, now=NOW).rows == ()
    assert hand_over_desk(secretariat(zhejiang), {"q": people[0].reference}, now=NOW).rows == ()


def test_these_pages_open_only_for_their_permission(database: str) -> None:
    for page in (personnel_queue, certificate_desk, hand_over_desk):
        with pytest.raises(NotPermitted):
            page(FINANCE, {}, now=NOW)
    with pytest.raises(NotPermitted):
        personnel_case(MAKER, "P-00000000", now=NOW)
