"""What the check page answers for every channel: who reviews, which messages, certificates (Q2, Q9)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import action_bar, go
from ciie_portal.components.links import link
from ciie_portal.components.lists import summary_list, summary_row, ticks
from ciie_portal.components.marks import icon, mark
from ciie_portal.components.query import into_query
from ciie_portal.components.questions import framed
from ciie_portal.components.texts import each, filled, here
from ciie_portal.i18n import _
from ciie_portal.state.public import PublicState

FRONT = PublicState.front
IS_SHUT = PublicState.is_loaded & ~FRONT.is_open
# the page's script brings the answer into view, above the bar that lies under the thumb
SHOWN = {"data-into-view": "true"}


def with_code_answer(category: Any, *, is_enterprise: bool) -> rx.Component:
    return answered(
        _("Register with your code"),
        _("Holding a code is not yet a registration."),
        told(_("The trade mission or sub-mission that gave you the code.")),
        at_hand(_("The invitation code"), *of_a_domestic_unit(is_enterprise=is_enterprise)),
        start(rx.Var.create(here("register", where="mainland", code_held="yes") + "&category=") + category),
    )


def code_free_answer(place: Any) -> rx.Component:
    return answered(
        _("Register without a code"),
        _(
            "Choose “No invitation code for now”. We propose a trade mission from your answers; "
            "it becomes yours once the unit is approved."
        ),
        place_question(place),
        told(
            _(
                "The trade mission of the registered address, or of who owns the enterprise: a central"
                " enterprise’s sub-mission, the Corps. Where it is unclear, the organiser desk."
            )
        ),
        at_hand(*of_a_domestic_unit(is_enterprise=True)),
        start(here("register", where="mainland", category="enterprise", code_held="no")),
    )


def overseas_answer() -> rx.Component:
    return answered(
        _("Register as an overseas unit"),
        _("You need no invitation code and belong to no trade mission."),
        summary_list(
            summary_row(_("Who reviews"), _("The organiser desk.")),
            summary_row(
                _("Messages"), _("By email, in the language in which you register: English or Chinese.")
            ),
            summary_row(
                _("Certificates"), _("Collected at the organiser’s counter; an email says when and how.")
            ),
            kind="mid",
        ),
        at_hand(
            _("An email address that you read"),
            _("The registration number of your unit, if it has one"),
            *of_each_person(),
        ),
        start(here("register", where="overseas", category="overseas_unit", code_held="no")),
    )


def code_needed_answer(place: Any, *, is_enterprise: bool) -> rx.Component:
    """The next step is to ask: there is nothing to register before the code is there."""
    reason = (
        _("In this edition enterprises, too, need an invitation code from a trade mission.")
        if is_enterprise
        else _(
            "Government organs, public institutions and social organisations need an invitation code "
            "from a trade mission."
        )
    )
    known = each(
        FRONT.places,
        lambda one: rx.cond(one.code == place, ask_it(one.address, one.name), rx.fragment(key=one.code)),
    )
    return rx.el.section(
        rx.el.p(mark("you"), _("Before you can register"), class_name="now__who you"),
        rx.el.h2(_("Get an invitation code first")),
        rx.el.p(reason, class_name="soft gap-2"),
        rx.el.p(
            _("Ask the secretariat here: it answers by SMS, and the code comes with the answer."),
            class_name="soft gap-2",
        ),
        place_question(place),
        told(_("The trade mission or sub-mission that gives you the code.")),
        at_hand(_("The invitation code"), *of_a_domestic_unit(is_enterprise=is_enterprise), later=True),
        shut_or(
            rx.fragment(
                rx.cond(
                    place == "",
                    action_bar(go(_("Find my trade mission"), to=here("missions"), arrow=True)),
                    rx.fragment(*known),
                )
            )
        ),
        class_name="answer",
        custom_attrs=SHOWN,
    )


def ask_it(address: Any, name: Any) -> rx.Component:
    return action_bar(go(filled(_("Ask {mission} for a code"), mission=name), to=address, arrow=True))


def place_question(place: Any) -> rx.Component:
    """Optional: where the unit is or who owns it, for a guess which mission is its own."""
    box = rx.el.select(
        rx.el.option(_("Choose"), value=""),
        *each(FRONT.places, lambda one: rx.el.option(one.text, value=one.code)),
        id="place",
        name="place",
        value=place,
        class_name="input",
        key=FRONT.places.length().to_string(),  # drawn anew once there is something to choose
        custom_attrs={"onChange": into_query("place")},
    )
    guess = each(
        FRONT.places,
        lambda one: rx.cond(
            one.code == place,
            rx.el.p(
                rx.el.b(link(one.name, to=one.address)),
                rx.el.br(),
                rx.el.span(one.told, class_name="small soft"),
                class_name="gap-2",
            ),
            rx.fragment(key=one.code),
        ),
    )
    return rx.el.div(
        framed(
            "place",
            _("Where is it registered, or who owns it?"),
            rx.el.span(box, icon("down"), class_name="selectbox w-m"),
            optional=True,
        ),
        rx.el.div(*guess, aria_live="polite"),
        class_name="gap-4",
    )


def told(reviews: str) -> rx.Component:
    """Of every domestic unit."""
    return rx.el.div(
        summary_list(
            summary_row(_("Who reviews"), reviews),
            summary_row(
                _("Messages"),
                _("By SMS to the mobile that you verify, in the language in which you register."),
            ),
            summary_row(
                _("Certificates"),
                _(
                    "By express delivery on the Chinese mainland, free of charge, or through your"
                    " trade mission."
                ),
            ),
            kind="mid",
        ),
        class_name="gap-5",
    )


def answered(title: str, text: str, *parts: rx.Component) -> rx.Component:
    """The last part is the button that begins."""
    return rx.el.section(
        rx.el.h2(title),
        rx.el.p(text, class_name="soft gap-2"),
        *parts[:-1],
        shut_or(action_bar(parts[-1])),
        class_name="answer",
        custom_attrs=SHOWN,
    )


def shut_or(button: rx.Component) -> rx.Component:
    has_closed = _(
        "Registration for this edition has closed. You can still see progress, pay and apply for a refund."
    )
    why = rx.cond(FRONT.has_closed, has_closed, _("Registration has not opened yet"))
    closed = rx.el.p(mark("closed"), why, class_name="now__who closed")
    return rx.cond(IS_SHUT, rx.el.div(closed, class_name="gap-5"), button)


def start(address: Any) -> rx.Component:
    return go(_("Start registration"), to=address, arrow=True)


def at_hand(*papers: Any, later: bool = False) -> rx.Component:
    title = _("Then have at hand") if later else _("Have at hand")
    return rx.fragment(rx.el.h3(title), ticks(*papers))


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
