"""A dialog, only for loss or money: the title as a question, what is lost, the deed, and keeping."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.texts import Child, when


def dialog(name: str, title: Child, *body: Child, deed: Child, keep: Child, is_open: Any) -> rx.Component:
    """`deed` and `keep` are buttons; the state opens it with `is_open` and both close it. Esc presses `keep`.

    The page's script opens it as a modal (focus inside, the rest inert) and gives the focus back afterwards.
    """
    box = rx.el.dialog(
        rx.el.h2(title, id=f"{name}-title"),
        *body,
        rx.el.div(deed, rx.el.span(keep, custom_attrs={"data-keep": "true"}), class_name="row gap-5"),
        id=name,
        class_name="dialog",
        aria_labelledby=f"{name}-title",
        custom_attrs={"data-modal": "true"},
    )
    return when(is_open, box)
