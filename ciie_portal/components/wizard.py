"""The wizard's frame: steps left, questions, answers so far right; on a phone a bar and one column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import reflex as rx

from ciie_portal.components.links import link
from ciie_portal.components.marks import icon
from ciie_portal.components.texts import Child, Text, each, present, when
from ciie_portal.i18n import _


def wizard(*column: Child, rail: Child, beside: Child = None) -> rx.Component:
    """The page's inside; without `beside` the column is wider (check your answers)."""
    middle = rx.el.div(*column) if beside is not None else rx.el.div(*column, class_name="column")
    aside = rx.fragment() if beside is None else beside
    return rx.el.div(
        rail, middle, aside, class_name="wizard" if beside is not None else "wizard wizard--wide"
    )


def step_rail(steps: Iterable[Any] | rx.Var[Any]) -> rx.Component:
    """Steps have `number` (text), `name`, `address` and `state`: was, is, open (not yet answered) or next."""

    def step(one: Any) -> rx.Component:
        number = rx.el.span(when(one.state == "was", icon("tick"), one.number), class_name="n")
        here = rx.el.span(number, one.name, aria_current="step")
        there = link(number, one.name, to=one.address)
        later = rx.el.span(number, one.name)
        reachable = (one.state == "was") | (one.state == "open")
        inner = when(one.state == "is", here, when(reachable, there, later))
        return rx.el.li(inner, class_name=one.state)

    return rx.el.nav(rx.el.ol(*each(steps, step)), class_name="rail", aria_label=_("Steps"))


def step_bar(steps: Iterable[Any] | rx.Var[Any], label: Text) -> rx.Component:
    """The phone's: one piece a step, and "Step 3 of 7 · Your organisation"."""
    pieces = each(steps, lambda one: rx.el.i(class_name=one.state))
    return rx.el.div(
        rx.el.div(*pieces, class_name="steps-bar", aria_hidden="true"),
        rx.el.p(label, class_name="small soft gap-2"),
        class_name="phone",
        style={"marginBottom": "var(--s-5)"},
    )


def answers_beside(rows: Iterable[Any] | rx.Var[Any]) -> rx.Component:
    """What was answered so far; rows have `term` and `answer`."""
    lines = each(rows, lambda one: rx.el.div(rx.el.dt(one.term), rx.el.dd(one.answer)))
    return rx.el.aside(rx.el.h2(_("Your answers so far")), rx.el.dl(*lines), class_name="aside")


def step_head(title: Child, sentence: Child = "") -> rx.Component:
    """The title as a question, and one sentence."""
    below = when(present(sentence), rx.el.p(sentence, class_name="soft gap-2"))
    return rx.fragment(rx.el.h1(title), below)
