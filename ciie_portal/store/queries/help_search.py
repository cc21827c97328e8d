"""Whom a caller means: units and persons by any fact, a bounded number of them, each found by an index.

What was typed is never part of a pattern or of the full-text language: words are letters and digits alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal_column, or_, table, text
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ciie_portal.domain.reference import Prefix, prefix_of
from ciie_portal.domain.searched import Fact, Wanted, bigrams
from ciie_portal.store.sealed import document_indexes
from ciie_portal.store.tables import (
    Account,
    Certificate,
    CertificateRequest,
    Payment,
    Person,
    Refund,
    SearchEntry,
    WorkUnit,
)
from ciie_portal.store.tables.search import FULL_TEXT

MOST = 20  # of one answer; more is for the caller to say
CANDIDATES = 1000  # that SQLite's index gives to be compared; a common word would give half a million


@dataclass(frozen=True)
class Hit:
    """Ids of a unit and, where the fact is a person's, of the person."""

    unit_id: int
    person_id: int | None = None


def find(session: Session, wanted: Wanted) -> list[Hit]:
    """At most MOST + 1, so that the caller of this sees that there are more; the newest first."""
    hits = _FINDERS[wanted.fact](session, wanted.values)
    return sorted(dict.fromkeys(hits), key=lambda hit: (-hit.unit_id, hit.person_id or 0))[: MOST + 1]


def _by_reference(session: Session, references: Sequence[str]) -> list[Hit]:
    found: list[Hit] = []
    for reference in references:
        found += _REFERENCES[prefix_of(reference)](session, reference)
    return found


def _unit(session: Session, reference: str) -> list[Hit]:
    return [
        Hit(unit) for unit in session.exec(select(WorkUnit.id).where(WorkUnit.reference == reference)).all()
    ]


def _person(session: Session, reference: str) -> list[Hit]:
    query = select(Person.unit_id, Person.id).where(Person.reference == reference)
    return [Hit(*row) for row in session.exec(query).all()]


def _request(session: Session, reference: str) -> list[Hit]:
    query = select(CertificateRequest.unit_id).where(CertificateRequest.reference == reference)
    return [Hit(unit) for unit in session.exec(query).all()]


def _refund(session: Session, reference: str) -> list[Hit]:
    query = (
        select(CertificateRequest.unit_id, Refund.person_id)
        .select_from(Refund)
        .join(Payment, col(Refund.payment_id) == col(Payment.id))
        .join(CertificateRequest, col(Payment.request_id) == col(CertificateRequest.id))
        .where(Refund.reference == reference)
    )
    return [Hit(*row) for row in session.exec(query).all()]


def _certificate(session: Session, reference: str) -> list[Hit]:
    query = (
        select(Person.unit_id, Person.id)
        .join(Certificate, col(Certificate.person_id) == col(Person.id))
        .where(Certificate.reference == reference)
    )
    return [Hit(*row) for row in session.exec(query).all()]


_REFERENCES: dict[Prefix, Callable[[Session, str], list[Hit]]] = {
    Prefix.WORK_UNIT: _unit,
    Prefix.PERSON: _person,
    Prefix.CERTIFICATE_REQUEST: _request,
    Prefix.REFUND: _refund,
    Prefix.CERTIFICATE: _certificate,
}


def _by_mobile(session: Session, numbers: Sequence[str]) -> list[Hit]:
    own = or_(col(Account.mobile).in_(numbers), col(Account.second_contact).in_(numbers))
    return _entries(session, col(SearchEntry.mobile).in_(numbers)) + _of_accounts(session, own)


def _by_email(session: Session, keys: Sequence[str]) -> list[Hit]:
    own = or_(col(Account.email_key).in_(keys), col(Account.second_contact).in_(keys))
    return _entries(session, col(SearchEntry.email).in_(keys)) + _of_accounts(session, own)


def _by_number(session: Session, numbers: Sequence[str]) -> list[Hit]:
    return _entries(session, col(SearchEntry.number).in_(numbers))


def _by_document(session: Session, numbers: Sequence[str]) -> list[Hit]:
    """By its blind index, as whatever kind of document it can be."""
    indexes = [index for number in numbers for index in document_indexes(number)]
    query = select(Person.unit_id, Person.id).where(col(Person.document_index).in_(indexes))
    return [Hit(*row) for row in session.exec(query.limit(MOST + 1)).all()]


def _by_name(session: Session, words: Sequence[str]) -> list[Hit]:
    """Every word occurs; the index finds the pairs, the names themselves have the last word."""
    return _entries(
        session,
        _has_pairs(session, words),
        *[col(SearchEntry.names).contains(word, autoescape=True) for word in words],
    )


def _has_pairs(session: Session, words: Sequence[str]) -> ColumnElement[bool]:
    pairs = [found for word in words if (found := bigrams(word))]
    if session.get_bind().dialect.name == "postgresql":
        every = sorted({pair for found in pairs for pair in found})
        return col(SearchEntry.pairs).op("@>", is_comparison=True)(every)
    phrases = " AND ".join(f'"{" ".join(found)}"' for found in pairs)
    matching = text(f"{FULL_TEXT} MATCH :phrases").bindparams(phrases=phrases)
    rows: Select[Any] = (
        select_columns(literal_column("rowid"))
        .select_from(table(FULL_TEXT))
        .where(matching)
        .limit(CANDIDATES)
    )
    return col(SearchEntry.id).in_(rows)


def _entries(session: Session, *conditions: ColumnElement[bool]) -> list[Hit]:
    query = select(SearchEntry.unit_id, SearchEntry.person_id).where(and_(*conditions))
    return [Hit(*row) for row in session.exec(query.limit(MOST + 1)).all()]


def _of_accounts(session: Session, condition: ColumnElement[bool]) -> list[Hit]:
    query = select(WorkUnit.id).join(Account, col(WorkUnit.account_id) == col(Account.id)).where(condition)
    return [Hit(unit) for unit in session.exec(query.limit(MOST + 1)).all()]


_FINDERS: dict[Fact, Callable[[Session, Sequence[str]], list[Hit]]] = {
    Fact.REFERENCE: _by_reference,
    Fact.MOBILE: _by_mobile,
    Fact.EMAIL: _by_email,
    Fact.CREDIT_CODE: _by_number,
    Fact.DOCUMENT: _by_document,
    Fact.NAME: _by_name,
}
