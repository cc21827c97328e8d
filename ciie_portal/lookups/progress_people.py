"""Each person's line on the dashboard, and how the certificates travel (Q9, Q10)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.certificate import CertificateStatus, DeliveryMethod
from ciie_portal.domain.correction import delivery_lock
from ciie_portal.domain.journey import PersonEvent, PersonStatus, UnitStatus, may_person
from ciie_portal.domain.payment import PaymentUnderWay
from ciie_portal.domain.progress import PERSON_FAMILY, UNIT_FAMILY, Family
from ciie_portal.domain.stages import StageOnLine, person_line
from ciie_portal.i18n import _
from ciie_portal.lookups.buyer_case import BuyerCase, destination, method_name, names_joined
from ciie_portal.lookups.shapes.progress import DeliveryShape, PersonLine
from ciie_portal.routes import path
from ciie_portal.store.tables import CertificateRequestPerson, Person
from ciie_portal.wording.dates import day, deadline, short_day
from ciie_portal.wording.fields import field_list
from ciie_portal.wording.paper import reissued_beside
from ciie_portal.wording.statuses import (
    Beside,
    PersonWords,
    beside_badge,
    beside_sentence,
    organiser_desk,
    person_badge,
    person_sentence,
    unit_badge,
)

_RETURNED = (PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER)
_TRAVELS = (
    *(PersonStatus.WAITING_FOR_REVIEW, PersonStatus.RETURNED_BY_REVIEWER, PersonStatus.IN_PRODUCTION),
    *(PersonStatus.DISPATCHED, PersonStatus.DELIVERED),
    *(PersonStatus.READY_FOR_COLLECTION, PersonStatus.COLLECTED),
)


def person_lines(case: BuyerCase) -> tuple[PersonLine, ...]:
    """Everyone of the unit, in its order; who left too."""
    return tuple(_line(case, person) for person in case.registration.persons)


def returned_fields(case: BuyerCase, person: Person) -> list[str]:
    return [row.field for row in case.registration.returns if row.person_id == person.id]


def sentence_of(case: BuyerCase, person: Person) -> str:
    """What the person's status means; the parcel and a certificate that is void speak first."""
    beside = beside_of(case, person)
    if beside is not None:
        return beside_sentence(case.locale, beside, to_staff=case.is_for_staff)
    line, parcel = case.lines.get(person.id), case.parcel_of(person)
    fee = line[0].fee_minor if line else case.registration.edition.fee_minor
    is_added = person.status is PersonStatus.AWAITING_UNIT_REVIEW
    fields = returned_fields(case, person)
    words = PersonWords(
        mission=case.mission or organiser_desk(case.locale, opens_sentence=is_added),
        fields=field_list(case.locale, fields, of_person=True),
        field_count=len(fields),
        reason=(person.left_out_reason or "").rstrip(" .。"),
        date=day(case.locale, person.status_since),
        amount=case.amount(fee),
        carrier=parcel.carrier if parcel else "",
        number=parcel.tracking_number if parcel else "",
        deadline=deadline(case.locale, case.registration.edition.closes_at),
        is_overseas=case.is_overseas,
        unit=case.registration.unit.status,
        is_after_deadline=not case.registration.is_open(case.now),
        is_payment_closed=not case.may_pay,
    )
    told = person_sentence(case.locale, person.status, words, to_staff=case.is_for_staff)
    made = case.made.get(person.id)
    if made is None or made[0].replaces_id is None:
        return told
    return gap(case.locale).join((told, reissued_beside(case.locale, made[0].made_at)))


def gap(locale: str) -> str:
    """What stands between two sentences."""
    return "" if locale == "zh" else " "


def beside_of(case: BuyerCase, person: Person) -> Beside | None:
    if case.is_parcel_back(person):
        return Beside.PARCEL_CAME_BACK
    made = case.made.get(person.id)
    if made is not None and made[0].status is not CertificateStatus.LIVE:
        return Beside.CERTIFICATE_VOID
    if person.status is PersonStatus.UNPAID and _is_in_open_request(case, person):
        return _OF_PAYMENT.get(case.payment) if case.payment else None
    return None


def _is_in_open_request(case: BuyerCase, person: Person) -> bool:
    line, request = case.lines.get(person.id), case.open_request
    return line is not None and request is not None and line[1].id == request.id


_OF_PAYMENT = {
    PaymentUnderWay.BEING_CONFIRMED: Beside.CHECKOUT_OPEN,
    PaymentUnderWay.DECLINED: Beside.PAYMENT_FAILED,
}
_FAMILY_BESIDE = {
    Beside.PAYMENT_FAILED: Family.REFUSED,
    Beside.PARCEL_CAME_BACK: Family.YOU,
    Beside.CERTIFICATE_VOID: Family.CLOSED,
    Beside.CHECKOUT_OPEN: Family.THEM,
}


