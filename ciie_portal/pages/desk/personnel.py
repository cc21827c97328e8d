"""/desk/personnel/ — paid persons who wait for the second review."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go
from ciie_portal.components.desk import address_search, age, filter_field, filters, keys_bar, pager
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line
from ciie_portal.components.links import link
from ciie_portal.components.lists import Head, cell, dense_row, dense_table
from ciie_portal.components.texts import each
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.keys_help import keys_help
from ciie_portal.state.desk.personnel import PREFIX, PersonnelState


def page() -> rx.Component:
    queue = PersonnelState.queue
    return desk_frame(
        error_summary(PersonnelState.problems, PersonnelState.trouble, PersonnelState.fault),
        rx.el.h1(_("Personnel review")),
        rx.el.p(queue.summary, class_name="soft"),
        live_line(PersonnelState.told),
        filters(
            filter_field("q", _("Search"), address_search("q", queue.search, key=queue.search), grow=True),
            method="get",
            key="search",
        ),
        rx.cond(queue.is_loaded, rx.cond(queue.rows.length() > 0, waiting(), nothing()), bones(8)),
        keys_help(keys()),
        keys_bar(keys()),
        current="personnel",
    )


def keys() -> tuple[tuple[str, str], ...]:
    return (
        ("/", _("search")),
        ("j k", _("move")),
        ("x", _("choose")),
        ("Enter", _("open")),
        ("?", _("all keys")),
    )


def waiting() -> rx.Component:
    queue = PersonnelState.queue
    heads = (
        Head(_("Choose"), hidden=True),
        _("Reference"),
        _("Name"),
        _("Work unit"),
        _("Trade mission"),
        _("Label"),
        Head(_("Waiting"), right=True),
    )
    return rx.el.form(
        dense_table(
            heads, *each(queue.rows, person_line), caption=_("Paid persons, the longest waiting first")
        ),
        pager(queue.shown, queue.previous, queue.following),
        rx.el.div(go(_("Pass those chosen"), small=True), class_name="go"),
        on_submit=PersonnelState.pass_ticked,
        key=queue.rows.to_string(),
    )


def person_line(row: Any) -> rx.Component:
    return dense_row(
        tick_cell(row),
        cell(link(row.reference, to=row.address, custom_attrs={"data-row": "true"}), class_name="num"),
        cell(row.name, class_name="cut cut--s", title=row.name),
        cell(row.unit, class_name="cut", title=row.unit),
        cell(row.mission, class_name="cut cut--s", title=row.mission),
        cell(row.label),
        cell(age(row.days, row.is_late, row.is_very_late), right=True),
        key=row.reference,
    )


def tick_cell(row: Any) -> rx.Component:
    """The box that chooses a row; its name carries the reference."""
    return cell(
        rx.el.input(
            type="checkbox",
            name=f"{PREFIX}{row.reference}",
            aria_label=row.name,
            custom_attrs={"data-key": "x"},
        ),
        class_name="tick",
    )


def nothing() -> rx.Component:
    return empty_view(_("Nobody waits"), _("Persons appear here as soon as their certificates are paid for."))
