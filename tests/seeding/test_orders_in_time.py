"""What happened in the demonstration happened in its order, by day, and to different people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import phonenumbers
import pytest
from sqlmodel import SQLModel, select

from ciie_portal.clock import BEIJING
from ciie_portal.domain.notice import PAY_REMINDERS, NoticeKind
from ciie_portal.seeding.timeline import in_office_hours
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import (
    Account,
    Certificate,
    CertificateBatch,
    CertificatePaper,
    CertificateRequest,
    CertificateRequestPerson,
    CodeRequest,
    JourneyEvent,
    Notice,
    NoticeState,
    Parcel,
    Payment,
    Person,
    SettingChange,
    StaffMember,
    WorkUnit,
)
from tests.factories import NOW


def rows(table: Any) -> list[Any]:
    """In the order in which they were added."""
    with reading() as session:
        return list(session.exec(select(table).order_by(*table.__table__.primary_key)).all())


def is_at_work(at: datetime) -> bool:
    here = at.astimezone(BEIJING)
    return here.weekday() < 5 and 9 <= here.hour < 18


def test_office_hours_keep_the_order_and_are_never_later() -> None:
    begins = datetime(2026, 11, 12, 3, 11, tzinfo=UTC)
    real = [begins + timedelta(minutes=37 * step) for step in range(900)]
    drawn = [in_office_hours(at) for at in real]

    assert {later > earlier for earlier, later in pairwise(drawn)} == {True}
    assert {at <= was for at, was in zip(drawn, real, strict=True)} == {True}
    assert {was - at < timedelta(days=3) for at, was in zip(drawn, real, strict=True)} == {True}
    assert {is_at_work(at) for at in drawn} == {True}


@pytest.mark.parametrize(
    ("table", "field"),
    [
        (JourneyEvent, "at"),
        (SettingChange, "at"),
        (Notice, "created_at"),
        (CertificateBatch, "made_at"),
        (CertificateRequest, "created_at"),
        (CodeRequest, "asked_at"),
        (WorkUnit, "created_at"),
        (Payment, "paid_at"),
        (Parcel, "dispatched_at"),
    ],
)
def test_what_is_counted_up_is_counted_up_in_time(table: type[SQLModel], field: str) -> None:
    found = rows(table)
    times = [getattr(row, field) for row in found]

    assert times == sorted(times)
    assert max(times) <= NOW


def test_everything_that_somebody_did_was_done_on_a_working_day() -> None:
    done = [row.at for row in rows(JourneyEvent) if not row.is_system]
    done += [row.created_at for table in (Account, WorkUnit) for row in rows(table)]
    done += [row.asked_at for row in rows(CodeRequest)]

    assert Counter(is_at_work(at) for at in done) == Counter({True: len(done)})


def test_nobody_worked_before_being_employed() -> None:
    employed = {row.id: row.created_at for row in rows(StaffMember)}
    deeds = [row for row in rows(JourneyEvent) if row.staff_id]

    assert {employed[row.staff_id] < row.at for row in deeds} == {True}


def test_registered_reviewed_requested_paid_passed_made_counted_sent_delivered() -> None:
    units, people = by_id(WorkUnit), by_id(Person)
    requests, batches, parcels = by_id(CertificateRequest), by_id(CertificateBatch), by_id(Parcel)
    lines = {row.person_id: requests[row.request_id] for row in rows(CertificateRequestPerson)}
    batch_of = {row.certificate_id: batches[row.batch_id] for row in rows(CertificatePaper)}
    decided = {(row.unit_id, row.person_id, row.event): row.at for row in rows(JourneyEvent)}
    certificates = rows(Certificate)

    assert len(certificates) > 8
    for certificate in certificates:
        person, batch = people[certificate.person_id], batch_of[certificate.id]
        unit, request = units[person.unit_id], lines[person.id]
        parcel = parcels.get(certificate.parcel_id)
        steps = [
            unit.created_at,
            unit.submitted_at,
            decided[unit.id, None, "approve"],
            request.created_at,
            request.paid_at,
            decided[unit.id, person.id, "pass"],
            batch.made_at,
            batch.counted_at,
            parcel.dispatched_at if parcel else None,
            parcel.delivered_at if parcel else None,
            NOW,
        ]
        known = [step for step in steps if step is not None]
        assert known == sorted(set(known))
        assert (batch.counted_at is None) == (person.status == "in_production")


def test_what_was_told_was_sent_at_the_time() -> None:
    notices = rows(Notice)

    assert len(notices) > 100
    assert {(row.state, row.sent_at - row.created_at) for row in notices} == {
        (NoticeState.SENT, timedelta(seconds=4))
    }


def test_reminders_to_pay_came_days_after_the_approval() -> None:
    told = {(row.unit_id, row.kind): row.created_at for row in rows(Notice)}
    reminded = {unit: at for (unit, kind), at in told.items() if kind is NoticeKind.PAY_REMINDER}
    waited = [at - told[unit, NoticeKind.APPROVED] for unit, at in reminded.items()]

    assert len(waited) > 2
    assert {min(PAY_REMINDERS) <= one for one in waited} == {True}


def test_no_two_people_share_a_number_or_an_address() -> None:
    people, units = rows(Person), [row for row in rows(WorkUnit) if row.contact_name]
    accounts, asked = rows(Account), rows(CodeRequest)

    each_once(row.mobile for row in people)
    each_once(row.contact_mobile for row in units)
    each_once(
        [
            *(row.mobile for row in people),
            *(row.contact_mobile for row in units),
            *(row.mobile for row in accounts if row.mobile),
            *(row.contact for row in asked),
        ]
    )
    each_once([*(row.email for row in people if row.email), *(row.email for row in accounts if row.email)])
    each_once((row.name_zh, row.name_latin) for row in people)
    each_once([*(row.contact_name for row in units), *(row.name_zh for row in people if row.name_zh)])
    each_once(row.street for row in units)
    each_once(row.registration_number for row in units if row.registration_number)


def each_once(found: Iterable[Any]) -> None:
    counted = Counter(found)
    assert {one: times for one, times in counted.items() if times > 1} == {}


def test_who_comes_from_overseas_has_the_nationality_and_the_mobile_of_that_country() -> None:
    units = {row.id: row for row in rows(WorkUnit) if row.country not in (None, "CN")}
    people = [row for row in rows(Person) if row.unit_id in units]

    assert len(people) > 5
    for person in people:
        country = units[person.unit_id].country
        assert (person.nationality, region(person.mobile)) == (country, country)
    assert {region(row.contact_mobile) == row.country for row in units.values() if row.contact_mobile} == {
        True
    }


def region(mobile: str) -> str | None:
    return phonenumbers.region_code_for_number(phonenumbers.parse(mobile))


def test_a_parcel_goes_to_the_contact_of_its_unit() -> None:
    units = by_id(WorkUnit)
    lines = [row for row in rows(CertificateRequestPerson) if row.recipient]
    requests = by_id(CertificateRequest)

    assert len(lines) > 10
    for line in lines:
        unit = units[requests[line.request_id].unit_id]
        assert (line.recipient, line.recipient_mobile) == (unit.contact_name, unit.contact_mobile)
        assert (line.division_code, line.street) == (unit.division_code, unit.street)


def by_id(table: Any) -> dict[int, Any]:
    return {row.id: row for row in rows(table)}
