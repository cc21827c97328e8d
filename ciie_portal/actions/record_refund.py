"""Writes down what the provider says of a refund: accepted, paid or refused (Q11; rules.md section 8).

Attempts are rows that are added. A refusal leaves the person refunding and lands with finance; what is paid
stays paid, however late or out of order the words come.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from ciie_portal.actions import errands
from ciie_portal.actions.desk_cases import record_move
from ciie_portal.actions.notices import tell
from ciie_portal.domain.access import SYSTEM
from ciie_portal.domain.journey import PersonEvent, move_person
from ciie_portal.domain.notice import person_notice
from ciie_portal.domain.refund import RefundEvent, RefundStatus, move_refund, person_event
from ciie_portal.store.queries import settling
from ciie_portal.store.tables import CertificateRequest, Payment, Person, Refund, RefundAttempt, WorkUnit

logger = logging.getLogger(__name__)
ASK_AFTER = timedelta(minutes=1)


class RefundWord(StrEnum):
    """What the provider can say of a refund."""

    PROCESSING = "processing"
    PAID = "paid"
    REFUSED = "refused"


@dataclass(frozen=True)
class ProviderRefund:
    """The provider's word on one attempt; asked under `our_number`. A refusal may have no other."""

    our_number: str
    provider_refund: str
    word: RefundWord
    detail: str = ""

    @property
    def name(self) -> str:
        return self.provider_refund or self.our_number


def number_of(refund_key: str, attempt: int) -> str:
    """Our number at the provider: a refused attempt is final there, so another one has its own number."""
    return refund_key if attempt == 1 else f"{refund_key}-{attempt}"


def split_number(our_number: str) -> tuple[str, int]:
    """The refund's key and which attempt it was."""
    key, _, attempt = our_number.partition("-")
    return key, int(attempt) if attempt.isdecimal() else 1


def attempts_made(session: Session, refund: Refund) -> int:
    """How many attempts the provider has refused for good."""
    return sum(row.outcome == RefundWord.REFUSED for row in settling.attempts_of(session, refund.id or 0))


def record_refund(session: Session, said: ProviderRefund, now: datetime) -> str:
    """What became of it, in the caller's transaction; repeating it changes nothing."""
    key, attempt = split_number(said.our_number)
    refund = settling.hold_refund(session, key)
    if refund is None:
        logger.warning("the provider speaks of a refund that is not ours")
        return "unknown refund"
    if refund.status is RefundStatus.PAID or _is_known(session, refund, said):
        return "already known"
    if refund.status is not RefundStatus.PROCESSING:  # the word may come before our own commit
        _move(session, refund, RefundEvent.SEND, now)
        refund.refused_at = refund.refusal = None
    refund.provider_refund = said.provider_refund or None
    _note(session, refund, said, now)
    if said.word is RefundWord.PAID:
        _move(session, refund, RefundEvent.CONFIRM, now)
    elif said.word is RefundWord.REFUSED:
        refund.refused_at, refund.refusal = now, said.detail or said.word.value
        _move(session, refund, RefundEvent.REFUSE, now)
    else:
        errands.ask_after_refund(session, refund, attempt, now + ASK_AFTER)
    session.flush()
    return said.word.value


def _is_known(session: Session, refund: Refund, said: ProviderRefund) -> bool:
    """Heard before, or overtaken: "processing" after the end of the same attempt says nothing new."""
    heard = {
        row.outcome
        for row in settling.attempts_of(session, refund.id or 0)
        if row.provider_reference == said.name
    }
    return said.word in heard or (bool(heard) and said.word is RefundWord.PROCESSING)


def _note(session: Session, refund: Refund, said: ProviderRefund, now: datetime) -> None:
    number = len(settling.attempts_of(session, refund.id or 0)) + 1
    session.add(
        RefundAttempt(
            refund_id=refund.id or 0,
            number=number,
            at=now,
            outcome=said.word.value,
            provider_reference=said.name,
            detail=said.detail,
        )
    )


def _move(session: Session, refund: Refund, event: RefundEvent, now: datetime) -> None:
    """The refund, and its person where the event means something for the person."""
    meant = person_event(refund.status, event)
    refund.status, refund.version = move_refund(refund.status, event), refund.version + 1
    if refund.status is RefundStatus.PAID:
        refund.paid_at = now
    person = session.get(Person, refund.person_id) if refund.person_id is not None else None
    if person is not None and meant is not None:
        session.refresh(person, with_for_update=True)
        before = person.status
        person.status = move_person(before, meant)
        person.status_since, person.version = now, person.version + 1
        record_move(session, SYSTEM, meant, before, person.status, now, person=person)
    if event is RefundEvent.CONFIRM:
        _tell_paid(session, refund, person, now)


def _tell_paid(session: Session, refund: Refund, person: Person | None, now: datetime) -> None:
    """Surplus names no person; money that named no request of ours belongs to nobody who could be told."""
    payment = session.get_one(Payment, refund.payment_id)
    if payment.request_id is None:
        return
    request = session.get_one(CertificateRequest, payment.request_id)
    tell(
        session,
        session.get_one(WorkUnit, request.unit_id),
        person_notice(PersonEvent.REFUND_PAID),
        now,
        person=person,
        once=refund.reference,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
    )
