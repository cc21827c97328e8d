"""Choices: joined rows in one edge; what a choice opens lies inside its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ciie_portal.components.question_frame import described, error_line, hint_line, with_id
from ciie_portal.components.texts import Child, Flag, Text, choose, contains, each, present, when
from ciie_portal.i18n import _


@dataclass(frozen=True)
class Option:
    """One row: the value sent, the word, and one line under it. `lang`: where it is not the page's."""

    value: str
    text: str
    detail: str = ""
    lang: str = ""


def choice_question(
    name: str,
    legend: Child,
    options: Iterable[Any] | rx.Var[Any],
    *,
    hint: Child = "",
    problem: Text = "",
    chosen: Any = "",
    many: bool = False,
    opens: Mapping[str, rx.Component] | None = None,
    optional: bool = False,
    slim: bool = False,
    live: bool = False,
    unseen_legend: bool = False,
    on_tick: Callable[[Any], Any] | None = None,
    **props: Any,
) -> rx.Component:
    """One of few, or several. Options have `value`, `text`, `detail`.

    One is sent as `name=value`, of many each ticked box as `name.value=on`; `chosen`: value, or values.
    `opens`: what a row shows while chosen (options known now only). Props (`on_change`) go to every control;
    `live`: the choice follows `chosen` (with `on_change`), otherwise it only starts with it;
    `unseen_legend`: where the title right above says the same; `on_tick`: the change handler of a value.
    """

    def row(one: Any) -> rx.Component:
        sent = f"{name}.{one.value}" if many else name
        kind: dict[str, Any] = {"type": "checkbox"} if many else {"type": "radio", "value": one.value}
        box = rx.el.input(
            name=sent,
            **{"checked" if live else "default_checked": _is_chosen(chosen, one.value, many)},
            **kind,
            **({} if many else described(name, hint, problem)),
            **({"on_change": on_tick(one.value)} if on_tick else {}),
            **with_id(f"{name}-{one.value}", props),
        )
        tongue = {"lang": one.lang} if isinstance(one, Option) and one.lang else {}
        words = rx.el.span(rx.el.b(one.text, **tongue), when(present(one.detail), rx.el.span(one.detail)))
        opened = (opens or {}).get(one.value) if isinstance(one.value, str) else None
        inside = rx.fragment() if opened is None else rx.el.div(opened, class_name="reveal")
        return rx.el.li(rx.el.label(box, words, class_name="opt-row"), inside)

    kinds = ["choice", "" if many else "choice--one", "choice--slim" if slim else ""]
    mark_optional = rx.el.span(" ", _("(optional)"), class_name="opt") if optional else rx.fragment()
    return rx.el.fieldset(
        rx.el.legend(legend, mark_optional, class_name="unseen" if unseen_legend else ""),
        hint_line(name, hint),
        rx.el.ul(*each(options, row), class_name=" ".join(filter(None, kinds))),
        error_line(name, problem),
        id=name,
        tab_index=-1,
        class_name=choose(present(problem), "q is-wrong", "q"),
        **({"role": "radiogroup"} if not many else {}),
    )


def _is_chosen(chosen: Any, value: Any, many: bool) -> Any:
    return contains(chosen, value) if many else chosen == value


def check_row(
    name: str, text: Child, *, detail: Text = "", checked: Flag = False, problem: Text = "", **props: Any
) -> rx.Component:
    """One box to tick, such as a declaration; sent as `name=on`."""
    box = rx.el.input(
        name=name,
        type="checkbox",
        default_checked=checked,
        **described(name, "", problem),
        **with_id(name, props),
    )
    words = rx.el.span(rx.el.b(text), when(present(detail), rx.el.span(detail)))
    return rx.el.div(
        rx.el.label(box, words, class_name="opt-row opt-row--bare"),
        error_line(name, problem),
        class_name=choose(present(problem), "q is-wrong", "q"),
    )


def person_choice_row(
    name: str, photo: Text, title: Child, detail: Child, beside: Child, *, checked: Flag = True, **props: Any
) -> rx.Component:
    """A person to tick, with photo and sum; rows stand in `choice_list`."""
    box = rx.el.input(name=name, type="checkbox", default_checked=checked, **with_id(name, props))
    words = rx.el.span(rx.el.b(title), rx.el.span(detail), class_name="grow")
    row = rx.el.label(
        box,
        rx.el.img(src=photo, alt="", class_name="photo"),
        words,
        rx.el.span(beside, class_name="num nowrap"),
        class_name="opt-row opt-row--photo",
    )
    return rx.el.li(row)


def choice_list(*rows: Child, legend: Child) -> rx.Component:
    return rx.el.fieldset(rx.el.legend(legend), rx.el.ul(*rows, class_name="choice"), class_name="q")
