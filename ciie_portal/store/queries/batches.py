"""Production batches: their certificates, what is counted, and the serials that are no longer good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from ciie_portal.domain.batch import BatchCounts, EditionCounts
from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PASSED, PersonStatus
from ciie_portal.store.tables import (
    Certificate,
    CertificateBatch,
    CertificatePaper,
    Edition,
    Person,
    StoredFile,
    WorkUnit,
)


@dataclass(frozen=True)
class Sheet:
    """One certificate of a batch with what it shows; `photo_key` is empty where the file was erased."""

    paper: CertificatePaper
    certificate: Certificate
    person: Person
    photo_key: str


def next_number(session: Session, edition_id: int) -> int:
    """The edition is locked until the transaction ends, so that two makers get two numbers."""
    session.exec(select(Edition.id).where(Edition.id == edition_id).with_for_update()).one()
    query = select(func.max(CertificateBatch.number)).where(CertificateBatch.edition_id == edition_id)
    return (session.exec(query).one() or 0) + 1


def batch_by_number(
    session: Session, edition_code: str, number: int, *, for_update: bool = False
) -> tuple[CertificateBatch, Edition]:
    """Raises NOT_FOUND."""
    query = (
        select(CertificateBatch, Edition)
        .join(Edition, col(Edition.id) == col(CertificateBatch.edition_id))
        .where(Edition.code == edition_code, CertificateBatch.number == number)
    )
    found = session.exec(query.with_for_update(of=CertificateBatch) if for_update else query).first()
    if found is None:
        raise RuleBroken(Rule.NOT_FOUND)
    return found[0], found[1]


def batches(session: Session, offset: int = 0, limit: int = 50) -> Sequence[tuple[CertificateBatch, Edition]]:
    """The newest first."""
    rows = session.exec(
        select(CertificateBatch, Edition)
        .join(Edition, col(Edition.id) == col(CertificateBatch.edition_id))
        .order_by(col(CertificateBatch.made_at).desc(), col(CertificateBatch.id).desc())
        .offset(offset)
        .limit(limit)
    ).all()
    return [(batch, edition) for batch, edition in rows]


def count_batches(session: Session) -> int:
    return session.exec(select(func.count()).select_from(CertificateBatch)).one()


def sheets(session: Session, batch_id: int) -> Sequence[Sheet]:
    """Every certificate of the batch, void ones too, in its order."""
    return _sheets(session, col(CertificatePaper.batch_id) == batch_id)


def sheet_of(session: Session, serial: str) -> Sheet | None:
    return next(iter(_sheets(session, col(Certificate.reference) == serial)), None)


def _sheets(session: Session, condition: object) -> Sequence[Sheet]:
    rows = session.exec(
        select(CertificatePaper, Certificate, Person, StoredFile)
        .join(Certificate, col(Certificate.id) == col(CertificatePaper.certificate_id))
        .join(Person, col(Person.id) == col(Certificate.person_id))
        .outerjoin(StoredFile, col(StoredFile.id) == col(CertificatePaper.photo_file_id))
        .where(condition)  # type: ignore[arg-type]
        .order_by(col(CertificatePaper.batch_id), col(CertificatePaper.place))
    ).all()
    return [
        Sheet(paper, certificate, person, file.key if file is not None and file.erased_at is None else "")
        for paper, certificate, person, file in rows
    ]


def paper_of(session: Session, certificate_id: int) -> CertificatePaper | None:
    return session.get(CertificatePaper, certificate_id)


def counts_of(session: Session, batch_ids: Sequence[int]) -> dict[int, BatchCounts]:
    """Good and void certificates of each batch."""
    rows = session.exec(
        select(CertificatePaper.batch_id, Certificate.status, func.count())
        .join(Certificate, col(Certificate.id) == col(CertificatePaper.certificate_id))
        .where(col(CertificatePaper.batch_id).in_(batch_ids))
        .group_by(col(CertificatePaper.batch_id), col(Certificate.status))
    ).all()
    live: dict[int, int] = {}
    void: dict[int, int] = {}
    for batch_id, status, count in rows:
        tally = live if status is CertificateStatus.LIVE else void
        tally[batch_id] = tally.get(batch_id, 0) + count
    return {one: BatchCounts(live.get(one, 0), void.get(one, 0)) for one in batch_ids}


def edition_counts(session: Session, edition_id: int) -> EditionCounts:
    """What the sheet of an edition adds up."""
    of_edition = select(func.count(col(Person.id))).join(WorkUnit, col(WorkUnit.id) == col(Person.unit_id))
    of_edition = of_edition.where(WorkUnit.edition_id == edition_id)
    has_live = (
        select(Certificate.id)
        .where(col(Certificate.person_id) == col(Person.id), Certificate.status == CertificateStatus.LIVE)
        .exists()
    )
    made = dict(
        session.exec(
            select(col(Certificate.status), func.count())
            .where(Certificate.edition_id == edition_id)
            .group_by(col(Certificate.status))
        ).all()
    )
    live = made.get(CertificateStatus.LIVE, 0)
    return EditionCounts(
        passed=session.exec(of_edition.where(col(Person.status).in_(PASSED))).one(),
        live=live,
        void=sum(made.values()) - live,
        to_make=session.exec(of_edition.where(Person.status == PersonStatus.IN_PRODUCTION, ~has_live)).one(),
    )


def waiting_to_be_made(session: Session, limit: int) -> Sequence[str]:
    """References of persons who passed and have no certificate, the longest waiting first."""
    has_live = (
        select(Certificate.id)
        .where(col(Certificate.person_id) == col(Person.id), Certificate.status == CertificateStatus.LIVE)
        .exists()
    )
    return session.exec(
        select(Person.reference)
        .where(Person.status == PersonStatus.IN_PRODUCTION, ~has_live)
        .order_by(col(Person.status_since), col(Person.id))
        .limit(limit)
    ).all()


def no_longer_good(session: Session, edition_id: int) -> Sequence[str]:
    """Serials of void and replaced certificates."""
    return session.exec(
        select(Certificate.reference)
        .where(Certificate.edition_id == edition_id, Certificate.status != CertificateStatus.LIVE)
        .order_by(col(Certificate.reference))
    ).all()


def without_paper(session: Session) -> Sequence[tuple[Certificate, Person, WorkUnit]]:
    """Good certificates that were made before batches were."""
    rows = session.exec(
        select(Certificate, Person, WorkUnit)
        .join(Person, col(Person.id) == col(Certificate.person_id))
        .join(WorkUnit, col(WorkUnit.id) == col(Person.unit_id))
        .where(
            Certificate.status == CertificateStatus.LIVE,
            col(Certificate.id).not_in(select(CertificatePaper.certificate_id)),
        )
        .order_by(col(Certificate.id))
    ).all()
    return [(certificate, person, unit) for certificate, person, unit in rows]
