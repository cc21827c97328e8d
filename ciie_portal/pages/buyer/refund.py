"""/refund/ — whose fee goes back, how much, which way, how far it is."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go, quiet, second
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.fresh import fresh
from ciie_portal.components.links import crumb
from ciie_portal.components.lists import Head, cell, summary_list, summary_row, table, table_row, who
from ciie_portal.components.marks import stage_line, status
from ciie_portal.components.texts import each, filled, here, when
from ciie_portal.i18n import _
from ciie_portal.state.buyer.refund import RefundState

PAGE = RefundState.page


def page() -> rx.Component:
    return page_frame(
        crumb(_("Progress"), here("progress")),
        error_summary(RefundState.problems, RefundState.trouble, RefundState.fault),
        rx.el.h1(_("Refund")),
        rx.cond(
            RefundState.is_loaded,
            rx.fragment(rx.el.p(PAGE.lead, class_name="lead"), people(), surplus(), steps(), asking()),
            when(RefundState.trouble == "", bones(5)),
        ),
        fresh(RefundState.read_again),
        current="refund",
        kind="buyer",
    )


def people() -> rx.Component:
    heads = (
        *(_("Person"), _("Result"), _("Paid"), _("Refund"), _("Goes back to")),
        Head(_("Amount"), right=True),
    )
    none = empty_view(
        _("No payment yet"), _("Everyone whose fee is paid stands here, with what can be refunded.")
    )
    shown = table(heads, *each(PAGE.people, row), caption=_("Refunds by person"))
    return rx.el.section(rx.cond(PAGE.people.length() > 0, shown, none), class_name="part")


def row(one: Any) -> rx.Component:
    nothing = rx.el.span("–", class_name="desktop")
    back = cell(status(one.refund_family, one.refund), head=_("Refund"))
    return table_row(
        cell(who(one.photo, one.name)),
        cell(status(one.family, one.result), head=_("Result")),
        cell(one.paid, head=_("Paid"), soft=True),
        rx.cond(one.why_not == "", back, cell(one.why_not, head=_("Refund"), soft=True)),
        cell(rx.cond(one.way != "", one.way, nothing), head=_("Goes back to")),
        cell(rx.cond(one.amount != "", rx.el.b(one.amount), nothing), head=_("Amount"), right=True),
    )


def surplus() -> rx.Component:
    heads = (_("Why"), _("Now"), Head(_("Amount"), right=True))

    def line(one: Any) -> rx.Component:
        return table_row(
            cell(one.reason),
            cell(status(one.family, one.badge), head=_("Now")),
            cell(rx.el.b(one.amount), head=_("Amount"), right=True),
        )

    shown = rx.el.section(
        rx.el.h2(_("Money that goes back without asking")),
        table(heads, *each(PAGE.surplus, line), caption=_("Money that goes back without asking")),
        class_name="part",
    )
    return when(PAGE.surplus.length() > 0, shown)


def steps() -> rx.Component:
    follows = rx.el.div(rx.el.h2(_("What happens next")), stage_line(PAGE.steps, down=True))
    shown = rx.el.section(follows, when(PAGE.askable.length() > 0, confirm()), class_name="part two")
    return when(PAGE.steps.length() > 0, shown)


def confirm() -> rx.Component:
    way = rx.fragment(
        PAGE.way,
        rx.el.br(),
        rx.el.span(_("It can only go back the way it was paid."), class_name="small soft"),
    )
    return rx.el.div(
        rx.el.h2(_("Confirm")),
        summary_list(
            summary_row(_("For"), PAGE.names),
            summary_row(_("Amount"), rx.el.span(PAGE.amount, class_name="big")),
            summary_row(_("Goes back to"), way),
            summary_row(_("Payment"), rx.el.span(PAGE.payment, class_name="num")),
            kind="mid",
        ),
        rx.el.p(PAGE.expected, class_name="small soft gap-3"),
        rx.el.div(
            go(filled(_("Refund {amount}"), amount=PAGE.amount), type="button", on_click=RefundState.ask),
            class_name="go",
        ),
    )


def asking() -> rx.Component:
    """Money moves: the dialog says whose, how much and what can no longer be had."""
    sentence = filled(
        _("{amount} goes back for {names}. There will be no certificate for this payment."),
        amount=PAGE.amount,
        names=PAGE.names,
    )
    return dialog(
        "asking",
        filled(_("Refund {amount}?"), amount=PAGE.amount),
        rx.el.p(sentence),
        rx.el.p(PAGE.expected, class_name="small soft"),
        deed=second(_("Confirm refund"), on_click=RefundState.confirm),
        keep=quiet(_("Leave it for now"), on_click=RefundState.not_now),
        is_open=RefundState.is_asking,
    )
