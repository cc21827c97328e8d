"""A buyer account with its draft work unit, once the contact is proved (Q2, Q6; D4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions import one_time_codes, sessions, throttles
from ciie_portal.actions.one_time_codes import Purpose
from ciie_portal.actions.references import fresh
from ciie_portal.domain import contact as contacts
from ciie_portal.domain import edition as editions
from ciie_portal.domain import invitation
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.security import hash_password
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import editions as edition_rows
from ciie_portal.store.queries import signing_in
from ciie_portal.store.tables import Account, WorkUnit

MINUTES = 15


@dataclass(frozen=True)
class SignUp:
    """What the form of the start page carries; `holds_code` comes with it from the check page."""

    contact: str
    code: str
    password: str
    category: str
    holds_code: bool


def sign_up(actor: Actor, form: SignUp, caller: str, *, now: datetime) -> str:
    """Returns the raw token of the new session. `caller` is the network address of who asks.

    Raises problems beside contact, code and password; REGISTRATION_CLOSED; INVITATION_CODE_REQUIRED;
    CONTACT_HAS_ACCOUNT, which only the owner of the contact gets to see; TOO_MANY_TRIES.
    """
    require(actor, Permission.ANYONE)
    throttles.count("sign-up from an address", caller, get_settings().sign_ins_per_address, MINUTES)
    category = _category(form.category)
    invitation.channel_for(category, form.holds_code)
    notice_channel = contacts.channel_of(category)
    contact = one_time_codes.proper_contact(form.contact, notice_channel)
    code = one_time_codes.typed_code(form.code)
    _check_password(form.password, contact)
    password_hash = hash_password(form.password)
    refused: Rule | None = None
    token = ""
    with transaction() as session:
        edition = edition_rows.running(session, now)
        if edition is None or not editions.is_open(edition_rows.facts(edition), now):
            refused = Rule.REGISTRATION_CLOSED
        elif not one_time_codes.spend(session, contact, Purpose.SIGN_UP, code, now):
            refused = Rule.ONE_TIME_CODE_WRONG
        elif signing_in.account_by_contact(session, contact) is not None:
            refused = Rule.CONTACT_HAS_ACCOUNT
        else:
            account = new_account(session, contact, notice_channel, password_hash, actor.locale, now)
            channel = invitation.channel_for(category, form.holds_code, edition.is_code_free_open)
            new_draft(session, account, edition.id or 0, category, channel, now)
            token = sessions.begin(session, now, account_id=account.id)
    if refused is Rule.ONE_TIME_CODE_WRONG:
        raise RuleBroken([FieldProblem("code", refused)])
    if refused is not None:
        raise RuleBroken(refused)
    return token


def _category(typed: str) -> Category:
    try:
        return Category(typed)
    except ValueError:
        raise RuleBroken([FieldProblem("category", Rule.NOT_AN_OPTION)]) from None


def _check_password(password: str, contact: str) -> None:
    try:
        contacts.check_password(password, known=(contact,))
    except RuleBroken as broken:
        raise RuleBroken([FieldProblem("password", broken.rule or Rule.REQUIRED, broken.facts)]) from None


def new_account(
    session: Session, contact: str, channel: NoticeChannel, password_hash: str, locale: str, now: datetime
) -> Account:
    is_mobile = channel is NoticeChannel.SMS
    account = Account(
        mobile=contact if is_mobile else None,
        email=None if is_mobile else contact,
        email_key=None if is_mobile else contacts.email_key(contact),
        password_hash=password_hash,
        locale=locale,
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def new_draft(
    session: Session, account: Account, edition_id: int, category: Category, channel: Channel, now: datetime
) -> WorkUnit:
    unit = WorkUnit(
        reference=fresh(Prefix.WORK_UNIT),
        edition_id=edition_id,
        account_id=account.id or 0,
        channel=channel,
        category=category,
        status=UnitStatus.DRAFT,
        status_since=now,
        created_at=now,
        contact_mobile=account.mobile,
        contact_email=account.email,
        country=None if channel is Channel.OVERSEAS else "CN",
    )
    session.add(unit)
    session.flush()
    return unit
