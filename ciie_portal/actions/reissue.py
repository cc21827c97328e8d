"""A lost or spoiled certificate is void and another one is made, never for another person (Q11)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.make_certificates import new_batch, new_certificate
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import CertificateStatus, ReissueReason, check_reissue
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import batches, certificates, units
from ciie_portal.store.tables import Certificate, Person, WorkUnit

REISSUED = "certificate_reissued"


def reissue(actor: Actor, serial: str, reason: str, *, now: datetime) -> str:
    """The serial of the new one, in a batch of its own; the old serial is good for nothing from now on.

    Raises NOT_FOUND, NOT_AN_OPTION beside the reason, CERTIFICATE_NOT_LIVE, STEP_NOT_POSSIBLE.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    if reason not in set(ReissueReason):
        raise RuleBroken([FieldProblem("reason", Rule.NOT_AN_OPTION)])
    with transaction() as session:
        old, person, unit = to_replace(session, actor, serial)
        check_reissue(person.status, old.status)
        old.status, old.voided_at = CertificateStatus.REPLACED, now
        old.version += 1
        session.flush()
        made = new_certificate(session, person, old.edition_id, now, replaces=old)
        new_batch(session, actor, [(made, person, unit)], now)
        paper = batches.paper_of(session, old.id)
        if paper is not None:
            paper.reissue_reason = ReissueReason(reason)
        events.record(
            session,
            actor,
            event=REISSUED,
            now=now,
            unit_id=unit.id,
            person_id=person.id,
            reason=f"{old.reference} {made.reference} {reason}",
        )
        return made.reference


def to_replace(session: Session, actor: Actor, serial: str) -> tuple[Certificate, Person, WorkUnit]:
    """The certificate with its person and unit, locked. Raises NOT_FOUND."""
    certificate = certificates.by_serial(session, serial)
    owner = session.get(Person, certificate.person_id) if certificate is not None else None
    if certificate is None or owner is None:
        raise RuleBroken(Rule.NOT_FOUND)
    person, unit = units.person_for_update(session, actor, owner.reference)
    session.refresh(certificate, with_for_update=True)
    return certificate, person, unit
