"""Tells the buyer: a notice on the record and a sealed outbox row, in the caller's transaction (Q10, Q11).

Sent at least once, seen once: the same news of the same version of a unit or person is written down once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from ciie_portal.store.queries.told import facts_of, held, recipient_of
from ciie_portal.store.tables import Account, Notice, Person, WorkUnit
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose

SMS_KIND = "sms"
EMAIL_KIND = "email"
WAYS = {NoticeChannel.SMS: SMS_KIND, NoticeChannel.EMAIL: EMAIL_KIND}


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


@dataclass(frozen=True)
class Letter:
    """A text on its way into the outbox, known again by `dedupe`, and whom it is about."""

    draft: Draft
    dedupe: str
    fallback: Draft | None = None
    useless_at: datetime | None = None
    account_id: int | None = None
    unit_id: int | None = None
    person_id: int | None = None
    resends_id: int | None = None

    def payload(self, notice: str) -> dict[str, Any]:
        payload = {**self.draft.payload(), "notice": notice}
        if self.fallback is not None:
            payload["other"] = {**self.fallback.payload(), "channel": self.fallback.channel.value}
        if self.useless_at is not None:
            payload["useless_at"] = self.useless_at.isoformat()
        return payload


@dataclass(frozen=True)
class News:
    """What a unit's owner is to be told, at most once for the occasion `once`; `facts` as of `tell`."""

    unit: WorkUnit
    account: Account
    once: str
    facts: Mapping[str, Any] = field(default_factory=dict)


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
    if outbox.is_enqueued(session, dedupe):
        return None
    letter = _letter(session, kind, dedupe, account, unit, person, facts)
    return _queue(session, [letter], now)[0] if letter is not None else None


def tell_all(session: Session, kind: NoticeKind, news: Sequence[News], now: datetime) -> int:
    """The same kind of notice to many, written together; how many had not heard it and can be reached."""
    fresh = {_occasion(kind, one.account, one.unit, None, one.once): one for one in news}
    for told in outbox.enqueued_among(session, fresh):
        del fresh[told]
    keeping = held(session, [one.unit for one in fresh.values()])
    letters = [
        _letter(session, kind, dedupe, one.account, one.unit, None, one.facts)
        for dedupe, one in fresh.items()
    ]
    del keeping
    return len(_queue(session, [letter for letter in letters if letter is not None], now))


def _letter(
    session: Session,
    kind: NoticeKind,
    dedupe: str,
    account: Account,
    unit: WorkUnit | None,
    person: Person | None,
    facts: Mapping[str, Any],
) -> Letter | None:
    """By the first channel, with the text for the other one beside it. None where nobody can be reached."""
    recipient = recipient_of(account, unit)
    channel, other = first_channel(recipient), second_channel(recipient, kind)
    if channel is None:
        return None
    told = NoticeFacts(**{**facts_of(session, unit, person, account.locale), **facts})
    return Letter(
        _draft(kind, channel, account.locale, recipient, told),
        dedupe,
        _draft(kind, other, account.locale, recipient, told) if other is not None else None,
        account_id=account.id,
        unit_id=unit.id if unit is not None else None,
        person_id=person.id if person is not None else None,
    )


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
    letter = Letter(_draft(kind, channel, locale, recipient, NoticeFacts(**facts)), dedupe)
    return _queue(session, [letter], now)[0]


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
    dedupe = f"notice:{NoticeKind.VERIFICATION}:{new_key()}"
    return _queue(session, [Letter(draft, dedupe, useless_at=useless_at)], now)[0]


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
    return _queue(session, [_about_the_same(failed, draft, f"notice:other:{failed.key}")], now)[0]


def send_again(
    session: Session, earlier: Notice, channel: NoticeChannel, to: str, subject: str, text: str, now: datetime
) -> Notice:
    """The same notice once more, as a notice and an outbox row of its own, linked to the first one."""
    draft = Draft(earlier.kind, channel, earlier.locale, to, subject, text, text)
    return _queue(session, [_about_the_same(earlier, draft, f"notice:again:{new_key()}")], now)[0]


def _about_the_same(earlier: Notice, draft: Draft, dedupe: str) -> Letter:
    return Letter(
        draft,
        dedupe,
        account_id=earlier.account_id,
        unit_id=earlier.unit_id,
        person_id=earlier.person_id,
        resends_id=earlier.id,
    )


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


def _queue(session: Session, letters: Sequence[Letter], now: datetime) -> list[Notice]:
    """Notices and outbox rows of all letters, in two statements however many there are."""
    notices = [
        Notice(
            key=new_key(),
            kind=letter.draft.kind,
            channel=letter.draft.channel,
            locale=letter.draft.locale,
            recipient=letter.draft.to,
            subject=letter.draft.subject,
            masked_text=letter.draft.masked_text,
            account_id=letter.account_id,
            unit_id=letter.unit_id,
            person_id=letter.person_id,
            resends_id=letter.resends_id,
            created_at=now,
        )
        for letter in letters
    ]
    queued = outbox.enqueue_all(
        session,
        [
            (WAYS[letter.draft.channel], letter.payload(notice.key), letter.dedupe)
            for letter, notice in zip(letters, notices, strict=True)
        ],
        now,
    )
    for notice, row in zip(notices, queued, strict=True):
        notice.outbox_id = row.id
    session.add_all(notices)
    session.flush()
    return notices
