"""The persons of a case: photo, masked document, what the role suggests or the mission decided."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from ciie_portal.domain.contact import mask_mobile
from ciie_portal.domain.identity_document import mask_document
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.progress import PERSON_FAMILY
from ciie_portal.lookups.shapes.unit_case import CasePerson
from ciie_portal.lookups.unit_answers import FILES
from ciie_portal.store.queries import editions
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import EditionLabel, Person, StoredFile, WorkUnit
from ciie_portal.wording.options import document_name, person_role_name
from ciie_portal.wording.statuses import person_badge


def case_people(
    session: Session, locale: str, unit: WorkUnit, persons: Sequence[Person]
) -> tuple[CasePerson, ...]:
    """In the unit's order. Where the unit is approved, who was added later is decided on singly."""
    labels = editions.labels_of_edition(session, unit.edition_id)
    return tuple(_person(session, locale, unit, person, labels) for person in persons)


def _person(
    session: Session, locale: str, unit: WorkUnit, person: Person, labels: Sequence[EditionLabel]
) -> CasePerson:
    is_waiting = person.status is PersonStatus.AWAITING_UNIT_REVIEW
    by_role = next((row.code for row in labels if person.role and row.default_role is person.role), "")
    label = person.label_code or by_role
    names = {row.code: row.name_zh if locale == "zh" else row.name_en for row in labels}
    photo = session.get(StoredFile, person.photo_file_id) if person.photo_file_id else None
    return CasePerson(
        reference=person.reference,
        version=person.version,
        name=person.name_zh or person.name_latin or person.reference,
        name_latin=(person.name_latin or "") if person.name_zh else "",
        photo=f"{FILES}{photo.key}" if photo and photo.erased_at is None else "",
        document=_document(person, locale),
        facts=" · ".join(fact for fact in (person.position, _mobile(person)) if fact),
        role=_role(person, locale),
        family=PERSON_FAMILY[person.status],
        status=person_badge(locale, person.status),
        label=label,
        label_name=names.get(person.label_code or "", ""),
        left_out_reason=person.left_out_reason or "",
        is_open=is_waiting and unit.status is UnitStatus.UNDER_REVIEW,
        is_single=is_waiting and unit.status is UnitStatus.APPROVED,
    )


def _document(person: Person, locale: str) -> str:
    kind = document_name(locale, person.document_type) if person.document_type else ""
    number = document_of(person)
    return f"{kind} {mask_document(number)}".strip() if number else kind


def _mobile(person: Person) -> str:
    return mask_mobile(person.mobile) if person.mobile else ""


def _role(person: Person, locale: str) -> str:
    if person.role is None:
        return ""
    name = person_role_name(locale, person.role)
    return f"{name}: {person.role_other}" if person.role_other else name
