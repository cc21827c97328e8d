"""Makes the certificates of passed persons in batches; each freezes what it was made for and of (Q3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from ciie_portal.actions.references import fresh
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.batch import BATCH_LIMIT, check_size
from ciie_portal.domain.certificate import (
    CertificateStatus,
    MakingFacts,
    RequestStatus,
    check_making,
)
from ciie_portal.domain.entry_code import REISSUED, EntryCode, edition_mark, written
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.reference import Prefix
from ciie_portal.security import sign, signing_key_id
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import batches, certificates, editions, money, units
from ciie_portal.store.tables import (
    Certificate,
    CertificateBatch,
    CertificatePaper,
    CertificateRequest,
    Edition,
    Person,
    Refund,
    TradeMission,
    WorkUnit,
)

MADE = "certificate_made"
Made = tuple[Certificate, Person, WorkUnit]


def make_certificates(actor: Actor, references: Iterable[str], *, now: datetime) -> tuple[str, ...]:
    """One batch of those persons (one for each edition). The serials, in their order; all or none.

    Raises NO_PERSONS, BATCH_FULL, NOT_FOUND, CERTIFICATE_NOT_DUE, REFUND_AND_CERTIFICATE,
    DOCUMENT_HAS_CERTIFICATE.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    wanted = list(references)
    check_size(len(wanted))
    with transaction() as session:
        made = []
        for reference in wanted:
            person, unit = units.person_for_update(session, actor, reference)
            made.append((make_one(session, actor, person, unit, now), person, unit))
        for edition_id in sorted({unit.edition_id for _certificate, _person, unit in made}):
            new_batch(session, actor, [one for one in made if one[2].edition_id == edition_id], now)
    return tuple(certificate.reference for certificate, _person, _unit in made)


def make_all(actor: Actor, *, now: datetime) -> tuple[str, ...]:
    """A batch of whoever passed and waits longest, as many as a batch holds. Raises NO_PERSONS too."""
    require(actor, Permission.MAKE_CERTIFICATES)
    with transaction() as session:
        wanted = batches.waiting_to_be_made(session, BATCH_LIMIT)
    return make_certificates(actor, wanted, now=now)


def make_one(session: Session, actor: Actor, person: Person, unit: WorkUnit, now: datetime) -> Certificate:
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
    made = new_certificate(session, person, unit.edition_id, now)
    events.record(
        session, actor, event=MADE, now=now, unit_id=unit.id, person_id=person.id, reason=made.reference
    )
    return made


def new_certificate(
    session: Session, person: Person, edition_id: int, now: datetime, replaces: Certificate | None = None
) -> Certificate:
    made = Certificate(
        reference=fresh(Prefix.CERTIFICATE),
        person_id=person.id,
        edition_id=edition_id,
        document_index=person.document_index,
        label_code=person.label_code or "",
        status=CertificateStatus.LIVE,
        made_at=now,
        replaces_id=replaces.id if replaces else None,
    )
    session.add(made)
    try:
        session.flush()
    except IntegrityError as taken:  # the database holds the rule of one live certificate for a document
        raise RuleBroken(Rule.DOCUMENT_HAS_CERTIFICATE) from taken
    person.version += 1
    return made


def new_batch(session: Session, actor: Actor, made: Sequence[Made], now: datetime) -> CertificateBatch:
    """A batch of certificates of one edition, each with its face frozen and its code signed."""
    edition = session.get_one(Edition, made[0][0].edition_id)
    batch = CertificateBatch(
        edition_id=edition.id,
        number=batches.next_number(session, edition.id),
        made_at=now,
        made_by=actor.staff_id,
    )
    session.add(batch)
    session.flush()
    for place, (certificate, person, unit) in enumerate(made, start=1):
        session.add(frozen(session, certificate, person, unit, edition, batch.id, place))
    session.flush()
    return batch


def frozen(
    session: Session,
    certificate: Certificate,
    person: Person,
    unit: WorkUnit,
    edition: Edition,
    batch_id: int,
    place: int,
) -> CertificatePaper:
    """What the certificate shows from now on."""
    labels = {row.code: row for row in editions.labels_of_edition(session, edition.id)}
    label = labels.get(certificate.label_code)
    mission = session.get(TradeMission, unit.mission_id) if unit.mission_id is not None else None
    return CertificatePaper(
        certificate_id=certificate.id,
        batch_id=batch_id,
        place=place,
        name_zh=person.name_zh,
        name_latin=person.name_latin,
        unit_name_zh=unit.name_zh,
        unit_name_en=unit.name_en,
        mission_name_zh=mission.name_zh if mission else None,
        mission_name_en=mission.name_en if mission else None,
        label_zh=label.name_zh if label else certificate.label_code,
        label_en=label.name_en if label else certificate.label_code,
        photo_file_id=person.photo_file_id,
        signed_text=signed_text(certificate, edition),
    )


def signed_text(certificate: Certificate, edition: Edition) -> str:
    """What the QR carries: the serial and whose edition, nothing of the person."""
    flags = REISSUED if certificate.replaces_id is not None else 0
    key_id = signing_key_id()
    code = EntryCode(key_id, edition_mark(edition.code), certificate.reference, certificate.made_at, flags)
    return written(code.body, sign(key_id, code.body))


def put_on_paper(actor: Actor, *, now: datetime) -> int:
    """Gives certificates that were made before there were batches their faces; how many there were."""
    require(actor, Permission.ADMINISTER)
    count = 0
    with transaction() as session:
        found = batches.without_paper(session)
        for edition_id in sorted({certificate.edition_id for certificate, _person, _unit in found}):
            of_edition = [one for one in found if one[0].edition_id == edition_id]
            for start in range(0, len(of_edition), BATCH_LIMIT):
                part = of_edition[start : start + BATCH_LIMIT]
                new_batch(session, actor, part, now)
                count += len(part)
    return count
