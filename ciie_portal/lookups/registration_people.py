"""The people page and one person's page: what is answered, missing, returned and locked."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain import typed_answer, wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_mobile
from ciie_portal.domain.correction import open_person_fields, person_lock
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.identity_document import mask_document
from ciie_portal.domain.journey import PersonEvent, PersonStatus, UnitStatus, may_person
from ciie_portal.domain.progress import PERSON_FAMILY
from ciie_portal.domain.withdrawal import check_new_person
from ciie_portal.domain.wizard import PERSON_FIELDS, Step, WizardFacts, missing_of_person
from ciie_portal.domain.work_unit import Category
from ciie_portal.i18n import _, in_locale, ngettext
from ciie_portal.lookups.registration import file_address, lock_words, reviewer_name
from ciie_portal.lookups.shapes.registration import PeoplePage, PersonCard, PersonPage
from ciie_portal.lookups.wizard_frame import kept_at, saved_line
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import drafts
from ciie_portal.store.queries.registering import (
    Registration,
    own_registration,
    person_column,
    person_lock_facts,
    unchecked_of_person,
    wizard_facts,
)
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import Person
from ciie_portal.wording.fields import field_list
from ciie_portal.wording.options import country_name, document_name, person_role_name, sex_name
from ciie_portal.wording.rules import sentence
from ciie_portal.wording.statuses import organiser_desk, person_badge

MOST_NAMED = 3  # of missing answers; more are counted
_RETURNED = (PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER)


def people_page(actor: Actor, *, now: datetime) -> PeoplePage:
    """Everyone entered, in the unit's order. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        registration = own_registration(session, actor)
        rule = why_nobody_more(registration, now)
        return PeoplePage(
            people=person_cards(session, actor, registration, now),
            can_add=rule is None,
            why_not=_why_not(registration, rule, actor.locale),
        )


def check_people(actor: Actor, *, now: datetime) -> str:
    """The page after the people. Raises everything that is missing; a person's carry `person`, the place."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session:
        facts = wizard_facts(own_registration(session, actor))
    problems = wizard.problems_of(Step.PEOPLE, facts)
    if problems:
        raise RuleBroken(problems)
    return wizard.next_step(Step.PEOPLE, facts).value


def person_page(actor: Actor, reference: str, *, now: datetime) -> PersonPage:
    """One person of the buyer's own unit. Raises NOT_FOUND for anybody else's."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        registration = own_registration(session, actor)
        person = next((one for one in registration.persons if one.reference == reference), None)
        if person is None:
            raise RuleBroken(Rule.NOT_FOUND)
        facts = person_lock_facts(registration, person, now)
        locks = {name: lock for name in PERSON_FIELDS if (lock := person_lock(facts, name)) is not None}
        place = registration.present.index(person) + 1 if person in registration.present else person.ordinal
        return PersonPage(
            reference=person.reference,
            key=f"{person.reference}-{now.timestamp()}",
            title=_("Person {number}", number=place),
            typed=_typed(registration, person),
            shown={name: person_words(person, name, actor.locale) for name in PERSON_FIELDS},
            locked={name: lock_words(session, actor, registration, lock) for name, lock in locks.items()},
            returned={row.field: row.reason for row in registration.returns if row.person_id == person.id},
            number=_masked_number(registration, person),
            photo=file_address(session, person.photo_file_id),
            sends_to=_sends_to(session, registration, person, actor.locale),
            is_sent_back=person.status in _RETURNED,
            can_save=len(locks) < len(PERSON_FIELDS),
            can_withdraw=_can_withdraw(person),
            version=person.version,
            saved=saved_line(actor.locale, kept_at(registration, person.reference), now),
        )


def person_cards(
    session: Session, actor: Actor, registration: Registration, now: datetime
) -> tuple[PersonCard, ...]:
    """A card for everyone who has not left."""
    facts = wizard_facts(registration)
    return tuple(
        _card(session, actor, registration, person, facts, place, now)
        for place, person in enumerate(registration.present)
    )


def why_nobody_more(registration: Registration, now: datetime) -> Rule | None:
    """Why nobody can be added now; None when one can."""
    count, cap = len(registration.present), registration.edition.person_cap
    try:
        check_new_person(registration.unit.status, registration.is_open(now), (), count, cap)
    except RuleBroken as broken:
        return broken.rule
    return None


