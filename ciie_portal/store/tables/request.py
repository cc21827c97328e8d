"""The certificate request, the persons in it and the checkouts opened for it (Q4 note, Q9; D8, D9)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from ciie_portal.domain.certificate import DeliveryMethod, RequestStatus
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.store.tables.columns import big_number, check, long_text, only_one, word


class CertificateRequest(SQLModel, table=True):
    """Which persons, how each certificate reaches them, and what it costs together."""

    __tablename__ = "certificate_request"
    __table_args__ = (
        check("amount_is_not_negative", "amount_minor >= 0"),
        check("paid_has_an_instant", "(status = 'paid') = (paid_at IS NOT NULL)"),
        check("cancelled_has_an_instant", "(status = 'cancelled') = (cancelled_at IS NOT NULL)"),
        check("version_is_positive", "version > 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    reference: str = Field(max_length=12, unique=True)
    unit_id: int = Field(foreign_key="work_unit.id", index=True)
    status: RequestStatus = word("status", RequestStatus, default=RequestStatus.OPEN)
    amount_minor: int = big_number()
    currency: str = Field(max_length=3)
    created_at: datetime
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    version: int = 1


class CertificateRequestPerson(SQLModel, table=True):
    """`is_live` is false once the request is cancelled; a person has at most one live line."""

    __tablename__ = "certificate_request_person"
    __table_args__ = (
        UniqueConstraint("request_id", "person_id"),
        only_one("uq_certificate_request_person_live", "person_id", where="is_live"),
        check(
            "express_has_an_address",
            "method <> 'express' OR erased_at IS NOT NULL OR (recipient IS NOT NULL"
            " AND recipient_mobile IS NOT NULL AND division_code IS NOT NULL AND street IS NOT NULL)",
        ),
        check("fee_is_not_negative", "fee_minor >= 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    request_id: int = Field(foreign_key="certificate_request.id")
    person_id: int = Field(foreign_key="person.id")
    is_live: bool = True
    fee_minor: int = big_number()
    method: DeliveryMethod = word("method", DeliveryMethod)
    recipient: str | None = long_text(default=None)
    recipient_mobile: str | None = Field(default=None, max_length=20)
    division_code: str | None = Field(default=None, max_length=6)
    street: str | None = long_text(default=None)
    erased_at: datetime | None = None


class Checkout(SQLModel, table=True):
    """One visit to the provider's pay page. `key` is ours: idempotency key and what notifications name.

    `declined_at`: the provider took no money at the newest attempt, which began at `attempted_at`.
    """

    __tablename__ = "checkout"
    __table_args__ = (
        only_one("uq_checkout_open", "request_id", where="status = 'open'"),
        UniqueConstraint("provider", "provider_checkout"),
        check("amount_is_positive", "amount_minor > 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True)
    request_id: int = Field(foreign_key="certificate_request.id", index=True)
    status: CheckoutStatus = word("status", CheckoutStatus, default=CheckoutStatus.OPEN)
    provider: str = Field(max_length=20)
    provider_checkout: str | None = Field(default=None, max_length=100)
    hosted_url: str | None = long_text(default=None)
    amount_minor: int = big_number()
    currency: str = Field(max_length=3)
    created_at: datetime
    expires_at: datetime | None = None
    attempted_at: datetime | None = None
    declined_at: datetime | None = None
    closed_at: datetime | None = None
