"""The panel beside a case: approve, return or reject, the reason, the notice that goes out, a transfer."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go, quiet, second
from ciie_portal.components.desk import decision_choice, message_preview, panel
from ciie_portal.components.errors import note
from ciie_portal.components.questions import (
    framed,
    select_box,
    textarea_question,
)
from ciie_portal.components.texts import choose, present, when
from ciie_portal.i18n import N_, _
from ciie_portal.pages.desk.unit_moves import asking, moving, picking
from ciie_portal.state.desk.unit_case import UnitCaseState

CASE = UnitCaseState.case
DECIDES_THE_CODE = N_(
    "Another unit entered the same credit code, and the organiser desk has not decided whose it is."
    " Approving this one settles it, for an approval is not taken back."
)


def problem(name: str) -> Any:
    return UnitCaseState.problem_of.get(name, "")


def decision_panel() -> rx.Component:
    shown = rx.cond(
        CASE.may_decide, unit_panel(), rx.cond(CASE.has_open_persons, added_panel(), decided_panel())
    )
    return rx.el.div(shown, rx.cond(CASE.doubts_seen > 0, doubt()), class_name="stack")


def doubt() -> rx.Component:
    """What the personnel reviewer noted stands among the checks; here it is settled."""
    return panel(
        _("A doubt about the unit"),
        rx.el.form(
            textarea_question(
                "settled",
                _("What you found out"),
                hint=_("The personnel reviewer reads it; the buyer does not. No status changes."),
                problem=problem("settled"),
                rows=2,
                max_length=300,
            ),
            rx.el.div(second(_("Settle the doubt"), type="submit", small=True), class_name="gap-3"),
            on_submit=UnitCaseState.settle,
        ),
    )


def unit_panel() -> rx.Component:
    return panel(
        _("Your decision"),
        asking(),
        decision_choice(
            _("Your decision"),
            [
                ("approve", _("Approve"), "a"),
                ("return", _("Return for correction"), "r"),
                ("reject", _("Reject"), "e"),
            ],
            UnitCaseState.decision,
            UnitCaseState.choose,
        ),
        rx.match(
            UnitCaseState.decision,
            ("return", return_form()),
            ("reject", reject_form()),
            approve_form(),
        ),
        moving(),
    )


def approve_form() -> rx.Component:
    """The labels stand in the list of people and belong to this form."""
    return rx.el.form(
        when(CASE.is_code_open, note(_(DECIDES_THE_CODE), kind="you")),
        notice(),
        buttons(_("Approve and open the next"), _("Approve only")),
        on_submit=UnitCaseState.approve,
        id="approve",
        key="approve",
    )


def return_form() -> rx.Component:
    return rx.el.form(
        picking(),
        reason_question(_("In your own words"), optional=True),
        notice(),
        buttons(_("Return and open the next"), _("Return only")),
        on_submit=UnitCaseState.give_back,
        key="return",
    )


def reject_form() -> rx.Component:
    return rx.el.form(
        templates(CASE.reject_reasons),
        reason_question(_("Reason")),
        notice(),
        buttons(_("Reject and open the next"), _("Reject only")),
        on_submit=UnitCaseState.refuse,
        key="reject",
    )


def templates(reasons: Any) -> rx.Component:
    control = select_box(
        "template",
        reasons,
        value="",
        empty=_("Write it yourself"),
        small=True,
        on_change=UnitCaseState.use_template,
    )
    return rx.el.div(framed("template", _("Reason template"), control), class_name="gap-4")


def reason_question(label: str, *, optional: bool = False) -> rx.Component:
    """In the buyer's language, for the buyer reads it."""
    hint = choose(CASE.buyer_locale == "zh", _("The buyer reads Chinese."), _("The buyer reads English."))
    return rx.el.div(
        textarea_question(
            "reason",
            label,
            hint=hint,
            problem=problem("reason"),
            value=UnitCaseState.reason,
            optional=optional,
            rows=3,
            max_length=300,
            lang=CASE.buyer_language,
            on_blur=UnitCaseState.say_reason,
            key=UnitCaseState.reason_key,
        ),
        class_name="gap-3",
    )


def notice() -> rx.Component:
    def text(one: Any, index: Any) -> rx.Component:
        shown = message_preview(one.text, one.beneath, one.language)
        other = rx.el.details(rx.el.summary(_("In the other language"), class_name="small"), shown)
        return rx.el.div(rx.cond(index == 0, shown, other), class_name="gap-2", key=one.language)

    return rx.el.div(
        rx.el.h3(_("The notice that goes out"), class_name="small strong"),
        rx.foreach(UnitCaseState.preview, text),
        rx.cond(
            UnitCaseState.preview.length() == 0,
            rx.el.p(
                choose(
                    UnitCaseState.decision == "approve",
                    _("The buyer has no contact that a notice could go to."),
                    _("It appears here once a reason is given."),
                ),
                class_name="small soft",
            ),
        ),
        class_name="gap-5",
        aria_live="polite",
    )


def buttons(and_next: str, only: str) -> rx.Component:
    return rx.el.div(
        go(and_next, class_name="grow"),
        quiet(only, type="submit", small=True, on_click=UnitCaseState.stay),
        class_name="row gap-5",
    )


def added_panel() -> rx.Component:
    """Persons added after the approval are labelled in the list; here their answers are returned."""
    return panel(
        _("People were added"),
        asking(),
        rx.el.p(
            _("Give each a label in the list, or leave the person out. Wrong answers go back from here."),
            class_name="small gap-2",
        ),
        rx.el.form(
            picking(),
            reason_question(_("In your own words"), optional=True),
            rx.el.div(second(_("Return these answers"), type="submit"), class_name="gap-4"),
            on_submit=UnitCaseState.give_back,
            key="return",
        ),
        moving(),
    )


def decided_panel() -> rx.Component:
    return panel(
        _("Nothing to decide"),
        asking(),
        rx.el.p(CASE.status, class_name="small gap-2"),
        rx.cond(present(CASE.decided), rx.el.p(CASE.decided, class_name="small soft gap-2")),
        moving(),
    )
