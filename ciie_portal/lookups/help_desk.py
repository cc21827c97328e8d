"""The help desk's screen: whom a search found, and the one case that is open, masked throughout (Q10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_email, mask_mobile
from ciie_portal.domain.person_name import mask_name
from ciie_portal.domain.progress import PERSON_FAMILY, UNIT_FAMILY
from ciie_portal.domain.searched import hide_document
from ciie_portal.i18n import in_locale
from ciie_portal.lookups import help_history
from ciie_portal.lookups.buyer_case import BuyerCase, case_of
from ciie_portal.lookups.help_telling import telling
from ciie_portal.lookups.progress import stage_shapes
from ciie_portal.lookups.progress_people import person_lines
from ciie_portal.lookups.shapes.help_desk import CallerCase, CallerPerson, FoundCaller, HelpDesk
from ciie_portal.lookups.shapes.progress import PersonLine
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.lookups.unit_queue import mission_name
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import registering, units
from ciie_portal.store.queries.contact_troubles import troubles_of
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import Person, TradeMission, WorkUnit
from ciie_portal.wording.contact_trouble import trouble_for_staff
from ciie_portal.wording.dates import short_day
from ciie_portal.wording.desk_queue import channel_name
from ciie_portal.wording.help_desk import asks_about, contact_line, found_line, people_title
from ciie_portal.wording.options import category_name, document_name
from ciie_portal.wording.statuses import organiser_desk, person_badge, unit_badge

DIGITS = 9


def help_desk_screen(
    actor: Actor,
    callers: Iterable[tuple[str, str]],
    fact: str,
    has_more: bool,
    opened: tuple[str, str],
    *,
    now: datetime,
) -> HelpDesk:
    """Who was found, (unit, person) by their references, and the one that is open. Raises NOT_FOUND."""
    require(actor, Permission.HELP_CALLERS)
    found = list(callers)
    with reading() as session:
        several = enumerate(found, 1) if len(found) > 1 else ()
        return HelpDesk(
            said=found_line(actor.locale, len(found), fact, has_more),
            is_nobody=not found,
            callers=tuple(_found(session, actor, place, *one) for place, one in several),
            case=(_case(session, actor, *opened, now),) if opened[0] else (),
        )


def _found(session: Session, actor: Actor, place: int, unit: str, person: str) -> FoundCaller:
    row = units.find_unit(session, actor, unit)
    member = units.find_person(session, actor, person)[0] if person else None
    family, status, since = UNIT_FAMILY[row.status], unit_badge(actor.locale, row.status), row.status_since
    if member is not None:
        family, since = PERSON_FAMILY[member.status], member.status_since
        status = person_badge(actor.locale, member.status)
    return FoundCaller(
        unit=row.reference,
        person=member.reference if member else "",
        digit=str(place) if place <= DIGITS else "",
        name=row.name_zh or row.name_en or row.reference,
        whose=_masked_name(member) if member else "",
        mission=_mission(session, actor.locale, row),
        family=family.value,
        status=status,
        since=short_day(actor.locale, since),
    )


def _case(session: Session, actor: Actor, unit: str, person: str, now: datetime) -> CallerCase:
    row = units.find_unit(session, actor, unit)
    with in_locale(actor.locale):
        case = case_of(session, actor, registering.whole(session, row), now)
        asked = next((one for one in case.registration.persons if one.reference == person), None)
        return _whole(case, asked)


def _whole(case: BuyerCase, asked: Person | None) -> CallerCase:
    unit, locale = case.registration.unit, case.locale
    told, record = telling(case, asked), help_history.record_of(case)
    also, also_family = help_history.ask_about_newest(case)
    lines = zip(case.registration.persons, person_lines(case), strict=True)
    people = tuple(_person(case, record, one, line, one is asked) for one, line in lines)
    return CallerCase(
        unit=unit.reference,
        person=asked.reference if asked else "",
        name=unit.name_zh or unit.name_en or unit.reference,
        other_name=(unit.name_en or "") if unit.name_zh else "",
        beneath=_beneath(case),
        contact=_contact(case),
        about=asks_about(locale, _masked_name(asked)) if asked else "",
        says_zh=told.zh,
        says_en=told.en,
        family=told.family,
        holder=told.holder,
        late=told.late,
        also=also,
        also_family=also_family,
        stages=stage_shapes(case),
        people=people,
        people_choices=tuple(Choice(one.reference, f"{one.name} {one.reference}") for one in people),
        people_title=people_title(locale, len(people)),
        notices=help_history.notices(case),
        notes=help_history.call_notes(record),
        history=help_history.history(record),
    )


def _beneath(case: BuyerCase) -> str:
    """Mission, category, channel."""
    unit, locale = case.registration.unit, case.locale
    parts = [
        case.mission or organiser_desk(locale),
        category_name(locale, unit.category) if unit.category else "",
        channel_name(locale, unit.channel) if unit.channel else "",
    ]
    return " · ".join(part for part in parts if part)


def _contact(case: BuyerCase) -> str:
    """The unit's contact and the account's own, all masked, each once; and which of them nothing reaches."""
    unit, account = case.registration.unit, case.registration.account
    mobiles = [mask_mobile(one) for one in (unit.contact_mobile, account.mobile) if one]
    emails = [mask_email(one) for one in (unit.contact_email, account.email) if one]
    contacts = " · ".join(dict.fromkeys([*mobiles, *emails]))
    line = contact_line(case.locale, mask_name(unit.contact_name or ""), contacts)
    troubles = [
        trouble_for_staff(case.locale, one.contact, one.since)
        for one in troubles_of(case.session, account.id)
    ]
    return " · ".join([line, *troubles])


def _person(
    case: BuyerCase, record: help_history.Record, person: Person, line: PersonLine, is_asked: bool
) -> CallerPerson:
    locale, made = case.locale, case.made.get(person.id)
    contacts = (
        mask_mobile(person.mobile) if person.mobile else "",
        mask_email(person.email) if person.email else "",
    )
    return CallerPerson(
        reference=person.reference,
        name=_masked_name(person),
        document=_document(locale, person),
        contact=" · ".join(filter(None, contacts)),
        family=line.family,
        status=line.badge,
        sentence=line.sentence,
        dots=line.dots,
        steps=help_history.steps(record, person),
        certificate=made[0].reference if made else "",
        is_asked=is_asked,
    )


def _document(locale: str, person: Person) -> str:
    """Kind and beginning; the end is what a caller proves to be."""
    if person.document_type is None:
        return ""
    number = document_of(person)
    kind = document_name(locale, person.document_type)
    return f"{kind} {hide_document(number)}" if number else kind


def _masked_name(person: Person) -> str:
    return mask_name(person.name_zh or person.name_latin or "") or person.reference


def _mission(session: Session, locale: str, unit: WorkUnit) -> str:
    row = session.get(TradeMission, unit.mission_id) if unit.mission_id is not None else None
    return mission_name(locale, row) if row is not None else organiser_desk(locale)
