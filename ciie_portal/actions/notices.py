"""Tells the buyer: a notice on the record and a sealed outbox row, in the caller's transaction (Q10, Q11).

Sent at least once, seen once: the same news of the same version of a unit or person is written down once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from ciie_portal.domain.notice import (
    NoticeChannel,
    NoticeKind,
    Recipient,
    address_for,
    first_channel,
    second_channel,
)
from ciie_portal.security import new_key
from ciie_portal.settings import get_settings
from ciie_portal.store import outbox
from ciie_portal.store.queries.told import facts_of, recipient_of
from ciie_portal.store.tables import Account, Notice, Person, WorkUnit
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose

SMS_KIND = "sms"
EMAIL_KIND = "email"


@dataclass(frozen=True)
class Draft:
    """One text for one address, before it is queued."""

    kind: NoticeKind
    channel: NoticeChannel
    locale: str
    to: str
    subject: str
    text: str
    masked_text: str

    def payload(self) -> dict[str, Any]:
        return {"to": self.to, "subject": self.subject, "text": self.text, "masked_text": self.masked_text}


def tell(
    session: Session,
    about: WorkUnit | Account,
    kind: NoticeKind,
    now: datetime,
    *,
    person: Person | None = None,
    once: str = "",
    **facts: Any,
) -> Notice | None:
    """Queues one notice by the buyer's first channel and in the buyer's language.

    `facts` are fields of NoticeFacts; unit, reference, mission, dates and the person's name come from the
    rows. `once` names the occasion; by default it is the person's or the unit's version, so that the same
    decision never speaks twice. None where it was said before, or nobody can be reached.
    """
    unit = about if isinstance(about, WorkUnit) else None
    account = session.get_one(Account, unit.account_id) if unit is not None else about
    assert isinstance(account, Account)  # noqa: S101 - for the type checker: a unit has an account
    dedupe = _occasion(kind, account, unit, person, once)
    recipient = recipient_of(account, unit)
    channel = first_channel(recipient)
    if channel is None or outbox.is_enqueued(session, dedupe):
        return None
    other = second_channel(recipient, kind)
    told = NoticeFacts(**{**facts_of(session, unit, person, account.locale), **facts})
    draft = _draft(kind, channel, account.locale, recipient, told)
    fallback = _draft(kind, other, account.locale, recipient, told) if other is not None else None
    notice = _queue(session, draft, dedupe, now, fallback=fallback)
    notice.account_id = account.id
    notice.unit_id = unit.id if unit is not None else None
    notice.person_id = person.id if person is not None else None
    return notice


def tell_contact(
    session: Session,
    contact: str,
    channel: NoticeChannel,
    kind: NoticeKind,
    locale: str,
    now: datetime,
    *,
    once: str,
    **facts: Any,
) -> Notice | None:
    """Queues one notice to a proved contact that has no account yet. None where it was said before."""
    dedupe = f"notice:{kind}:{once}"
    if outbox.is_enqueued(session, dedupe):
        return None
    is_sms = channel is NoticeChannel.SMS
    recipient = Recipient(not is_sms, mobile=contact if is_sms else None, email=None if is_sms else contact)
    return _queue(session, _draft(kind, channel, locale, recipient, NoticeFacts(**facts)), dedupe, now)


def tell_code(
    session: Session,
    contact: str,
    channel: NoticeChannel,
    code: str,
    locale: str,
    now: datetime,
    purpose: str = "",
) -> Notice:
    """Queues a one-time code; it is masked on the record, and not sent any more once it has expired."""
    is_sms = channel is NoticeChannel.SMS
    recipient = Recipient(not is_sms, mobile=contact if is_sms else None, email=None if is_sms else contact)
    draft = _draft(
        NoticeKind.VERIFICATION, channel, locale, recipient, NoticeFacts(code=code, purpose=purpose)
    )
    useless_at = now + timedelta(seconds=get_settings().one_time_code_lifetime)
    return _queue(session, draft, f"notice:{NoticeKind.VERIFICATION}:{new_key()}", now, useless_at=useless_at)


def try_other_channel(
    session: Session, failed: Notice, payload: dict[str, Any], now: datetime
) -> Notice | None:
    """A notice that could not be delivered goes out once more where there is another channel."""
    other = payload.get("other")
    if other is None:
        return None
    draft = Draft(
        failed.kind,
        NoticeChannel(other["channel"]),
        failed.locale,
        other["to"],
        other["subject"],
        other["text"],
        other["masked_text"],
    )
    notice = _queue(session, draft, f"notice:other:{failed.key}", now)
    notice.account_id, notice.unit_id, notice.person_id = failed.account_id, failed.unit_id, failed.person_id
    notice.resends_id = failed.id
    return notice


def send_again(
    session: Session, earlier: Notice, channel: NoticeChannel, to: str, subject: str, text: str, now: datetime
) -> Notice:
    """The same notice once more, as a notice and an outbox row of its own, linked to the first one."""
    draft = Draft(earlier.kind, channel, earlier.locale, to, subject, text, text)
    notice = _queue(session, draft, f"notice:again:{new_key()}", now)
    notice.account_id, notice.unit_id, notice.person_id = (
        earlier.account_id,
        earlier.unit_id,
        earlier.person_id,
    )
    notice.resends_id = earlier.id
    return notice


def occasion_of(kind: NoticeKind, reference: str, once: str) -> str:
    """By which the same news of a unit or person is known again."""
    return f"notice:{kind}:{reference}:{once}"


def _occasion(
    kind: NoticeKind, account: Account, unit: WorkUnit | None, person: Person | None, once: str
) -> str:
    subject = person or unit
    if subject is not None:
        return occasion_of(kind, subject.reference, once or str(subject.version))
    return f"notice:{kind}:account {account.id}:{once or account.version}"


def _draft(
    kind: NoticeKind, channel: NoticeChannel, locale: str, recipient: Recipient, facts: NoticeFacts
) -> Draft:
    settings = get_settings()
    letterhead = Letterhead(settings.sms_signature, settings.hotline)
    message = compose(kind, channel, locale, facts, letterhead)
    to = address_for(recipient, channel) or ""
    return Draft(kind, channel, locale, to, message.subject, message.text, message.record_text)


def _queue(
    session: Session,
    draft: Draft,
    dedupe: str,
    now: datetime,
    *,
    fallback: Draft | None = None,
    useless_at: datetime | None = None,
) -> Notice:
    notice = Notice(
        key=new_key(),
        kind=draft.kind,
        channel=draft.channel,
        locale=draft.locale,
        recipient=draft.to,
        subject=draft.subject,
        masked_text=draft.masked_text,
        created_at=now,
    )
    payload = {**draft.payload(), "notice": notice.key}
    if fallback is not None:
        payload["other"] = {**fallback.payload(), "channel": fallback.channel.value}
    if useless_at is not None:
        payload["useless_at"] = useless_at.isoformat()
    kind = SMS_KIND if draft.channel is NoticeChannel.SMS else EMAIL_KIND
    notice.outbox_id = outbox.enqueue(session, kind, payload, dedupe, now).id
    session.add(notice)
    session.flush()
    return notice
