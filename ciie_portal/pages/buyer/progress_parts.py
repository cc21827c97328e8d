"""What the dashboard and the page of one person share: the block about now, messages, answers."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go
from ciie_portal.components.links import link
from ciie_portal.components.lists import message_row, summary_row
from ciie_portal.components.marks import mark, now_block
from ciie_portal.components.texts import present, when


def now_part(block: Any) -> rx.Component:
    """One button: the seal where the buyer has to act."""
    words = rx.fragment(
        block.text, when(present(block.warning), rx.el.b(block.warning, class_name="now__warning"))
    )
    is_mine = block.family == "you"
    button = rx.cond(
        is_mine, go(block.deed, to=block.address), link(block.deed, to=block.address, class_name="btn")
    )
    return rx.el.div(
        rx.cond(
            block.deed != "",
            now_block(block.family, block.who, block.title, words, action=button, beneath=block.beneath),
            now_block(block.family, block.who, block.title, words),
        ),
        class_name="gap-5",
    )


def message(one: Any) -> rx.Component:
    words = rx.fragment(
        when(present(one.subject), rx.el.b(one.subject, class_name="message__subject")),
        rx.el.span(one.text, class_name="message__text"),
    )
    return message_row(one.kind, words, one.beneath)


def answer(row: Any) -> rx.Component:
    """Open with the way to change it, locked, or given back with the reviewer's reason."""
    words = rx.el.span(row.answer, lang=rx.cond(row.lang != "", row.lang, None))
    reason = rx.el.span(mark("you"), " ", row.returned, class_name="missing", style={"display": "block"})
    shown = rx.fragment(words, when(present(row.returned), reason))
    return rx.cond(
        row.is_locked,
        summary_row(row.term, shown, locked=True),
        rx.cond(
            row.change != "", summary_row(row.term, shown, change=row.change), summary_row(row.term, shown)
        ),
    )
