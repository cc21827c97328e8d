"""The buyer's part of the demonstration: account, answers, persons, files, submission, by real actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.answer_group import answer_group
from ciie_portal.actions.enter_code import Caller, choose_no_code, enter_code
from ciie_portal.actions.fill_in import save_answers
from ciie_portal.actions.fill_in_person import save_person
from ciie_portal.actions.invite import issue_codes
from ciie_portal.actions.keep_file import attach_licence, attach_photo, keep_file
from ciie_portal.actions.people import add_person
from ciie_portal.actions.sign_up import new_account, new_draft
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor
from ciie_portal.domain.invitation import channel_for
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category
from ciie_portal.seeding import invented, portraits
from ciie_portal.seeding.invented import Contact
from ciie_portal.seeding.plans import Plan
from ciie_portal.seeding.timeline import Timeline

HAS_OWNERSHIP = (Category.ENTERPRISE, Category.PUBLIC_INSTITUTION)


@dataclass
class Registered:
    """A unit that was entered; `people` are references with the status that each shall reach."""

    plan: Plan
    times: Timeline
    buyer: Actor
    reference: str
    people: list[tuple[str, PersonStatus]] = field(default_factory=list)
    contact: Contact = field(default_factory=Contact)


def open_account(
    session: Session, plan: Plan, contact: str, password_hash: str, edition_id: int, begun: datetime
) -> tuple[Actor, str]:
    """The account with its empty draft; the contact counts as proved."""
    channel = NoticeChannel.EMAIL if plan.is_overseas else NoticeChannel.SMS
    locale = "en" if plan.is_overseas else "zh"
    account = new_account(session, contact, channel, password_hash, locale, begun)
    way = channel_for(plan.category, bool(plan.code_of))
    unit = new_draft(session, account, edition_id, plan.category, way, begun)
    return access.buyer(account.id or 0, locale), unit.reference


def fill_in(unit: Registered, first_number: int, code: str) -> None:
    """Every page as far as the plan says. `first_number`: of the first person; `code`: if it was sent one."""
    plan, buyer, at = unit.plan, unit.buyer, unit.times.typed
    whereabouts = {"country": plan.place if plan.is_overseas else ""}
    save_answers(buyer, Step.CHANNEL, {"category": plan.category.value, **whereabouts}, None, at)
    if not plan.is_overseas:
        choose_channel(unit, code)
    save_answers(buyer, Step.UNIT, unit_answers(plan), None, at)
    if plan.belongs_to_asked_group:
        answer_group(buyer, plan.asked_group, plan.belongs_to_asked_group, at)
    if plan.stops_at is Step.CONTACT:
        return
    if plan.category is Category.ENTERPRISE:
        kept = keep_file(buyer, "licence", "", portraits.licence(), at)
        attach_licence(buyer, kept.key, at)
    unit.contact = invented.contact(plan, first_number)
    save_answers(buyer, Step.CONTACT, contact_answers(unit.contact), None, at)
    for place, status in enumerate(plan.people):
        unit.people.append((enter_person(unit, first_number + place, at), status))
    if plan.stops_at is Step.PEOPLE:
        return
    answers = {"products_wanted": plan.products, **{f"areas.{code}": "on" for code in plan.areas}}
    save_answers(buyer, Step.AREAS, answers, None, at)


def invited(plan: Plan, by: Actor, now: datetime) -> str:
    """A code that the mission issues for this unit."""
    asked = {"mission": plan.code_of, "code_count": "1", "uses_allowed": "1", "note": plan.name}
    return issue_codes(by, asked, now).codes[0]


def choose_channel(unit: Registered, code: str) -> None:
    """The code, or none for now."""
    if code:
        enter_code(unit.buyer, code, Caller(unit.reference, unit.reference), unit.times.typed)
    else:
        choose_no_code(unit.buyer, unit.times.typed)


def enter_person(unit: Registered, number: int, at: datetime) -> str:
    """A person with every answer and a photo; the reference. On a submitted unit the person is sent on."""
    person = invented.person(unit.plan, number)
    reference = add_person(unit.buyer, at)
    photo = keep_file(unit.buyer, "photo", reference, portraits.portrait(person.number), at)
    attach_photo(unit.buyer, reference, photo.key, at)
    save_person(unit.buyer, reference, person.answers, None, at)
    return reference


def unit_answers(plan: Plan) -> dict[str, object]:
    answers: dict[str, object] = {
        "street": plan.street,
        "industry": plan.industry.value,
        "size": invented.size(plan),
    }
    if plan.is_overseas:
        number = invented.registration_number(plan)
        return answers | {"name_en": plan.name, "city": plan.city, "registration_number": number}
    answers |= {
        "name_zh": plan.name,
        "credit_code": invented.credit_code(plan),
        "division_code": plan.place,
        "registered_capital": invented.capital(plan),
    }
    if plan.category in HAS_OWNERSHIP:
        answers |= {
            "parent_group_code": plan.group,
            "is_nhc_managed": "yes" if plan.is_nhc_managed else "no",
            "is_corps_member": "no",
        }
    return answers


def contact_answers(contact: Contact) -> dict[str, object]:
    return {
        "contact_name": contact.name,
        "contact_mobile": contact.mobile,
        "contact_email": contact.email,
    }
