"""A buyer's own registration with all its rows, and the facts that the wizard's rules ask about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from ciie_portal.domain import edition as edition_rules
from ciie_portal.domain.access import Actor
from ciie_portal.domain.consent import ConsentKind
from ciie_portal.domain.correction import PersonLockFacts, UnitLockFacts, person_lock, unit_lock
from ciie_portal.domain.journey import OVER_WITHOUT_CERTIFICATE
from ciie_portal.domain.wizard import PERSON_FIELDS, PersonAnswers, WizardFacts, all_unit_fields
from ciie_portal.store.engine import READS_ONLY
from ciie_portal.store.queries import drafts, editions, units
from ciie_portal.store.tables import Account, DraftAnswer, Edition, Person, ReturnedField, WorkUnit

Answer = str | int | bool | date | None

# Read by every page of the wizard, so it is made once.
_OWN = (
    select(WorkUnit, Edition, Account)
    .join(Edition, col(WorkUnit.edition_id) == col(Edition.id))
    .join(Account, col(WorkUnit.account_id) == col(Account.id))
    .where(col(WorkUnit.account_id) == bindparam("account_id"))
    .order_by(col(Edition.opens_at).desc(), col(WorkUnit.id).desc())  # who withdrew may have begun anew
    .limit(1)
)
_OWN_FOR_UPDATE = _OWN.with_for_update(of=WorkUnit)


@dataclass
class Registration:
    """`pending`: what was typed and not checked, by owner and field; `returns`: what a reviewer gave back."""

    account: Account
    edition: Edition
    unit: WorkUnit
    persons: list[Person]
    areas: tuple[str, ...] = ()
    returns: list[ReturnedField] = field(default_factory=list)
    pending: dict[tuple[str, str], DraftAnswer] = field(default_factory=dict)

    @property
    def present(self) -> list[Person]:
        """Everyone entered who is neither withdrawn nor left out nor refunded."""
        return [person for person in self.persons if person.status not in OVER_WITHOUT_CERTIFICATE]

    def is_open(self, now: datetime) -> bool:
        """Whether registration is open."""
        return edition_rules.is_open(editions.facts(self.edition), now)

    def pending_of(self, owner: str) -> dict[str, DraftAnswer]:
        return {field: row for (of, field), row in self.pending.items() if of == owner}


def own_registration(session: Session, actor: Actor, *, for_update: bool = False) -> Registration:
    """The newest registration of the buyer's account, every row locked for a change. Raises NOT_FOUND."""
    kept: Registration | None = session.info.get(("registration", actor.account_id))
    if kept is not None:
        return kept
    query = _OWN_FOR_UPDATE if for_update else _OWN
    row = units.found(session.exec(query, params={"account_id": actor.account_id}).first())
    registration = whole(session, row[0], for_update=for_update)
    if session.info.get(READS_ONLY):
        session.info["registration", actor.account_id] = registration
    return registration


def whole(session: Session, unit: WorkUnit, *, for_update: bool = False) -> Registration:
    """The unit with everything that belongs to it."""
    unit_id = unit.id or 0
    return Registration(
        account=session.get_one(Account, unit.account_id),
        edition=session.get_one(Edition, unit.edition_id),
        unit=unit,
        persons=list(units.persons_of(session, unit_id, for_update=for_update)),
        areas=tuple(units.areas_of(session, unit_id)),
        returns=list(units.open_returns(session, unit_id)) if unit.submitted_at else [],
        pending={(row.owner, row.field): row for row in drafts.of_unit(session, unit_id)},
    )


def unit_column(unit: WorkUnit, name: str) -> Answer:
    """One stored answer of the unit."""
    answer: Answer = getattr(unit, name)
    return answer


def person_column(person: Person, name: str) -> Answer:
    """One stored answer of a person; of the document number only whether it is there."""
    if name == "document_number":
        return person.document_sealed is not None or None
    answer: Answer = getattr(person, name)
    return answer


def wizard_facts(registration: Registration, consents: Collection[ConsentKind] = ()) -> WizardFacts:
    """An answer that was typed over and not checked yet does not count as given."""
    unit = registration.unit
    unchecked = unchecked_of_unit(registration)
    asked = [name for name in all_unit_fields(unit.category) if name not in unchecked]
    return WizardFacts(
        category=unit.category,
        channel=unit.channel,
        holds_code=unit.invitation_code_id is not None,
        answered=frozenset(name for name in asked if unit_column(unit, name) not in (None, "")),
        people=tuple(_person_answers(registration, person) for person in registration.present),
        area_count=0 if "areas" in unchecked else len(registration.areas),
        consents=frozenset(consents),
        is_code_free_open=registration.edition.is_code_free_open,
        people_limit=registration.edition.person_cap,
    )


def _person_answers(registration: Registration, person: Person) -> PersonAnswers:
    unchecked = unchecked_of_person(registration, person)
    answered = (name for name in PERSON_FIELDS if person_column(person, name) not in (None, ""))
    return PersonAnswers(frozenset(answered) - unchecked, person.role, person.document_type)


def unchecked_of_unit(registration: Registration) -> frozenset[str]:
    """The unit's open answers that were typed over; what was locked meanwhile stays as it was checked."""
    facts = _unit_locks(registration, True)
    names = {drafts.column_of(name) for name in registration.pending_of(registration.unit.reference)}
    return frozenset(name for name in names if unit_lock(facts, name) is None)


def unchecked_of_person(registration: Registration, person: Person) -> frozenset[str]:
    """The same of a person."""
    facts = _person_locks(registration, person, True)
    names = {drafts.column_of(name) for name in registration.pending_of(person.reference)}
    return frozenset(name for name in names if person_lock(facts, name) is None)


def unit_lock_facts(registration: Registration, now: datetime) -> UnitLockFacts:
    return _unit_locks(registration, registration.is_open(now))


def person_lock_facts(registration: Registration, person: Person, now: datetime) -> PersonLockFacts:
    return _person_locks(registration, person, registration.is_open(now))


def _unit_locks(registration: Registration, is_open: bool) -> UnitLockFacts:
    unit = registration.unit
    returned = (row.field for row in registration.returns if row.person_id is None)
    return UnitLockFacts(
        status=unit.status,
        category=unit.category,
        returned_fields=frozenset(returned),
        has_spent_code=unit.code_spent_at is not None,
        is_registration_open=is_open,
    )


def _person_locks(registration: Registration, person: Person, is_open: bool) -> PersonLockFacts:
    returned = (row.field for row in registration.returns if row.person_id == person.id)
    return PersonLockFacts(
        status=person.status,
        unit_status=registration.unit.status,
        returned_fields=frozenset(returned),
        is_registration_open=is_open,
    )
