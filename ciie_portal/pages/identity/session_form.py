"""What every native form of these pages has in common: the language, and the fault that came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from ciie_portal.components.errors import error_summary, fault_box, trouble_box
from ciie_portal.components.native_form import native_form
from ciie_portal.components.texts import Child, Text, present, when
from ciie_portal.i18n import current_locale


@dataclass(frozen=True)
class InField:
    """A fault beside a field, as the summary on top shows it."""

    text: Any
    anchor: Any


def session_form(*children: Child, action: str, **hidden: Text) -> rx.Component:
    """Posted by the browser to one of our routes, with what must travel along."""
    return native_form(
        rx.el.input(type="hidden", name="locale", value=current_locale()),
        *[rx.el.input(type="hidden", name=name, value=value) for name, value in hidden.items()],
        *children,
        action=action,
        class_name="gap-5",
    )


def fault_of(state: type, field: str) -> rx.Var[str]:
    """The fault's sentence if it belongs beside this field, else an empty text."""
    return rx.cond(state.fault_field == field, state.fault_text, "")  # type: ignore[attr-defined]


def fault_on_top(state: type) -> rx.Component:
    """The fault with a link to its field, of no field, or our own: whichever it is takes the focus."""
    beside = InField(state.fault_text, "#" + state.fault_field)  # type: ignore[attr-defined]
    return rx.fragment(
        when(
            state.fault_field == "",  # type: ignore[attr-defined]
            trouble_box(state.fault_text),  # type: ignore[attr-defined]
            when(present(state.fault_text), error_summary([beside])),  # type: ignore[attr-defined]
        ),
        fault_box(state.fault_reference),  # type: ignore[attr-defined]
    )
