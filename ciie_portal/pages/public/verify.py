"""/verify/ and /verify/<serial>/ — is this certificate good? Names nobody."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import go
from ciie_portal.components.errors import error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.lists import summary_list, summary_row
from ciie_portal.components.marks import now_block
from ciie_portal.components.questions import text_question
from ciie_portal.components.texts import present, when
from ciie_portal.i18n import _
from ciie_portal.state.verify import VerifyState

SHOWN = VerifyState.shown


def page() -> rx.Component:
    state = VerifyState
    return page_frame(
        rx.el.div(
            error_summary(state.problems, state.trouble, state.fault),
            rx.el.h1(_("Verify a certificate")),
            rx.el.p(
                _("Type the serial that stands under the QR. The answer names nobody."), class_name="soft"
            ),
            rx.el.div(when(present(SHOWN.title), answer()), role="status"),
            asking(),
            class_name="narrow",
        ),
        current="verify",
    )


def answer() -> rx.Component:
    facts = summary_list(
        summary_row(_("Serial"), rx.el.span(SHOWN.serial, class_name="num")),
        summary_row(_("Edition"), when(present(SHOWN.edition), SHOWN.edition, "–")),
        kind="mid",
    )
    return rx.el.div(
        now_block(SHOWN.family, _("Answer"), SHOWN.title, SHOWN.sentence),
        rx.cond(SHOWN.family == "you", rx.fragment(), facts),
        class_name="gap-5",
    )


def asking() -> rx.Component:
    return rx.el.form(
        text_question(
            "serial",
            _("Serial"),
            hint=_("CT- and eight characters, such as CT-7K2M9QX4. The text of the QR is read too."),
            value=SHOWN.serial,
            code=True,
            width="w-m",
            auto_complete="off",
            max_length=200,
        ),
        rx.el.div(go(_("Verify")), class_name="go"),
        on_submit=VerifyState.ask,
        key=SHOWN.serial,
        class_name="gap-6",
    )
