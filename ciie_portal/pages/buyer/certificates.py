"""/certificates/ — whom for, how each certificate travels, what it costs; then the payment page (Q4, Q9)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import action_bar, destroy, go, quiet, second
from ciie_portal.components.choices import Option, choice_list, choice_question, person_choice_row
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary, inset, live_line, note
from ciie_portal.components.frame import page_frame
from ciie_portal.components.fresh import fresh
from ciie_portal.components.links import crumb
from ciie_portal.components.lists import summary_list, summary_row
from ciie_portal.components.marks import mark, now_block
from ciie_portal.components.texts import each, filled, here, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.delivery_questions import method_question, problem_of
from ciie_portal.pages.buyer.paid_certificates import paid
from ciie_portal.state.buyer.certificates import EVERYBODY, CertificatesState

PAGE = CertificatesState.page
REQUEST = PAGE.request


def page() -> rx.Component:
    state = CertificatesState
    is_form = (REQUEST.reference == "") | state.editing
    is_possible = PAGE.why_not == ""
    return page_frame(
        rx.el.div(
            crumb(_("Progress"), here("progress")),
            error_summary(state.problems, state.trouble, state.fault),
            rx.el.h1(_("Request the certificates")),
            live_line(
                rx.match(
                    state.told,
                    ("paid", _("The payment has arrived. The personnel review begins.")),
                    ("unpaid", _("Nothing was paid. You can pay now.")),
                    "",
                )
            ),
            rx.cond(
                state.is_loaded,
                rx.fragment(
                    rx.cond(is_form, rx.cond(is_possible, request_form(), nothing()), open_request()),
                    paid(),
                    withdrawing(),
                ),
                when(state.trouble == "", bones(6)),
            ),
            class_name="column",
        ),
        fresh(state.read_again),
        current="certificates",
        kind="buyer",
    )


def nothing() -> rx.Component:
    return empty_view(_("Nothing to request now"), PAGE.why_not)


def request_form() -> rx.Component:
    return rx.el.form(
        whom(),
        which_way(),
        warning(),
        pay_bar(),
        on_submit=CertificatesState.pay,
        key=PAGE.key,
    )


def whom() -> rx.Component:
    return rx.el.div(
        choice_list(*each(PAGE.people, person), legend=_("Who")),
        when(
            present(CertificatesState.problem_of.get("people", "")),
            rx.el.p(mark("refused"), CertificatesState.problem_of.get("people", ""), class_name="error"),
        ),
        id="people",
        tab_index=-1,
        class_name="q",
    )


def person(one: Any) -> rx.Component:
    problem = problem_of(one.reference, "people")
    wrong = rx.el.span(mark("refused"), rx.el.span(problem), class_name="error")
    return person_choice_row(
        f"{one.reference}.people",
        one.photo,
        one.name,
        rx.fragment(one.label, when(present(problem), wrong)),
        one.fee,
        checked=one.is_chosen,
        on_change=lambda is_ticked: CertificatesState.tick(one.reference, is_ticked),
    )


def which_way() -> rx.Component:
    counter = inset(
        _("Certificates of buyers outside a trade mission are collected at the organiser's counter."),
        " ",
        _("We tell you by email how, as soon as they are ready."),
    )
    several = rx.cond(PAGE.people.length() > 1, same_or_each(), rx.fragment())
    everybody = method_question(EVERYBODY, PAGE.begins_with, _("How they reach you"))
    each_alone = rx.fragment(*each(PAGE.people, delivery_of))
    chosen = rx.cond(CertificatesState.is_each, each_alone, everybody)
    return rx.cond(PAGE.is_counter, counter, rx.fragment(several, chosen))


def same_or_each() -> rx.Component:
    return choice_question(
        "deliveries",
        _("One delivery for everybody?"),
        [
            Option("same", _("The same way for everybody")),
            Option("each", _("Each person separately")),
        ],
        chosen=rx.cond(CertificatesState.is_each, "each", "same"),
        live=True,
        slim=True,
        on_change=CertificatesState.choose_each,
    )


def delivery_of(one: Any) -> rx.Component:
    legend = filled(_("How the certificate of {name} arrives"), name=one.name)
    return method_question(one.reference, one.delivery, legend)


def warning() -> rx.Component:
    """Said before any money is taken (Q11)."""
    sentence = _(
        "Once a person passes the review, the fee is not refunded"
        " and nobody else can take that person's place."
    )
    return rx.el.div(
        note(
            rx.el.b(sentence),
            rx.el.br(),
            _("If a person does not pass, the fee goes back the way it was paid."),
            kind="you",
        ),
        class_name="gap-5",
    )


def pay_bar() -> rx.Component:
    state = CertificatesState
    total = rx.el.span(state.sum_line, class_name="num")
    leave = quiet(_("Leave it as it was"), on_click=state.keep_request, small=True)
    return rx.fragment(
        rx.el.p(total, class_name="desktop gap-5"),
        action_bar(
            go(state.deed, busy=state.is_busy, busy_text=_("To the payment page …")),
            beside=rx.el.div(total, when(state.editing, leave), class_name="row between"),
        ),
        when(state.editing, rx.el.div(leave, class_name="desktop")),
    )


def open_request() -> rx.Component:
    return rx.fragment(
        rx.cond(REQUEST.is_confirming, confirming(), when(REQUEST.is_declined, declined())),
        rx.el.div(
            summary_list(
                summary_row(_("Request"), rx.el.span(REQUEST.reference, class_name="num")),
                summary_row(_("For"), REQUEST.names),
                *each(REQUEST.deliveries, requested_delivery),
                summary_row(_("To pay"), rx.el.b(REQUEST.amount, class_name="num")),
                kind="mid",
            ),
            class_name="gap-5",
        ),
        rx.cond(REQUEST.is_confirming, rx.fragment(), rx.fragment(warning(), pay_open_request())),
        rx.el.div(
            quiet(_("Change the request"), on_click=CertificatesState.edit, small=True),
            quiet(_("Withdraw the request"), on_click=CertificatesState.ask_withdrawal, small=True),
            class_name="row gap-5",
        ),
    )


def confirming() -> rx.Component:
    """A checkout is open: nobody is asked to pay a second time."""
    state = CertificatesState
    back = quiet(_("Not paid yet? Back to the payment page"), on_click=state.pay_request, small=True)
    return rx.el.div(
        now_block(
            "them",
            _("The payment service"),
            _("Confirming payment"),
            _(
                "We are confirming the payment with the payment service. If you paid, do not pay again."
                " If it failed, go back to the payment page."
            ),
            action=rx.fragment(second(_("Check payment result"), on_click=state.check_result), back),
        ),
        class_name="gap-5",
    )


def declined() -> rx.Component:
    """The button to pay again stands below, where it always is."""
    return rx.el.div(
        now_block(
            "refused",
            _("The payment service"),
            _("Payment failed"),
            _("The payment service did not complete the payment; no money was taken. You can pay again."),
        ),
        class_name="gap-5",
    )


def requested_delivery(one: Any) -> rx.Component:
    return summary_row(
        _("Delivery"),
        rx.fragment(
            one.how,
            rx.el.br(),
            rx.el.span(
                one.names,
                when(present(one.goes_to), rx.fragment(" · ", one.goes_to)),
                class_name="small soft",
            ),
        ),
    )


def pay_open_request() -> rx.Component:
    state = CertificatesState
    return action_bar(
        go(
            rx.cond(
                REQUEST.is_declined,
                filled(_("Pay again · {amount}"), amount=REQUEST.amount),
                filled(_("Pay {amount}"), amount=REQUEST.amount),
            ),
            type="button",
            on_click=state.pay_request,
            busy=state.is_busy,
            busy_text=_("To the payment page …"),
        ),
        beside=rx.el.span(REQUEST.names, class_name="small"),
    )


def withdrawing() -> rx.Component:
    return dialog(
        "withdrawing",
        filled(_("Withdraw the request {reference}?"), reference=REQUEST.reference),
        rx.el.p(_("Nothing was paid with it. The people in it stay unpaid and can be requested for anew.")),
        deed=destroy(_("Withdraw"), on_click=CertificatesState.withdraw),
        keep=quiet(_("Keep it"), on_click=CertificatesState.keep_request),
        is_open=CertificatesState.is_withdrawing,
    )
