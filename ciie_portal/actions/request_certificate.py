"""The certificate request: which persons, and how each certificate reaches them (Q4 note, Q9; D8).

Changing or withdrawing an open request first cancels its checkout at the provider, outside any transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.checkouts import close_open_checkout
from ciie_portal.actions.deliveries import Checked, Delivery, fill_line, named_problems, read
from ciie_portal.actions.references import fresh
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import (
    PersonInRequest,
    RequestFacts,
    check_change_of_people,
    check_request,
    must_cancel_checkout_first,
)
from ciie_portal.domain.correction import check_version
from ciie_portal.domain.edition import may_pay
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.payment import amount_due
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.store import events
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import duplicates, editions, money, settling, units
from ciie_portal.store.tables import CertificateRequest, CertificateRequestPerson, Edition, Person, WorkUnit


@dataclass(frozen=True)
class Requested:
    """The request's reference, CR-…, and what is to be paid."""

    reference: str
    amount_minor: int
    currency: str
    version: int


def request_certificates(
    actor: Actor, unit_reference: str, deliveries: Sequence[Delivery], now: datetime
) -> Requested:
    """Opens a request for unpaid persons of the buyer's own unit.

    Raises NOT_FOUND, STEP_NOT_POSSIBLE, PAYMENT_CLOSED, or all problems at once, a person's under
    "P-….field"; a document already paid for or certified in the edition is refused here, before any money.
    """
    require(actor, Permission.OWN_UNIT)
    checked = read(deliveries)
    with transaction() as session:
        unit = units.unit_for_update(session, actor, unit_reference)
        chosen = _chosen(session, unit, deliveries, checked)
        edition = session.get_one(Edition, unit.edition_id)
        _check(session, unit, edition, chosen, None, now)
        request = CertificateRequest(
            reference=fresh(Prefix.CERTIFICATE_REQUEST),
            unit_id=unit.id or 0,
            amount_minor=amount_due(edition.fee_minor, len(chosen)),
            currency=edition.currency,
            created_at=now,
        )
        session.add(request)
        session.flush()
        _write_lines(session, request, edition, chosen)
        return _recorded(session, actor, "open_request", request, now)


def change_request(
    actor: Actor, reference: str, version: int, deliveries: Sequence[Delivery], now: datetime
) -> Requested:
    """Other persons or other ways of delivery in an open request.

    Raises as `request_certificates`, and CHANGED_MEANWHILE, REQUEST_PAID, REQUEST_NOT_OPEN,
    PAYMENT_BEING_CONFIRMED, CASHIER_UNREACHABLE.
    """
    require(actor, Permission.OWN_UNIT)
    checked = read(deliveries)
    _look(actor, reference, version)
    close_open_checkout(actor, reference, now)
    with transaction() as session:
        held = _changeable(session, actor, reference, version)
        unit, request = held.unit, held.request
        chosen = _chosen(session, unit, deliveries, checked)
        edition = session.get_one(Edition, unit.edition_id)
        _check(session, unit, edition, chosen, request, now)
        for line, _ in money.lines_of(session, request.id or 0):
            session.delete(line)
        session.flush()
        request.amount_minor = amount_due(edition.fee_minor, len(chosen))
        request.currency, request.version = edition.currency, request.version + 1
        _write_lines(session, request, edition, chosen)
        return _recorded(session, actor, "change_request", request, now)


def withdraw_request(actor: Actor, reference: str, version: int, now: datetime) -> None:
    """Cancels an open request; its persons are free for another. Raises as `change_request`."""
    require(actor, Permission.OWN_UNIT)
    _look(actor, reference, version)
    close_open_checkout(actor, reference, now)
    with transaction() as session:
        held = _changeable(session, actor, reference, version)
        money.cancel_request(session, held.request, now)
        _recorded(session, actor, "withdraw_request", held.request, now)


def _look(actor: Actor, reference: str, version: int) -> None:
    """A step that will be refused does not cancel a checkout first."""
    with reading() as session:
        request = money.find_request(session, actor, reference)
        check_version(version, request.version)
        check_change_of_people(request.status)


def _changeable(session: Session, actor: Actor, reference: str, version: int) -> settling.Held:
    held = settling.hold_request(session, actor, reference)
    check_version(version, held.request.version)
    check_change_of_people(held.request.status)
    checkout = money.open_checkout_of(session, held.request.id or 0)
    if must_cancel_checkout_first(held.request.status, checkout is not None):
        raise RuleBroken(Rule.CHANGED_MEANWHILE)  # another tab went to the cashier in between
    return held


def _chosen(
    session: Session, unit: WorkUnit, deliveries: Sequence[Delivery], checked: Sequence[Checked]
) -> list[tuple[Person, Checked]]:
    """The persons of the unit that the deliveries name, each once, in the order of the form."""
    persons = {one.reference: one for one in units.persons_of(session, unit.id or 0, for_update=True)}
    named = [parse_reference(delivery.person, Prefix.PERSON) for delivery in deliveries]
    if len(set(named)) != len(named) or not set(named) <= set(persons):
        raise RuleBroken(Rule.NOT_FOUND)
    return [(persons[name], choice) for name, choice in zip(named, checked, strict=True)]


def _check(
    session: Session,
    unit: WorkUnit,
    edition: Edition,
    chosen: Sequence[tuple[Person, Checked]],
    changed: CertificateRequest | None,
    now: datetime,
) -> None:
    facts = RequestFacts(
        people=tuple(_facts(session, unit, person, choice, changed) for person, choice in chosen),
        unit_status=unit.status,
        is_member=unit.mission_id is not None,
        is_payment_open=may_pay(editions.facts(edition), now),
    )
    with named_problems([person.reference for person, _ in chosen]):
        check_request(facts)


def _facts(
    session: Session, unit: WorkUnit, person: Person, choice: Checked, changed: CertificateRequest | None
) -> PersonInRequest:
    line = money.live_line_of(session, person.id or 0)
    return PersonInRequest(
        status=person.status,
        method=choice.method,
        address=choice.address,
        is_in_other_request=line is not None and (changed is None or line.request_id != changed.id),
        is_document_taken=duplicates.is_document_taken(session, person, unit.edition_id),
    )


def _write_lines(
    session: Session, request: CertificateRequest, edition: Edition, chosen: Sequence[tuple[Person, Checked]]
) -> None:
    for person, choice in chosen:
        line = CertificateRequestPerson(
            request_id=request.id or 0,
            person_id=person.id or 0,
            fee_minor=edition.fee_minor,
            method=choice.method,
        )
        fill_line(line, choice)
        session.add(line)
    session.flush()


def _recorded(
    session: Session, actor: Actor, event: str, request: CertificateRequest, now: datetime
) -> Requested:
    events.record(session, actor, event=event, unit_id=request.unit_id, reason=request.reference, now=now)
    session.flush()
    return Requested(request.reference, request.amount_minor, request.currency, request.version)
