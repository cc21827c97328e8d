"""A stolen database tells no identity number, code or token, and its rows cannot be swapped (C35)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel, select

from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.security import SealBroken, blind_index, hash_code, hash_token, new_totp_secret
from ciie_portal.settings import get_settings
from ciie_portal.store import outbox, sealed
from ciie_portal.store.engine import get_engine, reading, transaction
from ciie_portal.store.tables import InvitationCode, OneTimeCode, Person, StaffMember, WebSession
from tests import factories
from tests.factories import NOW

NUMBER, PASSPORT, INVITATION = "330203198501011239", "C01X00T47", "7K2M9QX4ABCD"
ONE_TIME, SESSION, ENROLMENT = "482913", "session-token-in-clear", "enrolment-token-in-clear"
TOTP = new_totp_secret()
SECRETS = (NUMBER, PASSPORT, INVITATION, ONE_TIME, SESSION, ENROLMENT, TOTP)


@pytest.fixture
def full(database: str) -> str:
    """A database that holds one of each secret, the way the program writes them."""
    with transaction() as session:
        edition = factories.edition(session)
        tree = factories.mission_tree(session)
        unit = factories.unit(session, edition, UnitStatus.UNDER_REVIEW, tree.ningbo)
        status = PersonStatus.AWAITING_UNIT_REVIEW
        factories.person(session, unit, status, NUMBER)
        passport = {"document_type": DocumentType.PASSPORT, "nationality": "DE"}
        factories.person(session, unit, status, PASSPORT, **passport)
        factories.invitation_code(session, edition.id, tree.jinhua.id, INVITATION)
        member = factories.staff_member(
            session, StaffRole.FINANCE, enrolment_token_hash=hash_token(ENROLMENT)
        )
        sealed.set_totp_secret(member, TOTP)
        index = blind_index("contact", "+8613800138000")
        session.add(
            OneTimeCode(
                contact_index=index,
                purpose="sign_up",
                code_hash=hash_code(ONE_TIME, index, "sign_up"),
                created_at=NOW,
                expires_at=NOW + timedelta(minutes=5),
            )
        )
        until = NOW + timedelta(hours=1)
        session.add(
            WebSession(
                id_hash=hash_token(SESSION),
                account_id=unit.account_id,
                created_at=NOW,
                last_seen_at=NOW,
                expires_at=until,
            )
        )
        outbox.enqueue(session, "sms", {"text": f"{ONE_TIME} {INVITATION}"}, "sms-1", NOW)
    return database


def dump() -> str:
    """Every value of every row, bytes as they are and in hexadecimal digits."""
    written: list[str] = []
    with get_engine().connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')):
                for value in row:
                    is_binary = isinstance(value, (bytes, memoryview))
                    written.append(bytes(value).decode("latin-1") if is_binary else str(value))
    return "\n".join(written)


def test_no_secret_stands_in_any_row(full: str) -> None:
    everything = dump()

    assert [secret for secret in SECRETS if secret in everything] == []
    assert "宁波海曙测试贸易有限公司" in everything


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_secret_stands_in_the_file_or_its_journal(full: str) -> None:
    path = get_settings().database.removeprefix("sqlite:///")
    content = b"".join(Path(path + ending).read_bytes() for ending in ("", "-wal"))

    assert [secret for secret in SECRETS if secret.encode() in content] == []
    assert "宁波海曙测试贸易有限公司".encode() in content


def test_whoever_may_reads_all_of_it_again(full: str) -> None:
    with reading() as session:
        persons = session.exec(select(Person).order_by(Person.ordinal)).all()
        assert [sealed.document_of(person) for person in persons] == [NUMBER, PASSPORT]
        assert sealed.code_of(session.exec(select(InvitationCode)).one()) == INVITATION
        assert sealed.totp_secret_of(session.exec(select(StaffMember)).one()) == TOTP


def test_values_swapped_between_rows_do_not_open(full: str) -> None:
    with transaction() as session:
        one, two = session.exec(select(Person).order_by(Person.ordinal)).all()
        one.document_sealed, two.document_sealed = two.document_sealed, one.document_sealed

    with reading() as session:
        for person in session.exec(select(Person)):
            with pytest.raises(SealBroken, match=r"person\.document was altered or belongs to another row"):
                sealed.document_of(person)


def test_an_absent_document_is_none_and_no_seal(full: str) -> None:
    person = Person(reference="P-1", unit_id=1, ordinal=1, status_since=NOW, created_at=NOW)
    sealed.set_document(person, "")

    assert (person.document_sealed, person.document_index, sealed.document_of(person)) == (None, None, None)


def test_the_index_follows_the_kind_of_document_and_the_country_of_a_passport() -> None:
    person = Person(
        reference="P-1", unit_id=1, ordinal=1, status_since=NOW, created_at=NOW,
        document_type=DocumentType.PASSPORT, nationality="DE",
    )  # fmt: skip
    sealed.set_document(person, PASSPORT)
    german = person.document_index

    person.nationality = "FR"
    sealed.set_document(person, PASSPORT)

    assert person.document_index != german
    assert sealed.document_of(person) == PASSPORT
