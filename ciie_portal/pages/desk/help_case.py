"""Of the help desk's case: its people with the comparison of four characters, and its notices."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, second
from ciie_portal.components.errors import note
from ciie_portal.components.lists import Head, cell, table, table_row
from ciie_portal.components.marks import dots, status
from ciie_portal.components.questions import select_box, text_question
from ciie_portal.components.texts import each, present, tongue
from ciie_portal.i18n import _
from ciie_portal.state.desk.help_desk import HelpDeskState
from ciie_portal.wording.help_desk import SAYS_NO_NUMBERS


def people(one: Any) -> rx.Component:
    heads = (_("Person"), _("Now"))
    shown = rx.fragment(
        table(heads, *each(one.people, person_line), caption=_("People"), kind="slim"), compare(one)
    )
    return rx.el.section(
        rx.el.h3(one.people_title), rx.cond(one.people.length() > 0, shown), class_name="small"
    )


def person_line(one: Any) -> rx.Component:
    name = rx.el.span(
        rx.el.b(one.name, lang="zh-Hans"),
        rx.cond(one.is_asked, rx.el.span(_("asks"), class_name="tag gap-left")),
        rx.el.span(one.reference, class_name="mini soft num block"),
        rx.el.span(one.document, class_name="mini soft num block"),
        rx.el.span(one.contact, class_name="mini soft num block"),
    )
    now = rx.el.span(
        status(one.family, one.status),
        rx.el.span(one.sentence, class_name="mini soft block"),
        rx.el.details(
            rx.el.summary(dots(one.dots), " ", _("Journey"), rx.el.span(one.name, class_name="unseen")),
            rx.el.ol(rx.foreach(one.steps, step), class_name="mini num"),
            rx.cond(
                present(one.certificate),
                rx.el.p(_("Certificate"), " ", one.certificate, class_name="mini num"),
            ),
            class_name="mini",
        ),
    )
    return table_row(
        cell(name, class_name="top"),
        cell(now, class_name="top"),
        class_name=rx.cond(one.is_asked, "is-asked", ""),
        key=one.reference,
    )


def step(text: Any) -> rx.Component:
    return rx.el.li(text, key=text)


def compare(one: Any) -> rx.Component:
    """The caller says four characters; the page says whether they agree, and shows none."""
    form = rx.el.form(
        rx.el.label(_("Whose document"), html_for="whose", class_name="unseen"),
        select_box("whose", one.people_choices, value=one.person, small=True),
        text_question(
            "last_four",
            _("Last four characters that the caller says"),
            problem=HelpDeskState.problem_of.get("last_four", ""),
            max_length=12,
            width="w-s",
            auto_complete="off",
        ),
        second(_("Compare"), small=True, type="submit"),
        on_submit=HelpDeskState.compare,
        class_name="compare gap-4",
    )
    answer = rx.el.div(
        rx.cond(present(HelpDeskState.compared), compared()), role="status", class_name="gap-3"
    )
    return rx.fragment(form, answer, rx.el.p(_(SAYS_NO_NUMBERS), class_name="mini soft gap-3"))


def compared() -> rx.Component:
    """Beside the box: the clerk looks there while the caller speaks."""
    return rx.cond(
        HelpDeskState.is_match,
        note(HelpDeskState.compared, kind="done"),
        note(HelpDeskState.compared, kind="refused"),
    )


def notices(one: Any) -> rx.Component:
    heads = (_("Notice"), _("State"), Head(_("Deeds"), hidden=True))
    shown = table(heads, *each(one.notices, notice_line), caption=_("Notices"), kind="slim")
    none = rx.el.p(_("Nothing has been sent yet."), class_name="soft")
    return rx.el.section(
        rx.el.h3(_("Notices")), rx.cond(one.notices.length() > 0, shown, none), class_name="small"
    )


def notice_line(one: Any) -> rx.Component:
    words = rx.el.details(
        rx.el.summary(one.name),
        rx.cond(present(one.subject), rx.el.p(one.subject, class_name="strong", lang=tongue(one.language))),
        rx.el.p(one.text, class_name="sms", lang=tongue(one.language)),
        rx.el.p(one.beneath, class_name="mini soft"),
        rx.cond(present(one.note), rx.el.p(one.note, class_name="mini soft")),
    )
    state = rx.el.span(
        status(one.family, one.state, plain=True), rx.el.span(one.when, class_name="mini soft num block")
    )
    again = rx.foreach(
        one.ways,
        lambda way: act(
            rx.cond(way.value == "sms", _("Send again by SMS"), _("Send again by email")),
            rx.fragment(one.name, " ", way.text),
            on_click=HelpDeskState.send_again(one.key, way.value),
            key=way.value,
        ),
    )
    return table_row(
        cell(words, class_name="top"),
        cell(state, class_name="top"),
        cell(rx.el.div(again, class_name="acts acts--down"), class_name="top r"),
        key=one.key,
    )
