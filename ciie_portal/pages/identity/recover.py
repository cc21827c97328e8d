"""/recover/ — a forgotten password: where to send a code, then the code and a new password."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import go, quiet
from ciie_portal.components.errors import error_summary, note
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import link
from ciie_portal.components.questions import text_question
from ciie_portal.components.texts import filled, here
from ciie_portal.i18n import _
from ciie_portal.pages.identity.questions import new_password_question, one_time_code_question
from ciie_portal.pages.identity.session_form import fault_of, fault_on_top, session_form
from ciie_portal.state.identity.recover import RecoverState


def page() -> rx.Component:
    return page_frame(
        rx.el.div(
            rx.el.h1(_("Forgotten password")),
            rx.cond(RecoverState.sent_to == "", contact_form(), password_form()),
            class_name="column",
        ),
        current="sign-in",
    )


def contact_form() -> rx.Component:
    return rx.fragment(
        error_summary(RecoverState.problems, RecoverState.trouble, RecoverState.fault),
        fault_on_top(RecoverState),
        rx.el.p(_("We send a verification code to the contact that you sign in with."), class_name="lead"),
        rx.el.form(
            text_question(
                "contact",
                _("Mobile number or email"),
                hint=_("The one that you registered with"),
                problem=RecoverState.problem_of.get("contact", ""),
                value=RecoverState.contact,
                auto_complete="username",
                width="w-m",
            ),
            rx.el.div(go(_("Get a verification code")), class_name="go"),
            on_submit=RecoverState.send,
            class_name="gap-5",
            no_validate=True,
        ),
        rx.el.div(
            note(
                _(
                    "Staff members ask the administrator for a new enrolment address;"
                    " password and authenticator are set up anew there."
                )
            ),
            class_name="gap-5",
        ),
        rx.el.p(link(_("Buyer login"), to=here("sign-in")), class_name="small gap-5"),
    )


def password_form() -> rx.Component:
    """The browser posts it: the new session's cookie comes with the answer."""
    return rx.fragment(
        fault_on_top(RecoverState),
        rx.el.p(
            filled(
                _("If {contact} has an account, six digits are on their way to it, valid for 5 minutes."),
                contact=rx.el.b(RecoverState.sent_to),
            ),
            class_name="lead",
        ),
        session_form(
            one_time_code_question(fault_of(RecoverState, "code"), kept_in=RecoverState),
            new_password_question("password", _("New password"), problem=fault_of(RecoverState, "password")),
            rx.el.div(go(_("Set the password and sign in")), class_name="go"),
            action="/api/recover",
            contact=RecoverState.contact,
        ),
        rx.el.p(
            quiet(_("Send another code or change where it goes"), on_click=RecoverState.change_contact),
            class_name="gap-4",
        ),
        note(
            _(
                "Nothing has come? Check that this is the contact that you registered with."
                " Every other device is signed out when the password changes."
            )
        ),
    )
