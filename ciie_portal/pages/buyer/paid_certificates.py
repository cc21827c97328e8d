"""Certificates that are paid for: how they travel, and another address until they are sent (Q9)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import quiet, second
from ciie_portal.components.lists import summary_list, summary_row
from ciie_portal.components.texts import each, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.delivery_questions import address_questions
from ciie_portal.state.buyer.certificates import MOVED, CertificatesState

PAGE = CertificatesState.page


def paid() -> rx.Component:
    shown = rx.el.section(
        rx.el.h2(_("Paid for")),
        *each(PAGE.paid, paid_delivery),
        rx.el.p(
            _("The address can be changed until the certificate is sent."), class_name="small soft gap-3"
        ),
        class_name="part",
    )
    return when(PAGE.paid.length() > 0, shown)


def paid_delivery(one: Any) -> rx.Component:
    state = CertificatesState
    rows = summary_list(
        summary_row(_("For"), one.names),
        summary_row(_("How"), one.how),
        when(present(one.goes_to), to_row(one)),
        summary_row(_("Tracking"), one.tracking),
        kind="mid",
    )
    return rx.el.div(
        rows, when((one.person != "") & (state.moving == one.person), moving(one)), class_name="gap-5"
    )


def to_row(one: Any) -> rx.Component:
    changing = summary_row(_("To"), one.goes_to, on_click=CertificatesState.open_move(one.person))
    return rx.cond(one.person != "", changing, summary_row(_("To"), one.goes_to))


def moving(one: Any) -> rx.Component:
    return rx.el.form(
        address_questions(MOVED, one),
        rx.el.div(
            second(_("Save the address"), type="submit"),
            quiet(_("Leave it as it was"), on_click=CertificatesState.open_move("")),
            class_name="go",
        ),
        on_submit=CertificatesState.move,
    )
