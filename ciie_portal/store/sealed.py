"""Which columns are sealed, and with what name they are found (rules.md section 9: never in clear).

The caller hands over normalised values; the domain says what is normal.
"""

from __future__ import annotations

from ciie_portal.domain.country import COUNTRIES
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.security import blind_index, blind_indexes, seal, unseal
from ciie_portal.store.tables import InvitationCode, Person, StaffMember


def document_kind(document_type: DocumentType | None, nationality: str | None) -> str:
    """Numbers are unique within a kind: passports within their country, everything else within China."""
    if document_type is DocumentType.PASSPORT:
        return f"document.passport.{nationality or ''}"
    return f"document.{document_type.value if document_type else ''}"


def set_document(person: Person, number: str | None) -> None:
    """Seals the number on the row; type and nationality must stand already, for the index depends on them."""
    if not number:
        person.document_sealed = person.document_index = None
        return
    person.document_sealed = seal(number, "person", "document", person.reference)
    person.document_index = blind_index(document_kind(person.document_type, person.nationality), number)


def document_indexes(number: str) -> list[str]:
    """Under which names a number may be found whose kind and country the caller did not say."""
    kinds = [document_kind(kind, None) for kind in DocumentType if kind is not DocumentType.PASSPORT]
    passports = [document_kind(DocumentType.PASSPORT, country) for country in sorted(COUNTRIES)]
    return [index for kind in (*kinds, *passports) for index in blind_indexes(kind, number)]


def document_of(person: Person) -> str | None:
    """The number in clear; raises SealBroken or KeyUnknown, never answers with a blank instead."""
    if person.document_sealed is None:
        return None
    return unseal(person.document_sealed, "person", "document", person.reference)


def index_document_anew(person: Person) -> None:
    """After a change of document type or nationality."""
    set_document(person, document_of(person))


def set_code(row: InvitationCode, code: str) -> None:
    """Seals an invitation code on its row."""
    row.code_sealed = seal(code, "invitation_code", "code", row.key)
    row.code_index = blind_index("invitation_code", code)


def code_of(row: InvitationCode) -> str:
    """The invitation code in clear, for the notice that brings it and the secretariat that issued it."""
    return unseal(row.code_sealed, "invitation_code", "code", row.key)


def code_indexes(code: str) -> list[str]:
    """Under which names a typed code may be found."""
    return blind_indexes("invitation_code", code)


def contact_index(contact: str) -> str:
    """How one-time codes name the contact that they were sent to."""
    return blind_index("contact", contact)


def set_totp_secret(member: StaffMember, secret: str) -> None:
    member.totp_sealed = seal(secret, "staff_member", "totp", member.key)
    member.totp_last_step = None


def totp_secret_of(member: StaffMember) -> str | None:
    if member.totp_sealed is None:
        return None
    return unseal(member.totp_sealed, "staff_member", "totp", member.key)
