"""One person's journey for the buyer: where it stands, what to do now, what was told (Q4, Q9 to Q11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import (
    OVER_WITHOUT_CERTIFICATE,
    PersonEvent,
    PersonStatus,
    UnitStatus,
    may_person,
)
from ciie_portal.domain.progress import Family, Holder, holder_of_person
from ciie_portal.domain.stages import Stage, StageOnLine
from ciie_portal.domain.withdrawal import check_new_person
from ciie_portal.i18n import _, in_locale
from ciie_portal.lookups import person_record as record
from ciie_portal.lookups.buyer_case import BuyerCase, read_case
from ciie_portal.lookups.progress import message_shape
from ciie_portal.lookups.progress_now import before_paying
from ciie_portal.lookups.progress_people import (
    badge_of,
    beside_of,
    sentence_of,
    stages_of,
)
from ciie_portal.lookups.shapes.person_progress import PersonProgress
from ciie_portal.lookups.shapes.progress import NowShape, StageShape
from ciie_portal.lookups.shapes.registration import Line
from ciie_portal.routes import path
from ciie_portal.store import events
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import progress as rows
from ciie_portal.store.tables import Person
from ciie_portal.wording.dates import short_moment
from ciie_portal.wording.fields import field_list
from ciie_portal.wording.progress import family_word, holder_name, stage_name
from ciie_portal.wording.statuses import Beside

MOST_MESSAGES = 20
_RETURNED = (PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER)
# the events that end a stage
_ENDS: dict[Stage, tuple[str, ...]] = {
    Stage.SUBMISSION: ("submit",),
    Stage.UNIT_REVIEW: ("approve", "leave_out"),
    Stage.PAYMENT: ("pay",),
    Stage.PERSONNEL_REVIEW: ("pass", "fail"),
    Stage.CERTIFICATE: ("deliver", "collect"),
    Stage.REFUND: ("refund_paid",),
}


def person_progress(actor: Actor, reference: str, *, now: datetime) -> PersonProgress:
    """A person of the actor's own registration. Raises NOT_FOUND for anybody else's."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        case = read_case(session, actor, now)
        person = own_person(case, reference)
        family, badge = badge_of(case, person)
        told, reasons = record.answers(case, person)
        return PersonProgress(
            reference=person.reference,
            version=person.version,
            name=case.name(person),
            name_zh=person.name_zh or "",
            name_latin=person.name_latin or ("" if person.name_zh else person.reference),
            photo=case.photo(person),
            label=case.label(person),
            family=family.value,
            badge=badge,
            now=_now(case, person),
            stages=_stages(case, person),
            returned=_returned(case, person),
            anew=_("Enter this person anew") if may_enter_anew(case, person) else "",
            loss=_loss(case, person),
            certificate=record.certificate_lines(case, person),
            certificate_note=record.certificate_note(case, person),
            address=record.address_page(case, person),
            money=record.money_lines(case, person),
            messages=tuple(
                message_shape(case, row) for row in rows.notices_of_person(session, person.id, MOST_MESSAGES)
            ),
            history=record.history(case, person),
            answers=told,
            lock_reasons=reasons,
        )


def own_person(case: BuyerCase, reference: str) -> Person:
    """Raises NOT_FOUND."""
    wanted = reference.strip().upper()
    for person in case.registration.persons:
        if person.reference == wanted:
            return person
    raise RuleBroken(Rule.NOT_FOUND)


def may_enter_anew(case: BuyerCase, person: Person) -> bool:
    """Until the deadline, where the same document stands nowhere else in the unit."""
    registration = case.registration
    if person.status not in OVER_WITHOUT_CERTIFICATE:
        return False
    try:
        check_new_person(
            registration.unit.status,
            registration.is_open(case.now),
            [one.status for one in same_document(case, person)],
            len(registration.present),
            registration.edition.person_cap,
        )
    except RuleBroken:
        return False
    return True


def same_document(case: BuyerCase, person: Person) -> list[Person]:
    """The unit's other persons with the person's document."""
    index = person.document_index
    others = (one for one in case.registration.persons if one is not person)
    return [one for one in others if index is not None and one.document_index == index]


def _returned(case: BuyerCase, person: Person) -> tuple[Line, ...]:
    mine = (row for row in case.registration.returns if row.person_id == person.id)
    return tuple(
        Line(_capital(field_list(case.locale, [row.field], of_person=True)), row.reason) for row in mine
    )


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _loss(case: BuyerCase, person: Person) -> str:
    is_submitted = person.status is not PersonStatus.DRAFT
    may_leave = is_submitted and may_person(person.status, PersonEvent.WITHDRAW)
    if not may_leave or case.registration.unit.status is UnitStatus.WITHDRAWN:
        return ""
    return _(
        "{name} gets no certificate, and no fee is due. An open request with this person ends.",
        name=case.name(person),
    )