def badge_of(case: BuyerCase, person: Person) -> tuple[Family, str]:
    """The family and the word of the person's badge."""
    beside, unit = beside_of(case, person), case.registration.unit.status
    if beside is not None:
        return _FAMILY_BESIDE[beside], beside_badge(case.locale, beside)
    if person.status is PersonStatus.AWAITING_UNIT_REVIEW and unit is UnitStatus.REJECTED:
        return UNIT_FAMILY[unit], unit_badge(case.locale, unit)
    return PERSON_FAMILY[person.status], person_badge(case.locale, person.status)


def stages_of(case: BuyerCase, person: Person) -> tuple[StageOnLine, ...]:
    return person_line(person.status, case.is_with_mission, case.registration.unit.status)


def _line(case: BuyerCase, person: Person) -> PersonLine:
    family, badge = badge_of(case, person)
    deed, address = _deed(case, person)
    is_submitted = person.status is not PersonStatus.DRAFT
    return PersonLine(
        reference=person.reference,
        version=person.version,
        name=case.name(person),
        name_zh=person.name_zh or "",
        name_latin=person.name_latin or ("" if person.name_zh else person.reference),
        photo=case.photo(person),
        label=case.label(person),
        dots=tuple(stage.family.value for stage in stages_of(case, person)),
        family=family.value,
        badge=badge,
        sentence=sentence_of(case, person),
        since=short_day(case.locale, _since(case, person)),
        deed=deed,
        address=address,
        can_withdraw=is_submitted
        and may_person(person.status, PersonEvent.WITHDRAW)
        and case.registration.unit.status is not UnitStatus.WITHDRAWN,
    )


def _since(case: BuyerCase, person: Person) -> datetime:
    """Since when what the badge says holds: with a unit that was not approved, since that decision."""
    unit = case.registration.unit
    is_with_unit = person.status is PersonStatus.AWAITING_UNIT_REVIEW and unit.status is UnitStatus.REJECTED
    return unit.status_since if is_with_unit else person.status_since


def _deed(case: BuyerCase, person: Person) -> tuple[str, str]:
    """Where the person's line leads: to the person's page; who was never submitted is completed first."""
    if person.status is PersonStatus.DRAFT:
        return _("Complete"), path(case.locale, f"register/people/{person.reference}")
    words = _("Correct") if person.status in _RETURNED else _("View")
    return words, path(case.locale, f"progress/{person.reference}")


def deliveries(case: BuyerCase) -> tuple[DeliveryShape, ...]:
    """The certificates that are paid for, those that travel together as one."""
    together: dict[tuple[object, ...], list[tuple[Person, CertificateRequestPerson]]] = {}
    for person in case.registration.persons:
        found = case.paid_line(person)
        if found is None or person.status not in _TRAVELS:
            continue
        line, parcel = found[0], case.parcel_of(person)
        is_open = is_address_open(case, person)
        is_express = line.method is DeliveryMethod.EXPRESS
        place = (line.method, destination(line), line.recipient_mobile)
        key = (*place, parcel.id if parcel else 0, is_open, "" if is_express else person.status)
        together.setdefault(key, []).append((person, line))
    return tuple(_delivery(case, members) for members in together.values())


def is_address_open(case: BuyerCase, person: Person) -> bool:
    return delivery_lock(person.status, is_to_be_sent_again=case.is_to_be_sent_again(person)) is None


def _delivery(case: BuyerCase, members: list[tuple[Person, CertificateRequestPerson]]) -> DeliveryShape:
    first, line = members[0]
    can_change = line.method is DeliveryMethod.EXPRESS and is_address_open(case, first)
    goes_to = destination(line)
    if line.method is DeliveryMethod.COLLECTION:
        goes_to = case.mission
    return DeliveryShape(
        names=names_joined(case.locale, [case.name(person) for person, _line in members]),
        how=method_name(case.locale, line.method),
        goes_to=goes_to,
        tracking=_tracking(case, first, line),
        person=first.reference if can_change else "",
        people=tuple(person.reference for person, _line in members),
        recipient=line.recipient or "",
        mobile=line.recipient_mobile or "",
        division_code=line.division_code or "",
        street=line.street or "",
    )


def _tracking(case: BuyerCase, person: Person, line: CertificateRequestPerson) -> str:
    """Carrier and number once it is on its way; before, what will stand here."""
    parcel = case.parcel_of(person)
    if parcel is not None:
        return f"{parcel.carrier} {parcel.tracking_number}"
    if line.method is DeliveryMethod.EXPRESS:
        return _("Carrier and tracking number appear here after dispatch.")
    if person.status in (PersonStatus.READY_FOR_COLLECTION, PersonStatus.COLLECTED):
        return sentence_of(case, person)
    return _("You are told when it can be collected.")
