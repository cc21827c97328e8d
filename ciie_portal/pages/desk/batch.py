"""/desk/certificates/<batch>/ — print, count, re-issue."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, acts, destroy, go, quiet
from ciie_portal.components.choices import Option, choice_question
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, error_summary, live_line, note
from ciie_portal.components.links import crumb, plain_link
from ciie_portal.components.lists import Head, cell, dense_row, dense_table
from ciie_portal.components.marks import icon, status
from ciie_portal.components.questions import side_by_side, text_question
from ciie_portal.components.texts import each, filled, here, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.batches import BatchState

SHEET = BatchState.sheet


def page() -> rx.Component:
    state = BatchState
    return desk_frame(
        error_summary(state.problems, state.trouble, state.fault),
        crumb(_("Batches"), here("desk/certificates", view="batches")),
        rx.cond(
            SHEET.is_loaded, rx.cond(present(SHEET.name), shown(), rx.el.h1(_("Certificates"))), bones(8)
        ),
        current="certificates",
        about=SHEET.title,
    )


def shown() -> rx.Component:
    return rx.fragment(
        rx.el.h1(SHEET.title),
        rx.el.p(SHEET.beneath, class_name="soft"),
        live_line(BatchState.told),
        rx.el.div(
            rx.el.div(
                rx.el.p(SHEET.sums, class_name="strong num"),
                files(),
                when(present(SHEET.by_hand), rx.el.div(note(SHEET.by_hand, kind="you"), class_name="gap-4")),
                listed(),
            ),
            counting(),
            class_name="case gap-5",
        ),
        replacing(),
    )


def files() -> rx.Component:
    print_all = plain_link(
        icon("download"), _("Certificates to print (PDF)"), to=SHEET.pdf, download=True, class_name="btn"
    )
    sheet = plain_link(
        icon("download"), _("Count sheet (PDF)"), to=SHEET.sheet, download=True, class_name="btn"
    )
    return rx.el.div(when(present(SHEET.pdf), print_all), sheet, class_name="row gap-4")


def listed() -> rx.Component:
    heads = (
        Head(_("No."), right=True),
        _("Serial"),
        _("Name"),
        _("Work unit"),
        _("Label"),
        _("Status"),
        Head(_("Deeds"), hidden=True),
    )
    return rx.el.div(
        dense_table(heads, *each(SHEET.lines, line), caption=_("Certificates of the batch")),
        class_name="gap-5",
    )


def line(one: Any) -> rx.Component:
    flag = rx.el.span(one.flag, class_name="tag tag--warn")
    pdf = plain_link("PDF", rx.el.span(" ", one.serial, class_name="unseen"), to=one.pdf, download=True)
    deeds = acts(pdf, act(_("Re-issue"), one.serial, on_click=BatchState.ask_to_replace(one.serial)))
    return dense_row(
        cell(one.place, right=True),
        cell(one.serial, class_name="num"),
        cell(one.name),
        cell(one.unit, class_name="cut", title=one.unit),
        cell(one.label),
        cell(rx.el.span(status(one.family, one.state, plain=True), when(present(one.flag), flag))),
        cell(rx.cond(one.is_good, deeds)),
        key=one.serial,
    )


def counting() -> rx.Component:
    problem = BatchState.problem_of
    form = rx.el.form(
        side_by_side(
            text_question(
                "good", _("Good ones"), input_mode="numeric", width="w-s", problem=problem.get("good", "")
            ),
            text_question(
                "spoiled",
                _("Void ones"),
                input_mode="numeric",
                width="w-s",
                problem=problem.get("spoiled", ""),
            ),
        ),
        rx.el.div(go(_("Note the count")), class_name="go"),
        on_submit=BatchState.count,
        key=SHEET.form_key,
        class_name="stack-5 gap-4",
    )
    return rx.el.aside(
        rx.el.h2(_("Count the batch")),
        rx.el.p(SHEET.state, class_name="small soft gap-2"),
        rx.el.p(
            _("Count what lies before you; the void ones are those kept back and destroyed later."),
            class_name="small gap-3",
        ),
        form,
        class_name="panel",
        aria_label=_("Count the batch"),
    )


def replacing() -> rx.Component:
    reasons = (
        Option("lost", _("Lost"), _("By the person or on its way.")),
        Option("spoiled", _("Spoiled"), _("Badly printed, torn, or wrong on paper.")),
    )
    form = rx.el.form(
        choice_question(
            "reason", _("Why"), reasons, problem=BatchState.problem_of.get("reason", ""), slim=True
        ),
        rx.el.div(
            destroy(_("Void it and make another"), type="submit"),
            rx.el.span(quiet(_("Cancel"), on_click=BatchState.keep), custom_attrs={"data-keep": "true"}),
            class_name="row gap-5",
        ),
        on_submit=BatchState.replace,
        class_name="gap-4",
    )
    return dialog(
        "replace",
        filled(
            _("Re-issue the certificate {serial}?"),
            serial=rx.el.span(BatchState.replacing, class_name="code"),
        ),
        rx.el.p(
            _("The old serial is void at once, at the gate too. The new one is for the same person."),
            class_name="gap-3",
        ),
        form,
        deed=rx.fragment(),
        keep=rx.fragment(),
        is_open=present(BatchState.replacing),
    )
