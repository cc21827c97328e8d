"""What is written to a buyer: SMS or email of every kind of notice, in the buyer's language (Q10, Q11).

A text message carries the signature, no link, no identity number and no full name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.person_name import mask_name
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.dates import day as day_in_words
from ciie_portal.wording.dates import deadline, short_deadline, very_short_day
from ciie_portal.wording.money import money_in_sentence, money_in_sms
from ciie_portal.wording.notice_emails import EMAIL_BODY, EMAIL_SUBJECT
from ciie_portal.wording.notice_texts import SMS
from ciie_portal.wording.statuses import organiser_desk

ONE_SMS = 70  # characters, with the signature; 【】 forces this coding for English too
SMS_PART = 67  # of each part of a longer one
SMS_LIMITS = {"unit": 12, "mission": 20, "reason": 20, "person": 12, "carrier": 10, "number": 24, "phone": 20}
# who asked for a code has no page that would say the rest
WHOLE_IN_SMS: dict[NoticeKind, dict[str, int]] = {
    NoticeKind.CODE_GRANTED: {"mission": 80},
    NoticeKind.CODE_REFUSED: {"mission": 80, "reason": 100},
}


@dataclass(frozen=True)
class NoticeFacts:
    """The facts of a notice; a kind reads the ones that it needs. `mission` in the buyer's language.

    `mission` empty: the organiser desk. `person_name` in full, it is masked here. `is_after_deadline`: a
    rejection can no longer be answered. `place`: where an overseas buyer obtains the certificate. `minutes`:
    how long sign-in stays closed. `purpose`: what a one-time code is for, where that is not signing up.
    """

    unit_name: str = ""
    reference: str = ""
    mission: str = ""
    mission_phone: str = ""
    person_count: int = 0
    certificate_count: int = 0
    amount_minor: int = 0
    currency: str = "CNY"
    reason: str = ""
    person_name: str = ""
    closes_at: datetime | None = None
    pays_until: datetime | None = None
    carrier: str = ""
    tracking_number: str = ""
    code: str = ""
    valid_until: date | None = None
    is_after_deadline: bool = False
    place: str = ""
    minutes: int = 0
    purpose: str = ""


@dataclass(frozen=True)
class Letterhead:
    """On every message: the signature registered with the carrier, the hotline of the settings."""

    signature: str
    hotline: str = ""


@dataclass(frozen=True)
class Message:
    """`text` goes out; `record_text` is kept and has every code masked. `subject` is empty for an SMS."""

    text: str
    record_text: str
    subject: str = ""
    record_subject: str = ""


def compose(
    kind: NoticeKind, channel: NoticeChannel, locale: str, facts: NoticeFacts, letterhead: Letterhead
) -> Message:
    """The message as it goes out and as it is kept."""
    if channel is NoticeChannel.SMS:
        text = _sms(kind, locale, facts, letterhead)
        return Message(text, _sms(kind, locale, _without_code(facts), letterhead))
    subject = _subject(kind, locale, facts)
    text = _email(kind, locale, facts, letterhead)
    return Message(text, _email(kind, locale, _without_code(facts), letterhead), subject, subject)


def sms_parts(text: str) -> int:
    """How many text messages are sent and billed; an emoji counts twice."""
    length = len(text.encode("utf-16-le")) // 2
    return 1 if length <= ONE_SMS else -(-length // SMS_PART)


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters and then …"""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit].rstrip() + "…"


def people(locale: str, count: int) -> str:
    """1 person, 3 people · 3名人员"""
    return gettext_in(locale, N_("1 person") if count == 1 else N_("{count} people"), count=count)


def certificates(locale: str, count: int) -> str:
    """1 certificate, 2 certificates · 2张证件"""
    return gettext_in(locale, N_("1 certificate") if count == 1 else N_("{count} certificates"), count=count)


