"""/register/check and /register/submitted — every answer with a link to change it, and what follows."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, action_bar, destroy, go, quiet
from ciie_portal.components.choices import check_row
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, error_summary, inset, note
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import link
from ciie_portal.components.lists import people, person_row, summary_list
from ciie_portal.components.marks import locked_line, mark, now_block, status
from ciie_portal.components.texts import each, filled, here
from ciie_portal.domain.consent import BOX, ConsentKind
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.wizard_page import FRAME, problem_of, wizard_page
from ciie_portal.state.buyer.register_check import CheckState, SubmittedState

CHECK: Any = CheckState.check
SENT: Any = SubmittedState.sent


def page() -> rx.Component:
    return wizard_page(
        "check",
        rx.cond(CHECK.title != "", CHECK.title, _("Check your answers, then submit")),
        CHECK.sentence,
        group(CHECK.channel),
        rx.cond(CHECK.explanation != "", rx.el.div(note(CHECK.explanation), class_name="gap-4")),
        *each(CHECK.groups, group),
        people_section(),
        rx.match(CHECK.deed, ("submit", submit_form()), ("resubmit", resubmit_form()), onward()),
        rx.cond(CHECK.can_withdraw, withdrawing()),
        wide=True,
    )


def group(one: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(rx.el.h2(one.title), class_name="head"),
        summary_list(*each(one.rows, row)),
        class_name="part",
    )


def row(one: Any) -> rx.Component:
    """An answer; a returned one with the reviewer's reason."""
    reason = rx.cond(
        one.returned != "",
        rx.el.span(mark("you"), " ", one.returned, class_name="missing", style={"display": "block"}),
    )
    answer = rx.cond(one.lang != "", rx.el.span(one.answer, lang="zh-Hans"), rx.el.span(one.answer))
    end = rx.cond(one.is_locked, rx.el.dd(locked_line()), rx.el.dd(act(_("Change"), one.term, to=one.change)))
    return rx.el.div(rx.el.dt(one.term), rx.el.dd(answer, reason), end)


def people_section() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(CHECK.people_title),
            rx.cond(CHECK.can_add, link(_("Add a person"), to=here("register/people"))),
            class_name="head",
        ),
        people(*each(CHECK.people, card)),
        class_name="part",
    )


def card(one: Any) -> rx.Component:
    words = rx.cond(one.missing != "", one.missing, one.reason)
    lacking = rx.cond(words != "", rx.el.span(mark("you"), " ", words, class_name="missing"))
    return person_row(
        one.photo,
        one.name_zh,
        one.name_latin,
        [one.role, one.document, lacking],
        rx.cond(one.can_change, act(_("Change"), one.name, to=one.address)),
        beside=rx.cond(one.badge != "", status(one.family, one.badge)),
    )


def submit_form() -> rx.Component:
    management, declaration = BOX[ConsentKind.MANAGEMENT], BOX[ConsentKind.DECLARATION]
    return rx.el.form(
        rx.el.h2(_("Submit")),
        rx.cond(
            CHECK.management != "",
            check_row(management, CHECK.management, problem=problem_of(management)),
        ),
        check_row(
            declaration,
            _("These answers are true, and everyone named agrees that the fair reviews their details."),
            problem=problem_of(declaration),
        ),
        inset(CHECK.afterwards),
        action_bar(go(_("Confirm and submit")), back=FRAME.back, saved=CheckState.saved),
        on_submit=CheckState.submit,
        no_validate=True,
        class_name="part",
    )


def resubmit_form() -> rx.Component:
    return rx.el.form(
        inset(CHECK.afterwards),
        action_bar(go(_("Send back for review")), back=here("progress"), saved=CheckState.saved),
        on_submit=lambda _form: CheckState.resubmit(),
        class_name="part",
    )


def onward() -> rx.Component:
    return rx.el.p(link(_("See progress"), to=here("progress"), class_name="btn"), class_name="part")


def withdrawing() -> rx.Component:
    """The dialog names what is lost."""
    return rx.fragment(
        rx.el.p(
            quiet(_("Withdraw this registration"), small=True, on_click=CheckState.ask_to_withdraw),
            class_name="part",
        ),
        dialog(
            "withdrawing",
            filled(_("Withdraw registration {reference}?"), reference=CHECK.reference),
            rx.el.p(CHECK.loss),
            deed=destroy(_("Withdraw"), on_click=CheckState.withdraw),
            keep=quiet(_("Keep"), on_click=CheckState.keep_unit),
            is_open=CheckState.is_withdrawing,
        ),
    )


def submitted_page() -> rx.Component:
    return page_frame(
        rx.el.div(
            error_summary(SubmittedState.problems, SubmittedState.trouble, SubmittedState.fault),
            rx.el.h1(_("Submitted")),
            rx.cond(SENT.reference != "", sent(), bones(4)),
            class_name="column",
        ),
        kind="buyer",
        current="register",
    )


def sent() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            filled(
                _("{unit} · reference {reference}"),
                unit=SENT.unit,
                reference=rx.el.span(SENT.reference, class_name="code nowrap"),
            ),
            class_name="lead",
        ),
        now_block(
            "them",
            SENT.reviewer,
            _("Nothing to do now"),
            filled(
                _("{reviewer} reviews your unit, usually within {days} days. We tell you at {contact}."),
                reviewer=SENT.reviewer,
                days=SENT.days,
                contact=SENT.told,
            ),
        ),
        rx.cond(SENT.explanation != "", rx.el.div(note(SENT.explanation), class_name="gap-4")),
        rx.el.p(
            _("Registration is not yet admission: the certificate follows the two reviews and the payment."),
            class_name="gap-4",
        ),
        rx.el.div(go(_("See progress"), to=here("progress")), class_name="go gap-5"),
    )
