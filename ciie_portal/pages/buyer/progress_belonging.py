"""Of the dashboard: the trade mission and why; what happened; the registrations before this one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.links import link
from ciie_portal.components.marks import status
from ciie_portal.components.texts import each, here, present, when
from ciie_portal.i18n import _
from ciie_portal.state.buyer.progress import ProgressState

PAGE = ProgressState.page


def belonging() -> rx.Component:
    """Silent while the registration is a draft, and where there is no trade mission to belong to."""
    ask = link(_("Ask to be moved"), to=here("move"))
    return when(
        present(PAGE.belonging.why),
        rx.el.section(
            rx.el.div(
                rx.el.h2(_("Your trade mission"), id="belonging"),
                when(PAGE.belonging.may_ask, ask),
                class_name="head",
            ),
            sentences(PAGE.belonging),
            class_name="part",
            aria_labelledby="belonging",
        ),
    )


def sentences(one: Any) -> rx.Component:
    """Where it belongs, why, and what became of the request to be moved."""
    asked = rx.el.p(rx.el.span(one.asked), " ", rx.el.b(one.answer), class_name="gap-3 measure")
    return rx.fragment(
        rx.el.p(rx.el.b(one.mission), class_name="gap-3"),
        rx.el.p(one.why, class_name="gap-2 measure"),
        when(present(one.means), rx.el.p(one.means, class_name="gap-2 measure")),
        when(present(one.asked), asked),
        when(present(one.why_not), rx.el.p(one.why_not, class_name="small soft gap-3 measure")),
    )


def history() -> rx.Component:
    def line(one: Any) -> rx.Component:
        why = when(present(one.why), rx.el.span(one.why, class_name="small soft block"))
        return rx.el.div(
            rx.el.dt(one.when, class_name="num"), rx.el.dd(one.what, why), key=one.when + one.what
        )

    return when(
        PAGE.history.length() > 0,
        rx.el.div(
            rx.el.h2(_("History")),
            rx.el.dl(*each(PAGE.history, line), class_name="sum sum--mid"),
            class_name="part",
        ),
    )


def earlier() -> rx.Component:
    """Those that were withdrawn, and those of former editions; they open no more."""

    def one_of_them(one: Any) -> rx.Component:
        return rx.el.div(
            rx.el.dt(
                rx.el.b(one.reference, class_name="num"),
                rx.el.span(one.edition, class_name="small soft block"),
            ),
            rx.el.dd(
                rx.el.div(
                    status(one.family, one.badge),
                    rx.el.span(one.since, class_name="small soft"),
                    class_name="row row--tight",
                ),
                rx.el.p(one.name),
                when(present(one.sentence), rx.el.p(one.sentence, class_name="small soft")),
                *each(one.people, lambda person: rx.el.p(person, class_name="small", key=person)),
            ),
            key=one.reference,
        )

    return when(
        PAGE.earlier.length() > 0,
        rx.el.section(
            rx.el.h2(_("Earlier registrations")),
            rx.el.dl(*each(PAGE.earlier, one_of_them), class_name="sum sum--mid"),
            class_name="part",
        ),
    )
