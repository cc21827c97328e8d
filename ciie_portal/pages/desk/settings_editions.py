"""/desk/settings/editions/ — the editions: dates, fee, channels; areas and labels; the next one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go
from ciie_portal.components.choices import check_row
from ciie_portal.components.errors import bones, error_summary, live_line, note
from ciie_portal.components.links import crumb, link
from ciie_portal.components.lists import Head, cell, table, table_row
from ciie_portal.components.marks import status
from ciie_portal.components.questions import (
    date_question,
    select_question,
    side_by_side,
    text_question,
)
from ciie_portal.components.texts import each, here, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.settings_lists import listing
from ciie_portal.state.desk.settings_editions import EditionsState

LIST, EDITION = EditionsState.editions, EditionsState.edition


def problem(name: Any) -> Any:
    return EditionsState.problem_of.get(name, "")


def editions_page() -> rx.Component:
    return desk_frame(
        error_summary(EditionsState.problems, EditionsState.trouble, EditionsState.fault),
        crumb(_("Settings"), here("desk/settings")),
        rx.el.h1(_("Editions")),
        rx.cond(
            LIST.is_loaded,
            rx.el.div(edition_table(), copying(), class_name="case gap-5"),
            bones(6),
        ),
        current="settings",
    )


def edition_table() -> rx.Component:
    heads = (
        _("Edition"),
        _("Opens"),
        _("Closes"),
        Head(_("Fee"), right=True),
        Head(_("Registered"), right=True),
        _("State"),
    )
    return table(heads, *each(LIST.rows, edition_row), caption=_("Editions"), kind="slim")


def edition_row(row: Any) -> rx.Component:
    named = link(row.name, to=row.address, custom_attrs={"data-row": "true"}, class_name="breaks")
    code = rx.el.span(row.code, class_name="code mini soft block")
    return table_row(
        cell(rx.el.span(named, code), head=_("Edition")),
        cell(row.opens, head=_("Opens"), class_name="nowrap num"),
        cell(row.closes, head=_("Closes"), class_name="nowrap num"),
        cell(row.fee, head=_("Fee"), right=True),
        cell(row.units, head=_("Registered"), right=True),
        cell(status(row.family, row.state, plain=True), head=_("State"), class_name="nowrap"),
        key=row.code,
    )


def copying() -> rx.Component:
    form = rx.el.form(
        select_question("source", _("Copied from"), LIST.choices, problem=problem("source")),
        text_question(
            "code",
            _("Code"),
            hint=_("Capital letters, digits and dashes; it does not change later."),
            code=True,
            max_length=20,
            problem=problem("code"),
        ),
        text_question("name_zh", _("Chinese name"), max_length=200, problem=problem("name_zh")),
        text_question("name_en", _("English name"), max_length=200, problem=problem("name_en")),
        rx.el.p(
            _("Areas, labels, fee and rules are copied; the dates move on by whole years."),
            class_name="soft small",
        ),
        rx.el.div(go(_("Make the edition")), class_name="go"),
        on_submit=EditionsState.copy_one,
        class_name="stack-5",
    )
    return rx.el.aside(rx.el.h2(_("New edition")), form, class_name="panel", aria_label=_("New edition"))


def edition_page() -> rx.Component:
    past = note(
        rx.el.p(
            _("A later edition has opened: of this one only the names and the erasing date can be changed.")
        )
    )
    head = rx.el.div(
        rx.el.h1(EDITION.name, class_name="breaks"),
        rx.el.span(EDITION.code, class_name="code soft"),
        rx.el.span(EDITION.units, class_name="soft small"),
        class_name="row baseline",
    )
    shown = rx.fragment(
        head,
        live_line(EditionsState.told),
        rx.cond(EDITION.is_past, past),
        rx.el.div(
            rx.el.div(values(), class_name="stack-5"),
            rx.el.div(areas(), labels(), class_name="stack-6"),
            class_name="two gap-5",
        ),
    )
    return desk_frame(
        error_summary(EditionsState.problems, EditionsState.trouble, EditionsState.fault),
        crumb(_("Editions"), here("desk/settings/editions")),
        rx.cond(
            present(EDITION.code),
            shown,
            rx.fragment(
                rx.el.h1(_("Editions")), rx.cond(present(EditionsState.trouble), rx.fragment(), bones(8))
            ),
        ),
        current="settings",
        about=EDITION.name,
    )


def at(
    name: str, words: str, value: Any, time: Any, hint: Any = "", *, optional: bool = False
) -> rx.Component:
    """A day and a time in Beijing; 24:00 is the end of the day."""
    return rx.el.div(
        date_question(name, words, value=value, hint=hint, optional=optional, problem=problem(name)),
        text_question(
            f"{name}_time",
            _("Time"),
            value=time,
            max_length=20,
            placeholder="24:00",
            aria_label=f"{words}: {_('Time')}",
        ),
        class_name="at",
    )


def values() -> rx.Component:
    form = rx.el.form(
        rx.el.h2(_("Dates and fee")),
        text_question(
            "name_zh", _("Chinese name"), value=EDITION.name_zh, max_length=200, problem=problem("name_zh")
        ),
        text_question(
            "name_en", _("English name"), value=EDITION.name_en, max_length=200, problem=problem("name_en")
        ),
        at("opens_at", _("Registration opens"), EDITION.opens_at, EDITION.opens_time, EDITION.opens_fixed),
        at(
            "closes_at",
            _("Registration closes"),
            EDITION.closes_at,
            EDITION.closes_time,
            _("Later at any time; earlier only to an instant still to come."),
        ),
        at(
            "pays_until",
            _("Payment until"),
            EDITION.pays_until,
            EDITION.pays_time,
            _("Empty: payment has no end of its own."),
            optional=True,
        ),
        side_by_side(
            date_question(
                "starts_on", _("The fair begins on"), value=EDITION.starts_on, problem=problem("starts_on")
            ),
            date_question("ends_on", _("and ends on"), value=EDITION.ends_on, problem=problem("ends_on")),
        ),
        side_by_side(
            text_question(
                "fee",
                rx.fragment(_("Fee for a certificate"), " (", EDITION.currency, ")"),
                value=EDITION.fee,
                hint=_("Holds for certificate requests made or changed from now on."),
                input_mode="decimal",
                max_length=20,
                problem=problem("fee"),
            ),
            text_question(
                "person_cap",
                _("People of a unit at most"),
                value=EDITION.person_cap,
                input_mode="numeric",
                max_length=4,
                problem=problem("person_cap"),
            ),
        ),
        check_row(
            "is_code_free_open",
            _("Enterprises may register without a code"),
            checked=EDITION.is_code_free_open,
        ),
        date_question(
            "erases_on",
            _("Personal data is erased on"),
            value=EDITION.erases_on,
            optional=True,
            problem=problem("erases_on"),
        ),
        rx.el.div(go(_("Save")), class_name="go"),
        on_submit=EditionsState.save,
        key=EDITION.key,
        class_name="stack-5",
    )
    return rx.el.section(form, class_name="part part--first")


def areas() -> rx.Component:
    return listing(
        "area-",
        _("Exhibition areas"),
        EDITION.areas,
        _("Save the areas"),
        EditionsState.save_areas,
        with_roles=False,
    )


def labels() -> rx.Component:
    return listing(
        "label-",
        _("Labels of people"),
        EDITION.labels,
        _("Save the labels"),
        EditionsState.save_labels,
        with_roles=True,
    )
