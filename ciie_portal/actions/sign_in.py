"""Sign-in of buyers and staff, with the second factor for staff (C09, C10, C12).

An unknown name and a wrong password are one answer and take the same time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ciie_portal.actions import for_the_owner, sessions, throttles
from ciie_portal.actions.notices import tell
from ciie_portal.actions.one_time_codes import proper_contact
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import LONGEST_PASSWORD, check_password, plain_code
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.security import (
    check_totp,
    hash_password,
    hash_token,
    needs_new_hash,
    verify_password,
)
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.sealed import totp_secret_of
from ciie_portal.store.tables import Account, StaffMember

MINUTES = 15
TOTP_TRIES = 5
LONGEST_NAME = 254


@dataclass(frozen=True)
class Opened:
    """A new session's raw token, and whether the second factor is still to come."""

    token: str
    needs_second_factor: bool = False
    is_staff: bool = False


def sign_in(actor: Actor, name: str, password: str, caller: str, *, now: datetime) -> Opened:
    """`name` is a mobile, an email or a staff name. Raises SIGN_IN_WRONG, TOO_MANY_TRIES."""
    require(actor, Permission.ANYONE)
    settings = get_settings()
    known_as = _known_as(name[:LONGEST_NAME])
    throttles.count("sign-in from an address", caller, settings.sign_ins_per_address, MINUTES)
    if not throttles.is_counted("sign-in", known_as, settings.sign_ins_per_account, MINUTES):
        _tell_the_owner(known_as, now)
        raise RuleBroken(Rule.TOO_MANY_TRIES, minutes=MINUTES)
    with reading() as session:
        account = signing_in.account_by_contact(session, known_as)
        member = None if account else signing_in.staff_by_login(session, known_as)
    owner = account or member
    stored = owner.password_hash if owner is not None and owner.disabled_at is None else None
    password = password[:LONGEST_PASSWORD]
    if not verify_password(password, stored) or stored is None:
        raise RuleBroken(Rule.SIGN_IN_WRONG)
    new_hash = hash_password(password) if needs_new_hash(stored) else None
    throttles.forget("sign-in", known_as, settings.sign_ins_per_account, MINUTES)
    with transaction() as session:
        if new_hash and account is not None:
            session.get_one(Account, account.id).password_hash = new_hash
        if account is not None:
            return Opened(sessions.begin(session, now, account_id=account.id))
        staff_id = member.id if member else None
        return Opened(sessions.begin(session, now, staff_id=staff_id, is_half=True), True, True)


def _tell_the_owner(known_as: str, now: datetime) -> None:
    """Once in a window, whatever the name: the dispatcher finds out whether anybody owns it (C09, C10)."""
    if throttles.is_counted("told of a closed sign-in", known_as, 1, MINUTES):
        with transaction() as session:
            for_the_owner.note_closed_sign_in(session, known_as, now)


def _known_as(name: str) -> str:
    """A contact as it is stored, or a staff name in lower case; what cannot be printed is in no name."""
    typed = "".join(one for one in name if one.isprintable()).strip()
    channel = NoticeChannel.EMAIL if "@" in typed else NoticeChannel.SMS
    try:
        return proper_contact(typed, channel).casefold()
    except RuleBroken:
        return typed.casefold()


def give_second_factor(actor: Actor, token: str, code: str, *, now: datetime) -> Opened:
    """Turns a half-signed session into a new, whole one.

    Raises SECOND_FACTOR_MISSING or SECOND_FACTOR_WRONG beside the code, TOO_MANY_TRIES, SIGN_IN_FIRST
    when the first step is long ago.
    """
    require(actor, Permission.ANYONE)
    half = hash_token(token)
    with reading() as session:
        waiting = signing_in.live_session(session, half, now)
    if waiting is None or not waiting.is_half_signed:
        raise RuleBroken(Rule.SIGN_IN_FIRST)
    given(code)
    # counted by member: whoever knows the password could begin as many half-signed sessions as he likes
    throttles.count("second factor", str(waiting.staff_id), TOTP_TRIES, MINUTES)
    opened: Opened | None = None
    with transaction() as session:
        member = session.get_one(StaffMember, waiting.staff_id, with_for_update=True)
        found = signing_in.live_session(session, half, now)
        if found is not None and accepts(member, code, now):
            found.ended_at = now
            opened = Opened(sessions.begin(session, now, staff_id=member.id), is_staff=True)
    if opened is None:
        raise RuleBroken([FieldProblem("code", Rule.SECOND_FACTOR_WRONG)])
    throttles.forget("second factor", str(waiting.staff_id), TOTP_TRIES, MINUTES)
    return opened


def given(code: str) -> str:
    """The authenticator's code as typed; none is no guess. Raises SECOND_FACTOR_MISSING beside it."""
    if not plain_code(code):
        raise RuleBroken([FieldProblem("code", Rule.SECOND_FACTOR_MISSING)])
    return code


def accepts(member: StaffMember, code: str, now: datetime) -> bool:
    """Whether the authenticator's code is right and new; notes its time step, so it never counts twice."""
    secret = totp_secret_of(member)
    if secret is None or member.disabled_at is not None:
        return False
    step = check_totp(secret, plain_code(code), member.totp_last_step, now)
    if step is not None:
        member.totp_last_step = step
    return step is not None


def change_password(actor: Actor, old: str, new: str, *, now: datetime) -> str:
    """Ends every session; returns the token of a new one. Raises problems beside the two fields."""
    require(actor, Permission.OWN_UNIT)
    settings = get_settings()
    key = str(actor.account_id)
    throttles.count("password change", key, settings.sign_ins_per_account, MINUTES)
    with reading() as session:
        account = session.get(Account, actor.account_id)
    if account is None or not verify_password(old[:LONGEST_PASSWORD], account.password_hash):
        raise RuleBroken([FieldProblem("old_password", Rule.OLD_PASSWORD_WRONG)])
    try:
        check_password(new, known=(account.mobile or account.email or "",))
    except RuleBroken as broken:
        raise RuleBroken([FieldProblem("new_password", broken.rule or Rule.REQUIRED, broken.facts)]) from None
    new_hash = hash_password(new)
    with transaction() as session:
        stored = session.get(Account, actor.account_id)
        if stored is None:
            raise RuleBroken(Rule.NOT_FOUND)
        stored.password_hash, stored.password_changed_at = new_hash, now
        signing_in.end_sessions(session, now, account_id=actor.account_id)
        tell(session, stored, NoticeKind.PASSWORD_CHANGED, now, once=now.isoformat())
        return sessions.begin(session, now, account_id=actor.account_id)
