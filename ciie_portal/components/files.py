"""Uploads: a drop area that is also a button, and the portrait with its crop and live hints.

The page's script sends the file to our own route and puts the key of the stored file into a hidden input;
only then does a handler hear of it.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.links import plain_link
from ciie_portal.components.marks import icon, mark
from ciie_portal.components.question_frame import error_line
from ciie_portal.components.texts import Child, Text, choose, present, unseen, when
from ciie_portal.i18n import _

PHOTO_TYPES = "image/jpeg,image/png"
LICENCE_TYPES = "image/jpeg,image/png,application/pdf"


def file_question(
    name: str,
    label: Child,
    *,
    action: str,
    accept: str,
    limits: Child,
    on_done: Any,
    kept: Text = "",
    kept_at: Text = "",
    problem: Text = "",
    most_bytes: int = 0,
) -> rx.Component:
    """`action`: the route; `on_done`: a handler that takes the file's key; `kept`, `kept_at`: the name and
    address of the stored file; `most_bytes`: refused before sending (the server counts again)."""
    stored = rx.el.p(
        icon("tick"), when(present(kept_at), plain_link(kept, to=kept_at), kept), class_name="file__kept"
    )
    drop = rx.el.div(
        _chooser(name, accept),
        rx.el.span(icon("upload"), " ", rx.el.span(_drop_words(kept)), class_name="soft"),
        rx.el.span(limits, class_name="small"),
        class_name="drop",
        custom_attrs={"data-drop": "true"},
    )
    return _frame(
        name,
        label,
        when(present(kept), stored),
        drop,
        *_reports(name),
        _carrier(name, on_done),
        problem=problem,
        action=action,
        most_bytes=most_bytes,
    )


def photo_question(
    name: str,
    label: Child,
    *,
    action: str,
    limits: Child,
    on_done: Any,
    photo: Text = "",
    problem: Text = "",
    least: tuple[int, int],
    most_bytes: int = 0,
) -> rx.Component:
    """A portrait: choose or take it, move it into the oval, use it. `photo`: the address of the stored one;
    `least`: width and height in pixels below which the hint asks for a larger one."""
    shown = rx.el.img(src=photo, alt=_("The stored photo"), class_name="photo", style={"width": "5.5rem"})
    chooser = rx.el.div(
        _chooser(name, PHOTO_TYPES),
        rx.el.span(icon("upload"), " ", rx.el.span(_drop_words(photo)), class_name="soft"),
        rx.el.span(limits, class_name="small"),
        class_name="drop",
        custom_attrs={"data-drop": "true"},
    )
    return _frame(
        name,
        label,
        when(present(photo), rx.el.p(shown, class_name="file__kept")),
        chooser,
        _cropping(name),
        *_reports(name),
        _carrier(name, on_done),
        problem=problem,
        action=action,
        most_bytes=most_bytes,
        least=least,
    )


def _frame(
    name: str,
    label: Child,
    *inside: Child,
    problem: Text,
    action: str,
    most_bytes: int,
    least: tuple[int, int] | None = None,
) -> rx.Component:
    told = {
        "data-file": "true",
        "data-action": action,
        "data-most": str(most_bytes),
        "data-text-large": _(
            "The file is larger than {limit} MB. Choose a smaller one.", limit=most_bytes // 1024 // 1024
        ),
        "data-text-failed": _("The file did not arrive. Choose it again."),
        "data-text-sent": _("Sent {percent} %", percent="{percent}"),
    }
    if least:
        unused = _("The photo is not uploaded yet. First choose “{button}”.", button=_("Use this photo"))
        told |= {"data-crop": "true", "data-least": f"{least[0]}x{least[1]}", "data-text-unused": unused}
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.div(*inside, class_name="file", custom_attrs=told),
        error_line(name, problem),
        class_name=choose(present(problem), "q is-wrong", "q"),
    )


def _drop_words(kept: Text) -> Any:
    return when(
        present(kept), _("Drop another file here, or choose one"), _("Drop a file here, or choose one")
    )


def _chooser(name: str, accept: str) -> rx.Component:
    # the id goes past the framework, which would send the control with every form around it
    told = {"id": name}
    return rx.el.input(
        type="file", accept=accept, aria_describedby=f"{name}-error {name}-refused", custom_attrs=told
    )


def _reports(name: str) -> tuple[rx.Component, rx.Component]:
    """How far the sending is, and the server's refusal; the script fills both."""
    bar = rx.el.div(
        rx.el.div(rx.el.i(custom_attrs={"data-part": "fill"}), class_name="bar"),
        rx.el.p("", class_name="small num", custom_attrs={"data-part": "percent"}),
        class_name="file__bar",
        role="status",
        hidden=True,
        custom_attrs={"data-part": "bar"},
    )
    refusal = rx.el.p(
        mark("refused"),
        rx.el.span("", custom_attrs={"data-part": "problem"}),
        id=f"{name}-refused",
        class_name="error",
        role="alert",
        hidden=True,
        custom_attrs={"data-part": "refused"},
    )
    return bar, refusal


def _carrier(name: str, on_done: Any) -> rx.Component:
    """Carries the key of the stored file to the handler."""
    return rx.el.input(
        type="text",
        tab_index=-1,
        aria_hidden="true",
        auto_complete="off",
        class_name="unseen",
        default_value="",
        on_change=on_done,
        custom_attrs={"data-part": "key", "data-for": name},
    )


def _cropping(name: str) -> rx.Component:
    picture = rx.el.div(
        rx.el.canvas(
            width=400,
            height=520,
            role="img",
            aria_label=_("The photo being placed"),
            custom_attrs={"data-part": "canvas"},
        ),
        class_name="crop",
    )
    sliders = [
        _slider(name, "zoom", _("Size"), 100, 300, 100),
        _slider(name, "across", _("Left or right"), 0, 100, 50),
        _slider(name, "down", _("Up or down"), 0, 100, 50),
    ]
    hints = rx.el.ul(
        _hint("large", _("Large enough"), _("Take a larger photo: this part has too few pixels.")),
        _hint("light", _("Light enough"), _("Take it in brighter light.")),
        _hint("plain", _("Plain background"), _("Stand before a plain light wall and take it again.")),
        class_name="hints",
        aria_live="polite",
    )
    keep = rx.el.p(_("Put the face inside the oval, the chin above its lower edge."), class_name="small soft")
    use = rx.el.button(
        _("Use this photo"), type="button", class_name="btn btn--s", custom_attrs={"data-part": "use"}
    )
    return rx.el.div(
        picture,
        rx.el.div(keep, hints, *sliders, use, class_name="stack"),
        class_name="cropping",
        hidden=True,
        custom_attrs={"data-part": "cropping"},
    )


def _slider(name: str, part: str, label: str, low: int, high: int, value: int) -> rx.Component:
    control = rx.el.input(
        type="range", min=low, max=high, default_value=str(value), custom_attrs={"data-part": part}
    )
    return rx.el.label(label, control)


def _hint(part: str, good: str, mend: str) -> rx.Component:
    """Both sentences are there; the script shows the one that holds."""
    return rx.fragment(
        rx.el.li(
            mark("done"), rx.el.span(good), class_name="done", hidden=True, custom_attrs={"data-good": part}
        ),
        rx.el.li(mark("you"), rx.el.b(mend), class_name="you", hidden=True, custom_attrs={"data-mend": part}),
    )


def download(text: Child, to: Text, of: Child = "") -> rx.Component:
    """A file of ours, such as a template or a receipt."""
    return plain_link(icon("download"), " ", text, unseen(" ", of), to=to, download=True)
