"""One claim, every unit of it side by side and in full: the organiser desk decides (rules section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.claim import ClaimKind, ClaimOutcome, outcome_if_not_holder, possible_holders
from ciie_portal.domain.contact import mask_contact, mask_mobile
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.identity_document import mask_document
from ciie_portal.domain.progress import PERSON_FAMILY, UNIT_FAMILY
from ciie_portal.i18n import LANGUAGE_TAGS
from ciie_portal.lookups.claims import name_of
from ciie_portal.lookups.shapes.claims import Claimant, ClaimCase, PossibleHolder
from ciie_portal.lookups.shapes.unit_case import CaseAnswer
from ciie_portal.lookups.unit_answers import FILES, answers_among
from ciie_portal.lookups.unit_history import desk_history
from ciie_portal.lookups.unit_words import grouped_credit_code
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import claims, missions, unit_desk, units
from ciie_portal.store.queries.claims import Matter
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import Account, Person, StoredFile, WorkUnit
from ciie_portal.wording import claims as words
from ciie_portal.wording.dates import day, moment
from ciie_portal.wording.options import document_name, person_role_name
from ciie_portal.wording.statuses import organiser_desk, person_badge, unit_badge

COMPARED = (
    "name_en", "category", "credit_code", "division_code", "street", "parent_group_code",
    "licence_file_id", "contact_name", "contact_mobile", "contact_email",
)  # fmt: skip


def claim_case(actor: Actor, reference: str, *, now: datetime) -> ClaimCase:
    """By any unit of it, or by any person who gave the document. Raises NOT_FOUND where there is no claim."""
    require(actor, Permission.DECIDE_CLAIMS)
    with reading() as session:
        if reference.upper().startswith("P-"):
            return _document(session, actor, reference)
        return _credit_code(session, actor, reference)


def _credit_code(session: Session, actor: Actor, reference: str) -> ClaimCase:
    unit = units.find_unit(session, actor, reference)
    matter = Matter(ClaimKind.CREDIT_CODE, unit.edition_id, unit.credit_code or "")
    parties = claims.units_of(session, [matter])[matter]
    if not matter.text or len(parties) < 2:
        raise RuleBroken(Rule.NOT_FOUND)
    statuses = {one.reference: one.status for one in parties}
    holders = possible_holders(statuses)
    decided, reason = _last(session, actor, matter)
    is_open = claims.is_open(session, matter)
    outcomes = {} if is_open else claims.outcomes(session, matter)
    return ClaimCase(
        reference=reference,
        matter=grouped_credit_code(matter.text),
        decided=decided,
        decided_reason=reason,
        is_open=is_open,
        only=words.only_the_approved(actor.locale) if len(holders) < len(parties) else "",
        holders=tuple(
            PossibleHolder(one.reference, name_of(one), one.reference)
            for one in parties
            if one.reference in holders
        ),
        parties=tuple(_unit(session, actor, one, outcomes) for one in parties),
        is_loaded=True,
    )


def _document(session: Session, actor: Actor, reference: str) -> ClaimCase:
    person, unit = units.find_person(session, actor, reference)
    matter = Matter(ClaimKind.DOCUMENT, unit.edition_id, person.document_index or "")
    parties = claims.people_of(session, [matter])[matter]
    if len({row.id for _, row in parties}) < 2:
        raise RuleBroken(Rule.NOT_FOUND)
    decided, reason = _last(session, actor, matter)
    return ClaimCase(
        reference=reference,
        is_document=True,
        matter=mask_document(document_of(person) or ""),
        matter_detail=document_name(actor.locale, person.document_type) if person.document_type else "",
        decided=decided,
        decided_reason=reason,
        is_open=claims.is_open(session, matter),
        parties=tuple(_person(session, actor, one, row) for one, row in parties),
        is_loaded=True,
    )


def _last(session: Session, actor: Actor, matter: Matter) -> tuple[str, str]:
    """The newest decision in a sentence, and its reason."""
    row = claims.last_decisions(session, [matter]).get(matter)
    if row is None:
        return "", ""
    who = unit_desk.staff_names(session, {row.decided_by or 0}).get(row.decided_by or 0, "")
    if row.holder_id is None:
        return words.looked_at(actor.locale, row.decided_at, who), row.reason
    holder = session.get_one(WorkUnit, row.holder_id)
    return words.held_by(actor.locale, name_of(holder), row.decided_at, who), row.reason


def _unit(session: Session, actor: Actor, unit: WorkUnit, outcomes: Mapping[int, ClaimOutcome]) -> Claimant:
    """`outcomes`: of the decision that stands; where there is none, what one would mean for the unit."""
    locale = actor.locale
    meant = words.if_other_holds(locale, outcome_if_not_holder(unit.status))
    if unit.id in outcomes:
        meant = words.outcome(locale, outcomes[unit.id])
    account = session.get_one(Account, unit.account_id)
    contact = mask_contact(account.mobile or account.email or "")
    return Claimant(
        reference=unit.reference,
        version=unit.version,
        address=path(locale, f"desk/units/{unit.reference}"),
        title=name_of(unit),
        title_language=LANGUAGE_TAGS["zh" if unit.name_zh else "en"],
        family=UNIT_FAMILY[unit.status],
        status=unit_badge(locale, unit.status, unit.is_resubmitted),
        photo="",
        facts=(
            CaseAnswer(words.term(locale, "submitted"), moment(locale, unit.submitted_at or unit.created_at)),
            CaseAnswer(words.term(locale, "account"), contact),
            CaseAnswer(words.term(locale, "mission"), _mission(session, locale, unit)),
            *answers_among(session, unit, COMPARED, locale),
        ),
        if_other=meant,
        history=desk_history(session, actor, unit, _persons(session, unit)),
    )


def _person(session: Session, actor: Actor, person: Person, unit: WorkUnit) -> Claimant:
    locale = actor.locale
    photo = session.get(StoredFile, person.photo_file_id) if person.photo_file_id else None
    facts = {
        "unit": name_of(unit),
        "submitted": moment(locale, unit.submitted_at or unit.created_at),
        "mission": _mission(session, locale, unit),
        "document": mask_document(document_of(person) or ""),
        "born": day(locale, person.birth_date) if person.birth_date else "",
        "mobile": mask_mobile(person.mobile) if person.mobile else "",
        "position": person.position or "",
        "role": person_role_name(locale, person.role) if person.role else "",
    }
    return Claimant(
        reference=person.reference,
        version=person.version,
        address=path(locale, f"desk/units/{unit.reference}"),
        title=" ".join(name for name in (person.name_zh, person.name_latin) if name) or person.reference,
        title_language=LANGUAGE_TAGS["zh" if person.name_zh else "en"],
        family=PERSON_FAMILY[person.status],
        status=person_badge(locale, person.status),
        photo=f"{FILES}{photo.key}" if photo and photo.erased_at is None else "",
        facts=tuple(CaseAnswer(words.term(locale, name), text) for name, text in facts.items() if text),
        if_other="",
        history=desk_history(session, actor, unit, _persons(session, unit)),
    )


def _persons(session: Session, unit: WorkUnit) -> Sequence[Person]:
    return units.persons_of(session, unit.id)


def _mission(session: Session, locale: str, unit: WorkUnit) -> str:
    row = next((one for one in missions.all_missions(session) if one.id == unit.mission_id), None)
    if row is None:
        return organiser_desk(locale, True)
    return row.name_zh if locale == "zh" else row.name_en
