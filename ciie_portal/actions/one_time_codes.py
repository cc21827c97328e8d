"""Proves a contact: six digits by SMS or email, five tries, five minutes, once (Q10; C11, C12)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ciie_portal.actions import notices, throttles
from ciie_portal.domain import contact as contacts
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.security import blind_index, code_matches, hash_code, new_code
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.tables import OneTimeCode


class Purpose(StrEnum):
    SIGN_UP = "sign_up"


def contact_index(contact: str) -> str:
    return blind_index("contact", contact.casefold())


def proper_contact(typed: str, channel: NoticeChannel) -> str:
    """The contact as it is stored. Raises the field's problem beside `contact`."""
    try:
        if not typed.strip():
            raise RuleBroken(Rule.REQUIRED)
        return (
            contacts.mainland_mobile(typed) if channel is NoticeChannel.SMS else contacts.email_address(typed)
        )
    except RuleBroken as broken:
        raise RuleBroken([FieldProblem("contact", broken.rule or Rule.REQUIRED, broken.facts)]) from None


def send_code(
    actor: Actor, typed: str, channel: NoticeChannel, purpose: Purpose, caller: str, *, now: datetime
) -> str:
    """Sends a new code, which ends the one before; returns the contact masked.

    `caller` is the network address of who asks. Raises the contact's problem, CODES_SENT_TOO_OFTEN.
    """
    require(actor, Permission.ANYONE)
    contact = proper_contact(typed, channel)
    settings = get_settings()
    often = Rule.CODES_SENT_TOO_OFTEN
    # the address first: who has used up its own share does not use up other people's
    throttles.count("codes from an address", caller, settings.codes_per_address_hour, 60, often)
    throttles.count("codes to a contact", contact.casefold(), settings.codes_per_contact_hour, 60, often)
    throttles.count("codes a day", "all", settings.codes_per_day, 24 * 60, often)
    index, code = contact_index(contact), new_code()
    with transaction() as session:
        earlier = signing_in.open_code(session, index, purpose)
        if earlier is not None:
            earlier.ended_at = now
            session.flush()
        session.add(
            OneTimeCode(
                contact_index=index,
                purpose=purpose,
                code_hash=hash_code(code, index, purpose),
                created_at=now,
                expires_at=now + timedelta(seconds=settings.one_time_code_lifetime),
            )
        )
        try:
            session.flush()
        except IntegrityError:  # another tab asked in the same instant: its code is on the way
            raise RuleBroken(often, minutes=60) from None
        notices.tell_code(session, contact, channel, code, actor.locale, now)
    is_mobile = channel is NoticeChannel.SMS
    return contacts.mask_mobile(contact) if is_mobile else contacts.mask_email(contact)


def spend(session: Session, contact: str, purpose: Purpose, code: str, now: datetime) -> bool:
    """Whether the code is right, in the caller's transaction; a wrong one is counted, the fifth ends it."""
    index = contact_index(contact)
    sent = signing_in.open_code(session, index, purpose)
    if sent is None or sent.expires_at <= now:
        return False
    sent.tries += 1
    is_right = code_matches(code.strip(), sent.code_hash, index, purpose)
    if is_right:
        sent.spent_at = now
    if is_right or sent.tries >= get_settings().one_time_code_tries:
        sent.ended_at = now
    return is_right
