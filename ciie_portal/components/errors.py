"""What went wrong, on top of the page: it takes the focus when it appears and links to each field."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.links import plain_link
from ciie_portal.components.marks import icon, mark
from ciie_portal.components.texts import Child, Text, each, filled, present, when
from ciie_portal.i18n import _

# The page's script gives the focus to the summary when a box that carries this arrives.
ARRIVES = {"data-arrives": "true"}


def error_summary(problems: Any, trouble: Text = "", fault: Text = "") -> rx.Component:
    """From the base state: `error_summary(State.problems, State.trouble, State.fault)`"""
    return rx.el.div(
        _to_mend(problems),
        trouble_box(trouble),
        fault_box(fault),
        id="error-summary",
        tab_index=-1,
        role="group",
        aria_label=_("What to mend"),
    )


def _to_mend(problems: Any) -> rx.Component:
    known = not isinstance(problems, rx.Var)
    count = len(problems) if known else problems.length()
    one, several = _("Mend 1 answer to continue"), filled(_("Mend {count} answers to continue"), count=count)
    box = rx.el.section(
        rx.el.h2(mark("refused"), rx.el.span(when(count == 1, one, several)), id="errors-title"),
        rx.el.ul(*each(problems, lambda one: rx.el.li(plain_link(one.text, to=one.anchor)))),
        class_name="errors",
        aria_labelledby="errors-title",
        custom_attrs=ARRIVES,
        **({} if known else {"key": problems.to_string()}),
    )
    return when(bool(problems) if known else problems.length() > 0, box)


def trouble_box(trouble: Text) -> rx.Component:
    """The step as a whole is not possible: the sentence says what to do next."""
    box = rx.el.section(
        rx.el.h2(mark("refused"), rx.el.span(trouble)),
        class_name="errors",
        custom_attrs=ARRIVES,
    )
    return when(present(trouble), box)


def fault_box(fault: Text) -> rx.Component:
    """Our own fault: what was typed is still there; the reference is for the hotline."""
    sentence = filled(
        _("Something failed on our side. What you typed is still here: try again. Reference {fault}"),
        fault=fault,
    )
    box = rx.el.section(
        rx.el.h2(mark("refused"), rx.el.span(sentence)),
        class_name="errors",
        custom_attrs=ARRIVES,
    )
    return when(present(fault), box)


def note(*children: Child, kind: str = "plain") -> rx.Component:
    """plain: the reason behind something; you: a warning before money; done; refused. One in view at most."""
    sign = {"plain": icon("info"), "you": icon("warn"), "done": mark("done"), "refused": mark("refused")}[
        kind
    ]
    return rx.el.div(
        sign, rx.el.div(*children), class_name="note" if kind == "plain" else f"note note--{kind}"
    )


def inset(*children: Child) -> rx.Component:
    """What happens after this choice."""
    return rx.el.div(*children, class_name="inset small")


def empty_view(title: Child, sentence: Child, action: Child = None) -> rx.Component:
    """Nothing yet: what will be here and when; an action only if the reader can fill it."""
    end = rx.fragment() if action is None else rx.el.div(action, class_name="gap-3")
    return rx.el.div(rx.el.h2(title, class_name="h3"), rx.el.p(sentence), end, class_name="empty")


def live_line(text: Text) -> rx.Component:
    """A change that is told to screen readers and shown as a note, such as "Password changed"."""
    return rx.el.div(when(present(text), note(text, kind="done")), role="status")


def bones(lines: int = 4) -> rx.Component:
    """First load: the shape of what comes, no spinner."""
    widths = ("45%", "80%", "65%", "72%", "54%", "61%")
    rows = [rx.el.span(class_name="bone", style={"width": widths[i % len(widths)]}) for i in range(lines)]
    return rx.el.div(
        *rows, rx.el.span(_("Loading"), class_name="unseen"), aria_busy="true", class_name="gap-5"
    )
