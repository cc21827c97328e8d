"""Accounts, staff members and browser sessions as sign-in needs them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ciie_portal.store.tables import Account, OneTimeCode, StaffMember, WebSession

# Asked on every event, so it is made once, and reads columns instead of rows.
_BEARER: Any = (
    select_columns(
        col(WebSession.account_id),
        col(WebSession.staff_id),
        col(WebSession.is_half_signed),
        col(WebSession.last_seen_at),
        col(Account.disabled_at).label("account_disabled_at"),
        col(Account.erased_at),
        col(StaffMember.role),
        col(StaffMember.mission_id),
        col(StaffMember.name),
        col(StaffMember.disabled_at).label("staff_disabled_at"),
    )
    .select_from(WebSession)
    .outerjoin(Account, col(WebSession.account_id) == col(Account.id))
    .outerjoin(StaffMember, col(WebSession.staff_id) == col(StaffMember.id))
    .where(
        col(WebSession.id_hash) == bindparam("id_hash"),
        col(WebSession.ended_at).is_(None),
        col(WebSession.expires_at) > bindparam("now"),
    )
)


def account_by_contact(session: Session, contact: str, *, lock: bool = False) -> Account | None:
    """By the proved mobile (E.164) or email, upper and lower case alike; `lock` in a writing transaction."""
    matches = Account.email_key == contact.casefold() if "@" in contact else Account.mobile == contact
    found = select(Account).where(matches, col(Account.erased_at).is_(None))
    return session.exec(found.with_for_update() if lock else found).first()


def staff_by_login(session: Session, login: str) -> StaffMember | None:
    return session.exec(select(StaffMember).where(StaffMember.login == login.casefold())).first()


def staff_by_enrolment(session: Session, token_hash: str, *, lock: bool = False) -> StaffMember | None:
    """`lock` is for a writing transaction: the second of two who enrol at once finds nothing."""
    found = select(StaffMember).where(StaffMember.enrolment_token_hash == token_hash)
    return session.exec(found.with_for_update() if lock else found).first()


def open_code(session: Session, contact_index: str, purpose: str) -> OneTimeCode | None:
    """The one code that may still be spent for a contact and a purpose."""
    return session.exec(
        select(OneTimeCode)
        .where(OneTimeCode.contact_index == contact_index, OneTimeCode.purpose == purpose)
        .where(col(OneTimeCode.ended_at).is_(None))
        .with_for_update()
    ).first()


def live_session(session: Session, id_hash: str, now: datetime) -> WebSession | None:
    """The browser session if it has neither ended nor expired."""
    return session.exec(
        select(WebSession).where(
            WebSession.id_hash == id_hash, col(WebSession.ended_at).is_(None), WebSession.expires_at > now
        )
    ).first()


def bearer(connection: Connection, id_hash: str, now: datetime) -> RowMapping | None:
    """A live browser session with what decides who its account or staff member is."""
    found = connection.execute(_BEARER, {"id_hash": id_hash, "now": now})
    row: RowMapping | None = found.mappings().first()
    return row


def end_sessions(
    session: Session,
    now: datetime,
    *,
    account_id: int | None = None,
    staff_id: int | None = None,
    but: str = "",
) -> None:
    """Ends every session of one account or staff member, except the one named. Raises ValueError for neither.

    The check matters: `IS NULL` would be everybody of the other kind.
    """
    if (account_id is None) == (staff_id is None):
        raise ValueError("sessions belong to an account or to a staff member")
    column = WebSession.staff_id if account_id is None else WebSession.account_id
    owner = col(column) == (staff_id if account_id is None else account_id)
    session.exec(
        update(WebSession)
        .where(owner, col(WebSession.ended_at).is_(None), col(WebSession.id_hash) != but)
        .values(ended_at=now)
    )