def person_words(person: Person, field: str, locale: str) -> str:
    """One answer of a person as it is read; the number masked."""
    if field == "document_number":
        number = document_of(person)
        return mask_document(number) if number else ""
    if field == "sex":
        return sex_name(locale, person.sex) if person.sex else ""
    if field == "document_type":
        return document_name(locale, person.document_type) if person.document_type else ""
    if field == "role":
        return person_role_name(locale, person.role) if person.role else ""
    if field == "nationality":
        return country_name(locale, person.nationality) if person.nationality else ""
    return typed_answer.as_typed(field, person_column(person, field))


def _card(
    session: Session,
    actor: Actor,
    registration: Registration,
    person: Person,
    facts: WizardFacts,
    place: int,
    now: datetime,
) -> PersonCard:
    locale = actor.locale
    missing = missing_of_person(facts.people[place], registration.unit.category)
    is_draft = person.status is PersonStatus.DRAFT
    role = person_words(person, "role", locale)
    document = " ".join(filter(None, (person_words(person, name, locale) for name in DOCUMENT_WORDS)))
    mobile = mask_mobile(person.mobile) if person.mobile else ""
    names = (person.name_zh or "", person.name_latin or "")
    return PersonCard(
        reference=person.reference,
        name=names[0] or names[1] or _("Person {number}", number=place + 1),
        name_zh=names[0],
        name_latin=names[1] if any(names) else _("Person {number}", number=place + 1),
        role=" · ".join(filter(None, (role, person.position))),
        document=" · ".join(filter(None, (document, mobile))),
        photo=file_address(session, person.photo_file_id),
        missing=_missing_words(missing, locale) if is_draft else "",
        family=PERSON_FAMILY[person.status].value,
        badge="" if is_draft else person_badge(locale, person.status),
        reason=(person.decision_reason or "") if person.status in _RETURNED else "",
        address=path(locale, f"register/people/{person.reference}"),
        can_change=bool(open_person_fields(person_lock_facts(registration, person, now))),
        can_remove=is_draft,
        can_withdraw=_can_withdraw(person),
        version=person.version,
    )


DOCUMENT_WORDS = ("document_type", "document_number")


def _missing_words(missing: tuple[str, ...], locale: str) -> str:
    if not missing:
        return ""
    if len(missing) > MOST_NAMED:
        count = len(missing)
        return ngettext("1 answer is missing", "{count} answers are missing", count)
    return _("Missing: {fields}", fields=field_list(locale, missing, of_person=True))


def _why_not(registration: Registration, rule: Rule | None, locale: str) -> str:
    """In words, where there is something to know: while corrections are open it goes without saying."""
    if rule is None or rule is Rule.STEP_NOT_POSSIBLE:
        return ""
    return sentence(rule, locale, limit=registration.edition.person_cap)


def _can_withdraw(person: Person) -> bool:
    is_submitted = person.status is not PersonStatus.DRAFT
    return is_submitted and may_person(person.status, PersonEvent.WITHDRAW)


def _typed(registration: Registration, person: Person) -> dict[str, str]:
    """What was typed last, or else the stored answer; dates in three parts, of the number nothing."""
    abroad = registration.unit.category is Category.OVERSEAS_UNIT
    typed: dict[str, str] = {}
    for name in PERSON_FIELDS:
        if name in typed_answer.DATES:
            parts = typed_answer.date_parts(person_column(person, name))
            typed |= {f"{name}_{part}": text for part, text in parts.items()}
        elif name not in drafts.SEALED:
            typed[name] = typed_answer.as_typed(name, person_column(person, name), abroad=abroad)
    open_pending = unchecked_of_person(registration, person)
    for name, row in registration.pending_of(person.reference).items():
        if drafts.column_of(name) in open_pending and name not in drafts.SEALED:
            typed[name] = drafts.text_of(row)
    return typed


def _masked_number(registration: Registration, person: Person) -> str:
    """The number that an empty box keeps: typed last, or stored."""
    row = registration.pending.get((person.reference, "document_number"))
    number = drafts.text_of(row).strip() if row else document_of(person)
    return mask_document(number) if number else ""


def _sends_to(session: Session, registration: Registration, person: Person, locale: str) -> str:
    """Who gets the person's answers at once; empty where they go out with the unit."""
    status = registration.unit.status
    takes_persons = status in (UnitStatus.UNDER_REVIEW, UnitStatus.APPROVED)
    is_added = person.status is PersonStatus.DRAFT and takes_persons
    is_corrected = person.status in _RETURNED and status is not UnitStatus.RETURNED
    if person.status is PersonStatus.RETURNED_BY_REVIEWER:
        return _("the personnel reviewers")
    if not is_added and not is_corrected:
        return ""
    return reviewer_name(session, registration, locale) or organiser_desk(locale, False)
