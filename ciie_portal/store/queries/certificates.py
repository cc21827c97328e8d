"""Certificates, their parcels and the queues of those who make and hand them out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from ciie_portal.domain.certificate import CertificateStatus, DeliveryAddress
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.store.tables import Certificate, CertificateRequestPerson, Parcel, Person


def live_of(session: Session, person_id: int) -> Certificate | None:
    """The person's certificate that is good for entry."""
    return session.exec(
        select(Certificate).where(
            Certificate.person_id == person_id, Certificate.status == CertificateStatus.LIVE
        )
    ).first()


def by_serial(session: Session, typed: str) -> Certificate | None:
    """The certificate with a serial as somebody typed it. Raises NOT_FOUND for what is no serial."""
    serial = parse_reference(typed, Prefix.CERTIFICATE)
    return session.exec(select(Certificate).where(Certificate.reference == serial)).first()


def parcel_by_number(session: Session, carrier: str, tracking_number: str) -> Parcel | None:
    return session.exec(
        select(Parcel).where(Parcel.carrier == carrier, Parcel.tracking_number == tracking_number)
    ).first()


def persons_in_parcel(session: Session, parcel_id: int) -> Sequence[tuple[Person, Certificate]]:
    """Whose certificates are in it."""
    rows = session.exec(
        select(Person, Certificate)
        .join(Certificate, col(Certificate.person_id) == col(Person.id))
        .where(Certificate.parcel_id == parcel_id)
        .order_by(col(Person.id))
        .with_for_update()
    ).all()
    return [(person, certificate) for person, certificate in rows]


def address_of(line: CertificateRequestPerson) -> DeliveryAddress:
    """Where an express certificate goes, as it was given."""
    return DeliveryAddress(
        line.recipient or "", line.recipient_mobile or "", line.division_code or "", line.street or ""
    )
