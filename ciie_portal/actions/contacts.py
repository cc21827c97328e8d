"""How a buyer is reached: the contact that signs in, and a second one; each is proved by a one-time code.

Whoever is reached at the old contact is told of every change.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ciie_portal.actions import one_time_codes, sessions, throttles
from ciie_portal.actions.notices import tell_contact
from ciie_portal.actions.one_time_codes import Purpose, proper_contact
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import LONGEST_PASSWORD, email_key
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.security import verify_password
from ciie_portal.settings import get_settings
from ciie_portal.store import events
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.queries.contact_troubles import clear_trouble, contacts_of
from ciie_portal.store.tables import Account

MINUTES = 15
LONGEST_CONTACT = 300


class Place(StrEnum):
    """FIRST signs in. SECOND gets what the first could not be told; it is the other channel."""

    FIRST = "first"
    SECOND = "second"


PURPOSES = {Place.FIRST: Purpose.CHANGE_CONTACT, Place.SECOND: Purpose.SECOND_CONTACT}


def send_contact_code(actor: Actor, place: str, typed: str, caller: str, *, now: datetime) -> str:
    """Sends a code to the contact that is to be the new one; returns it masked.

    Raises the contact's problem, CONTACT_UNCHANGED, CODES_SENT_TOO_OFTEN, NOT_FOUND.
    """
    require(actor, Permission.OWN_UNIT)
    if place not in set(Place):
        raise RuleBroken(Rule.NOT_FOUND)
    with reading() as session:
        account = _own(session.get(Account, actor.account_id))
    channel = channel_of(account, Place(place))
    contact = proper_contact(typed[:LONGEST_CONTACT], channel)
    if contact.casefold() in [known.casefold() for known in contacts_of(account, channel)]:
        raise RuleBroken([FieldProblem("contact", Rule.CONTACT_UNCHANGED)])
    return one_time_codes.send_code(actor, contact, channel, PURPOSES[Place(place)], caller, now=now)


def change_contact(actor: Actor, typed: str, code: str, password: str, *, now: datetime) -> str:
    """The account signs in with another contact; every session ends, the token of a new one is returned.

    Raises problems beside contact, code and password; CONTACT_HAS_ACCOUNT, TOO_MANY_TRIES, NOT_FOUND.
    """
    require(actor, Permission.OWN_UNIT)
    throttles.count("password change", str(actor.account_id), get_settings().sign_ins_per_account, MINUTES)
    with reading() as session:
        known = _own(session.get(Account, actor.account_id))
    if not verify_password(password[:LONGEST_PASSWORD], known.password_hash):
        raise RuleBroken([FieldProblem("password", Rule.OLD_PASSWORD_WRONG)])
    channel = channel_of(known, Place.FIRST)
    contact, code = proper_contact(typed[:LONGEST_CONTACT], channel), one_time_codes.typed_code(code)
    refused: Rule | None = None
    token = ""
    with transaction() as session:
        account = _own(session.get(Account, actor.account_id, with_for_update=True))
        if not one_time_codes.spend(session, contact, Purpose.CHANGE_CONTACT, code, now):
            refused = Rule.ONE_TIME_CODE_WRONG
        elif signing_in.account_by_contact(session, contact) is not None:
            refused = Rule.CONTACT_HAS_ACCOUNT
        else:
            before = account.mobile or account.email or ""
            _set_first(session, account, channel, contact)
            _tell(session, account, channel, before, now)
            events.record(session, actor, event="change_contact", now=now)
            signing_in.end_sessions(session, now, account_id=account.id)
            token = sessions.begin(session, now, account_id=account.id)
    if refused is Rule.ONE_TIME_CODE_WRONG:
        raise RuleBroken([FieldProblem("code", refused)])
    if refused is not None:
        raise RuleBroken(refused)
    return token


def set_second_contact(actor: Actor, typed: str, code: str, *, now: datetime) -> bool:
    """Messages that do not reach the first contact go there too. Raises problems beside contact and code."""
    require(actor, Permission.OWN_UNIT)
    is_right, code = False, one_time_codes.typed_code(code)
    with transaction() as session:
        account = _own(session.get(Account, actor.account_id, with_for_update=True))
        channel = channel_of(account, Place.SECOND)
        contact = proper_contact(typed[:LONGEST_CONTACT], channel)
        is_right = one_time_codes.spend(session, contact, Purpose.SECOND_CONTACT, code, now)
        if is_right:
            _change_second(session, actor, account, channel, contact, now)
    if not is_right:
        raise RuleBroken([FieldProblem("code", Rule.ONE_TIME_CODE_WRONG)])
    return True


def remove_second_contact(actor: Actor, *, now: datetime) -> bool:
    """Pressed twice, it is gone once. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        account = _own(session.get(Account, actor.account_id, with_for_update=True))
        if account.second_contact is not None:
            _change_second(session, actor, account, None, None, now)
    return True


def channel_of(account: Account, place: Place) -> NoticeChannel:
    """A mobile stays a mobile, an address an address; the second contact is of the other kind."""
    is_mobile = account.mobile is not None
    return NoticeChannel.SMS if is_mobile == (place is Place.FIRST) else NoticeChannel.EMAIL


def _own(account: Account | None) -> Account:
    if account is None or account.erased_at is not None:
        raise RuleBroken(Rule.NOT_FOUND)
    return account


def _set_first(session: Session, account: Account, channel: NoticeChannel, contact: str) -> None:
    if channel is NoticeChannel.SMS:
        account.mobile = contact
    else:
        account.email, account.email_key = contact, email_key(contact)
    account.version += 1
    clear_trouble(session, account.id or 0, channel)
    try:
        session.flush()
    except IntegrityError:  # somebody else has proved the same contact in the same instant
        raise RuleBroken(Rule.CONTACT_HAS_ACCOUNT) from None


def _change_second(
    session: Session,
    actor: Actor,
    account: Account,
    channel: NoticeChannel | None,
    contact: str | None,
    now: datetime,
) -> None:
    """The first contact hears of it, and so does the second one that was there before."""
    before, channel_before = account.second_contact, account.second_channel
    account.second_channel, account.second_contact = channel, contact
    account.version += 1
    if before is not None and channel_before is not None:
        clear_trouble(session, account.id or 0, channel_before, before)
        _tell(session, account, channel_before, before, now)
    _tell(session, account, channel_of(account, Place.FIRST), account.mobile or account.email or "", now)
    events.record(session, actor, event="change_second_contact", now=now)


def _tell(session: Session, account: Account, channel: NoticeChannel, contact: str, now: datetime) -> None:
    once = f"account {account.id}:{account.version}:{channel}"
    notice = tell_contact(
        session, contact, channel, NoticeKind.ACCOUNT_CHANGED, account.locale, now, once=once
    )
    if notice is not None:
        notice.account_id = account.id
