"""/check/ — three questions, then which channel applies and what to have at hand (Q2).

The answers live in the address, so the page can be shared and reloaded.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import action_bar, go
from ciie_portal.components.choices import Option, choice_question
from ciie_portal.components.errors import error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.lists import ticks
from ciie_portal.components.marks import mark
from ciie_portal.components.query import from_query, into_query
from ciie_portal.components.texts import here
from ciie_portal.domain.work_unit import Category
from ciie_portal.i18n import _
from ciie_portal.state.public import PublicState

FRONT = PublicState.front
IS_SHUT = PublicState.is_loaded & ~FRONT.is_open


def page() -> rx.Component:
    where, category, code_held = from_query("where"), from_query("category"), from_query("code_held")
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
            rx.el.div(answer(where, category, code_held), aria_live="polite"),
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
    options = (Option("yes", _("Yes, I hold one")), Option("no", _("Not now")))
    return live_choice("code_held", _("Do you hold an invitation code?"), options, chosen)


def answer(where: Any, category: Any, code_held: Any) -> rx.Component:
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
        rx.cond(FRONT.is_code_free_open, code_free_answer(), code_needed_answer(is_enterprise=True)),
        code_needed_answer(is_enterprise=False),
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


def with_code_answer(category: Any, *, is_enterprise: bool) -> rx.Component:
    return answered(
        _("Register with your code"),
        _(
            "The trade mission or sub-mission that gave you the code reviews your unit. "
            "Holding a code is not yet a registration."
        ),
        at_hand(_("The invitation code"), *of_a_domestic_unit(is_enterprise=is_enterprise)),
        start(rx.Var.create(here("register", where="mainland", code_held="yes") + "&category=") + category),
    )


def code_free_answer() -> rx.Component:
    return answered(
        _("Register without a code"),
        _(
            "Choose “No invitation code for now”. We propose a trade mission from your answers; "
            "it becomes yours once the unit is approved."
        ),
        at_hand(*of_a_domestic_unit(is_enterprise=True)),
        start(here("register", where="mainland", category="enterprise", code_held="no")),
    )


def overseas_answer() -> rx.Component:
    return answered(
        _("Register as an overseas unit"),
        _(
            "You need no invitation code and belong to no trade mission. "
            "The organiser desk reviews your unit and writes to you by email."
        ),
        at_hand(
            _("An email address that you read"),
            _("The registration number of your unit, if it has one"),
            *of_each_person(),
        ),
        start(here("register", where="overseas", category="overseas_unit", code_held="no")),
    )


def code_needed_answer(*, is_enterprise: bool) -> rx.Component:
    """No seal: there is nothing to start before the code is there."""
    reason = (
        _("In this edition enterprises, too, need an invitation code from a trade mission.")
        if is_enterprise
        else _(
            "Government organs, public institutions and social organisations need an invitation code "
            "from a trade mission."
        )
    )
    return rx.el.section(
        rx.el.p(mark("you"), _("Before you can register"), class_name="now__who you"),
        rx.el.h2(_("Get an invitation code first")),
        rx.el.p(reason, class_name="soft gap-2"),
        rx.el.p(
            _(
                "Ask the secretariat of your trade mission. In a province or city it is generally at the "
                "department of commerce; for a central enterprise it is at its headquarters."
            ),
            class_name="soft gap-2",
        ),
        rx.el.h3(_("Then have at hand")),
        ticks(_("The invitation code"), *of_a_domestic_unit(is_enterprise=is_enterprise)),
        class_name="answer",
    )


def answered(title: str, text: str, papers: rx.Component, button: rx.Component) -> rx.Component:
    has_closed = _(
        "Registration for this edition has closed. You can still see progress, pay and apply for a refund."
    )
    why = rx.cond(FRONT.has_closed, has_closed, _("Registration has not opened yet"))
    closed = rx.el.p(mark("closed"), why, class_name="now__who closed")
    return rx.el.section(
        rx.el.h2(title),
        rx.el.p(text, class_name="soft gap-2"),
        papers,
        rx.cond(IS_SHUT, rx.el.div(closed, class_name="gap-5"), action_bar(button)),
        class_name="answer",
    )


def start(address: Any) -> rx.Component:
    return go(_("Start registration"), to=address, arrow=True)


def at_hand(*papers: Any) -> rx.Component:
    return rx.fragment(rx.el.h3(_("Have at hand")), ticks(*papers))


def of_a_domestic_unit(*, is_enterprise: bool) -> tuple[str, ...]:
    licence = (_("A scan of the business licence: jpg, png or pdf"),) if is_enterprise else ()
    return (
        _("A mainland mobile number for the verification code"),
        _("The unit’s Unified Social Credit Code, 18 characters"),
        *licence,
        *of_each_person(),
    )


def of_each_person() -> tuple[str, ...]:
    return (
        _("Each person’s identity document"),
        _("A recent photo of each person, bareheaded, before a plain light background"),
    )
