"""/register/ — prove how you are reached, choose a password, and the registration begins."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import go, quiet
from ciie_portal.components.errors import error_summary, note
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import link
from ciie_portal.components.texts import filled, here
from ciie_portal.i18n import _
from ciie_portal.pages.identity.questions import (
    email_question,
    mobile_question,
    new_password_question,
    one_time_code_question,
)
from ciie_portal.pages.identity.session_form import fault_of, fault_on_top, session_form
from ciie_portal.state.identity.sign_up import SignUpState

SUMMARY = (SignUpState.problems, SignUpState.trouble, SignUpState.fault)


def page() -> rx.Component:
    return page_frame(
        rx.el.div(
            rx.el.h1(_("How do we reach you?")),
            rx.cond(
                SignUpState.needs_check,
                check_first(),
                rx.cond(SignUpState.sent_to == "", contact_form(), account_form()),
            ),
            class_name="column",
        ),
        current="register",
    )


def check_first() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            _("Three short questions first: they tell which way of registering applies to you."),
            class_name="lead",
        ),
        rx.el.div(go(_("Which way applies to me?"), to=here("check"), arrow=True), class_name="gap-5"),
    )


def contact_form() -> rx.Component:
    """Step one: a verification code to the contact."""
    problem = SignUpState.problem_of.get("contact", "")
    return rx.fragment(
        error_summary(*SUMMARY),
        fault_on_top(SignUpState),
        rx.el.p(
            rx.cond(
                SignUpState.is_overseas,
                _("Every message about your registration goes to this email address."),
                _("Every message about your registration goes to this mobile number by SMS."),
            ),
            class_name="lead",
        ),
        rx.el.form(
            rx.cond(
                SignUpState.is_overseas,
                email_question(_("Email address"), problem=problem, value=SignUpState.contact),
                mobile_question(_("Mobile number"), problem=problem, value=SignUpState.contact),
            ),
            rx.el.div(go(_("Get a verification code")), class_name="go"),
            on_submit=SignUpState.send,
            class_name="gap-5",
            no_validate=True,
        ),
        have_account(),
    )


def account_form() -> rx.Component:
    """Step two: the code and a password; the browser posts it, and the session begins."""
    return rx.fragment(
        fault_on_top(SignUpState),
        rx.el.p(
            filled(
                _("We sent six digits to {contact}. They are valid for 5 minutes."),
                contact=rx.el.b(SignUpState.sent_to),
            ),
            class_name="lead",
        ),
        session_form(
            one_time_code_question(fault_of(SignUpState, "code"), kept_in=SignUpState),
            new_password_question("password", _("Password"), problem=fault_of(SignUpState, "password")),
            rx.el.div(go(_("Create the account and continue")), class_name="go"),
            action="/api/sign-up",
            contact=SignUpState.contact,
            category=SignUpState.category,
            code_held=SignUpState.code_held,
        ),
        rx.el.p(
            quiet(_("Send another code or change where it goes"), on_click=SignUpState.change_contact),
            class_name="gap-4",
        ),
        note(_("The code is only for you. Nobody from the fair asks for it.")),
    )


def have_account() -> rx.Component:
    return rx.el.p(
        _("Registered already?"), " ", link(_("Buyer login"), to=here("sign-in")), class_name="small gap-5"
    )
