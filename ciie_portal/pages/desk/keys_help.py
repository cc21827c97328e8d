"""The list of keys behind "?", for the pages of the desk that are worked by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import reflex as rx

from ciie_portal.i18n import _


def keys_help(keys: Sequence[tuple[str, str]]) -> rx.Component:
    """(key, what it does) pairs; the key ? opens and closes the list."""
    rows = [
        rx.el.div(rx.el.dt(*[rx.el.kbd(key) for key in pressed.split(" ")]), rx.el.dd(does))
        for pressed, does in keys
    ]
    return rx.el.details(
        rx.el.summary(_("Keys"), custom_attrs={"data-key": "?"}),
        rx.el.dl(*rows, class_name="sum sum--tight"),
        class_name="keys-help small gap-5 desktop",
    )
