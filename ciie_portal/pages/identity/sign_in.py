"""/sign-in/, /sign-in/second/ and /sign-in/enrol/ — buyers and staff come in."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import go
from ciie_portal.components.errors import error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import link
from ciie_portal.components.questions import password_question, text_question
from ciie_portal.components.texts import filled, here
from ciie_portal.i18n import _
from ciie_portal.pages.identity.questions import new_password_question
from ciie_portal.pages.identity.session_form import fault_of, fault_on_top, session_form
from ciie_portal.state.identity.sign_in import SignInState


def page() -> rx.Component:
    return page_frame(
        rx.el.div(
            fault_on_top(SignInState),
            rx.el.h1(_("Buyer login")),
            rx.el.p(
                _("See where your registration stands, pay, correct, ask for a refund."), class_name="lead"
            ),
            session_form(
                text_question(
                    "name",
                    _("Mobile number or email"),
                    hint=_("The one that you registered with. Staff enter their staff name."),
                    auto_complete="username",
                    width="w-m",
                    value=SignInState.name,
                    on_blur=SignInState.keep_name,
                    key=SignInState.name,
                ),
                password_question("password", _("Password")),
                rx.el.div(go(_("Sign in")), class_name="go"),
                action="/api/sign-in",
                next=SignInState.next_place,
            ),
            rx.el.p(link(_("Forgotten password"), to=here("recover")), class_name="small gap-5"),
            rx.el.p(
                _("Not registered yet?"),
                " ",
                link(_("Start registration"), to=here("check")),
                class_name="small gap-5",
            ),
            class_name="column",
        ),
        current="sign-in",
    )


def code_question() -> rx.Component:
    return text_question(
        "code",
        _("Code of the authenticator"),
        hint=_("Six digits that change every 30 seconds"),
        problem=fault_of(SignInState, "code"),
        code=True,
        width="w-s",
        input_mode="numeric",
        auto_complete="one-time-code",
        max_length=20,
    )


def second_page() -> rx.Component:
    return page_frame(
        rx.el.div(
            fault_on_top(SignInState),
            rx.el.h1(_("Second step")),
            rx.el.p(_("Open the authenticator on your phone."), class_name="lead"),
            session_form(
                code_question(),
                rx.el.div(go(_("Sign in")), class_name="go"),
                action="/api/sign-in/second",
                next=SignInState.next_place,
            ),
            class_name="column",
        ),
        current="sign-in",
    )


def enrol_page() -> rx.Component:
    return page_frame(
        rx.el.div(
            error_summary([], SignInState.trouble, SignInState.fault),
            fault_on_top(SignInState),
            rx.el.h1(_("Set up your staff account")),
            rx.cond(SignInState.login != "", enrolment_form()),
            class_name="column",
        ),
        current="sign-in",
    )


def enrolment_form() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            filled(_("Your staff name is {login}."), login=rx.el.b(SignInState.login)), class_name="lead"
        ),
        rx.el.p(
            _(
                "Add this key to an authenticator, by hand or through the link,"
                " then enter the code that it shows."
            )
        ),
        rx.el.p(rx.el.code(SignInState.authenticator_secret, class_name="code")),
        rx.el.p(
            rx.el.a(_("Open in the authenticator on this device"), href=SignInState.authenticator_address)
        ),
        session_form(
            new_password_question("password", _("New password"), problem=fault_of(SignInState, "password")),
            code_question(),
            rx.el.div(go(_("Finish and sign in")), class_name="go"),
            action="/api/enrol",
            token=SignInState.enrolment_token,
        ),
    )
