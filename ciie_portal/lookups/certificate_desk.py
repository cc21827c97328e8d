"""What the makers of certificates have before them, and what waits to be handed over (Q9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.batch import BATCH_LIMIT
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.lookups.batches import batch_list
from ciie_portal.lookups.person_rows import PersonWords
from ciie_portal.lookups.shapes.batches import Batches
from ciie_portal.lookups.shapes.personnel import CertificateDesk, CertificateTab, HandOverDesk
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import batches, personnel
from ciie_portal.store.tables import Certificate

PAGE = "desk/certificates"
VIEW_NAMES = {
    "to-make": N_("To make"),
    "to-send": N_("To send"),
    "to-set-out": N_("To set out"),
    "on-the-way": N_("On the way"),
    "ready": N_("Ready for collection"),
    "batches": N_("Batches"),
}
MAKE_ALL = N_("Make a batch of all {count}")


def certificate_desk(actor: Actor, query: Mapping[str, str], *, now: datetime) -> CertificateDesk:
    """One tab; those to send stand together by parcel."""
    require(actor, Permission.MAKE_CERTIFICATES)
    view = str(query.get("view", ""))
    view = view if view in VIEW_NAMES else "to-make"
    with reading() as session:
        words = PersonWords.read(session, actor.locale, now)
        counts = {name: personnel.count(session, actor, shown) for name, shown in personnel.VIEWS.items()}
        counts["batches"] = batches.count_batches(session)
        found = personnel.page(session, actor, personnel.VIEWS[view]) if view in personnel.VIEWS else ()
        rows = [words.row(*row) for row in found]
        listed = batch_list(session, actor, query, now) if view == "batches" else Batches()
    tabs = tuple(
        CertificateTab(
            name=gettext_in(actor.locale, text),
            address=path(actor.locale, PAGE, view=name),
            count=str(counts[name]),
            is_current=name == view,
        )
        for name, text in VIEW_NAMES.items()
    )
    waiting = min(counts["to-make"], BATCH_LIMIT) if view == "to-make" else 0
    if view == "to-send":
        rows.sort(key=lambda row: row.parcel)
    return CertificateDesk(
        view=view,
        tabs=tabs,
        rows=tuple(rows),
        make_all=gettext_in(actor.locale, MAKE_ALL, count=waiting) if waiting else "",
        batches=listed,
        is_loaded=True,
    )


def hand_over_desk(actor: Actor, query: Mapping[str, str], *, now: datetime) -> HandOverDesk:
    """Certificates that wait for their persons, within the actor's missions."""
    require(actor, Permission.HAND_OVER)
    search = str(query.get("q", ""))
    with reading() as session:
        words = PersonWords.read(session, actor.locale, now)
        found = personnel.page(session, actor, personnel.ready(search))
        rows = tuple(replace(words.row(*row), beside=_beside(actor.locale, row[3])) for row in found)
    return HandOverDesk(rows=rows, search=search, is_loaded=True)


def _beside(locale: str, certificate: Certificate | None) -> str:
    """Who hands a re-issued one over takes no other for it."""
    is_reissued = certificate is not None and certificate.replaces_id is not None
    return gettext_in(locale, N_("Re-issued; the earlier one is void")) if is_reissued else ""
