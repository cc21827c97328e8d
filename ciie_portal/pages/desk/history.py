"""/desk/history/ — what was done, by whom, when, from what to what; filters kept in the address."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import quiet, second
from ciie_portal.components.desk import filter_field, filters
from ciie_portal.components.errors import bones, empty_view, error_summary
from ciie_portal.components.links import link
from ciie_portal.components.lists import cell, table, table_row
from ciie_portal.components.questions import select_box
from ciie_portal.components.texts import each, here, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.history import HistoryState

HISTORY = HistoryState.history


def page() -> rx.Component:
    rows = rx.fragment(record(), onwards())
    none = empty_view(_("Nothing found"), _("What is done within your scope appears here, the newest first."))
    return desk_frame(
        error_summary(HistoryState.problems, HistoryState.trouble, HistoryState.fault),
        rx.el.h1(_("History")),
        rx.cond(
            HISTORY.is_loaded,
            rx.fragment(
                narrowing(),
                rx.el.h2(_("What was done"), class_name="unseen"),
                rx.cond(HISTORY.rows.length() > 0, rows, none),
            ),
            bones(10),
        ),
        current="history",
    )


def box(name: str, value: Any, **props: Any) -> rx.Component:
    return rx.el.input(
        id=name, name=name, default_value=value, max_length=100, class_name="input input--s", **props
    )


def narrowing() -> rx.Component:
    """A new address draws the form anew, so that it says what the address says."""
    kinds = [("staff", _("Staff")), ("buyers", _("Buyers")), ("system", _("The system"))]
    date_hint = "2026-11-23"
    return filters(
        filter_field("who", _("By whom"), box("who", HISTORY.who), grow=True),
        filter_field(
            "by",
            _("By"),
            select_box("by", kinds, value=HISTORY.by, empty=_("All"), small=True, width="w-filter"),
        ),
        filter_field(
            "what",
            _("What"),
            select_box(
                "what", HISTORY.events, value=HISTORY.what, empty=_("All"), small=True, width="w-filter"
            ),
        ),
        filter_field(
            "reference", _("Reference, code or sign-in name"), box("reference", HISTORY.reference), grow=True
        ),
        filter_field("since", _("From"), box("since", HISTORY.since, placeholder=date_hint, size=11)),
        filter_field("until", _("Until"), box("until", HISTORY.until, placeholder=date_hint, size=11)),
        second(_("Search"), small=True, type="submit"),
        rx.cond(HISTORY.is_filtered, quiet(_("Clear"), to=here("desk/history"), small=True)),
        on_submit=HistoryState.narrow,
        key=HISTORY.address,
    )


def record() -> rx.Component:
    heads = (_("When"), _("By whom"), _("What"), _("Of what"), _("From and to"), _("Note"))
    return table(heads, *each(HISTORY.rows, record_row), caption=_("What was done"), kind="slim")


def record_row(row: Any) -> rx.Component:
    about = rx.cond(
        present(row.address),
        link(row.reference, to=row.address, custom_attrs={"data-row": "true"}),
        rx.el.span(row.reference),
    )
    who = rx.el.span(row.who, rx.el.span(row.duty, class_name="mini soft block"))
    return table_row(
        cell(row.at, head=_("When"), class_name="num nowrap"),
        cell(who, head=_("By whom"), class_name="breaks"),
        cell(row.what, head=_("What")),
        cell(about, head=_("Of what"), class_name="breaks num refs"),
        cell(row.change, head=_("From and to"), class_name="breaks"),
        cell(row.note, head=_("Note"), soft=True, class_name="breaks"),
        key=row.key,
    )


def onwards() -> rx.Component:
    newest = rx.cond(present(HISTORY.newest), second(_("To the newest"), to=HISTORY.newest, small=True))
    older = rx.cond(present(HISTORY.older), second(_("Older"), to=HISTORY.older, small=True))
    return rx.el.nav(
        rx.el.span(newest, older, class_name="row row--tight push"),
        class_name="pager",
        aria_label=_("Pages"),
    )
