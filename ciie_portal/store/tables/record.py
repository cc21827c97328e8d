"""What was decided, what has to go out, and what went out (Q10; rules.md sections 7 and 9)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.store.tables.columns import check, long_text, word


class OutboxState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # a person looks


class NoticeState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class JourneyEvent(SQLModel, table=True):
    """Who did what, when, from which status to which, why. Append-only: triggers refuse the rest.

    `subject` names what else it is about, such as "code_request:" and its key.
    """

    __tablename__ = "journey_event"
    __table_args__ = (
        Index("ix_journey_event_at", "at", "id"),
        Index("ix_journey_event_staff_id", "staff_id", "at"),
        Index("ix_journey_event_event", "event", "at"),
        Index("ix_journey_event_mission_id", "mission_id", "at"),
        Index("ix_journey_event_is_system", "is_system", "at", "id"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    at: datetime
    event: str = Field(max_length=40)
    unit_id: int | None = Field(default=None, foreign_key="work_unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id")
    staff_role: StaffRole | None = word("staff_role", StaffRole, default=None, nullable=True)
    mission_id: int | None = Field(default=None, foreign_key="trade_mission.id")  # the staff member's scope
    is_system: bool = False
    from_status: str | None = Field(default=None, max_length=40)
    to_status: str | None = Field(default=None, max_length=40)
    reason: str | None = long_text(default=None)
    subject: str | None = Field(default=None, max_length=60, index=True)


class Outbox(SQLModel, table=True):
    """Work for the dispatcher. The payload is sealed, bound to `key`, and scrubbed once sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at"),
        check("sent_is_scrubbed", "state <> 'sent' OR (payload_sealed IS NULL AND sent_at IS NOT NULL)"),
        check("waiting_has_a_payload", "state <> 'waiting' OR payload_sealed IS NOT NULL"),
        check("lease_has_an_owner", "(leased_until IS NULL) = (leased_by IS NULL)"),
        check("tries_are_counted", "tries >= 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True, sa_column_kwargs={"insert_sentinel": True})
    kind: str = Field(max_length=40)
    dedupe_key: str = Field(max_length=120, unique=True)
    payload_sealed: bytes | None = None
    state: OutboxState = word("state", OutboxState, default=OutboxState.WAITING)
    due_at: datetime
    tries: int = 0
    leased_until: datetime | None = None
    leased_by: str | None = Field(default=None, max_length=60)
    last_error: str | None = long_text(default=None)
    provider_reference: str | None = Field(default=None, max_length=100)
    sent_at: datetime | None = None


class ContactTrouble(SQLModel, table=True):
    """A proved contact that a message could not reach; gone when one arrives or the contact changes."""

    __tablename__ = "contact_trouble"
    __table_args__ = (UniqueConstraint("account_id", "channel"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    account_id: int = Field(foreign_key="account.id")
    channel: NoticeChannel = word("channel", NoticeChannel)
    contact: str = Field(max_length=254)
    since: datetime


class Notice(SQLModel, table=True):
    """A message as it stands on the record: codes in its text are masked before it is written here."""

    __tablename__ = "notice"

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True, sa_column_kwargs={"insert_sentinel": True})
    kind: NoticeKind = word("kind", NoticeKind)
    channel: NoticeChannel = word("channel", NoticeChannel)
    locale: str = Field(max_length=2)
    recipient: str | None = Field(default=None, max_length=254)
    subject: str = long_text(default="")
    masked_text: str = long_text()
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="work_unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id", index=True)
    state: NoticeState = word("state", NoticeState, default=NoticeState.QUEUED)
    created_at: datetime
    sent_at: datetime | None = None
    error: str | None = long_text(default=None)
    provider_reference: str | None = Field(default=None, max_length=100)
    resends_id: int | None = Field(default=None, foreign_key="notice.id")
