"""/desk/ — the parts of the desk that the reader may open, and what waits in each."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.errors import bones, empty_view, error_summary
from ciie_portal.components.links import link
from ciie_portal.components.lists import Head, cell, table, table_row
from ciie_portal.components.texts import each
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.desk_home import DeskHomeState


def page() -> rx.Component:
    home = DeskHomeState.home
    return desk_frame(
        error_summary(DeskHomeState.problems, DeskHomeState.trouble, DeskHomeState.fault),
        rx.el.h1(_("What waits")),
        rx.el.h2(_("Parts of the desk"), class_name="unseen"),
        rx.el.div(
            rx.cond(home.is_loaded, rx.cond(home.sections.length() > 0, sections(), nothing()), bones(4)),
            class_name="column gap-5",
        ),
        current="",
    )


def sections() -> rx.Component:
    heads = (_("Part of the desk"), Head(_("To do"), right=True), Head(_("Of what"), hidden=True))
    return table(
        heads, *each(DeskHomeState.home.sections, section_row), caption=_("Parts of the desk"), kind="slim"
    )


def section_row(section: Any) -> rx.Component:
    return table_row(
        cell(link(rx.el.b(section.name), to=section.address, custom_attrs={"data-row": "true"})),
        cell(section.count, right=True),
        cell(section.text, soft=True),
        key=section.address,
    )


def nothing() -> rx.Component:
    return empty_view(
        _("No part of the desk is open to you"),
        _("Parts appear here once an administrator gives you a role that has work on the desk."),
    )
