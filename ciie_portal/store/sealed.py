"""Which columns are sealed, and with what name they are found (rules.md section 9: never in clear).

The caller hands over normalised values; the domain says what is normal.
"""

from __future__ import annotations

from ciie_portal.domain.country import COUNTRIES
from ciie_portal.domain.identity_document import DocumentType, lasting_number
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
    kind = document_kind(person.document_type, person.nationality)
    person.document_index = blind_index(kind, lasting_number(person.document_type, number))


def document_indexes(number: str) -> list[str]:
    """Under which names a number may be found whose kind and country the caller did not say."""
    found = [
        index
        for kind in DocumentType
        if kind is not DocumentType.PASSPORT
        for index in same_document(kind, None, number)
    ]
    for country in sorted(COUNTRIES):
        found += same_document(DocumentType.PASSPORT, country, number)
    return found


def same_document(kind: DocumentType | None, nationality: str | None, number: str) -> list[str]:
    """Under which names one document may be found, issued anew or not."""
    return blind_indexes(document_kind(kind, nationality), lasting_number(kind, number))


def document_of(person: Person) -> str | None:
    """The number in clear; raises SealBroken or KeyUnknown, never answers with a blank instead."""
    if person.document_sealed is None:
        return None
    return unseal(person.document_sealed, "person", "document", person.reference)


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


def set_totp_secret(member: StaffMember, secret: str) -> None:
    member.totp_sealed = seal(secret, "staff_member", "totp", member.key)
    member.totp_last_step = None


def totp_secret_of(member: StaffMember) -> str | None:
    if member.totp_sealed is None:
        return None
    return unseal(member.totp_sealed, "staff_member", "totp", member.key)
