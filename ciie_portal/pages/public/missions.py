"""/missions/ — the trade missions with their sub-missions; a search that the address keeps (Q2, Q7)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import quiet, second
from ciie_portal.components.desk import filter_field, filters, search_box, tag
from ciie_portal.components.errors import bones, empty_view, error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import link
from ciie_portal.components.questions import select_box
from ciie_portal.components.texts import each, here, present
from ciie_portal.i18n import _
from ciie_portal.state.missions import MissionsState

DIRECTORY = MissionsState.directory
# a kind takes effect when it is chosen; the form sends the search along
SENDS: dict[str, Any] = {"onChange": rx.Var("((event) => event.target.form.requestSubmit())")}


def page() -> rx.Component:
    return page_frame(
        error_summary(MissionsState.problems, MissionsState.trouble, MissionsState.fault),
        rx.el.h1(_("Trade missions")),
        rx.el.p(
            _(
                "Domestic units take part through a trade mission: by the registered address, or by who"
                " owns the unit. Its secretariat reviews them and gives out invitation codes."
            ),
            class_name="lead gap-2 measure",
        ),
        rx.cond(DIRECTORY.is_loaded, rx.fragment(searching(), body()), bones(10)),
        current="missions",
    )


def searching() -> rx.Component:
    """A new address draws the form anew, so that it says what the address says."""
    kinds = select_box(
        "kind", DIRECTORY.kinds, value=DIRECTORY.kind, empty=_("All"), small=True, custom_attrs=SENDS
    )
    return filters(
        filter_field(
            "q",
            _("Name, place of the address, or group"),
            search_box("q", DIRECTORY.search, max_length=100),
            grow=True,
        ),
        filter_field("kind", _("Kind"), kinds),
        second(_("Search"), small=True, type="submit"),
        rx.cond(DIRECTORY.is_filtered, quiet(_("Clear"), to=here("missions"), small=True)),
        on_submit=MissionsState.narrow,
        key=DIRECTORY.asked,
    )


def body() -> rx.Component:
    is_empty = (DIRECTORY.groups.length() == 0) & (DIRECTORY.places.length() == 0)
    return rx.fragment(
        rx.el.p(DIRECTORY.summary, role="status", class_name="small soft"),
        rx.cond(DIRECTORY.places.length() > 0, places()),
        rx.el.div(*each(DIRECTORY.groups, group), class_name="missions"),
        rx.cond(is_empty, nothing()),
    )


def places() -> rx.Component:
    """For whoever typed a place: which mission the units there belong to."""

    def line(one: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(one.place, lang="zh-Hans", class_name="soft"),
            link(one.mission, to=one.address),
            key=one.place,
        )

    return rx.el.section(
        rx.el.h2(_("Units registered there belong to"), class_name="h3"),
        rx.el.ul(*each(DIRECTORY.places, line), class_name="places"),
        class_name="part",
    )


def group(one: Any) -> rx.Component:
    folded = rx.el.details(
        rx.el.summary(one.folded_text, class_name="small"),
        rx.el.ul(rx.foreach(one.folded, mission_line), class_name="mission-list"),
        class_name="gap-2",
    )
    return rx.el.section(
        rx.el.h2(one.title),
        rx.el.p(one.hint, class_name="small soft"),
        rx.el.ul(rx.foreach(one.rows, mission_line), class_name="mission-list gap-3"),
        rx.cond(present(one.folded_text), folded),
        class_name="part part--ruled",
        key=one.key,
    )


def mission_line(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            link(row.name, to=row.address),
            rx.cond(row.is_invented, rx.fragment(" ", invented())),
        ),
        rx.el.span(row.other_name, lang=row.other_language, class_name="small soft"),
        class_name=row.level,
        key=row.code,
    )


def invented() -> rx.Component:
    return tag(_("Invented for the demonstration"))


def nothing() -> rx.Component:
    return empty_view(
        _("No trade mission fits"),
        _("Try the province or city of the registered address, or the name of the group, in Chinese."),
        second(_("Show all trade missions"), to=here("missions")),
    )
