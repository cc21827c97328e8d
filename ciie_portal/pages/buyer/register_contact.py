"""/register/contact and /register/areas — licence and contact; what the unit wants to see."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.choices import choice_question
from ciie_portal.components.files import LICENCE_TYPES, file_question
from ciie_portal.components.questions import textarea_question
from ciie_portal.components.texts import contains
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.register_unit import text
from ciie_portal.pages.buyer.wizard_page import FRAME, continue_bar, problem_of, question, wizard_page
from ciie_portal.settings import get_settings
from ciie_portal.state.buyer.register import UnitState
from ciie_portal.wording.labels import LABELS

PAGE: Any = UnitState.page


def contact_page() -> rx.Component:
    return wizard_page(
        "contact",
        _("Whom do we ask about the registration?"),
        _("Reviewers turn to this person when something is unclear."),
        rx.el.form(
            rx.cond(
                contains(PAGE.asked, "licence_file_id"), question(PAGE, "licence_file_id", licence_question)
            ),
            question(PAGE, "contact_name", lambda: text("contact_name", width="w-m", auto_complete="name")),
            question(PAGE, "contact_mobile", mobile_question),
            question(PAGE, "contact_email", email_question),
            rx.cond(PAGE.can_save, continue_bar()),
            on_submit=UnitState.save,
            no_validate=True,
            key=PAGE.key,
        ),
    )


def areas_page() -> rx.Component:
    return wizard_page(
        "areas",
        _("What does your unit want to see?"),
        _("Choose the areas that fit what your unit buys."),
        rx.el.form(
            question(PAGE, "areas", areas_question),
            question(PAGE, "products_wanted", products_question),
            rx.cond(PAGE.can_save, continue_bar()),
            on_submit=UnitState.save,
            no_validate=True,
            key=PAGE.key,
        ),
    )


def licence_question() -> rx.Component:
    most = get_settings().licence_max_bytes
    return file_question(
        "licence_file_id",
        _(LABELS["licence_file_id"]),
        action="/api/files/licence",
        accept=LICENCE_TYPES,
        limits=_("A scan as jpg, png or pdf, at most {most} MB", most=f"{most / 1024 / 1024:g}"),
        on_done=UnitState.attach_licence,
        kept=PAGE.shown["licence_file_id"],
        kept_at=PAGE.licence_at,
        problem=problem_of("licence_file_id"),
        most_bytes=most,
    )


def mobile_question() -> rx.Component:
    hint = rx.cond(
        FRAME.is_overseas,
        _("With + and the country code, such as +44 7400 123456"),
        _("A mobile number of the Chinese mainland, 11 digits"),
    )
    return text(
        "contact_mobile", type="tel", hint=hint, width="w-code", input_mode="tel", auto_complete="tel"
    )


def email_question() -> rx.Component:
    return text("contact_email", type="email", optional=True, width="w-m", auto_complete="email")


def areas_question() -> rx.Component:
    return choice_question(
        "areas",
        _(LABELS["areas"]),
        PAGE.areas,
        hint=_("One or several"),
        problem=problem_of("areas"),
        chosen=PAGE.chosen_areas,
        many=True,
        on_tick=lambda code: lambda is_ticked: UnitState.keep_area(code, is_ticked),
    )


def products_question() -> rx.Component:
    name = "products_wanted"
    return textarea_question(
        name,
        _(LABELS[name]),
        hint=_("What your unit wants to buy, in a few words"),
        value=PAGE.typed[name],
        problem=problem_of(name),
        on_blur=lambda typed: UnitState.keep(name, typed),
    )
