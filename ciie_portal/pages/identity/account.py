"""/account/ — how we reach you, in which language, your password, your sessions."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import destroy, second
from ciie_portal.components.choices import Option, choice_question
from ciie_portal.components.errors import error_summary, live_line
from ciie_portal.components.frame import page_frame
from ciie_portal.components.questions import password_question
from ciie_portal.components.texts import filled
from ciie_portal.i18n import _
from ciie_portal.pages.identity.contacts import contacts
from ciie_portal.pages.identity.questions import new_password_question
from ciie_portal.pages.identity.session_form import fault_of, fault_on_top, session_form
from ciie_portal.state.identity.account import AccountState

CHINESE = "zh-Hans"


def page() -> rx.Component:
    return page_frame(
        rx.el.div(
            error_summary(AccountState.problems, AccountState.trouble, AccountState.fault),
            fault_on_top(AccountState),
            rx.el.h1(_("Account")),
            live_line(
                rx.match(
                    AccountState.done,
                    ("password", _("The password was changed. Other devices are signed out.")),
                    ("contact", _("The contact was changed. Other devices are signed out.")),
                    ("second", _("The second contact was changed.")),
                    ("language", _("Messages now come in this language.")),
                    "",
                )
            ),
            contacts(),
            language(),
            password(),
            sessions(),
            class_name="column",
        ),
        current="account",
        kind="buyer",
    )


def language() -> rx.Component:
    return rx.el.section(
        rx.el.form(
            choice_question(
                "language",
                _("Language of messages"),
                [Option("zh", "中文", lang=CHINESE), Option("en", "English", lang="en")],
                chosen=AccountState.account.language,
            ),
            rx.el.div(second(_("Save the language"), type="submit"), class_name="go"),
            on_submit=AccountState.choose_language,
            key=AccountState.account.language,
        ),
        class_name="part",
    )


def password() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Change the password")),
        session_form(
            password_question(
                "old_password", _("Present password"), problem=fault_of(AccountState, "old_password")
            ),
            new_password_question(
                "new_password", _("New password"), problem=fault_of(AccountState, "new_password")
            ),
            rx.el.div(second(_("Change the password"), type="submit"), class_name="go"),
            action="/api/password",
        ),
        class_name="part",
    )


def sessions() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Signed-in devices")),
        rx.el.p(filled(_("Devices that are signed in: {count}"), count=AccountState.account.session_count)),
        session_form(destroy(_("Sign out everywhere"), type="submit"), action="/api/sign-out-everywhere"),
        class_name="part",
    )
