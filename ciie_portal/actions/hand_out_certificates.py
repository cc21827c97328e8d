"""How a finished certificate reaches its person: parcel, mission's table or counter (Q9; D8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.notices import tell
from ciie_portal.actions.review_personnel import decide
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import (
    PARCEL_LIMIT,
    CertificateStatus,
    DeliveryMethod,
    ParcelStatus,
    hand_out_event,
    is_collected_again,
    parcel_key,
    sending_event,
)
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import PersonEvent, PersonStatus
from ciie_portal.domain.notice import person_notice
from ciie_portal.security import new_key
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import batches, certificates, money, units
from ciie_portal.store.tables import Certificate, CertificateRequestPerson, Parcel, Person, WorkUnit

SENT_AGAIN, SET_OUT_AGAIN, HANDED_OVER_AGAIN = "sent_again", "set_out_again", "handed_over_again"
LONGEST = {"carrier": 60, "tracking_number": 60}


def dispatch(
    actor: Actor, references: Sequence[str], carrier: str, tracking_number: str, *, now: datetime
) -> tuple[str, ...]:
    """One parcel to one unit, address and recipient; up to ten certificates, one notice.

    Raises problems beside carrier and tracking_number, NOT_FOUND, PARCEL_MIXED, PARCEL_FULL,
    CERTIFICATE_NOT_DUE where one is not made yet, STEP_NOT_POSSIBLE.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    carrier, tracking_number = carrier.strip(), "".join(tracking_number.split()).upper()
    check_numbers(carrier, tracking_number)
    if not references:
        raise RuleBroken(Rule.NO_PERSONS)
    if len(references) > PARCEL_LIMIT:
        raise RuleBroken(Rule.PARCEL_FULL, most=PARCEL_LIMIT)
    with transaction() as session:
        if certificates.parcel_by_number(session, carrier, tracking_number) is not None:
            raise RuleBroken([FieldProblem("tracking_number", Rule.TRACKING_NUMBER_USED)])
        found = [to_hand_out(session, actor, reference) for reference in references]
        keys = {parcel_key(unit.reference, certificates.address_of(line)) for _p, unit, line, _c in found}
        if len(keys) > 1 or any(line.method is not DeliveryMethod.EXPRESS for _p, _u, line, _c in found):
            raise RuleBroken(Rule.PARCEL_MIXED)
        _person, unit, line, _certificate = found[0]
        parcel = new_parcel(session, unit, line, carrier, tracking_number, now)
        for person, _unit, _line, certificate in found:
            send(session, actor, person, certificate, parcel, now)
        tell(
            session,
            unit,
            person_notice(PersonEvent.DISPATCH),
            now,
            once=parcel.key,
            certificate_count=len(found),
            carrier=carrier,
            tracking_number=tracking_number,
        )
    return tuple(references)


def send(
    session: Session, actor: Actor, person: Person, certificate: Certificate, parcel: Parcel, now: datetime
) -> None:
    """Into the parcel; a certificate that is sent again moves its person no further."""
    before = session.get(Parcel, certificate.parcel_id) if certificate.parcel_id else None
    event = sending_event(person.status, before.status if before else None)
    certificate.parcel_id = parcel.id
    number = f"{parcel.carrier} {parcel.tracking_number}"
    if event is not None:
        decide(session, actor, person, event, now, number)
        return
    record_again(session, actor, person, SENT_AGAIN, number, now)


def check_numbers(carrier: str, tracking_number: str) -> None:
    problems = []
    for name, text in (("carrier", carrier), ("tracking_number", tracking_number)):
        if not text:
            problems.append(FieldProblem(name, Rule.REQUIRED))
        elif len(text) > LONGEST[name]:
            problems.append(
                FieldProblem(name, Rule.TOO_LONG, {"longest": LONGEST[name], "length": len(text)})
            )
        elif not text.isprintable() or (name == "tracking_number" and not text.isascii()):
            problems.append(FieldProblem(name, Rule.UNUSABLE_CHARACTERS))
    if problems:
        raise RuleBroken(problems)


def to_hand_out(
    session: Session, actor: Actor, reference: str
) -> tuple[Person, WorkUnit, CertificateRequestPerson, Certificate]:
    """A passed person with the finished certificate and how it is to travel."""
    person, unit = units.person_for_update(session, actor, reference)
    certificate = certificates.live_of(session, person.id)
    line = money.live_line_of(session, person.id)
    if certificate is None or line is None:
        raise RuleBroken(Rule.CERTIFICATE_NOT_DUE)
    return person, unit, line, certificate


def new_parcel(
    session: Session,
    unit: WorkUnit,
    line: CertificateRequestPerson,
    carrier: str,
    tracking_number: str,
    now: datetime,
) -> Parcel:
    parcel = Parcel(
        key=new_key(),
        unit_id=unit.id or 0,
        carrier=carrier,
        tracking_number=tracking_number,
        recipient=line.recipient,
        recipient_mobile=line.recipient_mobile,
        address=f"{line.division_code} {line.street}",
        dispatched_at=now,
    )
    session.add(parcel)
    session.flush()
    return parcel


