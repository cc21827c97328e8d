"""The panel beside a request for an invitation code: grant or decline, and the notice that goes out."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go
from ciie_portal.components.choices import check_row
from ciie_portal.components.desk import decision_choice, message_preview, panel
from ciie_portal.components.questions import (
    framed,
    select_box,
    text_question,
    textarea_question,
)
from ciie_portal.components.texts import choose, present
from ciie_portal.domain.code_request import ANSWER_LIMIT, UNIT_NAME_LIMIT
from ciie_portal.i18n import _
from ciie_portal.pages.desk.codes import expiry_question, mission_question
from ciie_portal.state.desk.code_requests import RequestState

CASE = RequestState.case


def problem(name: str) -> Any:
    return RequestState.problem_of.get(name, "")


def answer_panel() -> rx.Component:
    return rx.cond(CASE.may_answer, answering(), answered())


def answering() -> rx.Component:
    return panel(
        _("Your answer"),
        decision_choice(
            _("Your answer"),
            [("grant", _("Grant a code"), "g"), ("decline", _("Decline"), "d")],
            RequestState.decision,
            RequestState.choose,
        ),
        rx.cond(
            RequestState.decision == "decline",
            decline_form(),
            rx.cond(CASE.may_grant, grant_form(), closed()),
        ),
    )


def closed() -> rx.Component:
    return rx.el.p(_("Registration is not open, so no invitation codes are given out."), class_name="gap-4")


def grant_form() -> rx.Component:
    return rx.el.form(
        mission_question(
            CASE.missions, CASE.mission_code, problem("mission"), on_change=RequestState.choose_mission
        ),
        text_question(
            "bound_unit_name",
            _("Only for the unit named"),
            hint=_("As on its licence or certificate; empty: any unit."),
            value=CASE.unit_name,
            optional=True,
            max_length=UNIT_NAME_LIMIT,
            problem=problem("bound_unit_name"),
            lang="zh-Hans",
        ),
        check_row(
            "bind_contact",
            _("Only for the mobile number that asked"),
            detail=_("Whoever registers signs up with this number."),
            checked=True,
        ),
        text_question(
            "uses_allowed",
            _("Uses"),
            value="1",
            input_mode="numeric",
            width="w-s",
            problem=problem("uses_allowed"),
        ),
        expiry_question(problem("expires_on")),
        notice(),
        rx.el.div(go(_("Grant and send the code")), class_name="go"),
        on_submit=RequestState.give,
        key="grant",
        class_name="stack-5 gap-5",
        no_validate=True,
    )


def decline_form() -> rx.Component:
    templates = select_box(
        "template",
        CASE.reasons,
        value="",
        empty=_("Write it yourself"),
        small=True,
        on_change=RequestState.use_template,
    )
    hint = choose(CASE.locale == "zh", _("The buyer reads Chinese."), _("The buyer reads English."))
    return rx.el.form(
        framed("template", _("Reason template"), templates),
        textarea_question(
            "reason",
            _("Reason"),
            hint=hint,
            problem=problem("reason"),
            value=RequestState.reason,
            rows=3,
            max_length=ANSWER_LIMIT,
            lang=CASE.language,
            on_blur=RequestState.say_reason,
            key=RequestState.reason_key,
        ),
        notice(),
        rx.el.div(go(_("Decline and tell why")), class_name="go"),
        on_submit=RequestState.refuse,
        key="decline",
        class_name="stack-5 gap-5",
        no_validate=True,
    )


def notice() -> rx.Component:
    none = rx.el.p(_("It appears here once a reason is given."), class_name="small soft")
    return rx.el.div(
        rx.el.h3(_("The notice that goes out"), class_name="small strong"),
        rx.foreach(
            RequestState.preview,
            lambda one: rx.el.div(message_preview(one.text, one.beneath, one.language), key=one.language),
        ),
        rx.cond(RequestState.preview.length() == 0, none),
        aria_live="polite",
    )


def answered() -> rx.Component:
    return panel(
        _("Nothing to answer"),
        rx.el.p(CASE.status, class_name="gap-2"),
        rx.el.p(CASE.decided, class_name="small soft"),
        rx.cond(present(CASE.answer), rx.el.p(CASE.answer, class_name="gap-3", lang=CASE.language)),
    )
