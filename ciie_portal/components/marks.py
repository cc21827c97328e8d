"""Icons, and status as mark, word and colour. Families: you, them, done, refused, next, closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import reflex as rx

from ciie_portal.components.texts import Child, Text, choose, each, present, when
from ciie_portal.i18n import _


def icon(name: str) -> rx.Component:
    return rx.el.i(class_name=f"icon icon--{name}", aria_hidden="true")


def mark(family: Text) -> rx.Component:
    return rx.el.i(class_name=f"mark mark--{family}", aria_hidden="true")


def status(family: Text, text: Child, *, plain: bool = False) -> rx.Component:
    """A badge; plain (no tint) inside dense tables."""
    kind = "status status--plain" if plain else "status"
    return rx.el.span(mark(family), text, class_name=f"{kind} {family}")


def now_block(
    family: Text, who: Child, title: Child, text: Child = "", *, action: Child = None, beneath: Text = ""
) -> rx.Component:
    """What to do now and who holds it: the only framed block of a buyer's page. `them` has no action."""
    act: Any = rx.fragment()
    if action is not None:
        note = when(present(beneath), rx.el.span(beneath, class_name="mini faint"))
        act = rx.el.div(action, note, class_name="now__act")
    return rx.el.section(
        rx.el.div(
            rx.el.p(mark(family), who, class_name="now__who"),
            rx.el.h2(title, id="now"),
            when(present(text), rx.el.p(text, class_name="now__text")),
        ),
        act,
        class_name=f"now {family}",
        aria_labelledby="now",
        aria_live="polite",
    )


def stage_line(stages: Iterable[Any] | rx.Var[Any], *, down: bool = False) -> rx.Component:
    """Stages have `family`, `name`, `when` (a date or the usual wait), `is_current`."""

    def stage(one: Any) -> rx.Component:
        return rx.el.li(
            mark(one.family),
            rx.el.b(one.name),
            rx.el.span(one.when, class_name="when"),
            class_name=one.family,
            aria_current=choose(one.is_current, "step", "false"),
        )

    return rx.el.ol(*each(stages, stage), class_name="stages stages--down" if down else "stages")


def dots(families: Iterable[str] | rx.Var[Any]) -> rx.Component:
    """The stage line in small; always beside a status with words."""
    marks = each(families, lambda family: rx.el.span(mark(family), class_name=family))
    return rx.el.span(*marks, class_name="dots", aria_hidden="true")


def good_answer(name: Child, text: Child = "") -> rx.Component:
    """What an answer led to, such as the trade mission of a code."""
    words = rx.el.span(rx.el.b(name), when(present(text), rx.el.span(rx.el.br(), text)))
    return rx.el.p(mark("done"), words, class_name="good", role="status")


def saved_line(text: Text) -> rx.Component:
    """ "Saved 14:02"; the sentence comes from the server."""
    line = rx.el.span(icon("tick"), text, class_name="saved")
    return rx.el.span(when(present(text), line), role="status")


def locked_line(reason: Child = "") -> rx.Component:
    return rx.el.span(icon("lock"), when(present(reason), reason, _("Locked")), class_name="locked")
