"""Makes the certificates of passed persons; each freezes the label and the document it was made for (Q3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from ciie_portal.actions.references import fresh
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import CertificateStatus, MakingFacts, RequestStatus, check_making
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.reference import Prefix
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import certificates, money, units
from ciie_portal.store.tables import Certificate, CertificateRequest, Person, Refund, WorkUnit

MADE = "certificate_made"


def make_certificates(actor: Actor, references: Iterable[str], *, now: datetime) -> tuple[str, ...]:
    """The serials, in the order of the persons; all of them or none.

    Raises NOT_FOUND, CERTIFICATE_NOT_DUE, REFUND_AND_CERTIFICATE, DOCUMENT_HAS_CERTIFICATE.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    serials = []
    with transaction() as session:
        for reference in references:
            person, unit = units.person_for_update(session, actor, reference)
            serials.append(make_one(session, actor, person, unit, now))
    return tuple(serials)


def make_one(session: Session, actor: Actor, person: Person, unit: WorkUnit, now: datetime) -> str:
    line = money.live_line_of(session, person.id)
    request = session.get(CertificateRequest, line.request_id) if line else None
    check_making(
        MakingFacts(
            unit_status=unit.status,
            person_status=person.status,
            request_status=request.status if request else RequestStatus.OPEN,
            has_refund=session.exec(select(Refund.id).where(Refund.person_id == person.id)).first()
            is not None,
            has_live_certificate=certificates.live_of(session, person.id) is not None,
        )
    )
    made = Certificate(
        reference=fresh(Prefix.CERTIFICATE),
        person_id=person.id,
        edition_id=unit.edition_id,
        document_index=person.document_index,
        label_code=person.label_code or "",
        status=CertificateStatus.LIVE,
        made_at=now,
    )
    session.add(made)
    try:
        session.flush()
    except IntegrityError as taken:  # the database holds the rule of one live certificate for a document
        raise RuleBroken(Rule.DOCUMENT_HAS_CERTIFICATE) from taken
    person.version += 1
    events.record(
        session, actor, event=MADE, now=now, unit_id=unit.id, person_id=person.id, reason=made.reference
    )
    return made.reference
