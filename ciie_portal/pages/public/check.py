"""/check/ — three questions, then which channel applies and what to have at hand (Q2).

The answers live in the address, so the page can be shared and reloaded.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.choices import Option, choice_question
from ciie_portal.components.errors import error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.query import from_query, into_query
from ciie_portal.domain.work_unit import Category
from ciie_portal.i18n import _
from ciie_portal.pages.public.channel_answers import (
    code_free_answer,
    code_needed_answer,
    overseas_answer,
    with_code_answer,
)
from ciie_portal.state.public import PublicState

FRONT = PublicState.front


def page() -> rx.Component:
    where, category, code_held = from_query("where"), from_query("category"), from_query("code_held")
    place = from_query("place")
    is_mainland = where == "mainland"
    return page_frame(
        error_summary(PublicState.problems, PublicState.trouble, PublicState.fault),
        rx.el.div(
            rx.el.h1(_("Which way applies to you?")),
            rx.el.p(_("Three questions. Nothing is saved."), class_name="lead gap-2"),
            rx.el.div(
                where_question(where),
                rx.cond(is_mainland, category_question(category)),
                rx.cond(is_mainland & is_domestic(category), code_question(code_held)),
                class_name="gap-5",
            ),
            rx.el.div(answer(where, category, code_held, place), aria_live="polite"),
            class_name="column",
        ),
        current="register",
    )


def live_choice(name: str, legend: str, options: tuple[Option, ...], chosen: Any) -> rx.Component:
    return choice_question(
        name, legend, options, chosen=chosen, live=True, custom_attrs={"onChange": into_query(name)}
    )


def where_question(chosen: Any) -> rx.Component:
    options = (
        Option("mainland", _("On the Chinese mainland"), _("Foreign-invested companies registered here too")),
        Option("overseas", _("Elsewhere"), _("Another country; Hong Kong, Macao or Taiwan")),
    )
    return live_choice("where", _("Where is your work unit registered?"), options, chosen)


def category_question(chosen: Any) -> rx.Component:
    options = (
        Option("enterprise", _("Enterprise"), _("Companies, individual businesses, cooperatives")),
        Option("government_organ", _("Government organ")),
        Option("public_institution", _("Public institution"), _("Hospitals, schools, research institutes")),
        Option("social_organisation", _("Social organisation"), _("Associations, foundations")),
    )
    return live_choice("category", _("What kind of unit is it?"), options, chosen)


def code_question(chosen: Any) -> rx.Component:
    options = (Option("yes", _("Yes, I hold one")), Option("no", _("No invitation code for now")))
    return live_choice("code_held", _("Do you hold an invitation code?"), options, chosen)


def answer(where: Any, category: Any, code_held: Any, place: Any) -> rx.Component:
    """Nothing until the answers given decide it."""
    is_known = (where == "mainland") & is_domestic(category)
    is_enterprise = category == "enterprise"
    with_code = rx.cond(
        is_enterprise,
        with_code_answer(category, is_enterprise=True),
        with_code_answer(category, is_enterprise=False),
    )
    without = rx.cond(
        is_enterprise,
        rx.cond(
            FRONT.is_code_free_open, code_free_answer(place), code_needed_answer(place, is_enterprise=True)
        ),
        code_needed_answer(place, is_enterprise=False),
    )
    return rx.cond(
        where == "overseas",
        overseas_answer(),
        rx.cond(is_known & (code_held == "yes"), with_code, rx.cond(is_known & (code_held == "no"), without)),
    )


def is_domestic(category: Any) -> Any:
    return rx.Var.create([one.value for one in Category if one is not Category.OVERSEAS_UNIT]).contains(
        category
    )
