"""A scene for money: an approved unit with unpaid persons, finance, and a cashier that keeps its books."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from ciie_portal.actions import deliver
from ciie_portal.actions.deliveries import Delivery
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.request_certificate import request_certificates
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.gateways.signed_http import signature
from ciie_portal.settings import get_settings
from ciie_portal.store import outbox
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import (
    CertificateRequest,
    Checkout,
    Edition,
    Notice,
    Payment,
    Person,
    Refund,
    WorkUnit,
)
from tests import factories
from tests.actions.booked_cashier import BookedCashier, cashier
from tests.factories import FEE, NOW

__all__ = ["BookedCashier", "cashier"]


@dataclass(frozen=True)
class Scene:
    """Who takes part; everything else is read from the books."""

    unit: WorkUnit
    people: tuple[str, ...]
    buyer: Actor
    finance: Actor


def scene(*statuses: PersonStatus, is_overseas: bool = False, **edition_facts: Any) -> Scene:
    """An approved unit with its persons (three unpaid ones unless told otherwise), committed."""
    with transaction() as session:
        edition = factories.edition(session, **edition_facts)
        member = factories.staff_member(session, StaffRole.FINANCE)
        facts: dict[str, Any] = {}
        mission = None
        if is_overseas:
            account = factories.account(
                session, mobile=None, email="a@example.com", email_key="a@example.com"
            )
            facts = {
                "account_id": account.id,
                "category": Category.OVERSEAS_UNIT,
                "channel": Channel.OVERSEAS,
            }
            facts["credit_code"] = None
        else:
            mission = factories.mission(session, f"TM-{secrets.token_hex(3)}")
        unit = factories.unit(session, edition, UnitStatus.APPROVED, mission, **facts)
        wanted = statuses or (PersonStatus.UNPAID,) * 3
        people = tuple(
            factories.person(session, unit, one, number=f"3302031985{secrets.randbelow(10**8):08}").reference
            for one in wanted
        )
        finance = access.staff(member.id or 0, StaffRole.FINANCE, locale="en", name="Finance 01")
        return Scene(unit, people, access.buyer(unit.account_id), finance)


def express(person: str, **answers: Any) -> Delivery:
    """A delivery that nothing is wrong with."""
    given: dict[str, Any] = {
        "method": "express",
        "recipient": "陈静",
        "mobile": "13800138000",
        "division_code": "330203",
        "street": "中山西路1号",
        "is_valid_six_months": True,
    }
    return Delivery(person, **given | answers)


def requested(at: Scene, people: tuple[str, ...] = ()) -> str:
    """An open request for the scene's persons; its reference."""
    deliveries = [express(person) for person in people or at.people]
    return request_certificates(at.buyer, at.unit.reference, deliveries, NOW).reference


def said(checkout_key: str, *, now: datetime = NOW, **facts: Any) -> tuple[bytes, dict[str, str]]:
    """A signed notification of a payment as the provider sends it: body and headers."""
    given: dict[str, Any] = {
        "event": f"ev_{secrets.token_hex(6)}",
        "kind": "payment",
        "status": "paid",
        "reference": checkout_key,
        "checkout": "co_1",
        "transaction": f"tx_{secrets.token_hex(6)}",
        "amount_minor": 3 * FEE,
        "currency": "CNY",
        "method": "alipay",
        "occurred_at": int(now.timestamp()),
    }
    return signed(given | facts, now)


def signed(body: dict[str, Any], now: datetime = NOW) -> tuple[bytes, dict[str, str]]:
    raw = json.dumps(body).encode()
    stamp = str(int(now.timestamp()))
    secret = get_settings().cashier_secret.get_secret_value()
    return raw, {"x-timestamp": stamp, "x-signature": signature(secret, stamp, raw)}


def at_the_cashier(at: Scene) -> tuple[str, str]:
    """A request whose checkout is open: its reference and our key."""
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    return reference, open_key(reference)


def said_of_refund(number: str, status: str, **facts: Any) -> tuple[bytes, dict[str, str]]:
    """A signed notification of a refund; `number` is ours."""
    given = {
        "event": f"ev_{secrets.token_hex(6)}",
        "kind": "refund",
        "status": status,
        "reference": number,
        "refund": "re_1",
        "transaction": "tx_1",
        "amount_minor": FEE,
        "currency": "CNY",
        "occurred_at": int(NOW.timestamp()),
    }
    return signed(given | facts)


def paid(at: Scene) -> str:
    """Everybody of the scene is paid for with transaction tx_1; the request's reference."""
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    take_notification(*said(open_key(reference), transaction="tx_1"), NOW)
    return reference


def dispatch(now: datetime = NOW, *kinds: str) -> list[str]:
    """Does what the outbox holds and is due, as the dispatcher would; the kinds of it."""
    wanted = kinds or deliver.AT_THE_CASHIER
    with transaction() as session:
        jobs = outbox.claim_due(session, wanted, 100, "a test", now)
    for job in jobs:
        deliver.deliver(job, "a test", lambda: now)
    return [job.kind for job in jobs]


def open_key(request_reference: str) -> str:
    """Our key of the newest checkout of a request."""
    with reading() as session:
        query = (
            select(Checkout.key)
            .join(CertificateRequest)
            .where(CertificateRequest.reference == request_reference)
        )
        return session.exec(query.order_by(col(Checkout.id).desc())).first() or ""


def statuses(at: Scene) -> list[PersonStatus]:
    with reading() as session:
        query = select(Person.status).where(Person.unit_id == at.unit.id).order_by(col(Person.ordinal))
        return [PersonStatus(one) for one in session.exec(query).all()]


def payments() -> list[Payment]:
    with reading() as session:
        return list(session.exec(select(Payment).order_by(col(Payment.id))).all())


def refunds() -> list[Refund]:
    with reading() as session:
        return list(session.exec(select(Refund).order_by(col(Refund.id))).all())


def count(table: Any) -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def notice_kinds(at: Scene) -> list[str]:
    with reading() as session:
        query = select(Notice.kind).where(Notice.unit_id == at.unit.id).order_by(col(Notice.id))
        return [str(kind) for kind in session.exec(query).all()]


def set_status(person: str, status: PersonStatus) -> None:
    """As if a colleague had decided; the journey itself is tested elsewhere."""
    with transaction() as session:
        row = session.exec(select(Person).where(Person.reference == person)).one()
        row.status = status


def same_document(first: Scene, second: Scene) -> None:
    """The first person of each is the same, in the same edition."""
    with transaction() as session:
        one = session.exec(select(Person).where(Person.reference == first.people[0])).one()
        other = session.exec(select(Person).where(Person.reference == second.people[0])).one()
        other.document_index = one.document_index
        unit = session.get_one(WorkUnit, other.unit_id)
        unit.edition_id, unit.credit_code = first.unit.edition_id, None


def change_edition(at: Scene, **facts: Any) -> None:
    with transaction() as session:
        edition = session.get_one(Edition, at.unit.edition_id)
        for name, fact in facts.items():
            setattr(edition, name, fact)


def refusal(work: Callable[..., Any], *args: Any) -> Rule | None:
    """The rule that refuses."""
    with pytest.raises(RuleBroken) as broken:
        work(*args)
    return broken.value.rule


def problems(work: Callable[..., Any], *args: Any) -> list[tuple[str, Rule]]:
    """Every problem that it names, by field."""
    with pytest.raises(RuleBroken) as broken:
        work(*args)
    return [(problem.field, problem.rule) for problem in broken.value.problems]
