"""A small world that the tests of the store live in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.refund import RefundReason
from ciie_portal.security import new_key
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Certificate, Checkout, Payment, Person, Refund
from tests import factories
from tests.factories import FEE, NOW

UNPAID, WAITING = PersonStatus.UNPAID, PersonStatus.WAITING_FOR_REVIEW


def write_now(write: Callable[[Session], Any]) -> None:
    """One write in a transaction of its own."""
    with transaction() as session:
        write(session)


def refused(write: Callable[[Session], Any], constraint: str) -> None:
    """The write raises, and it is this constraint (SQLite names its columns) that refuses it."""
    with pytest.raises(IntegrityError) as caught:
        write_now(write)
    assert constraint in str(caught.value.orig)


class World:
    """An edition, the missions, and an approved unit with one unpaid and one paid person."""

    def __init__(self) -> None:
        with transaction() as session:
            self.edition = factories.edition(session)
            self.tree = factories.mission_tree(session)
            self.unit, (self.unpaid, self.paid) = factories.approved_unit(
                session,
                self.edition,
                self.tree.ningbo,
                [PersonStatus.UNPAID, PersonStatus.WAITING_FOR_REVIEW],
            )
            self.request = factories.request(session, self.unit, [self.unpaid])
            self.payment = session.exec(select(Payment)).one()

    def checkout(self, **facts: Any) -> Checkout:
        given: dict[str, Any] = {
            "key": new_key(),
            "request_id": self.request.id,
            "provider": "sandbox",
            "amount_minor": FEE,
            "currency": "CNY",
            "created_at": NOW,
        }
        return Checkout(**given | facts)

    def refund(self, **facts: Any) -> Refund:
        given: dict[str, Any] = {
            "reference": f"RF-{new_key()[:8]}",
            "key": new_key(),
            "payment_id": self.payment.id,
            "person_id": self.paid.id,
            "reason": RefundReason.PERSON_FAILED,
            "amount_minor": FEE,
            "currency": "CNY",
            "requested_at": NOW,
        }
        return Refund(**given | facts)

    def certificate(self, person: Person, **facts: Any) -> Certificate:
        given: dict[str, Any] = {
            "reference": f"CT-{new_key()[:8]}",
            "person_id": person.id,
            "edition_id": self.edition.id,
            "document_index": person.document_index,
            "label_code": "trader",
            "made_at": NOW,
        }
        return Certificate(**given | facts)
