"""The list of claims: credit codes and documents that several units entered, for the organiser desk alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.claim import ClaimKind
from ciie_portal.domain.identity_document import mask_document
from ciie_portal.lookups.paging import PAGE_ROWS, around, asked_page
from ciie_portal.lookups.shapes.claims import ClaimRow, Claims
from ciie_portal.lookups.shapes.unit_queue import Tab
from ciie_portal.lookups.unit_words import grouped_credit_code
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import claims
from ciie_portal.store.queries.claims import Matter
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import WorkUnit
from ciie_portal.wording import claims as words
from ciie_portal.wording.dates import day
from ciie_portal.wording.statuses import unit_badge

PAGE = "desk/claims"


def claims_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> Claims:
    """One page of what waits for a decision, or of what was decided; the address says which."""
    require(actor, Permission.DECIDE_CLAIMS)
    view = str(query.get("view", ""))
    view = view if view in words.VIEWS else "open"
    with reading() as session:
        waiting = claims.matters(session, only_open=True)
        found = {"open": waiting, "decided": sorted(set(claims.matters(session)) - set(waiting))}
        asked = asked_page(query, len(found[view]))
        rows = _rows(session, actor.locale, found[view][asked.offset : asked.offset + PAGE_ROWS])
    return Claims(
        summary=words.summary(actor.locale, len(waiting)),
        tabs=tuple(
            Tab(
                words.view_name(actor.locale, name),
                path(actor.locale, PAGE, view=name),
                str(len(found[name])),
                name == view,
            )
            for name in words.VIEWS
        ),
        rows=rows,
        is_decided=view == "decided",
        is_loaded=True,
        **around(actor.locale, PAGE, asked, len(rows), view=view),
    )


def name_of(unit: WorkUnit) -> str:
    return unit.name_zh or unit.name_en or unit.reference


def _rows(session: Session, locale: str, found: Sequence[Matter]) -> tuple[ClaimRow, ...]:
    units = claims.units_of(session, [one for one in found if one.kind is ClaimKind.CREDIT_CODE])
    people = claims.people_of(session, [one for one in found if one.kind is ClaimKind.DOCUMENT])
    decisions = claims.last_decisions(session, found)
    rows = []
    for matter in found:
        if matter.kind is ClaimKind.CREDIT_CODE:
            parties, reference = units[matter], units[matter][0].reference
            shown = grouped_credit_code(matter.text)
        else:
            person = people[matter][0][0]
            parties = list({unit.id: unit for _, unit in people[matter]}.values())
            reference, shown = person.reference, mask_document(document_of(person) or "")
        decided = decisions[matter].decided_at if matter in decisions else None
        rows.append(_row(locale, matter.kind, reference, shown, parties, decided))
    return tuple(rows)


def _row(
    locale: str,
    kind: ClaimKind,
    reference: str,
    shown: str,
    parties: Sequence[WorkUnit],
    decided: datetime | None,
) -> ClaimRow:
    badges = dict.fromkeys(unit_badge(locale, unit.status, unit.is_resubmitted) for unit in parties)
    return ClaimRow(
        address=path(locale, f"{PAGE}/{reference}"),
        kind=words.kind_name(locale, kind),
        matter=shown,
        names=tuple(name_of(unit) for unit in parties),
        states=("、" if locale == "zh" else ", ").join(badges),
        since=day(locale, max(unit.submitted_at or unit.created_at for unit in parties)),
        decided=day(locale, decided) if decided else "",
    )
