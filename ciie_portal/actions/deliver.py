"""What each kind of outbox row does outside, and what its answer means in our books (architecture §4 D).

`perform` calls a provider and touches no row; `delivered`, `given_up` write the outcome in one transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from ciie_portal.actions import checkouts, errands, for_the_owner
from ciie_portal.actions.notices import EMAIL_KIND, SMS_KIND, try_other_channel
from ciie_portal.actions.record_refund import ProviderRefund, RefundWord, number_of, record_refund
from ciie_portal.domain.access import SYSTEM, Permission, require
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.gateways import providers
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.security.traces import trace_of
from ciie_portal.store import outbox
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.outbox import Job
from ciie_portal.store.queries.contact_troubles import clear_trouble, note_trouble
from ciie_portal.store.tables import (
    Account,
    CertificateRequest,
    Checkout,
    Notice,
    NoticeState,
    Payment,
    Refund,
)

logger = logging.getLogger(__name__)
EXPIRED = "expired before it could be sent"
ASK_AGAIN = timedelta(minutes=2)
MESSAGES = (SMS_KIND, EMAIL_KIND)
IN_HOUSE = tuple(for_the_owner.WORK)
AT_THE_CASHIER = (errands.CANCEL_CHECKOUT, errands.OPEN_REFUND, errands.QUERY_REFUND)


@dataclass(frozen=True)
class Answer:
    """What the provider said: its reference, and of a refund how far it is."""

    reference: str = ""
    refund: ProviderRefund | None = None
    is_settled: bool = True


def deliver(job: Job, owner: str, now: Callable[[], datetime]) -> bool:
    """One leased row, from the call to the books. Whether the provider answered at all.

    Killed in between, the lease runs out and the same call is made again with the same key.
    """
    require(SYSTEM, Permission.RUN_UNATTENDED)
    try:
        if job.kind in for_the_owner.WORK:
            work_in_house(job, now())
            return True
        answer = perform(job, now())
    except TemporaryTrouble as trouble:
        failed(job, owner, str(trouble), now(), is_permanent=False)
        return False
    except PermanentTrouble as trouble:
        failed(job, owner, str(trouble), now(), is_permanent=True)
        return True
    except Exception as fault:
        logger.error("%s %s met a fault of our own: %s", job.kind, job.key, trace_of(fault))
        failed(job, owner, "a fault of our own", now(), is_permanent=False)
        return True
    succeeded(job, owner, answer, now())
    return True


def perform(job: Job, now: datetime) -> Answer:
    """The call itself, with the row's key. Raises TemporaryTrouble, PermanentTrouble."""
    return PERFORMERS[job.kind](job, now)


def work_in_house(job: Job, now: datetime) -> None:
    """Nobody outside is called: the work and the word that it is done are one transaction."""
    with transaction() as session:
        if outbox.mark_sent(session, job.id, now):
            for_the_owner.WORK[job.kind](session, job.payload, now)


def _sms(job: Job, now: datetime) -> Answer:
    _refuse_useless(job, now)
    return Answer(providers.sms_gateway().send(job.payload["to"], job.payload["text"], job.key))


def _email(job: Job, now: datetime) -> Answer:
    _refuse_useless(job, now)
    said = job.payload
    return Answer(providers.email_gateway().send(said["to"], said["subject"], said["text"], job.key))


def _refuse_useless(job: Job, now: datetime) -> None:
    """A one-time code that has expired would only confuse."""
    useless_at = job.payload.get("useless_at")
    if useless_at is not None and datetime.fromisoformat(useless_at) <= now:
        raise PermanentTrouble(EXPIRED)


def _cancel_checkout(job: Job, now: datetime) -> Answer:
    with reading() as session:
        checkout = session.exec(select(Checkout).where(Checkout.key == job.payload["checkout"])).one()
        request = session.get_one(CertificateRequest, checkout.request_id)
        place = checkouts.place_of(session, checkout, request)
    return Answer(checkouts.cancel_at_provider(place).value)


def _open_refund(job: Job, now: datetime) -> Answer:
    with reading() as session:
        refund = session.exec(select(Refund).where(Refund.key == job.payload["refund"])).one()
        payment = session.get_one(Payment, refund.payment_id)
    number = number_of(refund.key, job.payload["attempt"])
    said = providers.cashier().refund(
        key=number,
        provider_transaction=payment.provider_transaction,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        reference=number,
    )
    word = ProviderRefund(number, said.provider_id, RefundWord(said.status.value), said.why)
    return Answer(said.provider_id, word)


def _query_refund(job: Job, now: datetime) -> Answer:
    with reading() as session:
        refund = session.exec(select(Refund).where(Refund.key == job.payload["refund"])).one()
    if refund.status is not RefundStatus.PROCESSING or refund.provider_refund is None:
        return Answer(refund.provider_refund or "")
    said = providers.cashier().find_refund(refund.provider_refund)
    number = number_of(refund.key, job.payload["attempt"])
    word = ProviderRefund(number, said.provider_id, RefundWord(said.status.value), said.why)
    return Answer(said.provider_id, word, is_settled=word.word is not RefundWord.PROCESSING)


PERFORMERS: Mapping[str, Callable[[Job, datetime], Answer]] = {
    SMS_KIND: _sms,
    EMAIL_KIND: _email,
    errands.CANCEL_CHECKOUT: _cancel_checkout,
    errands.OPEN_REFUND: _open_refund,
    errands.QUERY_REFUND: _query_refund,
}


def succeeded(job: Job, owner: str, answer: Answer, now: datetime) -> None:
    """The row is out, or asks again later; a notice says so on the record, a refund moves on."""
    with transaction() as session:
        if answer.refund is not None:
            record_refund(session, answer.refund, now)
        if not answer.is_settled:
            outbox.postpone(session, job.id, owner, now + ASK_AGAIN)
            return
        outbox.mark_sent(session, job.id, now, answer.reference or None)
        notice = _notice(session, job)
        if notice is not None:
            notice.state, notice.sent_at, notice.error = NoticeState.SENT, now, None
            notice.provider_reference = answer.reference or None
            if notice.account_id is not None:
                clear_trouble(session, notice.account_id, notice.channel, notice.recipient or "")


def failed(job: Job, owner: str, error: str, now: datetime, *, is_permanent: bool) -> None:
    """Later again; given up, the record is flagged and a notice tries the other channel, if there is one."""
    with transaction() as session:
        is_given_up = outbox.mark_failed(session, job.id, owner, error, now, is_permanent=is_permanent)
        if not is_given_up:
            return
        logger.warning("%s %s is given up: %s", job.kind, job.key, error)
        notice = _notice(session, job)
        if notice is not None:
            notice.state, notice.error = NoticeState.FAILED, error
            if is_permanent and error != EXPIRED:
                _flag(session, notice, now)
            try_other_channel(session, notice, job.payload, now)


def _flag(session: Session, notice: Notice, now: datetime) -> None:
    """The contact itself is refused: the account says so until a message arrives or the contact changes."""
    if notice.account_id is not None:
        account = session.get_one(Account, notice.account_id)
        note_trouble(session, account, notice.channel, notice.recipient or "", now)


def _notice(session: Session, job: Job) -> Notice | None:
    return session.exec(select(Notice).where(Notice.outbox_id == job.id)).first()
