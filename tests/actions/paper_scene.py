"""A scene for certificates on paper: a unit of Ningbo with passed persons, their photos, and the maker."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from sqlmodel import col, select

from ciie_portal.actions.keep_file import vault
from ciie_portal.actions.make_certificates import make_certificates
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.batch import batch_name
from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import (
    Certificate,
    CertificateBatch,
    CertificatePaper,
    CertificateRequestPerson,
    Edition,
    JourneyEvent,
    StoredFile,
    WorkUnit,
)
from tests import factories
from tests.factories import NOW

PASSED = PersonStatus.IN_PRODUCTION


@dataclass(frozen=True)
class Scene:
    edition: Edition
    unit: WorkUnit
    people: list[str]
    maker: Actor
    buyer: Actor

    def batch(self, number: int = 1) -> str:
        return batch_name(self.edition.code, number)


def scene(count: int = 2, method: DeliveryMethod = DeliveryMethod.EXPRESS, **facts: Any) -> Scene:
    """`facts` are of every person."""
    with transaction() as session:
        maker = factories.staff_member(session, StaffRole.CERTIFICATE_MAKER)
        tree = factories.mission_tree(session)
        edition = factories.edition(session)
        unit, people = factories.approved_unit(session, edition, tree.ningbo, [PASSED] * count)
        for line in session.exec(select(CertificateRequestPerson)).all():
            line.method = method
        for person in people:
            for name, value in facts.items():
                setattr(person, name, value)
            file = session.get(StoredFile, person.photo_file_id)
            assert file is not None
            file.key = vault().put(photo())
        actor = access.staff(maker.id, StaffRole.CERTIFICATE_MAKER, locale="en")
        references = [person.reference for person in people]
        return Scene(edition, unit, references, actor, access.buyer(unit.account_id, "en"))


def made(
    count: int = 2, method: DeliveryMethod = DeliveryMethod.EXPRESS, **facts: Any
) -> tuple[Scene, list[str]]:
    """The scene and the serials of its one batch."""
    at = scene(count, method, **facts)
    return at, list(make_certificates(at.maker, at.people, now=NOW))


def photo() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (480, 624), "#1f6f8b").save(stream, "JPEG")
    return stream.getvalue()


def papers() -> list[CertificatePaper]:
    with reading() as session:
        query = select(CertificatePaper).order_by(col(CertificatePaper.certificate_id))
        return list(session.exec(query).all())


def batches() -> list[CertificateBatch]:
    with reading() as session:
        return list(session.exec(select(CertificateBatch).order_by(col(CertificateBatch.id))).all())


def certificate(serial: str) -> Certificate:
    with reading() as session:
        return session.exec(select(Certificate).where(Certificate.reference == serial)).one()


def recorded(*events: str) -> list[tuple[str, str | None, int | None]]:
    """Event, reason and who, in the order recorded."""
    with reading() as session:
        rows = session.exec(select(JourneyEvent).order_by(col(JourneyEvent.id))).all()
        return [(row.event, row.reason, row.staff_id) for row in rows if row.event in events]


def change(row: type[Any], reference: str, **facts: Any) -> None:
    """Sets columns of a person or a unit."""
    with transaction() as session:
        found = session.exec(select(row).where(row.reference == reference)).one()
        for name, value in facts.items():
            setattr(found, name, value)