def _now(case: BuyerCase, person: Person) -> NowShape:
    """Who holds it, what the status means, and the one deed."""
    family, badge = badge_of(case, person)
    deed, address = _deed(case, person)
    is_mine = bool(deed) or person.status in (*_RETURNED, PersonStatus.READY_FOR_COLLECTION)
    if is_mine and beside_of(case, person) is not Beside.CHECKOUT_OPEN:
        family = Family.YOU
    holder = holder_of_person(person.status, case.is_with_mission, case.is_confirming)
    who = family_word(case.locale, family)
    if family in (Family.THEM, Family.NEXT) and holder not in (Holder.BUYER, Holder.NOBODY):
        family, who = Family.THEM, holder_name(case.locale, holder, case.mission)
    block = NowShape(
        family=family.value,
        who=who,
        title=badge,
        text=sentence_of(case, person),
        deed=deed,
        address=address,
    )
    if person.status is PersonStatus.UNPAID and case.may_pay:
        block = replace(block, warning=before_paying())
    entered = _entered_anew(case, person)
    if entered is not None:
        page = path(case.locale, f"progress/{entered.reference}")
        block = replace(block, deed=_("See the new entry"), address=page)
    return block


def _entered_anew(case: BuyerCase, person: Person) -> Person | None:
    if person.status not in OVER_WITHOUT_CERTIFICATE:
        return None
    present = [one for one in same_document(case, person) if one.status not in OVER_WITHOUT_CERTIFICATE]
    return present[0] if present else None


def _deed(case: BuyerCase, person: Person) -> tuple[str, str]:
    """The button and where it leads; empty where there is nothing to press, or the form stands below."""
    certificates = path(case.locale, "certificates")
    unit, is_open = case.registration.unit.status, case.registration.is_open(case.now)
    match person.status:
        case PersonStatus.DRAFT if is_open and unit in _TAKES:
            page = path(case.locale, f"register/people/{person.reference}")
            return _("Complete {name}", name=case.name(person)), page
        case PersonStatus.AWAITING_UNIT_REVIEW if unit is UnitStatus.RETURNED:
            return _("Correct and send back"), path(case.locale, "register/check")
        case PersonStatus.AWAITING_UNIT_REVIEW if unit is UnitStatus.REJECTED and is_open:
            return _("Correct and submit again"), path(case.locale, "register/check")
        case PersonStatus.UNPAID if case.may_pay:
            return _pay_words(case, person), certificates
        case PersonStatus.FAILED:
            return _("Apply for a refund"), path(case.locale, "refund")
        case PersonStatus.DISPATCHED if case.is_parcel_back(person):
            return _("See the address"), certificates
        case _:
            return "", ""


_TAKES = (UnitStatus.DRAFT, UnitStatus.UNDER_REVIEW, UnitStatus.REJECTED, UnitStatus.APPROVED)


def _pay_words(case: BuyerCase, person: Person) -> str:
    beside, request = beside_of(case, person), case.open_request
    if beside is Beside.CHECKOUT_OPEN:
        return _("Check payment result")
    if beside is Beside.PAYMENT_FAILED and request is not None:
        return _("Pay again · {amount}", amount=case.amount(request.amount_minor, request.currency))
    return _("Request the certificate and pay")


def _stages(case: BuyerCase, person: Person) -> tuple[StageShape, ...]:
    """The person's line; what is over says when, what is to come how long it usually takes."""
    line = stages_of(case, person)
    at = {row.event: row.at for row in events.history_of_person(case.session, person.id)}
    current = next((one for one in line if one.family in (Family.YOU, Family.THEM)), None)
    return tuple(
        StageShape(
            name=stage_name(case.locale, one.stage),
            family=one.family.value,
            when=_when(case, person, one, at),
            is_current=one is current,
        )
        for one in line
    )


def _when(case: BuyerCase, person: Person, one: StageOnLine, at: dict[str, datetime]) -> str:
    if one.family is Family.NEXT:
        return _usually(case, one.stage)
    unit = case.registration.unit
    began = person.status_since
    if one.family is Family.YOU and unit.status is UnitStatus.RETURNED:
        began = max(began, unit.status_since)  # what came back of the unit waits for the buyer since then
    since = short_moment(case.locale, began)
    if one.family is Family.YOU:
        return _("Waiting on you since {date}", date=since)
    if one.family is Family.THEM:
        days = _days(case, one.stage)
        if not days or person.status is PersonStatus.DISPATCHED:
            return _("Since {date}", date=since)
        return _("Since {date}; usually {days} days", date=since, days=days)
    if one.stage is Stage.UNIT_REVIEW and one.family is Family.REFUSED and unit.status is UnitStatus.REJECTED:
        return _("Not approved on {date}", date=short_moment(case.locale, unit.status_since))
    ended = [at[event] for event in _ENDS[one.stage] if event in at]
    if not ended and one.stage is Stage.SUBMISSION and case.registration.unit.submitted_at:
        ended = [case.registration.unit.submitted_at]
    if not ended:
        return since if one.family in (Family.REFUSED, Family.CLOSED) else ""
    return short_moment(case.locale, max(ended))


def _usually(case: BuyerCase, stage: Stage) -> str:
    if stage is Stage.UNIT_REVIEW:
        return _("Usually {days} days", days=case.unit_days())
    if stage is Stage.PERSONNEL_REVIEW:
        return _("Usually {days} days after payment", days=case.personnel_days())
    if stage is Stage.CERTIFICATE:
        return _("Usually {days} days more", days=case.certificate_days())
    return ""


def _days(case: BuyerCase, stage: Stage) -> int:
    match stage:
        case Stage.UNIT_REVIEW:
            return case.unit_days()
        case Stage.PERSONNEL_REVIEW:
            return case.personnel_days()
        case Stage.CERTIFICATE:
            return case.certificate_days()
        case Stage.REFUND:
            return case.refund_days()
        case _:
            return 0