def make_ready(actor: Actor, references: Sequence[str], *, now: datetime) -> tuple[str, ...]:
    """Finished certificates for the mission's table or the counter; each buyer is told once per unit."""
    require(actor, Permission.MAKE_CERTIFICATES)
    counts: dict[int, int] = {}
    owners: dict[int, WorkUnit] = {}
    with transaction() as session:
        for reference in references:
            person, unit, line, certificate = to_hand_out(session, actor, reference)
            if line.method is DeliveryMethod.EXPRESS:
                raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
            set_out(session, actor, person, line, certificate, now)
            counts[person.unit_id] = counts.get(person.unit_id, 0) + 1
            owners[person.unit_id] = unit
        for unit_id, unit in owners.items():
            kind = person_notice(PersonEvent.MAKE_READY, is_member=unit.mission_id is not None)
            occasion = f"{unit.reference}:{now.isoformat()}"
            tell(session, unit, kind, now, once=occasion, certificate_count=counts[unit_id])
    return tuple(references)


def set_out(
    session: Session,
    actor: Actor,
    person: Person,
    line: CertificateRequestPerson,
    certificate: Certificate,
    now: datetime,
) -> None:
    """On the table; a re-issued one is laid there once more and moves its person no further."""
    paper = batches.paper_of(session, certificate.id)
    is_again = person.status in (PersonStatus.READY_FOR_COLLECTION, PersonStatus.COLLECTED)
    if not is_again:
        decide(session, actor, person, hand_out_event(line.method), now, certificate.reference)
    elif certificate.replaces_id is None or paper is None or paper.set_out_at is not None:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    else:
        record_again(session, actor, person, SET_OUT_AGAIN, certificate.reference, now)
    if paper is not None:
        paper.set_out_at = now


def note_delivered(actor: Actor, reference: str, *, now: datetime) -> PersonStatus:
    """The carrier has delivered the parcel that holds this person's certificate, and all in it."""
    require(actor, Permission.MAKE_CERTIFICATES)
    with transaction() as session:
        parcel = parcel_of(session, actor, reference)
        if parcel.status is not ParcelStatus.DISPATCHED:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        parcel.status, parcel.delivered_at = ParcelStatus.DELIVERED, now
        for person, certificate in certificates.persons_in_parcel(session, parcel.id):
            is_news = person.status is PersonStatus.DISPATCHED
            if is_news and certificate.status is CertificateStatus.LIVE:
                decide(session, actor, person, PersonEvent.DELIVER, now)
    return PersonStatus.DELIVERED


def note_came_back(actor: Actor, reference: str, *, now: datetime) -> ParcelStatus:
    """A state of the parcel, not of the person: the address is looked at again."""
    require(actor, Permission.MAKE_CERTIFICATES)
    with transaction() as session:
        parcel = parcel_of(session, actor, reference)
        if parcel.status is not ParcelStatus.DISPATCHED:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        parcel.status, parcel.came_back_at = ParcelStatus.CAME_BACK, now
    return ParcelStatus.CAME_BACK


def parcel_of(session: Session, actor: Actor, reference: str) -> Parcel:
    person, _unit = units.person_for_update(session, actor, reference)
    certificate = certificates.live_of(session, person.id)
    parcel = session.get(Parcel, certificate.parcel_id) if certificate and certificate.parcel_id else None
    if parcel is None:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return parcel


def hand_over(actor: Actor, reference: str, version: int, *, now: datetime) -> PersonStatus:
    """The person, or who collects for the person, has the certificate in hand.

    One that was re-issued after the first was collected is handed over once more, on the record, and moves
    its person no further. Raises NOT_FOUND, CHANGED_MEANWHILE, STEP_NOT_POSSIBLE: it is not laid ready.
    """
    require(actor, Permission.HAND_OVER)
    with transaction() as session:
        person, _unit = units.person_for_update(session, actor, reference)
        if person.version != version:
            raise RuleBroken(Rule.CHANGED_MEANWHILE)
        certificate = certificates.live_of(session, person.id)
        paper = batches.paper_of(session, certificate.id) if certificate is not None else None
        is_new = certificate is not None and certificate.replaces_id is not None
        if not is_collected_again(
            person.status,
            is_reissued=is_new,
            is_set_out=paper is not None and paper.set_out_at is not None,
            is_handed_over=paper is not None and paper.handed_over_at is not None,
        ):
            decide(session, actor, person, PersonEvent.COLLECT, now)
        elif certificate is not None:
            person.version += 1
            record_again(session, actor, person, HANDED_OVER_AGAIN, certificate.reference, now)
        if paper is not None:
            paper.handed_over_at = now
        return person.status


def record_again(
    session: Session, actor: Actor, person: Person, event: str, reason: str, now: datetime
) -> None:
    """What happens once more with a re-issued certificate; the person's status stays."""
    events.record(
        session, actor, event=event, now=now, unit_id=person.unit_id, person_id=person.id, reason=reason
    )
