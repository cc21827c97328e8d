"""Buttons: one seal a page (`go`), the others ink (`second`), a link (`quiet`) or wine (`destroy`)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.links import link
from ciie_portal.components.marks import icon, saved_line
from ciie_portal.components.texts import Child, Flag, Text, choose
from ciie_portal.i18n import _


def _button(
    kind: str,
    text: Child,
    *,
    to: Text | None,
    small: bool,
    busy: Flag,
    busy_text: str,
    kind_of: str,
    **props: Any,
) -> rx.Component:
    name = " ".join(filter(None, ("btn", kind, "btn--s" if small else "", props.pop("class_name", ""))))
    if to is not None:
        return link(text, to=to, class_name=name, **props)
    if busy is False:
        return rx.el.button(text, type=kind_of, class_name=name, **props)
    texts = rx.el.span(
        rx.el.span(text, class_name="btn__idle"),
        rx.el.span(
            busy_text or _("Sending …"), class_name="btn__busy", aria_hidden=choose(busy, "false", "true")
        ),
        class_name="btn__texts",
    )
    return rx.el.button(
        texts, type=kind_of, class_name=name, aria_busy=choose(busy, "true", "false"), **props
    )


def go(
    text: Child,
    *,
    to: Text | None = None,
    arrow: bool = False,
    small: bool = False,
    busy: Flag = False,
    busy_text: str = "",
    **props: Any,
) -> rx.Component:
    """The seal: verb, object, amount. One a page, never disabled; busy keeps its width, ignores presses."""
    words = rx.fragment(text, icon("arrow")) if arrow else text
    kind_of = props.pop("type", "submit")
    return _button(
        "btn--go", words, to=to, small=small, busy=busy, busy_text=busy_text, kind_of=kind_of, **props
    )


def second(
    text: Child, *, to: Text | None = None, small: bool = False, busy: Flag = False, **props: Any
) -> rx.Component:
    """Ink edge; a plain button unless `type="submit"` is said."""
    kind_of = props.pop("type", "button")
    return _button("", text, to=to, small=small, busy=busy, busy_text="", kind_of=kind_of, **props)


def quiet(text: Child, *, to: Text | None = None, small: bool = False, **props: Any) -> rx.Component:
    """Looks like a link."""
    kind_of = props.pop("type", "button")
    return _button("btn--text", text, to=to, small=small, busy=False, busy_text="", kind_of=kind_of, **props)


def destroy(text: Child, *, small: bool = False, busy: Flag = False, **props: Any) -> rx.Component:
    """Wine edge; confirmed in a dialog that names what is lost."""
    kind_of = props.pop("type", "button")
    return _button("btn--stop", text, to=None, small=small, busy=busy, busy_text="", kind_of=kind_of, **props)


def action_bar(
    button: rx.Component, *, back: Text | None = None, saved: Text = "", beside: Child = None
) -> rx.Component:
    """The action under a form: in the flow on a desktop, under the thumb on a phone.

    `beside`: what stands above the phone's button in place of back and saved, such as the sum to pay.
    """
    way_back = (
        rx.fragment() if back is None else quiet(rx.fragment(icon("back"), _("Back")), to=back, small=True)
    )
    row = rx.el.div(way_back, saved_line(saved), class_name="row") if beside is None else beside
    return rx.fragment(
        rx.el.div(button, saved_line(saved), class_name="go"),
        rx.el.div(row, button, class_name="thumb"),
    )


def acts(*links: Child) -> rx.Component:
    """Deeds on a row, written as links; each names its object for screen readers."""
    return rx.el.div(*links, class_name="acts")


def act(text: Child, of: Child = "", *, to: Text | None = None, **props: Any) -> rx.Component:
    """One of them: "Change", and unseen what is changed."""
    words = rx.fragment(text, rx.el.span(" ", of, class_name="unseen"))
    if to is not None:
        return link(words, to=to, **props)
    return rx.el.button(words, type="button", class_name="link", **props)
