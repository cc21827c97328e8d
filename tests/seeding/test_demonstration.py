"""The demonstration holds every state, its books balance, and seeding again changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func
from sqlmodel import SQLModel, col, select

from ciie_portal.clock import beijing_date
from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.journey import PASSED, PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category
from ciie_portal.gateways.vault import Vault
from ciie_portal.seeding import demonstration, people
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import (
    Certificate,
    CertificateRequest,
    CertificateRequestPerson,
    Notice,
    Payment,
    Person,
    Refund,
    StoredFile,
    TradeMission,
    WorkUnit,
)
from sandbox.books import Books
from sandbox.opening import take_over
from tests.factories import NOW


def everything(table: Any) -> list[Any]:
    with reading() as session:
        return list(session.exec(select(table)).all())


def counts() -> dict[str, int]:
    with reading() as session:
        tables = SQLModel.metadata.sorted_tables
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        }


def test_there_are_forty_units_in_every_status() -> None:
    statuses = Counter(unit.status for unit in everything(WorkUnit))

    assert sum(statuses.values()) == 40
    assert set(statuses) == set(UnitStatus)


def test_there_are_people_in_every_status() -> None:
    assert {person.status for person in everything(Person)} == set(PersonStatus)


def test_every_category_registers_and_every_one_that_needs_a_code_has_one() -> None:
    units = everything(WorkUnit)

    assert {unit.category for unit in units} == set(Category)
    assert {unit.category for unit in units if unit.invitation_code_id} == {
        Category.ENTERPRISE,
        Category.GOVERNMENT_ORGAN,
        Category.PUBLIC_INSTITUTION,
        Category.SOCIAL_ORGANISATION,
    }


def test_each_unit_came_as_far_as_its_plan_says() -> None:
    with reading() as session:
        found = {
            unit.name_zh or unit.name_en: (
                unit.status,
                sorted(session.exec(select(Person.status).where(Person.unit_id == unit.id)).all()),
            )
            for unit in session.exec(select(WorkUnit)).all()
        }
    wanted = {
        plan.name: (plan.status, sorted([*plan.people, *plan.added]) if plan.stops_at != "contact" else [])
        for plan in demonstration.PLANS
    }
    assert found == wanted


def test_the_organiser_desk_has_doubts_to_settle_and_two_units_claim_one_credit_code() -> None:
    units = everything(WorkUnit)
    unsure = [unit for unit in units if unit.classification_certainty == "unsure"]
    codes = Counter(unit.credit_code for unit in units if unit.credit_code)

    assert sorted(str(unit.classification_rule) for unit in unsure) == ["national_code", "several_owners"]
    assert {unit.mission_id for unit in unsure} == {None}
    assert sorted(codes.values())[-2:] == [1, 2]


def test_the_queue_of_ningbo_shows_cases_in_time_late_and_very_late() -> None:
    with reading() as session:
        ningbo = session.exec(select(TradeMission.id).where(TradeMission.code == "TM-3302")).one()
    waiting = [
        (NOW - unit.status_since).days
        for unit in everything(WorkUnit)
        if unit.mission_id == ningbo and unit.status is UnitStatus.UNDER_REVIEW
    ]
    assert sorted(waiting) == [2, 3, 4, 6, 9, 16]


def test_nothing_lies_in_the_future_and_nothing_before_its_submission() -> None:
    for unit in everything(WorkUnit):
        assert unit.created_at <= unit.status_since <= NOW
        assert unit.submitted_at is None or unit.created_at < unit.submitted_at <= unit.status_since
    assert {person.status_since <= NOW for person in everything(Person)} == {True}
    assert {NOW - notice.created_at < timedelta(days=45) for notice in everything(Notice)} == {True}


def test_a_certificate_rests_on_a_paid_request_and_has_no_refund_beside_it() -> None:
    people_by_id = {person.id: person for person in everything(Person)}
    lines = {line.person_id: line.request_id for line in everything(CertificateRequestPerson)}
    paid = {request.id for request in everything(CertificateRequest) if request.paid_at}
    refunded = {refund.person_id for refund in everything(Refund)}

    for certificate in everything(Certificate):
        assert certificate.status is CertificateStatus.LIVE
        assert people_by_id[certificate.person_id].status in PASSED
        assert lines[certificate.person_id] in paid
        assert certificate.person_id not in refunded


def test_the_books_of_the_stand_ins_say_the_same_as_ours(seeded: Path, tmp_path: Path) -> None:
    (tmp_path / "opening_books.json").write_bytes((seeded / "sandbox" / "opening_books.json").read_bytes())
    books = Books(tmp_path)

    assert take_over(books) == len(json.loads((tmp_path / "opening_books.json").read_text()))
    assert take_over(books) == 0
    sent = {row["id"]: (row["to"], row["at"]) for row in books.all("message")}
    assert sent == {
        row.provider_reference: (row.recipient, row.sent_at.timestamp()) for row in everything(Notice)
    }
    theirs = {
        row["id"]: (row["amount_minor"], row["currency"], row["paid_at"]) for row in books.all("payment")
    }
    ours = {
        row.provider_transaction: (row.amount_minor, row.currency, int(row.paid_at.timestamp()))
        for row in everything(Payment)
    }
    assert theirs == ours
    assert {row["status"] for row in books.all("refund")} == {"paid", "refused"}


def test_photos_and_scans_are_small_and_in_the_vault(seeded: Path) -> None:
    files = everything(StoredFile)

    assert {person.photo_file_id is None for person in everything(Person)} == {False}
    assert max(file.byte_size for file in files) < 100_000
    for file in files:
        assert len(Vault(seeded / "vault").get(file.key)) == file.byte_size


def test_the_sign_ins_printed_at_the_start_stand_where_their_words_say() -> None:
    by_contact = demonstration.contacts()
    shown = [
        by_contact.get(f"+86{person.sign_in}") or by_contact.get(person.sign_in)
        for person in people.DEMONSTRATION_BUYERS
    ]
    said = [(plan.status, Counter(plan.people)) for plan in shown if plan is not None]

    assert said == [
        (UnitStatus.APPROVED, Counter({PersonStatus.UNPAID: 3})),
        (
            UnitStatus.APPROVED,
            Counter([PersonStatus.DELIVERED, PersonStatus.FAILED, PersonStatus.WAITING_FOR_REVIEW]),
        ),
        (UnitStatus.RETURNED, Counter([PersonStatus.RETURNED_BY_MISSION, PersonStatus.AWAITING_UNIT_REVIEW])),
        (UnitStatus.APPROVED, Counter({PersonStatus.UNPAID: 2})),
    ]


def test_everybody_is_of_age_and_no_document_stands_twice() -> None:
    found = everything(Person)
    today = beijing_date(NOW)

    assert {(today - person.birth_date).days > 365 * 18 for person in found} == {True}
    assert len({person.document_index for person in found}) == len(found)


def test_seeding_again_changes_nothing() -> None:
    before, changed = counts(), [(row.id, row.version) for row in everything(WorkUnit)]

    demonstration.seed(NOW + timedelta(days=3))

    assert counts() == before
    with reading() as session:
        again = session.exec(select(WorkUnit).order_by(col(WorkUnit.id))).all()
        assert [(row.id, row.version) for row in again] == changed
