"""Beside a decision: which answers are given back and why, and where the unit is moved to."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.marks import icon
from ciie_portal.components.questions import error_line, framed, select_box, text_question
from ciie_portal.components.texts import each, present, unseen
from ciie_portal.i18n import _
from ciie_portal.state.desk.unit_case import UnitCaseState

CASE = UnitCaseState.case


def problem(name: str) -> Any:
    return UnitCaseState.problem_of.get(name, "")


def picking() -> rx.Component:
    """Only what is picked here opens for the buyer; each answer with its own reason."""
    control = rx.el.span(
        rx.el.select(
            rx.el.option(_("Add an answer"), value=""),
            *each(CASE.fields, lambda one: rx.el.option(one.text, value=one.value, key=one.value)),
            id="fields",
            name="fields",
            value="",
            on_change=UnitCaseState.pick,
            class_name="input input--s",
        ),
        icon("down"),
        class_name="selectbox",
    )
    return rx.el.div(
        framed("fields", _("Opens only these answers"), control, problem=problem("fields")),
        rx.el.ul(*each(UnitCaseState.picked, picked_row), class_name="picked"),
        class_name="gap-4",
    )


def picked_row(one: Any) -> rx.Component:
    reasons = select_box(
        one.value,
        one.reasons,
        value=one.reason,
        empty=_("The words below"),
        small=True,
        aria_label=one.text + " " + _("Reason"),
        on_change=lambda code: UnitCaseState.give_reason(one.value, code),
    )
    away = rx.el.button(
        icon("cross"),
        unseen(_("Take out"), " ", one.text),
        type="button",
        class_name="link",
        on_click=UnitCaseState.unpick(one.value),
    )
    return rx.el.li(
        rx.el.div(rx.el.b(one.text, class_name="small"), away, class_name="row between"),
        reasons,
        error_line(one.value, UnitCaseState.problem_of.get(one.value, "")),
        key=one.value,
    )


def asking() -> rx.Component:
    """The buyer's words, for whoever has the case; the answer is the organiser desk's: grant or decline."""
    wanted = rx.el.p(_("Wanted:"), " ", rx.el.b(CASE.asked.wanted), class_name="small gap-2")
    open_one = rx.el.p(_("No trade mission is named."), class_name="small soft gap-2")
    theirs = rx.el.p(_("The organiser desk answers this request."), class_name="small soft gap-3")
    box = rx.el.section(
        rx.el.h3(_("The unit asks to be moved"), class_name="small strong"),
        rx.el.blockquote(CASE.asked.reason, class_name="inset small gap-2", lang=CASE.buyer_language),
        rx.cond(present(CASE.asked.wanted), wanted, open_one),
        rx.el.p(_("Asked"), " ", CASE.asked.at, class_name="mini faint gap-2"),
        rx.cond(CASE.asked.may_answer, answer(), theirs),
        class_name="gap-4",
        id="asked",
    )
    return rx.cond(present(CASE.asked.at), box)


def answer() -> rx.Component:
    """Granted, the unit goes to the mission wanted, or to another one chosen here; declined, it stays."""
    granting = rx.el.details(
        rx.el.summary(_("Grant: move the unit"), class_name="small"),
        move_form(_("Grant the request"), reason=CASE.asked.grant_reason),
        open=True,
    )
    declining = rx.el.details(
        rx.el.summary(_("Decline: the unit stays"), class_name="small"),
        rx.el.form(
            text_question(
                "decline_reason",
                _("Reason"),
                hint=_("The buyer reads it."),
                problem=problem("decline_reason"),
                max_length=300,
                lang=CASE.buyer_language,
            ),
            rx.el.div(second(_("Decline the request"), type="submit", small=True), class_name="gap-3"),
            on_submit=UnitCaseState.decline,
            class_name="stack gap-3",
        ),
    )
    return rx.el.div(rx.cond(CASE.may_move, granting), declining, class_name="stack gap-3")


def moving() -> rx.Component:
    """Within the reader's missions, or back to the organiser desk; the organiser moves across."""
    desk = rx.cond(
        CASE.may_hand_back, rx.el.option(_("Hand back to the organiser desk"), value="organiser_desk")
    )
    opened = rx.el.details(
        rx.el.summary(_("Transfer to another trade mission"), class_name="small"),
        move_form(_("Transfer the unit"), desk),
        class_name="gap-5",
    )
    answers = present(CASE.asked.at) & CASE.asked.may_answer
    return rx.cond(CASE.may_move & ~answers, opened)


def move_form(deed: str, *before: rx.Component, reason: Any = "") -> rx.Component:
    """`before`: what may be chosen before the missions; `reason`: what stands there to begin with."""
    missions = rx.el.span(
        rx.el.select(
            rx.el.option(_("Choose"), value=""),
            *before,
            *each(CASE.missions, lambda one: rx.el.option(one.text, value=one.value, key=one.value)),
            id="mission",
            name="mission",
            default_value=CASE.asked.wanted_code,
            key=CASE.asked.wanted_code,
            class_name="input input--s",
        ),
        icon("down"),
        class_name="selectbox",
    )
    return rx.el.form(
        framed("mission", _("Move to"), missions, problem=problem("mission")),
        text_question(
            "move_reason",
            _("Reason"),
            hint=_("The buyer reads it."),
            value=reason,
            problem=problem("move_reason"),
            max_length=300,
            lang=CASE.buyer_language,
            custom_attrs={"list": "transfer-reasons"},
        ),
        rx.el.datalist(
            *each(CASE.transfer_reasons, lambda one: rx.el.option(value=one.value, key=one.value)),
            id="transfer-reasons",
        ),
        rx.el.div(second(deed, type="submit", small=True), class_name="gap-3"),
        on_submit=UnitCaseState.move,
        class_name="stack gap-3",
    )
