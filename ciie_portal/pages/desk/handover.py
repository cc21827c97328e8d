"""/desk/handover/ — certificates that wait at the mission's table or the counter."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.desk import address_search, filter_field, filters
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line
from ciie_portal.components.lists import Head, cell, dense_row, dense_table
from ciie_portal.components.texts import each, unseen, when
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.certificates import HandOverState


def page() -> rx.Component:
    state = HandOverState
    return desk_frame(
        error_summary(state.problems, state.trouble, state.fault),
        rx.el.h1(_("Handing over")),
        live_line(state.told),
        filters(
            filter_field(
                "q", _("Search"), address_search("q", state.desk.search, key=state.desk.search), grow=True
            ),
            second(_("Search"), small=True, type="submit"),
            method="get",
        ),
        rx.cond(state.desk.is_loaded, rx.cond(state.desk.rows.length() > 0, waiting(), nothing()), bones(6)),
        current="handover",
    )


def waiting() -> rx.Component:
    heads = (_("Certificate"), _("Name"), _("Work unit"), _("Trade mission"), Head(_("Deed"), hidden=True))
    return dense_table(heads, *each(HandOverState.desk.rows, line), caption=_("Ready for collection"))


def line(row: Any) -> rx.Component:
    deed = second(
        rx.fragment(_("Handed over"), unseen(" ", row.name)),
        small=True,
        on_click=HandOverState.hand_over_to(row.reference, row.version),
    )
    return dense_row(
        cell(
            rx.fragment(
                rx.el.span(row.serial, class_name="num"),
                when(row.beside != "", rx.el.p(row.beside, class_name="mini soft")),
            )
        ),
        cell(row.name, class_name="cut cut--s", title=row.name),
        cell(row.unit, class_name="cut", title=row.unit),
        cell(row.mission),
        cell(deed),
        key=row.reference,
    )


def nothing() -> rx.Component:
    return empty_view(
        _("No certificate waits here"), _("Certificates appear when the makers have set them out.")
    )
