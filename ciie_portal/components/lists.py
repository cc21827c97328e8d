"""Summary lists, people, tables, messages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act
from ciie_portal.components.marks import icon, locked_line
from ciie_portal.components.texts import Child, Text, choose, present, tongue, when
from ciie_portal.i18n import _


def summary_list(*rows: Child, kind: str = "") -> rx.Component:
    """kind: "" wide, "mid", "tight" (desk)."""
    return rx.el.dl(*rows, class_name=f"sum sum--{kind}" if kind else "sum")


def summary_row(
    term: Child,
    answer: Child,
    *,
    change: Text | None = None,
    locked: bool = False,
    lang: Text = "",
    **props: Any,
) -> rx.Component:
    """An answer; `change`: the address where it is changed (or `on_click`); locked: lock and word."""
    extra = {"lang": tongue(lang)} if isinstance(lang, rx.Var) or lang else {}
    if locked:
        end = [rx.el.dd(locked_line())]
    elif change is not None or props:
        end = [rx.el.dd(act(_("Change"), term, to=change, **props))]
    else:
        end = []
    return rx.el.div(rx.el.dt(term), rx.el.dd(answer, **extra), *end)


def portrait(source: Text, alt: Text = "") -> rx.Component:
    """A person's photo, or the empty frame while there is none."""
    none = rx.el.span(icon("user"), class_name="photo photo--none")
    return when(present(source), rx.el.img(src=source, alt=alt, class_name="photo"), none)


def person_row(
    photo: Text,
    name_zh: Text,
    name_latin: Text,
    facts: Sequence[Child],
    *deeds: Child,
    beside: Child = None,
    level: int = 2,
) -> rx.Component:
    """A person as a ruled row: photo, names, lines of facts, deeds (`act`). Stands in `people`.

    `level`: of the heading, one below what stands above.
    """
    lines = [rx.el.span(fact, style={"display": "block"}) for fact in facts]
    return rx.el.li(
        portrait(photo),
        rx.el.div(both_names(name_zh, name_latin, level), rx.el.p(*lines, class_name="facts")),
        rx.el.div(*([] if beside is None else [beside]), *deeds, class_name="acts"),
        class_name="person",
    )


def both_names(name_zh: Text, name_latin: Text, level: int = 3) -> rx.Component:
    heading = rx.el.h2 if level == 2 else rx.el.h3
    names = (rx.el.span(name_zh, lang="zh-Hans"), when(present(name_zh), " "), name_latin)
    return heading(*names, class_name="h3")


def people(*rows: Child) -> rx.Component:
    return rx.el.ul(*rows, class_name="people")


@dataclass(frozen=True)
class Head:
    """A column: its words, and whether it holds numbers; `hidden`: for screen readers alone."""

    text: str
    right: bool = False
    hidden: bool = False


def table(heads: Sequence[Head | str], *rows: Child, caption: str = "", kind: str = "") -> rx.Component:
    """Rows come from `table_row`. On a phone each row stacks. kind: "" or "slim"."""
    name = f"table table--stack table--{kind}" if kind else "table table--stack"
    return _table(name, heads, rows, caption)


def dense_table(heads: Sequence[Head | str], *rows: Child, caption: str) -> rx.Component:
    """The desk's: 34 px rows, sticky head; stacked on a phone. Rows come from `dense_row`."""
    inner = _table("dense table--stack", heads, rows, caption)
    return rx.el.div(inner, class_name="scroll", tab_index=0, role="region", aria_label=caption)


def _table(name: str, heads: Sequence[Head | str], rows: Sequence[Child], caption: str) -> rx.Component:
    # where rows stack, each cell is told its column's name: a variable for each column
    columns = {f"--h{place}": json.dumps(words, ensure_ascii=False) for place, words in _told(heads)}
    title = rx.el.caption(caption, class_name="unseen") if caption else rx.fragment()
    head = rx.el.thead(rx.el.tr(*[_head(one) for one in heads]))
    return rx.el.table(title, head, rx.el.tbody(*rows), class_name=name, style=columns)


def _told(heads: Sequence[Head | str]) -> list[tuple[int, str]]:
    """The columns that have a name to be seen, by their place."""
    named = [Head(one) if isinstance(one, str) else one for one in heads]
    return [(place, one.text) for place, one in enumerate(named, start=1) if not one.hidden]


def _head(one: Head | str) -> rx.Component:
    head = Head(one) if isinstance(one, str) else one
    words = rx.el.span(head.text, class_name="unseen") if head.hidden else head.text
    return rx.el.th(words, scope="col", class_name="r" if head.right else "")


def cell(
    content: Child, *, head: str = "", right: bool = False, soft: bool = False, **props: Any
) -> rx.Component:
    """`head` names the cell where rows stack; actions come last and need none."""
    names = " ".join(
        filter(None, ("r num" if right else "", "soft" if soft else "", props.pop("class_name", "")))
    )
    named = {"custom_attrs": {"data-th": head}} if head else {}
    return rx.el.td(content, class_name=names, **named, **props)


def table_row(*cells: Child, **props: Any) -> rx.Component:
    return rx.el.tr(*cells, **props)


def dense_row(*cells: Child, chosen: Any = False, **props: Any) -> rx.Component:
    """A row that j and k reach: put `custom_attrs={"data-row": ""}` on its link."""
    return rx.el.tr(*cells, class_name=choose(chosen, "is-chosen", ""), **props)


def who(photo: Text, name: Child) -> rx.Component:
    """A person in a table cell."""
    return rx.el.span(portrait(photo), rx.el.b(name), class_name="who")


def message_row(kind: Text, text: Child, beneath: Child) -> rx.Component:
    """A notice that was sent; kind is "sms" or "mail". Stands in `messages`."""
    sign = rx.el.i(class_name=f"icon icon--{kind}", aria_hidden="true")
    return rx.el.li(sign, rx.el.div(rx.el.p(text), rx.el.p(beneath, class_name="mini faint")))


def messages(*rows: Child) -> rx.Component:
    return rx.el.ul(*rows, class_name="msgs")


def ticks(*lines: Child) -> rx.Component:
    """A plain list, such as what to have at hand."""
    return rx.el.ul(*[rx.el.li(line) for line in lines], class_name="ticks")
