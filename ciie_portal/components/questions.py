"""Questions: label above, hint, control as wide as the answer, and beside it how to mend a wrong one.

The control's id is the field's name, so that a problem's anchor leads to it. Values are uncontrolled: render
a form once its values are there, and give it a `key` where another record takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import reflex as rx

from ciie_portal.components.marks import icon
from ciie_portal.components.question_frame import described, error_line, framed, hint_line, with_id
from ciie_portal.components.texts import Child, Text, choose, each, present
from ciie_portal.i18n import _


def text_question(
    name: str,
    label: Child,
    *,
    hint: Child = "",
    problem: Text = "",
    value: Text = "",
    optional: bool = False,
    code: bool = False,
    width: str = "",
    good: Child = None,
    **props: Any,
) -> rx.Component:
    """One line. `width`: "w-s", "w-code", "w-m" or full. `code`: for references. `good`: what it led to."""
    classes = " ".join(filter(None, ("input", "input--code" if code else "", width)))
    control = rx.el.input(
        id=name,
        name=name,
        type=props.pop("type", "text"),
        default_value=value,
        class_name=classes,
        **described(name, hint, problem),
        **({"auto_complete": "off", "spell_check": False} if code else {}) | props,
    )
    found = rx.fragment() if good is None else good
    return framed(name, label, rx.fragment(control, found), hint=hint, problem=problem, optional=optional)


def textarea_question(
    name: str,
    label: Child,
    *,
    hint: Child = "",
    problem: Text = "",
    value: Text = "",
    optional: bool = False,
    rows: int = 3,
    **props: Any,
) -> rx.Component:
    control = rx.el.textarea(
        id=name,
        name=name,
        default_value=value,
        rows=str(rows),
        class_name="input",
        **described(name, hint, problem),
        **props,
    )
    return framed(name, label, control, hint=hint, problem=problem, optional=optional)


def _option(one: Any) -> rx.Component:
    value, text = one if isinstance(one, tuple) else (one.value, one.text)
    return rx.el.option(text, value=value)


def select_box(
    name: str,
    options: Iterable[Any] | rx.Var[Any],
    *,
    value: Text = "",
    empty: str | None = None,
    small: bool = False,
    width: str = "",
    **props: Any,
) -> rx.Component:
    """The control alone. Options are (value, text) pairs or things with `value` and `text`."""
    first = [] if empty is None else [rx.el.option(empty, value="")]
    box = rx.el.select(
        *first,
        *each(options, _option),
        id=props.pop("id", name),
        name=name,
        default_value=value,
        class_name="input input--s" if small else "input",
        **props,
    )
    return rx.el.span(box, icon("down"), class_name=f"selectbox {width}".strip())


def select_question(
    name: str,
    label: Child,
    options: Iterable[Any] | rx.Var[Any],
    *,
    hint: Child = "",
    problem: Text = "",
    value: Text = "",
    optional: bool = False,
    empty: str | None = None,
    width: str = "",
    **props: Any,
) -> rx.Component:
    """From six options on; fewer are a `choice`. `empty`: the text of no choice, by default "Choose"."""
    none = _("Choose") if empty is None else empty
    box = select_box(
        name, options, value=value, empty=none, width=width, **described(name, hint, problem), **props
    )
    return framed(name, label, box, hint=hint, problem=problem, optional=optional)


def date_question(
    name: str,
    label: Child,
    *,
    hint: Child = "",
    problem: Text = "",
    value: Any = ("", "", ""),
    optional: bool = False,
    autocomplete: str = "",
    on_leave: Callable[[str], Any] | None = None,
) -> rx.Component:
    """Three boxes named `{name}_year`, `{name}_month`, `{name}_day`; `value`: their three texts.

    `on_leave`: the blur handler of a box, by its name.
    """
    parts = (("year", _("Year"), 4), ("month", _("Month"), 2), ("day", _("Day"), 2))
    ids = {"year": name, "month": f"{name}_month", "day": f"{name}_day"}

    def box(index: int, part: str, text: str, digits: int) -> rx.Component:
        control = rx.el.input(
            name=f"{name}_{part}",
            default_value=value[index],
            max_length=digits,
            input_mode="numeric",
            auto_complete=f"{autocomplete}-{part}" if autocomplete else "off",
            class_name="input is-year" if part == "year" else "input",
            **described(name, hint, problem),
            **with_id(ids[part], {}),
            **({"on_blur": on_leave(f"{name}_{part}")} if on_leave else {}),
        )
        return rx.el.label(text, control)

    boxes = rx.el.div(*[box(i, *part) for i, part in enumerate(parts)], class_name="dates")
    mark_optional = rx.el.span(" ", _("(optional)"), class_name="opt") if optional else rx.fragment()
    return rx.el.fieldset(
        rx.el.legend(label, mark_optional),
        hint_line(name, hint),
        boxes,
        error_line(name, problem),
        class_name=choose(present(problem), "q is-wrong", "q"),
    )


def password_question(
    name: str,
    label: Child,
    *,
    hint: Child = "",
    problem: Text = "",
    autocomplete: str = "current-password",
    **props: Any,
) -> rx.Component:
    """A password with a button that shows what is typed."""
    control = rx.el.input(
        id=name,
        name=name,
        type="password",
        auto_complete=autocomplete,
        class_name="input",
        **described(name, hint, problem),
        **props,
    )
    show = rx.el.button(
        _("Show"),
        type="button",
        class_name="btn btn--s",
        custom_attrs={"data-show": name, "data-hide-text": _("Hide"), "data-show-text": _("Show")},
    )
    return framed(
        name, label, rx.el.span(control, show, class_name="reveals w-m"), hint=hint, problem=problem
    )


def locked_field(
    label: Child, value: Child, reason: Child, *, name: str = "locked", code: bool = False
) -> rx.Component:
    """An answer that stands, with the reason; the form sends it under a name of its own."""
    own = f"{name}-locked"
    control = rx.el.input(
        id=own,
        name=own,
        value=value,
        read_only=True,
        aria_describedby=f"{own}-hint",
        class_name="input input--code" if code else "input",
    )
    return rx.el.div(
        rx.el.label(label, html_for=own),
        control,
        rx.el.p(icon("lock"), " ", reason, class_name="hint", id=f"{own}-hint"),
        class_name="q",
    )


def side_by_side(*questions: rx.Component) -> rx.Component:
    """Two short questions in one line; below each other on a phone."""
    return rx.el.div(*questions, class_name="qs")
