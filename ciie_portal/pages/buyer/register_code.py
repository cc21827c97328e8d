"""/register/code — an invitation code, or none for now; a good code shows its mission before going on."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.choices import Option, choice_question
from ciie_portal.components.errors import inset, trouble_box
from ciie_portal.components.links import link
from ciie_portal.components.marks import good_answer, locked_line
from ciie_portal.components.questions import text_question
from ciie_portal.components.texts import between_sentences, filled, here
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.wizard_page import continue_bar, problem_of, wizard_page
from ciie_portal.state.buyer.register_code import CodeState

PAGE: Any = CodeState.code


def page() -> rx.Component:
    return wizard_page(
        "code",
        _("Do you have an invitation code?"),
        rx.cond(
            PAGE.has_choice,
            _(
                "Trade missions and their sub-missions hand out codes."
                " An enterprise can register without one."
            ),
            _(
                "Government organs, public institutions and social organisations need an invitation code"
                " from a trade mission."
            ),
        ),
        trouble_box(CodeState.fault_text),
        rx.cond(PAGE.lock != "", locked(), code_form()),
    )


def code_form() -> rx.Component:
    return rx.el.form(
        rx.cond(PAGE.has_choice, choice(), code_question()),
        rx.el.input(type="hidden", name="seen", value=PAGE.mission, read_only=True),
        rx.el.p(_("Holding a code is not yet a registration."), class_name="small soft gap-3"),
        rx.cond(
            PAGE.mission == "",
            rx.el.p(
                _("No code yet? What you entered stays while you ask for one."),
                between_sentences(),
                link(_("Find my trade mission"), to=here("missions")),
                class_name="small gap-3",
            ),
        ),
        continue_bar(),
        on_submit=CodeState.save,
        no_validate=True,
    )


def choice() -> rx.Component:
    return choice_question(
        "channel",
        _("Invitation code"),
        [Option("with_code", _("Yes, I have a code")), Option("code_free", _("No invitation code for now"))],
        chosen=PAGE.choice,
        opens={"with_code": code_question(), "code_free": inset(rx.el.p(without_code()))},
        unseen_legend=True,
    )


def without_code() -> rx.Component:
    """What happens then, and how long it takes."""
    return filled(
        _(
            "Registration without a code is open to enterprises. Once approved, your enterprise is assigned"
            " to a trade mission automatically. The review usually takes {days} days, as with a code."
        ),
        days=PAGE.days,
    )


def code_question() -> rx.Component:
    found = rx.el.div(
        rx.cond(
            PAGE.mission != "",
            good_answer(PAGE.mission, _("Its secretariat reviews your registration.")),
        ),
        id="found-mission",
        tab_index=-1,
    )
    hint = rx.cond(
        PAGE.masked != "",
        filled(_("Entered: {code}. Leave the field empty to keep it."), code=PAGE.masked),
        _("12 letters and digits, such as K7QM-4XRT-9BDN"),
    )
    return text_question(
        "invitation_code",
        _("Invitation code"),
        hint=hint,
        problem=problem_of("invitation_code"),
        code=True,
        width="w-code",
        good=found,
        max_length=40,
        on_blur=CodeState.look_up,
    )


def locked() -> rx.Component:
    return rx.el.div(
        rx.cond(PAGE.mission != "", rx.el.p(rx.el.b(PAGE.mission))),
        rx.el.p(locked_line(PAGE.lock), class_name="gap-2"),
        class_name="part",
    )
