"""The journey in full and the notices of a case, as the help desk sees them (rules.md sections 7 and 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.notice import WITH_SECRET, NoticeChannel, Recipient, address_for, channels_of
from ciie_portal.domain.person_name import mask_name
from ciie_portal.domain.progress import Family
from ciie_portal.i18n import LANGUAGE_TAGS, N_, gettext_in
from ciie_portal.lookups.buyer_case import BuyerCase
from ciie_portal.lookups.shapes.help_desk import CallerNotice
from ciie_portal.lookups.shapes.unit_case import Happening
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.lookups.unit_queue import mission_name
from ciie_portal.store import events
from ciie_portal.store.queries import missions, unit_desk
from ciie_portal.store.queries import progress as rows
from ciie_portal.store.queries.told import recipient_of
from ciie_portal.store.tables import JourneyEvent, Notice, NoticeState, Person
from ciie_portal.wording import desk_case
from ciie_portal.wording.dates import moment, short_day, short_moment
from ciie_portal.wording.help_desk import (
    ask_about_notice,
    channel_and_contact,
    notice_name,
    notice_state,
)
from ciie_portal.wording.help_history import (
    OF_THE_HELP_DESK,
    moved_between,
    reason_in_words,
    whole_event,
)
from ciie_portal.wording.rules import sentence
from ciie_portal.wording.statuses import organiser_desk

MOST_NOTICES = 60
MOST_EVENTS = 300
_FAMILY = {
    NoticeState.QUEUED: Family.THEM,
    NoticeState.SENT: Family.DONE,
    NoticeState.FAILED: Family.REFUSED,
}


@dataclass
class Record:
    """The events of a unit and its persons, newest first, with the names that its lines need."""

    session: Session
    locale: str
    rows: Sequence[JourneyEvent]
    persons: Sequence[Person]
    staff: dict[int, str] = field(default_factory=dict)
    missions: dict[str, str] = field(default_factory=dict)


def record_of(case: BuyerCase) -> Record:
    unit = case.registration.unit
    found = list(reversed(events.history_of_unit(case.session, unit.id)))[:MOST_EVENTS]
    record = Record(case.session, case.locale, found, case.registration.persons)
    record.staff = unit_desk.staff_names(case.session, {row.staff_id for row in found if row.staff_id})
    for row in missions.all_missions(case.session):
        record.missions[row.code] = mission_name(case.locale, row)
    return record


def history(record: Record) -> tuple[Happening, ...]:
    """Everything, the newest first."""
    return tuple(_happening(record, row) for row in record.rows)


def call_notes(record: Record) -> tuple[Happening, ...]:
    """What was asked and answered on calls about this unit, the newest first."""
    return tuple(
        Happening(moment(record.locale, row.at), _who(record, row), row.reason or "")
        for row in record.rows
        if row.event == "help_note"
    )


def steps(record: Record, person: Person) -> tuple[str, ...]:
    """The person's statuses with their instants, in their order."""
    moves = [
        row
        for row in reversed(record.rows)
        if row.person_id == person.id and row.to_status and row.to_status != row.from_status
    ]
    return tuple(
        f"{short_moment(record.locale, row.at)} · "
        f"{moved_between(record.locale, None, row.to_status, is_person=True)}"
        for row in moves
    )


def hidden_name(person: Person) -> str:
    """李* P-7K2M9QX4: who it is stays between the caller and the record."""
    name = person.name_zh or person.name_latin or ""
    return f"{mask_name(name)} {person.reference}".strip()


def _happening(record: Record, row: JourneyEvent) -> Happening:
    person = next((hidden_name(one) for one in record.persons if one.id == row.person_id), "")
    desk = organiser_desk(record.locale)
    text = whole_event(
        record.locale,
        row.event,
        person,
        (row.from_status, row.to_status),
        (
            record.missions.get(row.from_status or "", desk),
            record.missions.get(row.to_status or "", desk),
        ),
    )
    reason = reason_in_words(record.locale, row.event, row.reason or "")
    line = desk_case.event_line(record.locale, text, _who(record, row))
    return Happening(moment(record.locale, row.at), line, reason)


def _who(record: Record, row: JourneyEvent) -> str:
    if row.staff_id:
        return record.staff.get(row.staff_id, "")
    if row.event in OF_THE_HELP_DESK:
        return ""
    return desk_case.the_system(record.locale) if row.is_system else desk_case.the_buyer(record.locale)


def notices(case: BuyerCase) -> tuple[CallerNotice, ...]:
    """What was sent, the newest first, each with its text, its state and how it can be sent again."""
    recipient = recipient_of(case.registration.account, case.registration.unit)
    found = rows.notices_of(case.session, case.registration.unit.id, MOST_NOTICES)
    return tuple(_notice(case, row, recipient) for row in found)


def ask_about_newest(case: BuyerCase) -> tuple[str, str]:
    """What to ask about the newest notice, and its family; empty where nothing was sent."""
    found = rows.notices_of(case.session, case.registration.unit.id, 1)
    if not found:
        return "", ""
    row = found[0]
    date = short_day(case.locale, row.sent_at or row.created_at)
    name = notice_name(case.locale, row.kind)
    text = ask_about_notice(case.locale, row.channel, name, date, row.state.value)
    return text, _FAMILY[row.state].value


def _notice(case: BuyerCase, row: Notice, recipient: Recipient) -> CallerNotice:
    locale = case.locale
    told = channel_and_contact(locale, row.channel, mask_contact(row.recipient or ""))
    is_secret = row.kind in WITH_SECRET
    reference = row.provider_reference or ""
    beneath = [
        told,
        gettext_in(locale, N_("provider's number {number}"), number=reference) if reference else "",
    ]
    if row.resends_id is not None:
        beneath.append(gettext_in(locale, N_("sent again")))
    return CallerNotice(
        key=row.key,
        name=notice_name(locale, row.kind),
        when=short_moment(locale, row.sent_at or row.created_at),
        channel="sms" if row.channel is NoticeChannel.SMS else "mail",
        family=_FAMILY[row.state].value,
        state=notice_state(locale, row.state.value),
        subject=row.subject,
        text=row.masked_text,
        language=LANGUAGE_TAGS[row.locale],
        beneath=" · ".join(part for part in beneath if part),
        note=sentence(Rule.CODE_NOT_RESENT, locale) if is_secret else "",
        ways=() if is_secret else ways_again(locale, row, recipient),
    )


def ways_again(locale: str, row: Notice, recipient: Recipient) -> tuple[Choice, ...]:
    """By which channel it can go again, and to which masked contact."""
    found = []
    for channel in channels_of(recipient, row.kind):
        contact = mask_contact(address_for(recipient, channel) or "")
        found.append(Choice(channel.value, channel_and_contact(locale, channel, contact)))
    return tuple(found)
