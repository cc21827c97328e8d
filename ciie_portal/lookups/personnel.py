"""The second review: who waits, and one person's case. No money is shown (rules.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.identity_document import mask_document
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.progress import PERSON_FAMILY
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.lookups.paging import PAGE_ROWS, around, asked_page
from ciie_portal.lookups.person_rows import PersonWords
from ciie_portal.lookups.shapes.personnel import PersonnelCase, PersonnelQueue
from ciie_portal.lookups.shapes.unit_case import CaseAnswer, Happening
from ciie_portal.routes import path
from ciie_portal.store import events
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import personnel, unit_desk, units
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import JourneyEvent, Person
from ciie_portal.wording import dates, options
from ciie_portal.wording.desk_case import Finding, event_text, finding
from ciie_portal.wording.labels import person_label
from ciie_portal.wording.statuses import person_badge

PAGE = "desk/personnel"
RETURNABLE = (
    "photo_file_id",
    "name_zh",
    "name_latin",
    "sex",
    "birth_date",
    "nationality",
    "document_type",
    "document_number",
    "document_expires_on",
    "position",
    "role",
)


def personnel_queue(actor: Actor, query: Mapping[str, str], *, now: datetime) -> PersonnelQueue:
    """One page of those who wait; a wrong page number is the first page."""
    require(actor, Permission.REVIEW_PERSONNEL)
    search = str(query.get("q", ""))
    with reading() as session:
        condition = personnel.waiting(search)
        asked = asked_page(query, personnel.count(session, actor, condition))
        words = PersonWords.read(session, actor.locale, now)
        found = personnel.page(session, actor, condition, asked.offset, PAGE_ROWS)
        rows = tuple(words.row(*row, page=PAGE) for row in found)
    return PersonnelQueue(
        summary=gettext_in(actor.locale, N_("{count} people wait for the review"), count=asked.total),
        rows=rows,
        search=search,
        is_loaded=True,
        **around(actor.locale, PAGE, asked, len(rows), q=search),
    )


def personnel_case(actor: Actor, reference: str, *, now: datetime) -> PersonnelCase:
    """Raises NOT_FOUND for who was never paid for, is a stranger's, or does not exist."""
    require(actor, Permission.REVIEW_PERSONNEL)
    locale = actor.locale
    with reading() as session:
        person, unit = units.find_person(session, actor, reference)
        words = PersonWords.read(session, locale, now)
        following = [
            found[0].reference
            for found in personnel.page(session, actor, personnel.waiting(""), limit=2)
            if found[0].id != person.id
        ]
        return PersonnelCase(
            reference=person.reference,
            version=person.version,
            name=person.name_zh or person.name_latin or "",
            name_latin=person.name_latin if person.name_zh and person.name_latin else "",
            photo=words.photo(session, person),
            unit=words.unit_name(unit),
            mission=words.mission(unit),
            family=PERSON_FAMILY[person.status].value,
            status=person_badge(locale, person.status),
            since=dates.moment(locale, person.status_since),
            answers=answers(person, locale, words.label(person)),
            returnable=tuple((field, person_label(locale, field)) for field in RETURNABLE),
            history=history(session, person, locale),
            noted=_noted(session, unit.id, locale),
            is_open=person.status is PersonStatus.WAITING_FOR_REVIEW,
            next_address=path(locale, f"{PAGE}/{following[0]}" if following else PAGE),
            is_loaded=True,
        )


def _noted(session: Session, unit_id: int, locale: str) -> str:
    """The newest doubt about the unit, or what was found about it, as whoever has the unit reads it."""
    for row in reversed(unit_desk.doubts_of(session, unit_id)):
        what = Finding.DOUBT if row.event == unit_desk.DOUBT else Finding.DOUBT_SETTLED
        return finding(locale, what, date=dates.short_day(locale, row.at), reason=row.reason or "")
    return ""


def answers(person: Person, locale: str, label: str) -> tuple[CaseAnswer, ...]:
    """What the document says, its number masked, and what the person does."""
    number = document_of(person)
    given = {
        "sex": options.sex_name(locale, person.sex) if person.sex else "",
        "birth_date": dates.day(locale, person.birth_date) if person.birth_date else "",
        "nationality": options.country_name(locale, person.nationality) if person.nationality else "",
        "document_type": options.document_name(locale, person.document_type) if person.document_type else "",
        "document_number": mask_document(number) if number else "",
        "document_expires_on": dates.day(locale, person.document_expires_on)
        if person.document_expires_on
        else "",
        "position": person.position or "",
        "role": person.role_other or (options.person_role_name(locale, person.role) if person.role else ""),
    }
    shown = [
        CaseAnswer(person_label(locale, field), text, is_code=field == "document_number")
        for field, text in given.items()
        if text
    ]
    return (*shown, CaseAnswer(gettext_in(locale, N_("Label")), label))


def history(session: Session, person: Person, locale: str) -> tuple[Happening, ...]:
    name = person.name_zh or person.name_latin or ""
    told = (_happening(row, locale, name) for row in events.history_of_person(session, person.id))
    return tuple(one for one in told if one.what)


def _happening(row: JourneyEvent, locale: str, name: str) -> Happening:
    return Happening(dates.moment(locale, row.at), event_text(locale, row.event, name), row.reason or "")
