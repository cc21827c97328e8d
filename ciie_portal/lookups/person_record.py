"""What lies behind one person's status: certificate, fee, the record, the answers (Q3, Q9 to Q11)."""

from __future__ import annotations

from ciie_portal.domain.certificate import CertificateStatus, DeliveryMethod
from ciie_portal.domain.correction import Lock, delivery_lock, person_lock
from ciie_portal.domain.journey import PASSED, PersonStatus
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.i18n import _, gettext_in
from ciie_portal.lookups.buyer_case import BuyerCase, destination, method_name
from ciie_portal.lookups.registration import lock_words
from ciie_portal.lookups.registration_people import person_words
from ciie_portal.lookups.shapes.person_progress import HistoryLine
from ciie_portal.lookups.shapes.registration import CheckRow, Line
from ciie_portal.routes import path
from ciie_portal.store import events
from ciie_portal.store.queries import missions
from ciie_portal.store.queries import progress as rows
from ciie_portal.store.queries.registering import person_lock_facts
from ciie_portal.store.tables import Certificate, CertificateRequestPerson, Person, Refund
from ciie_portal.wording.dates import moment
from ciie_portal.wording.fields import field_list
from ciie_portal.wording.labels import LABELS
from ciie_portal.wording.money import payment_method
from ciie_portal.wording.person_history import REASON_IS_TOLD, what_happened, who_did_it
from ciie_portal.wording.statuses import Beside, beside_sentence, person_badge

_ASKED_SOMETIMES = ("name_zh", "name_latin", "document_expires_on", "email", "role_other")


def certificate_lines(case: BuyerCase, person: Person) -> tuple[Line, ...]:
    """Serial, label, the way and the parcel; certificates that are void stand below."""
    found = case.lines.get(person.id)
    if found is None or person.status not in PASSED:
        return ()
    made = case.made.get(person.id)
    lines = []
    if made is not None and made[0].status is CertificateStatus.LIVE:
        serial = f"{made[0].reference} · {moment(case.locale, made[0].made_at)}"
        lines.append(Line(_("Serial number"), serial))
    lines.append(Line(_("Label"), case.label(person)))
    lines += _way(case, person, found[0])
    lines += [_void(case, one) for one in _void_ones(case, person)]
    return tuple(lines)


def certificate_note(case: BuyerCase, person: Person) -> str:
    """What stands where no certificate is yet; empty where there is one, or where none can come any more."""
    if person.status in PASSED:
        is_made = person.id in case.made
        return "" if is_made else _("The serial number stands here as soon as the certificate is made.")
    on_the_way = (
        *(PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.RETURNED_BY_MISSION, PersonStatus.UNPAID),
        *(PersonStatus.WAITING_FOR_REVIEW, PersonStatus.RETURNED_BY_REVIEWER),
    )
    if person.status in on_the_way:
        return _("The certificate is made after the personnel review. Then its serial number stands here.")
    return ""


def address_page(case: BuyerCase, person: Person) -> str:
    """Where the delivery address is changed; empty once it cannot be."""
    found = case.paid_line(person)
    is_express = found is not None and found[0].method is DeliveryMethod.EXPRESS
    return path(case.locale, "certificates") if is_express and delivery_lock(person.status) is None else ""


def _way(case: BuyerCase, person: Person, line: CertificateRequestPerson) -> list[Line]:
    lines = [Line(_("How"), method_name(case.locale, line.method))]
    goes_to = case.mission if line.method is DeliveryMethod.COLLECTION else destination(line)
    if goes_to:
        lines.append(Line(_("To"), goes_to))
    parcel = case.parcel_of(person)
    if parcel is not None:
        lines.append(Line(_("Carrier"), parcel.carrier))
        lines.append(Line(_("Tracking number"), parcel.tracking_number))
        lines.append(Line(_("Sent on"), moment(case.locale, parcel.dispatched_at)))
        if parcel.came_back_at is not None and person.status is PersonStatus.DISPATCHED:
            back = beside_sentence(case.locale, Beside.PARCEL_CAME_BACK)
            lines.append(Line(_("Came back"), f"{moment(case.locale, parcel.came_back_at)} · {back}"))
        if parcel.delivered_at is not None:
            lines.append(Line(_("Delivered"), moment(case.locale, parcel.delivered_at)))
    return lines


