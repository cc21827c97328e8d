"""What every question has: label, hint, error, and what ties them to the control for screen readers."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.marks import mark
from ciie_portal.components.texts import Child, Text, choose, present, when
from ciie_portal.i18n import _


def error_line(name: str, problem: Text) -> rx.Component:
    """The sentence that says how to mend the answer."""
    line = rx.el.p(mark("refused"), rx.el.span(problem), class_name="error", id=f"{name}-error")
    return when(present(problem), line)


def hint_line(name: str, hint: Child) -> rx.Component:
    return when(present(hint), rx.el.p(hint, class_name="hint", id=f"{name}-hint"))


def described(name: str, hint: Child, problem: Text) -> dict[str, Any]:
    """What ties a control to its hint and its problem for screen readers."""
    wrong = present(problem)
    hinted = present(hint)
    hint_id = f"{name}-hint" if hinted is not False else ""
    both = f"{hint_id} {name}-error".strip()
    return {
        "aria_invalid": choose(wrong, "true", "false"),
        **({"aria_describedby": choose(wrong, both, hint_id)} if hint_id or wrong is not False else {}),
    }


def with_id(name: Any, props: dict[str, Any]) -> dict[str, Any]:
    """The props, with an id that goes past the framework, which would send it with the form as well."""
    return {**props, "custom_attrs": {"id": name, **props.get("custom_attrs", {})}}


def framed(
    name: str, label: Child, control: Child, *, hint: Child = "", problem: Text = "", optional: bool = False
) -> rx.Component:
    """Label, hint, any control, error: the frame of every question. The control's id must be the name."""
    mark_optional = rx.el.span(" ", _("(optional)"), class_name="opt") if optional else rx.fragment()
    return rx.el.div(
        rx.el.label(label, mark_optional, html_for=name),
        hint_line(name, hint),
        control,
        error_line(name, problem),
        class_name=choose(present(problem), "q is-wrong", "q"),
    )
