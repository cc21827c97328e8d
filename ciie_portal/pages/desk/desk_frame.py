"""The frame of a desk page: only the sections that this member of staff may open."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.frame import page_frame
from ciie_portal.components.tab import tab_title
from ciie_portal.components.texts import Child, Text
from ciie_portal.state.identity.account import ReaderState


def desk_frame(*children: Child, current: str, about: Text = "") -> rx.Component:
    """`about`: the record that the page shows, for the browser's tab."""
    reader = ReaderState.reader
    return page_frame(
        *([tab_title(about)] if isinstance(about, rx.Var) else []),
        *children,
        current=current,
        kind="desk",
        sections=reader.sections,
        who=f"{reader.name} · {reader.duty}",
    )
