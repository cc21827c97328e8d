"""What the pages of registering share: the frame, the bar with Continue, open and locked questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from ciie_portal.components.buttons import action_bar, go
from ciie_portal.components.errors import bones, error_summary, note
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import crumb
from ciie_portal.components.marks import mark
from ciie_portal.components.questions import locked_field
from ciie_portal.components.texts import Child, when
from ciie_portal.components.wizard import answers_beside, step_bar, step_head, step_rail, wizard
from ciie_portal.i18n import _
from ciie_portal.state.buyer.register import WizardState
from ciie_portal.wording.labels import LABELS

FRAME: Any = WizardState.frame


def wizard_page(
    step: str, title: Child, sentence: Child, *inside: Child, back: Any = None, wide: bool = False
) -> rx.Component:
    """One page of the wizard; skeletons until its data is there."""
    is_ready = FRAME.is_loaded & (FRAME.step == step)
    way_back = FRAME.back if back is None else back
    return page_frame(
        wizard(
            step_bar(FRAME.rail, FRAME.progress),
            error_summary(WizardState.problems, WizardState.trouble, WizardState.fault),
            when(step != "channel", crumb(_("Back"), way_back, desktop=True)),
            step_head(title, sentence),
            when(
                step != "check",
                rx.cond(FRAME.notice != "", rx.el.div(note(FRAME.notice), class_name="notice")),
            ),
            rx.cond(is_ready, rx.fragment(*inside), bones(6)),
            rail=step_rail(FRAME.rail),
            beside=None if wide else answers_beside(FRAME.beside),
        ),
        kind="buyer",
        current="register",
    )


def continue_bar(text: Child = None, *, back: Any = None) -> rx.Component:
    """Continue, back, "Saved 14:02"; of a submitted registration each page saves by itself."""
    words = rx.cond(FRAME.is_draft, _("Continue"), _("Save the change")) if text is None else text
    return action_bar(go(words), back=FRAME.back if back is None else back, saved=WizardState.saved)


def question(
    page: Any, name: str, build: Callable[[], rx.Component], *, label: str = "", code: bool = False
) -> rx.Component:
    """The question while it is open, with the reviewer's reason if it came back; else answer and lock.

    `page` has `shown`, `locked` and `returned` by field.
    """
    reason = page.returned[name]
    came_back = rx.el.p(mark("you"), rx.el.span(reason), class_name="came-back", id=f"{name}-returned")
    return rx.cond(
        page.locked.contains(name),
        locked_field(label or _(LABELS[name]), page.shown[name], page.locked[name], name=name, code=code),
        rx.fragment(rx.cond(page.returned.contains(name), came_back), build()),
    )


def problem_of(name: str) -> Any:
    """What is wrong with one answer."""
    return WizardState.problem_of.get(name, "")
