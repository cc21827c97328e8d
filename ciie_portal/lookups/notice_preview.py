"""The notice that a decision would send: its very text, in the buyer's language and in the other (Q10)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_email, mask_mobile
from ciie_portal.domain.journey import UnitEvent
from ciie_portal.domain.notice import UNIT_NOTICES, NoticeChannel, NoticeKind, address_for, first_channel
from ciie_portal.i18n import LANGUAGE_TAGS
from ciie_portal.lookups.shapes.unit_case import NoticePreview
from ciie_portal.routes import LOCALES
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import missions, unit_desk, units
from ciie_portal.store.queries.told import facts_of, recipient_of
from ciie_portal.store.tables import Account, WorkUnit
from ciie_portal.wording.desk_case import email_beneath, message_beneath
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose, sms_parts
from ciie_portal.wording.reasons import reason_text, reasons_for_notice

DECISIONS = {
    "approve": UNIT_NOTICES[UnitEvent.APPROVE],
    "return": UNIT_NOTICES[UnitEvent.RETURN],
    "reject": UNIT_NOTICES[UnitEvent.REJECT],
    "move": NoticeKind.TRANSFERRED,
}
_LONGEST = 2000  # of a reason on its way; the decision itself says what is too long


def notice_preview(
    actor: Actor,
    reference: str,
    decision: str,
    *,
    reasons: Collection[str] = (),
    labelled_count: int = 0,
    mission_code: str = "",
    now: datetime,
) -> tuple[NoticePreview, ...]:
    """Two texts, or none where the buyer cannot be reached or nothing is decided yet. Raises NOT_FOUND.

    A reason is a sentence, or the code of a template.
    """
    require(actor, Permission.REVIEW_UNITS)
    kind = DECISIONS.get(decision)
    with reading() as session:
        unit = units.find_unit(session, actor, reference)
        buyer = session.get_one(Account, unit.account_id).locale
        channel = first_channel(recipient_of(session.get_one(Account, unit.account_id), unit))
        if kind is None or channel is None or (kind is NoticeKind.TRANSFERRED and not mission_code):
            return ()
        edition = unit_desk.edition_of(session, unit)
        decided: dict[str, Any] = {}
        if kind is NoticeKind.APPROVED:
            decided = {"person_count": labelled_count, "amount_minor": labelled_count * edition.fee_minor}
        if kind is NoticeKind.REJECTED:
            decided = {"is_after_deadline": now >= edition.closes_at}
        said = [one[:_LONGEST] for one in reasons]
        return tuple(
            _message(session, actor, unit, kind, channel, locale, decided, said, mission_code)
            for locale in sorted(LOCALES, key=lambda one: one != buyer)
        )


def _message(
    session: Session,
    actor: Actor,
    unit: WorkUnit,
    kind: NoticeKind,
    channel: NoticeChannel,
    locale: str,
    decided: dict[str, Any],
    reasons: Collection[str],
    mission_code: str,
) -> NoticePreview:
    said = [reason_text(one, locale) or one for one in reasons]
    facts = {**facts_of(session, unit, None, locale), **decided, "reason": reasons_for_notice(locale, said)}
    target = missions.mission_by_code(session, mission_code) if mission_code else None
    if target is not None:
        facts["mission"] = target.name_zh if locale == "zh" else target.name_en
    settings = get_settings()
    letterhead = Letterhead(settings.sms_signature, settings.hotline)
    message = compose(kind, channel, locale, NoticeFacts(**facts), letterhead)
    recipient = recipient_of(session.get_one(Account, unit.account_id), unit)
    to = address_for(recipient, channel) or ""
    if channel is NoticeChannel.SMS:
        beneath = message_beneath(actor.locale, mask_mobile(to), len(message.text), sms_parts(message.text))
    else:
        beneath = email_beneath(actor.locale, mask_email(to), message.subject)
    return NoticePreview(message.text, beneath, LANGUAGE_TAGS[locale])
