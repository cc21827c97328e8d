"""Money in, money back, and what the provider told us (Q11; rules.md section 8)."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from ciie_portal.domain.payment import PaymentState
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.store.tables.columns import big_number, check, long_text, only_one, word


class Payment(SQLModel, table=True):
    """`refunded_minor` counts what refunds have reserved, whether or not the provider has paid it yet."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("provider", "provider_transaction"),
        only_one("uq_payment_matched", "request_id", where="state = 'matched'"),
        check("amount_is_positive", "amount_minor > 0"),
        check("never_refunds_more_than_was_paid", "refunded_minor >= 0 AND refunded_minor <= amount_minor"),
        check("matched_has_a_request", "state <> 'matched' OR request_id IS NOT NULL"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True)
    provider: str = Field(max_length=20)
    provider_transaction: str = Field(max_length=100)
    checkout_id: int | None = Field(default=None, foreign_key="checkout.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="certificate_request.id", index=True)
    amount_minor: int = big_number()
    refunded_minor: int = big_number(default=0)
    currency: str = Field(max_length=3)
    method: str = Field(default="", max_length=30)
    state: PaymentState = word("state", PaymentState)
    paid_at: datetime
    recorded_at: datetime
    note: str = long_text(default="")
    version: int = 1


class Refund(SQLModel, table=True):
    """A person's own fee, or surplus without a person. `key` is our number at the provider."""

    __tablename__ = "refund"
    __table_args__ = (
        only_one("uq_refund_of_a_persons_fee", "person_id", where="person_id IS NOT NULL"),
        check("amount_is_positive", "amount_minor > 0"),
        check("only_a_failed_person_has_a_fee_back", "(reason = 'person_failed') = (person_id IS NOT NULL)"),
        check("paid_has_an_instant", "(status = 'paid') = (paid_at IS NOT NULL)"),
        Index("ix_refund_status", "status"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    reference: str = Field(max_length=12, unique=True)
    key: str = Field(max_length=32, unique=True)
    payment_id: int = Field(foreign_key="payment.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    reason: RefundReason = word("reason", RefundReason)
    status: RefundStatus = word("status", RefundStatus, default=RefundStatus.REQUESTED)
    amount_minor: int = big_number()
    currency: str = Field(max_length=3)
    requested_at: datetime
    requested_by: int | None = Field(default=None, foreign_key="account.id")
    provider_refund: str | None = Field(default=None, max_length=100)
    paid_at: datetime | None = None
    refused_at: datetime | None = None
    refusal: str | None = long_text(default=None)
    version: int = 1


class RefundAttempt(SQLModel, table=True):
    """What was tried and what the provider answered; append-only."""

    __tablename__ = "refund_attempt"
    __table_args__ = (UniqueConstraint("refund_id", "number"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    refund_id: int = Field(foreign_key="refund.id")
    number: int
    at: datetime
    outcome: str = Field(max_length=40)
    provider_reference: str | None = Field(default=None, max_length=100)
    detail: str = long_text(default="")


class ProviderNotification(SQLModel, table=True):
    """The inbox of the provider's signed messages; the same event is taken in once."""

    __tablename__ = "provider_notification"
    __table_args__ = (UniqueConstraint("provider", "event"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    provider: str = Field(max_length=20)
    event: str = Field(max_length=100)
    kind: str = Field(max_length=60)
    body: str = long_text()
    received_at: datetime
    handled_at: datetime | None = None
    outcome: str = long_text(default="")


class Reconciliation(SQLModel, table=True):
    """One comparison of our books with the provider's; `trouble` says why it broke off."""

    __tablename__ = "reconciliation"

    id: int | None = Field(default=None, primary_key=True)
    started_at: datetime = Field(index=True)
    finished_at: datetime
    payments_found: int = 0  # that no notification had told of
    payments_corrected: int = 0  # of which a notification had told something else
    refunds_settled: int = 0
    checkouts_closed: int = 0
    trouble: str = long_text(default="")
