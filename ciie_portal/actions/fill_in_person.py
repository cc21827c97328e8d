"""Checks and stores the answers of one person, and sends them where the unit is submitted already (Q6; D5).

A person added to a submitted unit goes to the same mission; a corrected one goes back to who returned it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.draft_answers import keep_page, own_person, storable
from ciie_portal.actions.send_person import send_person
from ciie_portal.clock import beijing_date
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.answer import AnswerValue
from ciie_portal.domain.correction import check_change, check_version, open_person_fields
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.journey import OVER_WITHOUT_CERTIFICATE, PersonStatus, UnitStatus
from ciie_portal.domain.person_answers import check_person_answers, check_returned_answers
from ciie_portal.domain.personnel import PersonRole, Sex
from ciie_portal.domain.typed_answer import DATE_PARTS, DATES, as_typed, date_parts, joined_date
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import drafts
from ciie_portal.store.queries.registering import (
    Registration,
    own_registration,
    person_column,
    person_lock_facts,
)
from ciie_portal.store.sealed import document_of, same_document, set_document
from ciie_portal.store.tables import Person, StoredFile

CHANGED = "change_answers"
ON_THE_PAGE = ("photo_file_id", *(name for name in PERSON_FIELDS if name != "photo_file_id"))
_WORDS = {"sex": Sex, "document_type": DocumentType, "role": PersonRole}
_RETURNED = (PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER)


@dataclass(frozen=True)
class PersonSaved:
    """`is_sent`: the answers went to a reviewer, not only into the draft."""

    reference: str
    is_sent: bool


def save_person(
    actor: Actor, reference: str, answers: Mapping[str, object], version: int | None, now: datetime
) -> PersonSaved:
    """Stores one person's answers; an empty document number keeps the one that is there.

    What is wrong is kept as typed. Raises NOT_FOUND, CHANGED_MEANWHILE, FIELD_LOCKED, REGISTRATION_CLOSED,
    PERSON_ALREADY_ENTERED beside the number, PHOTO_NOT_REPLACED, or every field's problem.
    """
    require(actor, Permission.OWN_UNIT)
    problems: tuple[FieldProblem, ...] = ()
    is_sent = False
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        person = own_person(registration, reference)
        if version is not None and person.status is not PersonStatus.DRAFT:
            check_version(version, person.version)
        typed = typed_answers(answers)
        open_fields = _open_fields(registration, person, typed, now)
        try:
            checked = check_person(registration, person, typed, open_fields, now)
            _check_photo_replaced(session, registration, person)
        except RuleBroken as broken:
            if not broken.problems:
                raise
            problems = tuple(sorted(broken.problems, key=lambda problem: ON_THE_PAGE.index(problem.field)))
            kept = {name: text for name, text in typed.items() if drafts.column_of(name) in open_fields}
            keep_page(session, registration, person, kept, now)
        else:
            _store(session, actor, registration, person, checked, now)
            is_sent = send_person(session, actor, registration, person, now)
    if problems:
        raise RuleBroken(problems)
    return PersonSaved(reference, is_sent)


def _check_photo_replaced(session: Session, registration: Registration, person: Person) -> None:
    """A photo that came back is not sent again as it was, such as while the new one is still on its way."""
    came_back = [
        row.opened_at
        for row in registration.returns
        if row.person_id == person.id and row.field == "photo_file_id"
    ]
    photo = session.get(StoredFile, person.photo_file_id or 0)
    if came_back and photo is not None and photo.created_at < max(came_back):
        raise RuleBroken([FieldProblem("photo_file_id", Rule.PHOTO_NOT_REPLACED)])


def typed_answers(answers: Mapping[str, object]) -> dict[str, str]:
    """What the form sent, dates in their three parts. Unknown keys are ignored."""
    parts = {f"{name}_{part}" for name in DATES for part in DATE_PARTS}
    asked = {name for name in PERSON_FIELDS if name not in DATES and not name.endswith("_file_id")} | parts
    return {name: storable(answers[name], name) for name in sorted(asked) if answers.get(name) is not None}


def check_person(
    registration: Registration,
    person: Person,
    typed: Mapping[str, str],
    open_fields: frozenset[str],
    now: datetime,
) -> dict[str, AnswerValue]:
    """The answers to store. Raises every problem; of a returned person only those of the returned fields."""
    category = registration.unit.category
    if category is None:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    answers = _whole(registration, person, typed, open_fields)
    today = beijing_date(now)
    if person.status in _RETURNED:
        checked = check_returned_answers(answers, open_fields, category, today)
    else:
        checked = check_person_answers(answers, category, today)
    _check_entered_once(registration, person, checked)
    return checked


def _whole(
    registration: Registration, person: Person, typed: Mapping[str, str], open_fields: frozenset[str]
) -> dict[str, object]:
    """All answers of the person: typed where that is open, else as stored."""
    answers: dict[str, object] = {name: person_column(person, name) for name in PERSON_FIELDS}
    pending = registration.pending.get((person.reference, "document_number"))
    number = drafts.text_of(pending) if pending and "document_number" in open_fields else ""
    answers["document_number"] = number or document_of(person)
    for name in open_fields:
        if name in DATES and any(f"{name}_{part}" in typed for part in DATE_PARTS):
            answers[name] = joined_date({part: typed.get(f"{name}_{part}", "") for part in DATE_PARTS})
        elif typed.get(name) or (name in typed and name != "document_number"):
            answers[name] = typed[name]
    return answers


def _open_fields(
    registration: Registration, person: Person, typed: Mapping[str, str], now: datetime
) -> frozenset[str]:
    """Raises FIELD_LOCKED for a field that was changed and may not be."""
    is_open = open_person_fields(person_lock_facts(registration, person, now))
    columns = {name: drafts.column_of(name) for name in typed}
    changed = {column for name, column in columns.items() if typed[name] != _shown(person, name, column)}
    check_change(is_open, sorted(changed))
    if not is_open:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return is_open


def _shown(person: Person, name: str, column: str) -> str:
    if name == "document_number":
        return ""
    stored = person_column(person, column)
    if column != name:
        return date_parts(stored)[name.removeprefix(f"{column}_")]
    return as_typed(name, stored)


def _check_entered_once(
    registration: Registration, person: Person, checked: Mapping[str, AnswerValue]
) -> None:
    """A document stands once among the unit's persons; who left may be entered anew."""
    number = checked.get("document_number")
    kind = checked.get("document_type", person.document_type)
    if not number or not kind:
        return
    country = str(checked.get("nationality", person.nationality) or "")
    same = same_document(DocumentType(str(kind)), country, str(number))
    for other in registration.persons:
        if other is person or other.status in OVER_WITHOUT_CERTIFICATE:
            continue
        if other.document_index in same:
            raise RuleBroken([FieldProblem("document_number", Rule.PERSON_ALREADY_ENTERED)])


def _store(
    session: Session,
    actor: Actor,
    registration: Registration,
    person: Person,
    checked: Mapping[str, AnswerValue],
    now: datetime,
) -> None:
    before = {name: _comparable(person, name) for name in checked}
    for name, value in checked.items():
        if name != "document_number":
            word = _WORDS.get(name)
            setattr(person, name, word(str(value)) if word and value is not None else value)
    number = checked.get("document_number", document_of(person))
    set_document(person, str(number) if number else None)
    drafts.forget(session, person.reference)
    changed = sorted(name for name in checked if before[name] != _comparable(person, name))
    registration.unit.changed_at = now
    if changed and person.status is not PersonStatus.DRAFT:
        person.version += 1
        events.record(
            session,
            actor,
            event=CHANGED,
            now=now,
            unit_id=person.unit_id,
            person_id=person.id,
            from_status=person.status.value,
            to_status=person.status.value,
            reason=",".join(changed),
        )
        if registration.unit.status is UnitStatus.UNDER_REVIEW:
            registration.unit.version += 1


def _comparable(person: Person, name: str) -> object:
    return document_of(person) if name == "document_number" else person_column(person, name)
