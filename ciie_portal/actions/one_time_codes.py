"""Proves a contact: six digits by SMS or email, five tries, five minutes, once (Q10; C11, C12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ciie_portal.actions import notices, throttles
from ciie_portal.domain import contact as contacts
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.security import blind_index, code_matches, hash_code, new_code, new_token
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.tables import Notice, OneTimeCode


class Purpose(StrEnum):
    SIGN_UP = "sign_up"
    RECOVER = "recover"
    CHANGE_CONTACT = "change_contact"
    SECOND_CONTACT = "second_contact"
    ASK_FOR_CODE = "ask_for_code"
    PROVED_TO_ASK = "proved_to_ask"  # not sent: a secret that stands for a contact proved before


# each purpose that is proved on one page and acted on from the next
PROOF_OF = {Purpose.ASK_FOR_CODE: Purpose.PROVED_TO_ASK}
PROOF_LASTS = timedelta(minutes=30)
MINUTES = 15


@dataclass(frozen=True)
class Proof:
    """A contact as it is stored, and the secret that says so for PROOF_LASTS. It never goes to a browser."""

    contact: str
    secret: str


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
    count_code(contact, caller)
    with transaction() as session:
        issue(session, contact, channel, purpose, actor.locale, now)
    return contacts.mask_contact(contact)


def count_code(contact: str, caller: str) -> None:
    """One more code for this contact, from this address, today. Raises CODES_SENT_TOO_OFTEN."""
    settings = get_settings()
    often = Rule.CODES_SENT_TOO_OFTEN
    # the address first: who has used up its own share does not use up other people's
    throttles.count("codes from an address", caller, settings.codes_per_address_hour, 60, often)
    throttles.count("codes to a contact", contact.casefold(), settings.codes_per_contact_hour, 60, often)
    throttles.count("codes a day", "all", settings.codes_per_day, 24 * 60, often)


def issue(
    session: Session, contact: str, channel: NoticeChannel, purpose: Purpose, locale: str, now: datetime
) -> Notice:
    """A new code for a contact in the caller's transaction; it ends the one before."""
    index, code = contact_index(contact), new_code()
    _replace(session, index, purpose, code, now, timedelta(seconds=get_settings().one_time_code_lifetime))
    try:
        session.flush()
    except IntegrityError:  # another tab asked in the same instant: its code is on the way
        raise RuleBroken(Rule.CODES_SENT_TOO_OFTEN, minutes=60) from None
    return notices.tell_code(session, contact, channel, code, locale, now, purpose=purpose)


def _replace(
    session: Session, index: str, purpose: Purpose, secret: str, now: datetime, lasts: timedelta
) -> None:
    """Ends what was open for the contact and the purpose, and keeps the new secret."""
    earlier = signing_in.open_code(session, index, purpose)
    if earlier is not None:
        earlier.ended_at = now
        session.flush()
    session.add(
        OneTimeCode(
            contact_index=index,
            purpose=purpose,
            code_hash=hash_code(secret, index, purpose),
            created_at=now,
            expires_at=now + lasts,
        )
    )


def typed_code(typed: str) -> str:
    """The code as it was sent, however it was typed. Raises ONE_TIME_CODE_MISSING beside `code`."""
    code = contacts.plain_code(typed)
    if not code:
        raise RuleBroken([FieldProblem("code", Rule.ONE_TIME_CODE_MISSING)])
    return code


def spend(session: Session, contact: str, purpose: Purpose, code: str, now: datetime) -> bool:
    """Whether the code is right, in the caller's transaction; a wrong one is counted, the fifth ends it."""
    index = contact_index(contact)
    sent = signing_in.open_code(session, index, purpose)
    if sent is None or sent.expires_at <= now:
        return False
    sent.tries += 1
    is_right = code_matches(contacts.plain_code(code), sent.code_hash, index, purpose)
    if is_right:
        sent.spent_at = now
    if is_right or sent.tries >= get_settings().one_time_code_tries:
        sent.ended_at = now
    return is_right


def prove(
    actor: Actor,
    typed: str,
    channel: NoticeChannel,
    purpose: Purpose,
    code: str,
    caller: str,
    *,
    now: datetime,
) -> Proof:
    """Spends the code that was sent; what it was for may follow within PROOF_LASTS.

    Raises ONE_TIME_CODE_MISSING or ONE_TIME_CODE_WRONG beside `code`, TOO_MANY_TRIES.
    """
    require(actor, Permission.ANYONE)
    throttles.count("proofs from an address", caller, get_settings().sign_ins_per_address, MINUTES)
    contact, code = proper_contact(typed, channel), typed_code(code)
    with transaction() as session:
        is_right = spend(session, contact, purpose, code, now)
        proof = remember_proof(session, contact, purpose, now) if is_right else None
    if proof is None:
        raise RuleBroken([FieldProblem("code", Rule.ONE_TIME_CODE_WRONG)])
    return proof


def remember_proof(session: Session, contact: str, purpose: Purpose, now: datetime) -> Proof:
    """Keeps that a contact is proved, in the caller's transaction; ends the proof before it."""
    secret = new_token()
    _replace(session, contact_index(contact), PROOF_OF[purpose], secret, now, PROOF_LASTS)
    return Proof(contact, secret)


def is_proved(session: Session, proof: Proof, purpose: Purpose, now: datetime) -> bool:
    """Whether the contact was proved lately, by whoever holds the secret. Locks the proof."""
    index, kept_as = contact_index(proof.contact), PROOF_OF[purpose]
    kept = signing_in.open_code(session, index, kept_as)
    if kept is None or kept.expires_at <= now:
        return False
    return code_matches(proof.secret, kept.code_hash, index, kept_as)
