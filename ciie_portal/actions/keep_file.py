"""Takes in a photo or a licence scan and puts it to the buyer's own person or unit (C29, C30)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from ciie_portal.actions import throttles
from ciie_portal.actions.draft_answers import own_person
from ciie_portal.actions.store_answers import after_change
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_change, open_person_fields, open_unit_fields
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.gateways.licences import check_licence
from ciie_portal.gateways.pictures import check_photo
from ciie_portal.gateways.vault import NotInVault, Vault
from ciie_portal.settings import get_settings
from ciie_portal.store import events
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.registering import (
    Registration,
    own_registration,
    person_lock_facts,
    unit_lock_facts,
)
from ciie_portal.store.queries.units import file_in_scope
from ciie_portal.store.tables import FileKind, Person, StoredFile

PHOTO, LICENCE = "photo_file_id", "licence_file_id"
CHANGED, READ = "change_answers", "see_photo"
KEY = re.compile("[0-9a-f]{32,64}")


@dataclass(frozen=True)
class Kept:
    """The key of the stored file, and its size in pixels; 0 for a PDF."""

    key: str
    width: int
    height: int


@dataclass(frozen=True)
class FileContent:
    content: bytes
    media_type: str


def vault() -> Vault:
    return Vault(get_settings().var_dir / "vault")


def keep_file(actor: Actor, kind_word: str, person: str, content: bytes, now: datetime) -> Kept:
    """Checks a file and keeps it for the account; it belongs to nobody until it is attached.

    `kind_word`: photo or licence; `person`: whose photo it will be. Raises NOT_FOUND, FIELD_LOCKED,
    TOO_MANY_TRIES, and what is wrong with the file.
    """
    require(actor, Permission.OWN_UNIT)
    kind = FileKind(kind_word)
    throttles.count("files", str(actor.account_id), get_settings().files_per_account_hour, 60)
    with reading() as session:
        registration = own_registration(session, actor)
        _check_open(registration, own_person(registration, person) if person else None, kind, now)
    checked = check_photo(content) if kind is FileKind.PHOTO else check_licence(content)
    key = vault().put(checked.content)
    with transaction() as session:
        session.add(
            StoredFile(
                key=key,
                kind=kind,
                account_id=actor.account_id or 0,
                media_type=checked.media_type,
                byte_size=len(checked.content),
                width=checked.width or None,
                height=checked.height or None,
                created_at=now,
            )
        )
    return Kept(key, checked.width, checked.height)


def attach_photo(actor: Actor, reference: str, key: str, now: datetime) -> None:
    """Makes a kept photo the person's. Raises NOT_FOUND, FIELD_LOCKED."""
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        person = own_person(registration, reference)
        _check_open(registration, person, FileKind.PHOTO, now)
        file = _own_file(session, actor, FileKind.PHOTO, key)
        if person.photo_file_id == file.id:
            return
        person.photo_file_id = file.id
        registration.unit.changed_at = now
        if person.status is PersonStatus.DRAFT:
            return
        person.version += 1
        if registration.unit.status is UnitStatus.UNDER_REVIEW:
            registration.unit.version += 1
        status = person.status.value
        events.record(
            session,
            actor,
            event=CHANGED,
            now=now,
            unit_id=person.unit_id,
            person_id=person.id,
            from_status=status,
            to_status=status,
            reason=PHOTO,
        )


def attach_licence(actor: Actor, key: str, now: datetime) -> None:
    """Makes a kept scan the unit's business licence. Raises NOT_FOUND, FIELD_LOCKED."""
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        _check_open(registration, None, FileKind.LICENCE, now)
        file = _own_file(session, actor, FileKind.LICENCE, key)
        if registration.unit.licence_file_id != file.id:
            registration.unit.licence_file_id = file.id
            registration.unit.changed_at = now
            after_change(session, actor, registration, {LICENCE}, now)


def read_file(actor: Actor, key: str, now: datetime) -> FileContent:
    """The file, for its owner or for staff whose scope covers it; every look of staff at a photo is recorded.

    Raises NOT_FOUND for unknown, foreign and guessed keys alike.
    """
    require(actor, Permission.SIGNED_IN)
    with transaction() as session:
        file = file_in_scope(session, actor, key) if KEY.fullmatch(key) else None
        if file is None:
            raise RuleBroken(Rule.NOT_FOUND)
        if actor.staff_id is not None:
            _record_look(session, actor, file, now)
    try:
        return FileContent(vault().get(key), file.media_type)
    except NotInVault:
        raise RuleBroken(Rule.NOT_FOUND) from None


def _record_look(session: Session, actor: Actor, file: StoredFile, now: datetime) -> None:
    for person in session.exec(select(Person).where(Person.photo_file_id == file.id)).all():
        events.record(session, actor, event=READ, now=now, unit_id=person.unit_id, person_id=person.id)


def _check_open(registration: Registration, person: Person | None, kind: FileKind, now: datetime) -> None:
    """A photo is a person's, a licence the unit's."""
    if kind is FileKind.PHOTO:
        if person is None:
            raise RuleBroken(Rule.NOT_FOUND)
        check_change(open_person_fields(person_lock_facts(registration, person, now)), [PHOTO])
    else:
        check_change(open_unit_fields(unit_lock_facts(registration, now)), [LICENCE])


def _own_file(session: Session, actor: Actor, kind: FileKind, key: str) -> StoredFile:
    if not KEY.fullmatch(key):
        raise RuleBroken(Rule.NOT_FOUND)
    query = select(StoredFile).where(
        StoredFile.key == key, StoredFile.kind == kind, StoredFile.account_id == actor.account_id
    )
    file = session.exec(query).first()
    if file is None or file.erased_at is not None:
        raise RuleBroken(Rule.NOT_FOUND)
    return file
