"""/desk/money/ — payments, money that matches no request, refunds."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, acts, destroy, go, quiet, second
from ciie_portal.components.desk import address_search, case, filter_field, filters, pager, panel, tabs
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line
from ciie_portal.components.links import crumb, link
from ciie_portal.components.lists import Head, cell, dense_row, dense_table, summary_list, summary_row
from ciie_portal.components.marks import status
from ciie_portal.components.questions import text_question, textarea_question
from ciie_portal.components.texts import Text, between_sentences, each, filled, here, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.money import MoneyState

DESK: Any = MoneyState.desk
ASTRAY: Any = MoneyState.desk.astray


def page() -> rx.Component:
    return desk_frame(
        error_summary(MoneyState.problems, MoneyState.trouble, MoneyState.fault),
        rx.cond(DESK.is_astray, one_payment(), lists_of_money()),
        current="money",
    )


def lists_of_money() -> rx.Component:
    is_refunds = (DESK.view != "payments") & (DESK.view != "unmatched")
    shown = rx.cond(
        is_refunds,
        rx.cond(DESK.refunds.length() > 0, refunds_table(), nothing()),
        rx.cond(DESK.payments.length() > 0, payments_table(), nothing()),
    )
    return rx.fragment(
        rx.el.h1(_("Money")),
        rx.el.p(
            rx.cond(DESK.is_trouble, status("you", DESK.reconciled, plain=True), DESK.reconciled),
            class_name="soft",
        ),
        live_line(MoneyState.told),
        tabs(DESK.tabs, _("Views")),
        filters(
            rx.el.input(type="hidden", name="view", value=DESK.view, read_only=True),
            filter_field(
                "q",
                _("Reference or transaction"),
                address_search("q", DESK.search, key=DESK.search),
                grow=True,
            ),
            second(_("Search"), type="submit", small=True),
            method="get",
            key="search",
        ),
        rx.cond(DESK.is_loaded, shown, bones(8)),
        pager(DESK.shown, DESK.previous, DESK.following),
    )


def payments_table() -> rx.Component:
    heads = (
        _("Paid on"),
        _("Transaction"),
        _("Request"),
        _("Work unit"),
        _("Method"),
        Head(_("Amount"), right=True),
        Head(_("Sent back"), right=True),
        _("Status"),
    )
    return dense_table(heads, *each(DESK.payments, payment_line), caption=_("Payments, the newest first"))


def payment_line(row: Any) -> rx.Component:
    opened = link(row.transaction, to=row.address, custom_attrs={"data-row": "true"})
    return dense_row(
        cell(row.paid, class_name="num nowrap"),
        cell(rx.cond(row.address != "", opened, row.transaction), class_name="num"),
        cell(row.request, class_name="num"),
        cell(row.unit, class_name="cut", title=row.unit),
        cell(row.method),
        cell(row.amount, right=True),
        cell(row.refunded, right=True),
        cell(status(row.family, row.state, plain=True)),
        key=row.transaction,
    )


def refunds_table() -> rx.Component:
    heads = (
        _("Since"),
        _("Refund"),
        _("Request"),
        _("Reason"),
        Head(_("Amount"), right=True),
        _("Status"),
        Head(_("Deeds"), hidden=True),
    )
    return dense_table(heads, *each(DESK.refunds, refund_line), caption=_("Refunds, the oldest first"))


def refund_line(row: Any) -> rx.Component:
    again = act(_("Send again"), row.reference, on_click=MoneyState.retry(row.reference, row.version))
    return dense_row(
        cell(row.since, class_name="num nowrap"),
        cell(row.reference, class_name="num"),
        cell(rx.fragment(row.request, beneath(row.person)), class_name="num"),
        cell(row.reason),
        cell(row.amount, right=True),
        cell(
            rx.fragment(status(row.family, row.state, plain=True), beneath(row.refusal)), class_name="wraps"
        ),
        cell(rx.cond(row.may_retry, acts(again), "")),
        key=row.reference,
    )


def beneath(text: Text) -> rx.Component:
    """The person of the request; what the payment service says to a refund."""
    return when(present(text), rx.el.span(text, class_name="mini soft block"))


def nothing() -> rx.Component:
    return empty_view(
        _("Nothing here"),
        rx.match(
            DESK.view,
            ("unmatched", _("Money that matches no request appears here, to be matched or returned.")),
            ("refused", _("A refund that the payment service refuses appears here, to be sent again.")),
            ("refunds", _("A refund appears here until the payment service has paid it.")),
            ("returned", _("Refunds that were paid appear here.")),
            _("Payments appear here as soon as the payment service has confirmed them."),
        ),
    )


def one_payment() -> rx.Component:
    """One payment that matches no request: what is known, and the two decisions."""
    facts = summary_list(
        summary_row(_("Amount"), rx.el.b(ASTRAY.amount)),
        summary_row(_("Transaction"), ASTRAY.transaction),
        summary_row(_("Paid on"), ASTRAY.paid),
        summary_row(_("Method"), ASTRAY.method),
        rx.cond(ASTRAY.request != "", named_request(), rx.fragment()),
        kind="tight",
    )
    return rx.fragment(
        crumb(_("Money"), to=here("desk/money", view="unmatched")),
        rx.el.h1(_("To which request does this payment belong?")),
        rx.el.p(ASTRAY.why, between_sentences(), ASTRAY.corrected, class_name="soft"),
        rx.el.div(
            case(facts, decision=panel(_("What happens to it"), match_form(), return_form())),
            class_name="part",
        ),
        return_question(),
    )


def named_request() -> rx.Component:
    return rx.fragment(
        summary_row(_("Names the request"), ASTRAY.request),
        summary_row(_("Asked for"), ASTRAY.due),
        summary_row(_("Work unit"), ASTRAY.unit),
    )


def match_form() -> rx.Component:
    problem = MoneyState.problem_of
    return rx.el.form(
        text_question(
            "request",
            _("Certificate request"),
            hint=_("CR- and eight characters; it must be open and ask for exactly this sum."),
            problem=problem.get("request", ""),
            value=ASTRAY.request,
            code=True,
        ),
        textarea_question("reason", _("How do you know?"), problem=problem.get("reason", ""), rows=2),
        rx.el.div(go(_("Match to the request"), small=True), class_name="go"),
        on_submit=MoneyState.match,
        key=f"match {ASTRAY.key}",
        class_name="stack",
    )


def return_form() -> rx.Component:
    return rx.el.form(
        textarea_question(
            "return_reason",
            _("Or why does it go back?"),
            problem=MoneyState.problem_of.get("return_reason", ""),
            rows=2,
        ),
        second(_("Return the money"), type="submit", small=True),
        on_submit=MoneyState.ask_return,
        key=f"return {ASTRAY.key}",
        class_name="stack part",
    )


def return_question() -> rx.Component:
    return dialog(
        "return",
        _("Return this payment?"),
        rx.el.p(
            filled(
                _("{amount} goes back the way it came and cannot be matched any more."), amount=ASTRAY.amount
            )
        ),
        deed=destroy(_("Return the money"), on_click=MoneyState.return_money),
        keep=quiet(_("Cancel"), on_click=MoneyState.keep),
        is_open=MoneyState.is_asking,
    )
