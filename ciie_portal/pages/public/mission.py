"""/missions/<code>/ — one trade mission: who belongs to it, its secretariat, the way to a code (Q2, Q7)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.errors import bones, error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import crumb, link, plain_link
from ciie_portal.components.lists import summary_list, summary_row
from ciie_portal.components.tab import tab_title
from ciie_portal.components.texts import each, here, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.public.mission_request import asking
from ciie_portal.pages.public.missions import invented
from ciie_portal.state.missions import MissionState

MISSION = MissionState.mission


def page() -> rx.Component:
    shown = rx.el.div(rx.el.div(head(), facts(), class_name="stack-5"), asking(), class_name="case gap-5")
    return page_frame(
        crumb(_("Trade missions"), here("missions")),
        rx.cond(
            MISSION.is_loaded,
            rx.cond(present(MISSION.code), shown, not_there()),
            rx.fragment(rx.el.h1(_("Trade mission")), bones(8)),
        ),
        tab_title(MISSION.name),
        current="missions",
    )


def head() -> rx.Component:
    return rx.el.div(
        rx.el.h1(MISSION.name),
        rx.el.p(MISSION.other_name, lang=MISSION.other_language, class_name="soft"),
        rx.cond(MISSION.is_invented, rx.el.p(invented(), class_name="gap-2")),
        rx.el.p(plain_link(_("Ask for an invitation code"), to="#ask"), class_name="phone gap-3"),
    )


def facts() -> rx.Component:
    belongs = rx.el.span(
        *each(MISSION.belongs, lambda one: rx.el.span(one, class_name="block", key=one)), class_name="stack"
    )
    return rx.fragment(
        summary_list(
            summary_row(_("Who belongs to it"), belongs),
            summary_row(_("Kind"), MISSION.kind),
            when(present(MISSION.area), summary_row(_("Area"), MISSION.area, lang="zh-Hans")),
            rx.cond(MISSION.above.length() > 0, summary_row(_("Part of"), links(MISSION.above))),
            rx.cond(
                (MISSION.below.length() > 0) & (MISSION.below.length() <= 12),
                summary_row(_("Sub-missions"), links(MISSION.below)),
            ),
            kind="mid",
        ),
        rx.cond(MISSION.below.length() > 12, many_below()),
        secretariat(),
    )


def links(listed: Any) -> rx.Component:
    def line(one: Any) -> rx.Component:
        return rx.el.li(
            link(one.name, to=one.address),
            rx.cond(one.is_invented, rx.fragment(" ", invented())),
            key=one.address,
        )

    return rx.el.ul(rx.foreach(listed, line), class_name="link-list")


def many_below() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Sub-missions")),
        rx.el.div(links(MISSION.below), class_name="gap-2 columns"),
        class_name="part",
    )


def secretariat() -> rx.Component:
    """What is not known is said so: no contact of a real office is ever made up."""
    none = _("not published")

    def told(value: Any) -> Any:
        return rx.cond(present(value), value, rx.el.span(none, class_name="soft"))

    mail = rx.cond(
        present(MISSION.email),
        plain_link(MISSION.email, to=f"mailto:{MISSION.email}"),
        rx.el.span(none, class_name="soft"),
    )
    published = summary_list(
        summary_row(_("Office"), told(MISSION.office)),
        summary_row(_("Telephone"), told(MISSION.phone)),
        summary_row(_("Email"), mail),
        summary_row(_("Postal address"), told(MISSION.postal)),
        kind="mid",
    )
    return rx.el.section(
        rx.el.h2(_("The secretariat")),
        when(present(MISSION.where), rx.el.p(MISSION.where, class_name="small soft gap-2")),
        rx.cond(
            MISSION.is_published,
            rx.el.div(published, class_name="gap-3"),
            rx.fragment(
                rx.el.p(_("No contact is on file. You can send your application here."), class_name="gap-3"),
                rx.el.p(
                    _("Office, telephone, email, postal address: not published."), class_name="small soft"
                ),
            ),
        ),
        class_name="part",
    )


def not_there() -> rx.Component:
    return rx.fragment(
        error_summary(MissionState.problems, MissionState.trouble, MissionState.fault),
        rx.el.h1(_("There is no such trade mission")),
        rx.el.p(
            _("The address may be mistyped. All trade missions and their sub-missions are in the directory."),
            class_name="lead",
        ),
        second(_("Show all trade missions"), to=here("missions")),
    )
