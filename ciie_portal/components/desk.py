"""The desk's own pieces: tabs, filters, age, checks, panel, message preview, keys, pages of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.links import link
from ciie_portal.components.marks import mark
from ciie_portal.components.native_form import NativeForm
from ciie_portal.components.texts import Child, Text, choose, each, present, when
from ciie_portal.domain.searched import OF_A_PERSON
from ciie_portal.i18n import _


def tabs(items: Iterable[Any] | rx.Var[Any], label: str) -> rx.Component:
    """Views of a queue; items have `name`, `address`, `count` (text), `is_current`."""

    def tab(one: Any) -> rx.Component:
        count = rx.el.span(one.count, class_name="n")
        return link(
            one.name, " ", count, to=one.address, aria_current=choose(one.is_current, "page", "false")
        )

    return rx.el.nav(*each(items, tab), class_name="tabs", aria_label=label)


def filters(*fields: Child, **props: Any) -> rx.Component:
    """A form of small fields that keeps its answers in the address, by itself if there is no `on_submit`."""
    form = rx.el.form if "on_submit" in props else NativeForm.create
    return form(*fields, class_name="filters", role="search", **props)


def filter_field(name: str, label: Child, control: Child, *, grow: bool = False) -> rx.Component:
    return rx.el.div(rx.el.label(label, html_for=name), control, class_name="grow" if grow else "")


def search_box(name: str, value: Text = "", **props: Any) -> rx.Component:
    """The key / leads here."""
    return rx.el.input(
        id=name,
        name=name,
        type="search",
        default_value=value,
        class_name="input input--s",
        custom_attrs={"data-key": "/"},
        **props,
    )


def address_search(name: str, value: Text = "", **props: Any) -> rx.Component:
    """The search of a form that the browser sends by itself: no number of a person gets into the address."""
    advice = _(
        "Search for document and phone numbers at the help desk alone: this search stands in the address."
    )
    return search_box(name, value, pattern=f"(?!.*{OF_A_PERSON}).*", title=advice, **props)


def age(days: Child, late: Any, very_late: Any) -> rx.Component:
    """Days in the queue; past the goal with a mark, past twice the goal on a tint."""
    kind = choose(very_late, "age age--late age--very", choose(late, "age age--late", "age"))
    return rx.el.span(when(late, mark("you")), days, class_name=kind)


def tag(text: Child, *, warn: bool = False) -> rx.Component:
    return rx.el.span(text, class_name="tag tag--warn" if warn else "tag")


def checks(items: Iterable[Any] | rx.Var[Any]) -> rx.Component:
    """What was checked; items have `family` and `text`."""
    rows = each(items, lambda one: rx.el.li(mark(one.family), rx.el.span(one.text), class_name=one.family))
    return rx.el.ul(*rows, class_name="checks")


def case(*answers: Child, decision: Child) -> rx.Component:
    """Answers and checks left, the decision right."""
    return rx.el.div(rx.el.div(*answers, class_name="stack-6"), decision, class_name="case")


def panel(title: Child, *children: Child) -> rx.Component:
    return rx.el.aside(rx.el.h2(title), *children, class_name="panel", aria_label=title)


def message_preview(text: Child, beneath: Child, lang: Text = "zh-Hans") -> rx.Component:
    """The very text that goes out, and to whom, how, how long."""
    bubble = rx.el.p(text, class_name="sms", lang=lang)
    return rx.fragment(bubble, rx.el.p(beneath, class_name="mini faint"))


def keys_bar(keys: Sequence[tuple[str, str]], beside: Child = "") -> rx.Component:
    """(key, what it does) pairs; a space parts two keys. What a key presses carries `data-key`.

    Goes into `page_frame(keys=…)`.
    """
    parts = [rx.el.span(*[rx.el.kbd(key) for key in pressed.split(" ")], " ", text) for pressed, text in keys]
    line = rx.el.div(*parts, rx.el.span(beside, class_name="push"), class_name="wrap")
    return rx.el.div(line, class_name="keys", aria_hidden="true")


def pager(text: Child, previous: Text, following: Text) -> rx.Component:
    """ "1–50 of 412", and the addresses of the pages before and after (empty: none)."""
    back = when(present(previous), second(_("Previous page"), to=previous, small=True))
    on = when(present(following), second(_("Next page"), to=following, small=True))
    return rx.el.nav(
        rx.el.span(text, class_name="soft"),
        rx.el.span(back, on, class_name="row row--tight"),
        class_name="pager",
        aria_label=_("Pages"),
    )


def decision_choice(
    title: str, choices: Sequence[tuple[str, str, str]], chosen: Any, choose_one: Any
) -> rx.Component:
    """What can be decided, each with its key: (value, text, key). `choose_one`: the handler of a value."""

    def row(value: str, text: str, key: str) -> rx.Component:
        box = rx.el.input(
            type="radio",
            name="decision",
            value=value,
            checked=chosen == value,
            on_change=lambda _chosen: choose_one(value),
            custom_attrs={"data-key": key},
        )
        words = rx.el.span(rx.el.b(text, " ", rx.el.kbd(key, class_name="desktop")))
        return rx.el.li(rx.el.label(box, words, class_name="opt-row"))

    return rx.el.fieldset(
        rx.el.legend(title, class_name="unseen"),
        rx.el.ul(*[row(*one) for one in choices], class_name="choice choice--slim choice--one"),
        class_name="gap-3",
    )
