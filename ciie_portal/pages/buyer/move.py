"""/move/ — the buyer asks, once, to be moved to another trade mission."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import action_bar, go, second
from ciie_portal.components.errors import bones, error_summary, note
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import crumb
from ciie_portal.components.questions import select_question, textarea_question
from ciie_portal.components.texts import here, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.progress_belonging import sentences
from ciie_portal.state.buyer.move import MoveState

PAGE = MoveState.page


def page() -> rx.Component:
    return page_frame(
        rx.el.div(
            error_summary(MoveState.problems, MoveState.trouble, MoveState.fault),
            crumb(_("Progress"), here("progress")),
            rx.el.h1(_("Ask to be moved")),
            rx.cond(PAGE.is_loaded, loaded(), when(MoveState.trouble == "", bones(5))),
            class_name="column",
        ),
        kind="buyer",
        current="progress",
    )


def loaded() -> rx.Component:
    now = rx.el.section(
        rx.el.h2(_("Where your unit is now"), class_name="h3"), sentences(PAGE.belonging), class_name="gap-4"
    )
    return rx.fragment(
        when(present(PAGE.belonging.why), now), rx.cond(present(PAGE.why_not), refused(), asking())
    )


def refused() -> rx.Component:
    return rx.fragment(
        rx.el.div(note(PAGE.why_not), class_name="gap-5"),
        rx.el.div(second(_("Back to the progress"), to=here("progress")), class_name="gap-4"),
    )


def asking() -> rx.Component:
    once = note(
        _(
            "You can ask once. The organiser desk answers; until then the review goes on and nothing has to"
            " be sent again."
        )
    )
    form = rx.el.form(
        select_question(
            "wanted_mission",
            _("Trade mission that you wish to be moved to"),
            PAGE.missions,
            empty=_("The organiser desk decides"),
            hint=_("As you know it; the organiser desk decides."),
            problem=MoveState.problem_of.get("wanted_mission", ""),
            optional=True,
        ),
        textarea_question(
            "move_reason",
            _("Reason for the move"),
            hint=_("For example the registered address, or whom the unit belongs to."),
            problem=MoveState.problem_of.get("move_reason", ""),
            rows=4,
            max_length=300,
        ),
        action_bar(go(_("Send the request")), back=here("progress")),
        on_submit=MoveState.ask,
        key=PAGE.reference,
        class_name="stack-5 gap-5",
    )
    return rx.fragment(rx.el.div(once, class_name="gap-4"), form)
