"""Small helpers for plain values and state variables alike: each, filled sentences, classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.i18n import LANGUAGE_TAGS, current_locale

Text = str | rx.Var[str]
Flag = bool | rx.Var[bool]
Child = Any  # a component, a text or a state variable


def here(page: str, /, **query: str | int) -> str:
    """The address of a page in the language that is being compiled."""
    return routes.path(current_locale(), page, **query)


def each(items: Iterable[Any] | rx.Var[Any], render: Callable[[Any], rx.Component]) -> list[Any]:
    """One component for each item, whether the items are known now or arrive with the state."""
    if isinstance(items, rx.Var):
        return [rx.foreach(items, render)]
    return [render(item) for item in items]


def filled(template: str, /, **values: Child) -> rx.Component:
    """A translated sentence with state variables or components in the place of its {names}."""
    parts = re.split(r"\{(\w+)\}", template)
    return rx.fragment(*[values[part] if index % 2 else part for index, part in enumerate(parts) if part])


def present(value: Any) -> Any:
    """Whether a text is there: a bool for a plain one, a condition for a state variable."""
    return value != "" if isinstance(value, rx.Var) else bool(value)


def when(condition: Any, shown: Child, otherwise: Child = None) -> Any:
    """`shown` if the condition holds; decided now where it is known now."""
    if isinstance(condition, rx.Var):
        return rx.cond(condition, shown, rx.fragment() if otherwise is None else otherwise)
    if condition:
        return shown
    return rx.fragment() if otherwise is None else otherwise


def contains(values: Any, value: Any) -> Any:
    """Whether the value is among them: a bool, or a condition for a state variable."""
    if isinstance(values, rx.Var):
        return values.to(list).contains(value)
    return value in values


def choose(condition: Any, yes: Any, no: Any) -> Any:
    """One of two values; like `when`, for attributes."""
    return rx.cond(condition, yes, no) if isinstance(condition, rx.Var) else (yes if condition else no)


def tongue(language: Text) -> Any:
    """The `lang` of a text that may stand in another language; an empty one is the page's."""
    return choose(present(language), language, LANGUAGE_TAGS[current_locale()])


def between_sentences() -> str:
    """A space where the language has one."""
    return " " if current_locale() == "en" else ""


def unseen(*children: Child) -> rx.Component:
    """Text for screen readers alone."""
    return rx.el.span(*children, class_name="unseen")
