"""The message that an answer to a request would send: its very text, in the asker's language (Q10)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_mobile
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.i18n import LANGUAGE_TAGS
from ciie_portal.lookups.shapes.unit_case import NoticePreview
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import code_requests, missions
from ciie_portal.wording.desk_case import message_beneath
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose, sms_parts
from ciie_portal.wording.reasons import reasons_for_notice

HIDDEN = "****-****-****"
_LONGEST = 2000  # of a reason on its way; the answer itself says what is too long


def request_notice(
    actor: Actor,
    key: str,
    *,
    is_grant: bool,
    reason: str = "",
    mission_code: str = "",
    now: datetime,
) -> tuple[NoticePreview, ...]:
    """None for a refusal without a reason. Code and last day come with the grant. Raises NOT_FOUND."""
    require(actor, Permission.ISSUE_CODES)
    if not is_grant and not reason.strip():
        return ()
    with reading() as session:
        found = code_requests.find_request(session, actor, key)
        if found is None:
            raise RuleBroken(Rule.NOT_FOUND)
        request, own = found
        mission = missions.mission_by_code(session, mission_code, actor) if mission_code else None
        by = mission or own
        facts = NoticeFacts(
            unit_name=request.unit_name,
            mission=by.name_zh if request.locale == "zh" else by.name_en,
            reason=reasons_for_notice(request.locale, [reason[:_LONGEST]]),
            code=HIDDEN if is_grant else "",
        )
    settings = get_settings()
    kind = NoticeKind.CODE_GRANTED if is_grant else NoticeKind.CODE_REFUSED
    letterhead = Letterhead(settings.sms_signature, settings.hotline)
    text = compose(kind, NoticeChannel.SMS, request.locale, facts, letterhead).text
    beneath = message_beneath(actor.locale, mask_mobile(request.contact), len(text), sms_parts(text))
    return (NoticePreview(text, beneath, LANGUAGE_TAGS[request.locale]),)
