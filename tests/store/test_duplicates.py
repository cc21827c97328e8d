"""The same credit code or document elsewhere: a fact for reviewers, a claim for the organiser."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select

from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import claims, duplicates, unit_desk
from ciie_portal.store.queries.unit_queue import FLAGS
from ciie_portal.store.sealed import document_indexes, document_of
from ciie_portal.store.tables import Certificate, Edition, Person, WorkUnit
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("database")
CODE = "91330203MA2AAAAA0X"


def is_flagged(session: Session, unit: WorkUnit, flag: str) -> bool:
    """Whether the queue of the desk marks the unit."""
    return session.exec(select(WorkUnit.id).where(WorkUnit.id == unit.id, FLAGS[flag]())).first() is not None


class Rivals:
    """A unit under review, and a rival in whatever state a test needs."""

    def __init__(self, status: UnitStatus, **facts: Any) -> None:
        with transaction() as session:
            self.edition: Edition = factories.edition(session)
            tree = factories.mission_tree(session)
            self.unit: WorkUnit = factories.unit(session, self.edition, UnitStatus.UNDER_REVIEW, tree.ningbo)
            edition = facts.pop("edition", None) or self.edition
            if edition == "another":
                edition = factories.edition(session)
            self.rival: WorkUnit = factories.unit(session, edition, status, tree.zhejiang, **facts)

    def facts(self) -> tuple[bool, bool]:
        """Whether the code is elsewhere (queue and case say the same), and whether it is approved there."""
        with transaction() as session:
            elsewhere = unit_desk.units_with_credit_code(session, self.unit)
            assert is_flagged(session, self.unit, "claim") == bool(elsewhere)
            return bool(elsewhere), duplicates.is_credit_code_approved(session, self.unit)


@pytest.mark.parametrize(
    ("status", "facts", "expected"),
    [
        (UnitStatus.UNDER_REVIEW, {}, (True, False)),
        (UnitStatus.RETURNED, {}, (True, False)),
        (UnitStatus.APPROVED, {}, (True, True)),
        (UnitStatus.REJECTED, {}, (True, False)),
        (UnitStatus.DRAFT, {}, (False, False)),
        (UnitStatus.WITHDRAWN, {}, (False, False)),
        (UnitStatus.APPROVED, {"credit_code": "another"}, (False, False)),
        (UnitStatus.APPROVED, {"edition": "another"}, (False, False)),
    ],
)
def test_a_credit_code_is_elsewhere_while_the_other_unit_is_in_play(
    status: UnitStatus, facts: dict[str, Any], expected: tuple[bool, bool]
) -> None:
    assert Rivals(status, **facts).facts() == expected


def test_a_claim_shows_every_unit_that_entered_the_code() -> None:
    rivals = Rivals(UnitStatus.APPROVED)
    with transaction() as session:
        factories.unit(session, rivals.edition, UnitStatus.UNDER_REVIEW, credit_code="only here")
        found = claims.units_of(session, claims.matters(session))

    assert {matter.text: [unit.reference for unit in units] for matter, units in found.items()} == {
        CODE: [rivals.unit.reference, rivals.rival.reference]
    }


def twins(session: Any, rivals: Rivals, status: PersonStatus) -> tuple[Person, Person]:
    here = factories.person(session, rivals.unit, PersonStatus.AWAITING_UNIT_REVIEW)
    return here, factories.person(session, rivals.rival, status)


@pytest.mark.parametrize(
    ("status", "is_elsewhere", "is_taken"),
    [
        (PersonStatus.DRAFT, False, False),
        (PersonStatus.UNPAID, True, False),
        (PersonStatus.WAITING_FOR_REVIEW, True, True),
        (PersonStatus.DELIVERED, True, True),
        (PersonStatus.REFUNDED, False, False),
        (PersonStatus.LEFT_OUT, False, False),
        (PersonStatus.WITHDRAWN, False, False),
    ],
)
def test_a_document_is_elsewhere_and_taken_by_the_others_status(
    status: PersonStatus, is_elsewhere: bool, is_taken: bool
) -> None:
    rivals = Rivals(UnitStatus.APPROVED)
    with transaction() as session:
        here, there = twins(session, rivals, status)

        others = [other for other, _ in unit_desk.persons_with_document(session, here, rivals.edition.id)]
        assert others == ([there] if is_elsewhere else [])
        assert is_flagged(session, rivals.unit, "document") == is_elsewhere
        assert duplicates.is_document_taken(session, here, rivals.edition.id) == is_taken
        assert not duplicates.is_document_taken(session, here, rivals.edition.id + 1)


@pytest.mark.parametrize(
    ("kind", "number", "issued_again"),
    [
        (DocumentType.HONG_KONG_MACAO_PERMIT, "H12345678", "H1234567802"),
        (DocumentType.TAIWAN_PERMIT, "12345678", "1234567802B"),
    ],
)
def test_a_permit_that_was_issued_again_is_the_same_document(
    kind: DocumentType, number: str, issued_again: str
) -> None:
    rivals = Rivals(UnitStatus.APPROVED)
    with transaction() as session:
        here = factories.person(session, rivals.unit, document_type=kind, number=number)
        there = factories.person(
            session, rivals.rival, PersonStatus.DELIVERED, document_type=kind, number=issued_again
        )
        assert duplicates.is_document_taken(session, here, rivals.edition.id)
        assert document_of(there) == issued_again
        assert {here.document_index} <= set(document_indexes(issued_again))


def test_a_live_certificate_takes_the_document_and_a_void_one_does_not() -> None:
    rivals = Rivals(UnitStatus.APPROVED)
    with transaction() as session:
        here, there = twins(session, rivals, PersonStatus.LEFT_OUT)
        certificate = Certificate(
            reference="CT-1",
            person_id=there.id,
            edition_id=rivals.edition.id,
            document_index=there.document_index,
            label_code="trader",
            made_at=NOW,
        )
        session.add(certificate)
        session.flush()
        assert duplicates.is_document_taken(session, here, rivals.edition.id)
        assert not duplicates.is_document_taken(session, there, rivals.edition.id)

        certificate.status, certificate.voided_at = CertificateStatus.VOID, NOW
        session.flush()
        assert not duplicates.is_document_taken(session, here, rivals.edition.id)


def test_without_code_or_document_nothing_is_a_duplicate() -> None:
    rivals = Rivals(UnitStatus.UNDER_REVIEW, credit_code=None)
    with transaction() as session:
        empty = factories.person(session, rivals.unit, number=None)
        factories.person(session, rivals.rival, number=None)

        assert unit_desk.units_with_credit_code(session, rivals.rival) == []
        assert [is_flagged(session, rivals.rival, flag) for flag in ("claim", "document")] == [False, False]
        assert not duplicates.is_credit_code_approved(session, rivals.rival)
        assert unit_desk.persons_with_document(session, empty, rivals.edition.id) == []
        assert not duplicates.is_document_taken(session, empty, rivals.edition.id)