def _void_ones(case: BuyerCase, person: Person) -> list[Certificate]:
    made = rows.certificates_of(case.session, person.unit_id)
    return [one for one, _ in made if one.person_id == person.id and one.voided_at is not None]


def _void(case: BuyerCase, one: Certificate) -> Line:
    since = moment(case.locale, one.voided_at) if one.voided_at else ""
    words = beside_sentence(case.locale, Beside.CERTIFICATE_VOID)
    return Line(_("Void"), f"{one.reference} · {since} · {words}")


def money_lines(case: BuyerCase, person: Person) -> tuple[Line, ...]:
    """The fee, the payment it came with, and the way back where it goes back."""
    found = case.lines.get(person.id)
    if found is None:
        if person.status is PersonStatus.UNPAID:
            return (Line(_("Fee"), case.amount(case.registration.edition.fee_minor)),)
        return ()
    line, request = found
    lines = [
        Line(_("Fee"), case.amount(line.fee_minor, request.currency)),
        Line(_("Request"), request.reference),
    ]
    payment = case.payments.get(request.id)
    if payment is not None:
        way = payment_method(case.locale, payment.method)
        lines.append(Line(_("Paid"), f"{moment(case.locale, payment.paid_at)} · {way}"))
    row = case.refunds.get(person.id)
    if row is not None:
        lines += _refund(case, person, row)
    return tuple(lines)


def _refund(case: BuyerCase, person: Person, row: Refund) -> list[Line]:
    state = person_badge(case.locale, person.status)
    if row.status is RefundStatus.REFUSED:
        state = _("With finance")
    at = row.paid_at or row.requested_at
    amount = case.amount(row.amount_minor, row.currency)
    return [Line(_("Refund"), f"{amount} · {state} · {moment(case.locale, at)}")]


def history(case: BuyerCase, person: Person) -> tuple[HistoryLine, ...]:
    """The person's part of the record, the newest first."""
    names = {
        one.id: one.name_zh if case.locale == "zh" else one.name_en
        for one in missions.all_missions(case.session)
    }
    told = []
    for row in reversed(events.history_of_person(case.session, person.id)):
        fields = (
            field_list(case.locale, (row.reason or "").split(","), of_person=True)
            if _is_change(row.event)
            else ""
        )
        what = what_happened(case.locale, row.event, fields)
        if not what:
            continue
        mission = names.get(row.mission_id or 0, "")
        who = who_did_it(case.locale, row.event, row.staff_role, mission, row.is_system)
        reason = row.reason or "" if row.event in REASON_IS_TOLD else ""
        told.append(HistoryLine(moment(case.locale, row.at), what, who, reason))
    return tuple(told)


def _is_change(event: str) -> bool:
    return event == "change_answers"


def answers(case: BuyerCase, person: Person) -> tuple[tuple[CheckRow, ...], tuple[str, ...]]:
    """Every answer, the number masked; and why some are locked, each reason once."""
    registration = case.registration
    facts = person_lock_facts(registration, person, case.now)
    returned = {row.field: row.reason for row in registration.returns if row.person_id == person.id}
    page = path(case.locale, f"register/people/{person.reference}")
    told, reasons = [], dict[Lock, str]()
    for field in PERSON_FIELDS:
        answer = person_words(person, field, case.locale) if field != "photo_file_id" else ""
        if field == "photo_file_id":
            continue  # it stands beside the name
        if _is_needless(person, field, answer):
            continue
        lock = person_lock(facts, field)
        if lock is not None and lock not in reasons:
            reasons[lock] = lock_words(case.session, case.actor, registration, lock)
        term = gettext_in(case.locale, LABELS["person.name_zh" if field == "name_zh" else field])
        change = "" if lock is not None or field in returned else page
        lang = "zh-Hans" if field == "name_zh" else ""
        told.append(CheckRow(term, answer, change, lang, lock is not None, returned.get(field, "")))
    return tuple(told), tuple(reasons.values())


def _is_needless(person: Person, field: str, answer: str) -> bool:
    if field == "role_other" and person.role is not PersonRole.OTHER:
        return True
    return not answer and field in _ASKED_SOMETIMES
