"""/desk/claims/ — credit codes and documents that several units entered."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.desk import pager, tabs
from ciie_portal.components.errors import bones, empty_view, error_summary
from ciie_portal.components.links import link
from ciie_portal.components.lists import cell, table, table_row
from ciie_portal.components.texts import each, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.claims import ClaimsState

CLAIMS = ClaimsState.claims


def page() -> rx.Component:
    return desk_frame(
        error_summary(ClaimsState.problems, ClaimsState.trouble, ClaimsState.fault),
        rx.el.div(
            rx.el.h1(_("Code claims and duplicate documents")),
            rx.el.span(CLAIMS.summary, class_name="soft small"),
            class_name="row baseline",
        ),
        rx.cond(
            CLAIMS.is_loaded,
            rx.fragment(
                rx.el.div(tabs(CLAIMS.tabs, _("To decide and decided")), class_name="gap-3"),
                rx.el.h2(_("Code claims and duplicates in this view"), class_name="unseen"),
                rx.cond(CLAIMS.rows.length() > 0, listed(), nothing()),
            ),
            rx.cond(present(ClaimsState.trouble), rx.fragment(), bones(6)),
        ),
        current="claims",
    )


def listed() -> rx.Component:
    heads = (
        _("Entered by several units"),
        _("Work units"),
        _("State"),
        _("Last submitted on"),
        _("Decided on"),
    )
    return rx.el.div(
        table(
            heads,
            *each(CLAIMS.rows, claim_line),
            caption=_("Code claims and duplicates in this view"),
            kind="slim",
        ),
        pager(CLAIMS.shown, CLAIMS.previous, CLAIMS.following),
        class_name="gap-4",
    )


def claim_line(row: Any) -> rx.Component:
    matter = rx.el.span(
        link(row.matter, to=row.address, class_name="code nowrap", custom_attrs={"data-row": "true"}),
        rx.el.span(row.kind, class_name="mini soft block"),
    )
    names = rx.el.span(
        rx.foreach(row.names, lambda name: rx.el.span(name, class_name="block", lang="zh-Hans"))
    )
    return table_row(
        cell(matter, head=_("Entered by several units")),
        cell(names, head=_("Work units")),
        cell(row.states, head=_("State")),
        cell(row.since, head=_("Last submitted on"), class_name="nowrap"),
        cell(row.decided, head=_("Decided on"), class_name="nowrap"),
        key=row.address,
    )


def nothing() -> rx.Component:
    return rx.cond(
        CLAIMS.is_decided,
        empty_view(_("Nothing decided yet"), _("What was decided on stands here and can be decided anew.")),
        empty_view(
            _("Nothing to decide now"),
            _("When several units enter one credit code or one identity document, they appear here."),
        ),
    )
