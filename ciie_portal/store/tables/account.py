"""Who signs in: buyer accounts, staff, their sessions and one-time codes (rules.md sections 1 and 3)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.store.tables.columns import check, only_one, word


class Account(SQLModel, table=True):
    """`mobile` (E.164) or `email` is proved and signs in; `email_key` is the address case-folded."""

    __tablename__ = "account"
    __table_args__ = (
        check("has_a_contact", "mobile IS NOT NULL OR email_key IS NOT NULL OR erased_at IS NOT NULL"),
        check("locale_is_known", "locale IN ('en', 'zh')"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    mobile: str | None = Field(default=None, max_length=20, unique=True)
    email: str | None = Field(default=None, max_length=254)
    email_key: str | None = Field(default=None, max_length=254, unique=True)
    password_hash: str = Field(max_length=200)
    locale: str = Field(default="zh", max_length=2)
    second_channel: NoticeChannel | None = word("second_channel", NoticeChannel, default=None, nullable=True)
    second_contact: str | None = Field(default=None, max_length=254, index=True)
    created_at: datetime
    password_changed_at: datetime | None = None
    disabled_at: datetime | None = None
    erased_at: datetime | None = None
    version: int = 1


class StaffMember(SQLModel, table=True):
    """A secretariat has a mission, nobody else has. `key` binds the sealed secret to the row."""

    __tablename__ = "staff_member"
    __table_args__ = (
        check(
            "a_secretariat_has_a_mission",
            "(role = 'secretariat') = (mission_id IS NOT NULL)",
        ),
        check(
            "enrolled_with_both_factors",
            "(password_hash IS NULL AND totp_last_step IS NULL) OR totp_sealed IS NOT NULL",
        ),
        check("locale_is_known", "locale IN ('en', 'zh')"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True)
    login: str = Field(max_length=100, unique=True)
    name: str = Field(max_length=100)
    role: StaffRole = word("role", StaffRole)
    mission_id: int | None = Field(default=None, foreign_key="trade_mission.id", index=True)
    locale: str = Field(default="zh", max_length=2)
    password_hash: str | None = Field(default=None, max_length=200)
    totp_sealed: bytes | None = None
    totp_last_step: int | None = None
    enrolment_token_hash: str | None = Field(default=None, max_length=64, unique=True)
    enrolment_expires_at: datetime | None = None
    created_at: datetime
    disabled_at: datetime | None = None
    version: int = 1


class WebSession(SQLModel, table=True):
    """A signed-in browser. Half signed: a staff member who has yet to give the second factor."""

    __tablename__ = "web_session"
    __table_args__ = (
        check("belongs_to_one", "(account_id IS NULL) <> (staff_id IS NULL)"),
        check("only_staff_are_half_signed", "NOT is_half_signed OR staff_id IS NOT NULL"),
    )

    id_hash: str = Field(max_length=64, primary_key=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id", index=True)
    is_half_signed: bool = False
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime = Field(index=True)
    ended_at: datetime | None = None


class OneTimeCode(SQLModel, table=True):
    """A code of six digits for one contact and one purpose; only its hash is kept."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        check("tries_are_counted", "tries >= 0"),
        only_one("uq_one_time_code_open", "contact_index", "purpose", where="ended_at IS NULL"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    contact_index: str = Field(max_length=40, index=True)
    purpose: str = Field(max_length=40)
    code_hash: str = Field(max_length=80)
    created_at: datetime = Field(index=True)
    expires_at: datetime
    tries: int = 0
    spent_at: datetime | None = None
    ended_at: datetime | None = None  # spent, replaced by a newer one, or tried too often
