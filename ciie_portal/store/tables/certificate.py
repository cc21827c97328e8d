"""Certificates and the parcels that carry them (Q3, Q9)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from ciie_portal.domain.certificate import CertificateStatus, ParcelStatus
from ciie_portal.store.tables.columns import check, long_text, only_one, word


class Parcel(SQLModel, table=True):
    """Up to ten certificates to one unit, address and recipient."""

    __tablename__ = "parcel"
    __table_args__ = (UniqueConstraint("carrier", "tracking_number"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True)
    unit_id: int = Field(foreign_key="work_unit.id", index=True)
    carrier: str = Field(max_length=60)
    tracking_number: str = Field(max_length=60)
    recipient: str | None = long_text(default=None)
    recipient_mobile: str | None = Field(default=None, max_length=20)
    address: str | None = long_text(default=None)
    status: ParcelStatus = word("status", ParcelStatus, default=ParcelStatus.DISPATCHED)
    dispatched_at: datetime
    delivered_at: datetime | None = None
    came_back_at: datetime | None = None
    version: int = 1


class Certificate(SQLModel, table=True):
    """One live certificate per document and edition; its data was frozen when it was made."""

    __tablename__ = "certificate"
    __table_args__ = (
        only_one("uq_certificate_live_document", "edition_id", "document_index", where="status = 'live'"),
        only_one("uq_certificate_live_person", "person_id", where="status = 'live'"),
        check("document_is_known", "document_index IS NOT NULL OR erased_at IS NOT NULL"),
        check("live_is_not_void", "(status = 'live') = (voided_at IS NULL)"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    reference: str = Field(max_length=12, unique=True)  # CT-…, the serial
    person_id: int = Field(foreign_key="person.id", index=True)
    edition_id: int = Field(foreign_key="edition.id")
    document_index: str | None = Field(default=None, max_length=40)
    label_code: str = Field(max_length=40)
    status: CertificateStatus = word("status", CertificateStatus, default=CertificateStatus.LIVE)
    made_at: datetime
    voided_at: datetime | None = None
    replaces_id: int | None = Field(default=None, foreign_key="certificate.id")
    parcel_id: int | None = Field(default=None, foreign_key="parcel.id", index=True)
    erased_at: datetime | None = None
    version: int = 1
