"""Requests, payments, and whole approved units."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from ciie_portal.domain.certificate import DeliveryMethod, RequestStatus
from ciie_portal.domain.journey import PAID_FOR, PersonStatus, UnitStatus
from ciie_portal.domain.payment import PaymentState
from ciie_portal.domain.reference import Prefix
from ciie_portal.security import new_key
from ciie_portal.store.tables import (
    CertificateRequest,
    CertificateRequestPerson,
    Edition,
    Payment,
    Person,
    TradeMission,
    WorkUnit,
)
from tests.factories.rows import FEE, NOW, reference, save
from tests.factories.units import person, unit


def request(
    session: Session,
    unit_row: WorkUnit,
    persons: list[Person],
    status: RequestStatus = RequestStatus.OPEN,
    **facts: Any,
) -> CertificateRequest:
    """Express delivery for everybody; a paid request has its payment too."""
    given: dict[str, Any] = {
        "reference": reference(Prefix.CERTIFICATE_REQUEST),
        "unit_id": unit_row.id,
        "status": status,
        "amount_minor": FEE * len(persons),
        "currency": "CNY",
        "created_at": NOW - timedelta(days=1),
        "paid_at": NOW - timedelta(hours=20) if status is RequestStatus.PAID else None,
        "cancelled_at": NOW - timedelta(hours=20) if status is RequestStatus.CANCELLED else None,
    }
    row: CertificateRequest = save(session, CertificateRequest(**given | facts))
    for member in persons:
        line = CertificateRequestPerson(
            request_id=row.id,
            person_id=member.id,
            is_live=status is not RequestStatus.CANCELLED,
            fee_minor=FEE,
            method=DeliveryMethod.EXPRESS,
            recipient="陈静",
            recipient_mobile="+8613800138000",
            division_code="330203",
            street="中山西路1号",
        )
        save(session, line)
    if status is RequestStatus.PAID:
        payment(session, request_id=row.id, amount_minor=row.amount_minor)
    return row


def payment(session: Session, **facts: Any) -> Payment:
    """A settled payment unless told otherwise."""
    given: dict[str, Any] = {
        "key": new_key(),
        "provider": "sandbox",
        "provider_transaction": f"T{secrets.token_hex(8)}",
        "amount_minor": FEE,
        "currency": "CNY",
        "method": "alipay",
        "state": PaymentState.MATCHED,
        "paid_at": NOW - timedelta(hours=20),
        "recorded_at": NOW - timedelta(hours=20),
    }
    row: Payment = save(session, Payment(**given | facts))
    return row


def approved_unit(
    session: Session,
    edition_row: Edition,
    mission_row: TradeMission | None,
    statuses: list[PersonStatus],
    **facts: Any,
) -> tuple[WorkUnit, list[Person]]:
    """An approved unit with a person in each status; whoever is paid for is in one paid request."""
    row = unit(session, edition_row, UnitStatus.APPROVED, mission_row, **facts)
    persons = [
        person(session, row, status, number=f"33020319850101{place:04}")
        for place, status in enumerate(statuses, start=1)
    ]
    if paid := [member for member in persons if member.status in PAID_FOR | {PersonStatus.REFUNDED}]:
        request(session, row, paid, RequestStatus.PAID)
    return row, persons
