"""A forgotten password: a one-time code to the contact that signs in, then a new one (C08, C10, C11, C12).

Whether the contact has an account is told to nobody who cannot read its messages.
"""

from __future__ import annotations

from datetime import datetime

from ciie_portal.actions import for_the_owner, one_time_codes, sessions, throttles
from ciie_portal.actions.notices import tell
from ciie_portal.actions.one_time_codes import Purpose
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import check_password, mask_contact
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.security import hash_password
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import signing_in

MINUTES = 15


def ask_recovery(actor: Actor, typed: str, caller: str, *, now: datetime) -> str:
    """The contact masked, the same for an unknown one. Raises the contact's problem, CODES_SENT_TOO_OFTEN."""
    require(actor, Permission.ANYONE)
    contact, channel = _contact(typed)
    one_time_codes.count_code(contact, caller)
    with transaction() as session:
        for_the_owner.ask_for_recovery(session, contact, channel, actor.locale, now)
    return mask_contact(contact)


def recover(actor: Actor, typed: str, code: str, password: str, caller: str, *, now: datetime) -> str:
    """Sets the password and ends every session; returns the token of a new one.

    Raises problems beside contact, code and password; TOO_MANY_TRIES.
    """
    require(actor, Permission.ANYONE)
    settings = get_settings()
    throttles.count("recovery from an address", caller, settings.sign_ins_per_address, MINUTES)
    contact, _channel = _contact(typed)
    code = one_time_codes.typed_code(code)
    try:
        check_password(password, known=(contact,))
    except RuleBroken as broken:
        raise RuleBroken([FieldProblem("password", broken.rule or Rule.REQUIRED, broken.facts)]) from None
    new_hash = hash_password(password)  # before the code is looked at: the work is the same for every code
    token = ""
    with transaction() as session:
        is_right = one_time_codes.spend(session, contact, Purpose.RECOVER, code, now)
        account = signing_in.account_by_contact(session, contact, lock=True)
        if is_right and account is not None and account.disabled_at is None:
            account.password_hash, account.password_changed_at = new_hash, now
            signing_in.end_sessions(session, now, account_id=account.id)
            token = sessions.begin(session, now, account_id=account.id)
            tell(session, account, NoticeKind.PASSWORD_CHANGED, now, once=now.isoformat())
    if not token:
        raise RuleBroken([FieldProblem("code", Rule.ONE_TIME_CODE_WRONG)])
    throttles.forget("sign-in", contact.casefold(), settings.sign_ins_per_account, MINUTES)
    return token


def _contact(typed: str) -> tuple[str, NoticeChannel]:
    channel = NoticeChannel.EMAIL if "@" in typed or "＠" in typed else NoticeChannel.SMS
    return one_time_codes.proper_contact(typed[:300], channel), channel
