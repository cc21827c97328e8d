"""Production batches, and what each certificate says on paper, frozen when it is made (Q3)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from ciie_portal.domain.certificate import ReissueReason
from ciie_portal.store.tables.columns import check, long_text, word


class CertificateBatch(SQLModel, table=True):
    """Certificates that are printed together; numbered within the edition."""

    __tablename__ = "certificate_batch"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        check("number_is_positive", "number > 0"),
        check("counted_at_an_instant", "(counted_good IS NULL) = (counted_at IS NULL)"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    edition_id: int = Field(foreign_key="edition.id")
    number: int
    made_at: datetime
    made_by: int | None = Field(default=None, foreign_key="staff_member.id")
    counted_good: int | None = None
    counted_spoiled: int | None = None
    counted_at: datetime | None = None
    counted_by: int | None = Field(default=None, foreign_key="staff_member.id")


class CertificatePaper(SQLModel, table=True):
    """The face of one certificate; later changes of person, unit or mission do not reach it.

    `set_out_at`: when it was laid ready for collection; `handed_over_at`: when it was collected.
    """

    __tablename__ = "certificate_paper"
    __table_args__ = (UniqueConstraint("batch_id", "place"),)

    certificate_id: int = Field(primary_key=True, foreign_key="certificate.id")
    batch_id: int = Field(foreign_key="certificate_batch.id")
    place: int  # in the batch, from 1
    name_zh: str | None = long_text(default=None)
    name_latin: str | None = long_text(default=None)
    unit_name_zh: str | None = long_text(default=None)
    unit_name_en: str | None = long_text(default=None)
    mission_name_zh: str | None = long_text(default=None)
    mission_name_en: str | None = long_text(default=None)
    label_zh: str = long_text()
    label_en: str = long_text()
    photo_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    signed_text: str = long_text()  # what the QR carries
    reissue_reason: ReissueReason | None = word("reissue_reason", ReissueReason, default=None, nullable=True)
    set_out_at: datetime | None = None
    handed_over_at: datetime | None = None
