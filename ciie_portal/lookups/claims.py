"""The list of claims: credit codes and documents that several units entered, for the organiser desk alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.claim import ClaimKind
from ciie_portal.domain.identity_document import mask_document
from ciie_portal.lookups.shapes.claims import ClaimRow, Claims
from ciie_portal.lookups.shapes.unit_queue import Tab
from ciie_portal.lookups.unit_words import grouped_credit_code
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import claims
from ciie_portal.store.queries.claims import Claim
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import WorkUnit
from ciie_portal.wording import claims as words
from ciie_portal.wording.dates import day
from ciie_portal.wording.statuses import unit_badge

PAGE = "desk/claims"
MOST = 200  # shown at once; nobody has met a tenth of it


def claims_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> Claims:
    """What waits for a decision, or what was decided; the address says which."""
    require(actor, Permission.DECIDE_CLAIMS)
    view = str(query.get("view", ""))
    view = view if view in words.VIEWS else "open"
    with reading() as session:
        found = {
            name: [
                *claims.code_claims(session, is_open=name == "open"),
                *claims.document_claims(session, is_open=name == "open"),
            ]
            for name in words.VIEWS
        }
        return Claims(
            summary=words.summary(actor.locale, len(found["open"])),
            tabs=tuple(
                Tab(
                    words.view_name(actor.locale, name),
                    path(actor.locale, PAGE, view=name),
                    str(len(found[name])),
                    name == view,
                )
                for name in words.VIEWS
            ),
            rows=tuple(_row(session, actor, one) for one in found[view][:MOST]),
            is_decided=view == "decided",
            is_loaded=True,
        )


def name_of(unit: WorkUnit) -> str:
    return unit.name_zh or unit.name_en or unit.reference


def _row(session: Session, actor: Actor, claim: Claim) -> ClaimRow:
    locale = actor.locale
    last = claims.last_decision(session, claim.kind, claim.edition_id, claim.matter)
    newest = max(unit.submitted_at or unit.created_at for unit in claim.units)
    reference, matter = claim.units[0].reference, grouped_credit_code(claim.matter)
    if claim.kind is ClaimKind.DOCUMENT:
        person, _ = claims.persons_with_index(session, claim.edition_id, claim.matter)[0]
        reference, matter = person.reference, mask_document(document_of(person) or "")
    badges = dict.fromkeys(unit_badge(locale, unit.status, unit.is_resubmitted) for unit in claim.units)
    return ClaimRow(
        address=path(locale, f"{PAGE}/{reference}"),
        kind=words.kind_name(locale, claim.kind),
        matter=matter,
        names=tuple(name_of(unit) for unit in claim.units),
        states=("、" if locale == "zh" else ", ").join(badges),
        since=day(locale, newest),
        decided=day(locale, last[0].decided_at) if last else "",
    )
