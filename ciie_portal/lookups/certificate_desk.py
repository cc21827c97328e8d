"""What the makers of certificates have before them, and what waits to be handed over (Q9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.lookups.person_rows import PersonWords
from ciie_portal.lookups.shapes.personnel import CertificateDesk, CertificateTab, HandOverDesk
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import personnel

PAGE = "desk/certificates"
VIEW_NAMES = {
    "to-make": N_("To make"),
    "to-send": N_("To send"),
    "to-set-out": N_("To set out"),
    "on-the-way": N_("On the way"),
    "ready": N_("Ready for collection"),
}


def certificate_desk(actor: Actor, query: Mapping[str, str], *, now: datetime) -> CertificateDesk:
    """One tab; those to send stand together by parcel."""
    require(actor, Permission.MAKE_CERTIFICATES)
    view = str(query.get("view", ""))
    view = view if view in VIEW_NAMES else "to-make"
    with reading() as session:
        words = PersonWords.read(session, actor.locale, now)
        rows = [words.row(*found) for found in personnel.page(session, actor, personnel.VIEWS[view])]
        tabs = tuple(
            CertificateTab(
                name=gettext_in(actor.locale, text),
                address=path(actor.locale, PAGE, view=name),
                count=str(personnel.count(session, actor, personnel.VIEWS[name])),
                is_current=name == view,
            )
            for name, text in VIEW_NAMES.items()
        )
    if view == "to-send":
        rows.sort(key=lambda row: row.parcel)
    return CertificateDesk(view=view, tabs=tabs, rows=tuple(rows), is_loaded=True)


def hand_over_desk(actor: Actor, query: Mapping[str, str], *, now: datetime) -> HandOverDesk:
    """Certificates that wait for their persons, within the actor's missions."""
    require(actor, Permission.HAND_OVER)
    search = str(query.get("q", ""))
    with reading() as session:
        words = PersonWords.read(session, actor.locale, now)
        found = personnel.page(session, actor, personnel.ready(search))
    return HandOverDesk(rows=tuple(words.row(*row) for row in found), search=search, is_loaded=True)
