"""The request page: who can be requested for, how each certificate travels, the cost (Q4 note, Q9; D8)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.contact import as_dialled
from ciie_portal.domain.division import is_address
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.i18n import _, in_locale, ngettext
from ciie_portal.lookups.buyer_case import BuyerCase, destination, method_name, names_joined, read_case
from ciie_portal.lookups.progress_people import deliveries
from ciie_portal.lookups.shapes.certificates import (
    CertificatesPage,
    DeliveryDraft,
    OpenRequest,
    Requestable,
)
from ciie_portal.lookups.shapes.progress import DeliveryShape
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import CertificateRequest, CertificateRequestPerson, Person
from ciie_portal.wording.rules import sentence


def certificates(actor: Actor, *, now: datetime) -> CertificatesPage:
    """The actor's own request. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        case = read_case(session, actor, now)
        unit, request = case.registration.unit, case.open_request
        people = _people(case, request)
        first = DeliveryDraft(
            method=(DeliveryMethod.EXPRESS if case.is_with_mission else DeliveryMethod.COUNTER).value
        )
        return CertificatesPage(
            key=f"{unit.reference}-{unit.version}-{request.version if request else 0}-{actor.locale}",
            unit=unit.reference,
            why_not=_why_not(case, people),
            people=people,
            is_counter=not case.is_with_mission,
            begins_with=next((one.delivery for one in people if one.is_chosen), first),
            sums=tuple(_sum(case, count) for count in range(len(people) + 1)),
            deeds=tuple(_deed(case, count) for count in range(len(people) + 1)),
            request=_request(case, request) if request else OpenRequest(),
            paid=deliveries(case),
        )


def _why_not(case: BuyerCase, people: tuple[Requestable, ...]) -> str:
    """Why nobody can be requested for now; empty when somebody can."""
    if case.registration.unit.status is not UnitStatus.APPROVED:
        return _("Certificates are requested once your unit is approved. You are told when it is.")
    if not people:
        return _("Nobody is unpaid now. Whoever is added later and approved stands here.")
    if not case.may_pay:
        return sentence(Rule.PAYMENT_CLOSED, case.locale)
    return ""


def _people(case: BuyerCase, request: CertificateRequest | None) -> tuple[Requestable, ...]:
    """Unpaid persons who are in no other request; those of the open request are chosen already."""
    found = []
    for person in case.registration.persons:
        if person.status is not PersonStatus.UNPAID:
            continue
        line = case.lines.get(person.id)
        if line is not None and (request is None or line[1].id != request.id):
            continue
        found.append(
            Requestable(
                reference=person.reference,
                name=case.name(person),
                label=case.label(person),
                photo=case.photo(person),
                fee=case.amount(case.registration.edition.fee_minor),
                is_chosen=request is None or line is not None,
                delivery=_draft(case, line[0] if line else None),
            )
        )
    return tuple(found)


def _draft(case: BuyerCase, line: CertificateRequestPerson | None) -> DeliveryDraft:
    """What was chosen before; at first the contact, and the registered address where it is a full one."""
    unit = case.registration.unit
    if line is not None and line.method is DeliveryMethod.EXPRESS:
        return DeliveryDraft(
            line.method.value,
            line.recipient or "",
            as_dialled(line.recipient_mobile or ""),
            line.division_code or "",
            line.street or "",
        )
    method = line.method if line is not None else DeliveryMethod.EXPRESS
    return DeliveryDraft(
        method=(method if case.is_with_mission else DeliveryMethod.COUNTER).value,
        recipient=unit.contact_name or "",
        mobile=as_dialled(unit.contact_mobile or ""),
        division_code=unit.division_code if is_address(unit.division_code) and unit.division_code else "",
        street=unit.street or "",
    )


def _sum(case: BuyerCase, count: int) -> str:
    each = case.amount(case.registration.edition.fee_minor)
    return ngettext("1 person × {amount}", "{count} people × {amount}", count, amount=each)


def _deed(case: BuyerCase, count: int) -> str:
    if not count:
        return _("Pay")
    return _("Pay {amount}", amount=case.amount(case.registration.edition.fee_minor * count))


def _request(case: BuyerCase, request: CertificateRequest) -> OpenRequest:
    together: dict[tuple[str, str], list[tuple[Person, CertificateRequestPerson]]] = {}
    for person in case.registration.persons:
        found = case.lines.get(person.id)
        if found is not None and found[1].id == request.id:
            together.setdefault((found[0].method.value, destination(found[0])), []).append((person, found[0]))
    everybody = [case.name(person) for members in together.values() for person, _line in members]
    return OpenRequest(
        reference=request.reference,
        version=request.version,
        names=names_joined(case.locale, everybody),
        amount=case.amount(request.amount_minor, request.currency),
        deliveries=tuple(
            DeliveryShape(
                names=names_joined(case.locale, [case.name(person) for person, _line in members]),
                how=method_name(case.locale, members[0][1].method),
                goes_to=destination(members[0][1]),
                tracking="",
            )
            for members in together.values()
        ),
        is_confirming=case.is_confirming,
        is_declined=case.is_declined,
    )
