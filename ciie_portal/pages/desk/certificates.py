"""/desk/certificates/ — make, send, set out."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, acts, go, second
from ciie_portal.components.desk import tabs
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line
from ciie_portal.components.lists import Head, cell, dense_row, dense_table
from ciie_portal.components.questions import side_by_side, text_question
from ciie_portal.components.texts import each, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.desk.batch_list import batch_list
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.personnel import tick_cell
from ciie_portal.state.desk.certificates import CertificateState


def page() -> rx.Component:
    state = CertificateState
    shown = rx.match(
        state.desk.view,
        ("to-make", to_make()),
        (
            "to-send",
            deed_form(go(_("Send as one parcel"), small=True), state.send_ticked, parcel_questions()),
        ),
        ("to-set-out", deed_form(go(_("Set out those chosen"), small=True), state.set_out_ticked)),
        ("on-the-way", on_the_way()),
        ("batches", batch_list()),
        rows_table(ready_line),
    )
    has_something = (state.desk.rows.length() > 0) | (state.desk.view == "batches")
    return desk_frame(
        error_summary(state.problems, state.trouble, state.fault),
        rx.el.h1(_("Certificates")),
        tabs(state.desk.tabs, _("Steps")),
        live_line(state.told),
        rx.el.div(
            rx.cond(state.desk.is_loaded, rx.cond(has_something, shown, nothing()), bones(8)),
            class_name="gap-5",
        ),
        current="certificates",
    )


def to_make() -> rx.Component:
    """All of them at once, or those chosen; what the font lacks is said before anything is printed."""
    every = rx.el.form(
        go(CertificateState.desk.make_all, small=True), on_submit=CertificateState.make_all, class_name="row"
    )
    words, deed = _("Make those chosen"), CertificateState.make_ticked
    chosen = deed_form(second(words, type="submit", small=True), deed, line=waiting_line)
    return rx.fragment(every, rx.el.div(chosen, class_name="gap-5"))


def deed_form(button: rx.Component, deed: Any, *questions: rx.Component, line: Any = None) -> rx.Component:
    """The rows to choose from, what the deed needs, and the deed."""
    return rx.el.form(
        rows_table(line or choosable_line),
        *questions,
        rx.el.div(button, class_name="go"),
        on_submit=deed,
        key=CertificateState.desk.rows.to_string(),
    )


def rows_table(line: Any) -> rx.Component:
    heads = (
        Head(_("Choose"), hidden=True),
        _("Reference"),
        _("Name"),
        _("Work unit"),
        _("Label"),
        _("Certificate"),
        _("Delivery"),
        _("To"),
    )
    return dense_table(heads, *each(CertificateState.desk.rows, line), caption=_("Certificates"))


def choosable_line(row: Any) -> rx.Component:
    """A parcel that came back names itself above the address."""
    back = when(present(row.beside), rx.el.span(row.beside, class_name="tag tag--warn"))
    goes_to = cell(rx.fragment(row.goes_to, " ", back), class_name="wraps")
    return dense_row(tick_cell(row), *facts(row), goes_to, key=row.reference)


def waiting_line(row: Any) -> rx.Component:
    flag = when(present(row.flag), rx.el.span(row.flag, class_name="tag tag--warn"))
    goes_to = cell(rx.fragment(row.goes_to, " ", flag), class_name="wraps")
    return dense_row(tick_cell(row), *facts(row), goes_to, key=row.reference)


def ready_line(row: Any) -> rx.Component:
    return dense_row(cell(""), *facts(row), cell(row.mission), key=row.reference)


def facts(row: Any) -> tuple[rx.Component, ...]:
    return (
        cell(row.reference, class_name="num"),
        cell(row.name, class_name="cut cut--s", title=row.name),
        cell(row.unit, class_name="cut", title=row.unit),
        cell(row.label),
        cell(row.serial, class_name="num"),
        cell(row.method),
    )


def parcel_questions() -> rx.Component:
    problem = CertificateState.problem_of
    return side_by_side(
        text_question("carrier", _("Carrier"), problem=problem.get("carrier", "")),
        text_question(
            "tracking_number", _("Tracking number"), problem=problem.get("tracking_number", ""), code=True
        ),
    )


def on_the_way() -> rx.Component:
    heads = (_("Reference"), _("Name"), _("Work unit"), _("Parcel"), Head(_("Deeds"), hidden=True))
    return dense_table(
        heads, *each(CertificateState.desk.rows, parcel_line), caption=_("Certificates on the way")
    )


def parcel_line(row: Any) -> rx.Component:
    return dense_row(
        cell(row.reference, class_name="num"),
        cell(row.name, class_name="cut cut--s", title=row.name),
        cell(row.unit, class_name="cut", title=row.unit),
        cell(row.beside, class_name="num"),
        cell(
            acts(
                act(_("Delivered"), row.name, on_click=CertificateState.parcel_delivered(row.reference)),
                act(_("Came back"), row.name, on_click=CertificateState.parcel_came_back(row.reference)),
            )
        ),
        key=row.reference,
    )


def nothing() -> rx.Component:
    return empty_view(_("Nothing here now"), _("Persons who pass the review appear under “To make”."))
