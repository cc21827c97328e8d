"""What makes a page change by itself: the script presses it every 10 seconds while somebody looks."""

from __future__ import annotations

from typing import Any

import reflex as rx


def fresh(read_again: Any) -> rx.Component:
    """`read_again`: a handler marked `polling`, so that an open page does not prolong the session."""
    return rx.el.span(hidden=True, on_double_click=read_again, custom_attrs={"data-fresh": "true"})