def _sms(kind: NoticeKind, locale: str, facts: NoticeFacts, letterhead: Letterhead) -> str:
    words = _words(locale, facts, opens_sentence=kind is NoticeKind.RECEIVED)
    for name, limit in (SMS_LIMITS | WHOLE_IN_SMS.get(kind, {})).items():
        words[name] = shortened(words[name], limit)
    words["amount"] = money_in_sms(locale, facts.amount_minor, facts.currency)
    if facts.closes_at:
        words["deadline"] = short_deadline(locale, facts.closes_at)
    if facts.valid_until:
        words["valid_until"] = very_short_day(locale, facts.valid_until)
    body = gettext_in(locale, _variant(kind, facts, SMS), **words)
    return f"【{letterhead.signature}】{body}"


def _subject(kind: NoticeKind, locale: str, facts: NoticeFacts) -> str:
    words = _words(locale, facts)
    # a header is one line, and what people typed stays short in it
    words = {name: shortened(word, 60) for name, word in words.items()}
    if facts.closes_at:
        words["deadline"] = short_deadline(locale, facts.closes_at)
    return gettext_in(locale, _variant(kind, facts, EMAIL_SUBJECT), **words)


def _email(kind: NoticeKind, locale: str, facts: NoticeFacts, letterhead: Letterhead) -> str:
    words = _words(locale, facts, opens_sentence=kind is NoticeKind.RECEIVED)
    body = gettext_in(locale, _variant(kind, facts, EMAIL_BODY), **words)
    parts = [body]
    if facts.place and kind is NoticeKind.HOW_TO_OBTAIN:
        parts.append(gettext_in(locale, N_("Where and when: {place}"), place=facts.place))
    return letter(locale, parts, letterhead)


def letter(locale: str, parts: Iterable[str], letterhead: Letterhead) -> str:
    """An email from its opening to its close, each part a paragraph."""
    lines = [gettext_in(locale, N_("Dear buyer,"))]
    for part in parts:
        lines += ["", part]
    lines += ["", gettext_in(locale, N_("China International Import Expo Bureau"))]
    if letterhead.hotline:
        lines.append(gettext_in(locale, N_("Hotline: {hotline}"), hotline=letterhead.hotline))
    lines += ["", gettext_in(locale, N_("Sent automatically; please do not reply."))]
    return "\n".join(lines) + "\n"


def _words(locale: str, facts: NoticeFacts, opens_sentence: bool = False) -> dict[str, str]:
    return {
        "unit": facts.unit_name,
        "reference": facts.reference,
        "mission": facts.mission or organiser_desk(locale, opens_sentence),
        "phone": facts.mission_phone,
        "people": people(locale, facts.person_count),
        "certificates": certificates(locale, facts.certificate_count),
        "amount": money_in_sentence(locale, facts.amount_minor, facts.currency),
        "reason": facts.reason,
        "person": mask_name(facts.person_name),
        "deadline": deadline(locale, facts.closes_at) if facts.closes_at else "",
        "date": day_in_words(locale, facts.pays_until) if facts.pays_until else "",
        "carrier": facts.carrier,
        "number": facts.tracking_number,
        "code": facts.code,
        "minutes": str(facts.minutes),
        "valid_until": day_in_words(locale, facts.valid_until) if facts.valid_until else "",
    }


def _variant(kind: NoticeKind, facts: NoticeFacts, messages: dict[str, str]) -> str:
    """The message of a kind, or its variant where a fact is missing or says otherwise."""
    is_variant = {
        NoticeKind.REJECTED: facts.is_after_deadline,
        NoticeKind.READY: not facts.mission_phone,
        NoticeKind.APPROVED: facts.pays_until is None,
        NoticeKind.CODE_GRANTED: facts.valid_until is None,
        NoticeKind.REFUND_PAID: not facts.person_name,
    }
    other = f"{kind}_otherwise" if is_variant.get(kind) else f"{kind}_{facts.purpose}"
    return messages.get(other, messages[kind])


def _without_code(facts: NoticeFacts) -> NoticeFacts:
    """Nothing of a one-time or invitation code stays on the record, its dashes excepted."""
    return replace(facts, code="".join("-" if sign == "-" else "*" for sign in facts.code))
