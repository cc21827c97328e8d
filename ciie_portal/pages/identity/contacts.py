"""The part of the account page that says how the buyer is reached, and changes it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, go, quiet, second
from ciie_portal.components.errors import note
from ciie_portal.components.lists import summary_list, summary_row
from ciie_portal.components.questions import password_question
from ciie_portal.components.texts import filled
from ciie_portal.i18n import _
from ciie_portal.pages.identity.questions import email_question, mobile_question, one_time_code_question
from ciie_portal.pages.identity.session_form import fault_of, session_form
from ciie_portal.state.identity.account import AccountState


def contacts() -> rx.Component:
    return rx.fragment(
        rx.foreach(AccountState.account.troubles, lambda trouble: note(trouble, kind="you")),
        summary_list(
            summary_row(
                rx.cond(AccountState.account.is_mobile, _("Mobile number"), _("Email address")),
                AccountState.account.contact,
                on_click=AccountState.begin_change("first"),
            ),
            second_row(),
            summary_row(_("Account since"), AccountState.account.created),
        ),
        rx.match(
            AccountState.changing,
            ("first", change_first()),
            ("second", change_second()),
            rx.fragment(),
        ),
    )


def second_row() -> rx.Component:
    """What does not reach the first contact goes here."""
    label = _("Second contact")
    is_there = AccountState.account.second_contact != ""
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(rx.cond(is_there, AccountState.account.second_contact, _("none"))),
        rx.el.dd(
            rx.cond(
                is_there,
                rx.el.div(
                    act(_("Change"), label, on_click=AccountState.begin_change("second")),
                    act(_("Remove"), label, on_click=AccountState.remove_second),
                    class_name="row",
                ),
                act(_("Add"), label, on_click=AccountState.begin_change("second")),
            )
        ),
    )


def change_first() -> rx.Component:
    return rx.el.section(
        rx.el.h2(
            rx.cond(
                AccountState.account.is_mobile, _("Change the mobile number"), _("Change the email address")
            )
        ),
        rx.cond(
            AccountState.sent_to == "",
            contact_form(AccountState.account.is_mobile),
            rx.fragment(
                code_sent(),
                session_form(
                    one_time_code_question(fault_of(AccountState, "code"), kept_in=AccountState),
                    password_question(
                        "password", _("Present password"), problem=fault_of(AccountState, "password")
                    ),
                    rx.el.div(go(_("Change the contact")), class_name="go"),
                    action="/api/contact",
                    contact=AccountState.contact,
                ),
                leave(),
            ),
        ),
        class_name="part",
    )


def change_second() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Second contact")),
        rx.el.p(
            rx.cond(
                AccountState.account.is_mobile,
                _("If an SMS cannot be delivered, the message goes to this email address."),
                _("If an email cannot be delivered, the message goes to this mobile number by SMS."),
            )
        ),
        rx.cond(
            AccountState.sent_to == "",
            contact_form(~AccountState.account.is_mobile),
            rx.fragment(
                code_sent(),
                rx.el.form(
                    one_time_code_question(AccountState.problem_of.get("code", "")),
                    rx.el.div(go(_("Save the second contact")), class_name="go"),
                    on_submit=AccountState.set_second,
                    class_name="gap-5",
                    no_validate=True,
                ),
                leave(),
            ),
        ),
        class_name="part",
    )


def contact_form(is_mobile: Any) -> rx.Component:
    """`is_mobile`: what the new contact has to be."""
    problem = AccountState.problem_of.get("contact", "")
    mobile = mobile_question(_("New mobile number"), problem=problem, value=AccountState.contact)
    email = email_question(_("New email address"), problem=problem, value=AccountState.contact)
    return rx.fragment(
        rx.el.form(
            rx.cond(is_mobile, mobile, email),
            rx.el.div(second(_("Get a verification code"), type="submit"), class_name="go"),
            on_submit=AccountState.send_code,
            class_name="gap-5",
            no_validate=True,
        ),
        leave(),
    )


def code_sent() -> rx.Component:
    return rx.el.p(
        filled(
            _("We sent six digits to {contact}. They are valid for 5 minutes."),
            contact=rx.el.b(AccountState.sent_to),
        )
    )


def leave() -> rx.Component:
    return rx.el.p(
        quiet(_("Leave it as it is"), on_click=AccountState.begin_change("")),
        class_name="gap-4",
    )
