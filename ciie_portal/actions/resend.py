"""The help desk sends a notice again, as it stands on the record, to where the buyer is reached now (Q10)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions import throttles
from ciie_portal.actions.notices import send_again
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.caller import JUST_NOW, check_resend
from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel, address_for, channels_of
from ciie_portal.settings import get_settings
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import help_notices
from ciie_portal.store.queries.told import recipient_of
from ciie_portal.store.tables import Account, Notice, WorkUnit
from ciie_portal.wording.help_desk import email_as_text, notice_name, text_as_email
from ciie_portal.wording.notices import Letterhead, letter

SENT_AGAIN = "help_resend"
MINUTES = 15


def resend_notice(actor: Actor, key: str, channel: str, now: datetime) -> str:
    """The masked contact that it goes to; `channel` is one of those that the buyer has.

    Raises NOT_FOUND, CODE_NOT_RESENT, SENT_JUST_NOW, TOO_MANY_TRIES, NOT_AN_OPTION for the field `channel`.
    """
    require(actor, Permission.HELP_CALLERS)
    throttles.count(SENT_AGAIN, str(actor.staff_id), get_settings().help_resends, MINUTES)
    with transaction() as session:
        asked = help_notices.notice_in_scope(session, actor, str(key))
        if asked is None:
            raise RuleBroken(Rule.NOT_FOUND)
        first = help_notices.first_of(session, asked)
        check_resend(first.kind, help_notices.sent_since(session, first, now - JUST_NOW))
        unit = session.get_one(WorkUnit, first.unit_id)
        recipient = recipient_of(session.get_one(Account, unit.account_id), unit)
        by = next((one for one in channels_of(recipient, first.kind) if one.value == channel), None)
        to = address_for(recipient, by) if by is not None else None
        if by is None or to is None:
            raise RuleBroken([FieldProblem("channel", Rule.NOT_AN_OPTION)])
        subject, text = _words(session, first, unit, by)
        send_again(session, first, by, to, subject, text, now)
        reason = f"{first.kind.value} {by.value}"
        events.record(
            session,
            actor,
            event=SENT_AGAIN,
            unit_id=unit.id,
            person_id=first.person_id,
            reason=reason,
            now=now,
        )
    return mask_contact(to)


def _words(session: Session, first: Notice, unit: WorkUnit, channel: NoticeChannel) -> tuple[str, str]:
    """Subject and text: the very words where the news was written for this channel before."""
    before = help_notices.same_news_by(session, first, channel)
    if before is not None:
        return before.subject, before.masked_text
    settings, name = get_settings(), notice_name(first.locale, first.kind)
    if channel is NoticeChannel.SMS:
        return "", email_as_text(first.locale, settings.sms_signature, name, unit.reference)
    letterhead = Letterhead(settings.sms_signature, settings.hotline)
    body = letter(first.locale, [text_as_email(first.masked_text)], letterhead)
    return f"{name} ({unit.reference})", body
