"""/desk/help/ — one box; what to tell the caller in both languages; then the journey, masked throughout."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go, quiet, second
from ciie_portal.components.desk import keys_bar
from ciie_portal.components.errors import empty_view, error_summary, note
from ciie_portal.components.links import link
from ciie_portal.components.lists import Head, cell, table, table_row
from ciie_portal.components.marks import stage_line, status
from ciie_portal.components.question_frame import described, error_line
from ciie_portal.components.questions import textarea_question
from ciie_portal.components.texts import between_sentences, each, here, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.help_case import notices, people
from ciie_portal.pages.desk.keys_help import keys_help
from ciie_portal.state.desk.help_desk import HelpDeskState

DESK = HelpDeskState.desk


def problem(name: str) -> Any:
    return HelpDeskState.problem_of.get(name, "")


def page() -> rx.Component:
    return desk_frame(
        error_summary(HelpDeskState.problems, HelpDeskState.trouble, HelpDeskState.fault),
        find(),
        rx.el.div(
            rx.cond(present(HelpDeskState.told), note(HelpDeskState.told, kind="done")),
            role="status",
            class_name="gap-4",
        ),
        rx.el.div(
            rx.cond(
                DESK.case.length() > 0,
                rx.fragment(rx.foreach(DESK.case, case)),
                rx.cond(DESK.callers.length() > 0, several(), rx.cond(problem("q") == "", nothing_found())),
            ),
            id="answer",
            tab_index=-1,
            role="region",
            aria_label=_("What was found"),
        ),
        keys_help(keys()),
        keys_bar(keys()),
        current="help",
    )


def keys() -> tuple[tuple[str, str], ...]:
    return (
        ("/", _("search")),
        ("Enter", _("find")),
        ("j k", _("move")),
        ("1–9", _("open the one with this number")),
        ("n", _("note the call")),
        ("?", _("all keys")),
    )


def find() -> rx.Component:
    """The box; where it is empty, what a clerk asks first."""
    hint = _("May I have your reference, mobile number or unit name?")
    box = rx.el.input(
        id="q",
        name="q",
        type="search",
        class_name="input",
        max_length=200,
        auto_complete="off",
        spell_check=False,
        custom_attrs={"data-key": "/"},
        **described("q", hint, problem("q")),
    )
    label = rx.el.label(
        _("Reference, name, phone, email, credit code or document number"),
        html_for="q",
        class_name="small strong",
    )
    return rx.el.section(
        rx.el.h1(_("Help desk")),
        rx.el.form(
            label,
            rx.el.div(box, second(_("Find"), type="submit"), class_name="find__row"),
            error_line("q", problem("q")),
            rx.el.p(
                rx.cond(present(DESK.said), rx.fragment(DESK.said, between_sentences(), recorded()), hint),
                id="q-hint",
                class_name="small soft",
                aria_live="polite",
            ),
            on_submit=HelpDeskState.find,
            role="search",
            class_name="find",
        ),
    )


def recorded() -> rx.Component:
    return rx.fragment(_("Identity data is masked; what you open is recorded."))


def nothing_found() -> rx.Component:
    heading = rx.el.h2(_("What was found"), class_name="unseen")
    return rx.fragment(heading, rx.cond(DESK.is_nobody, nobody(), nothing_yet()))


def nothing_yet() -> rx.Component:
    return empty_view(
        _("No call yet"),
        _("What to tell the caller appears here, in both languages, and below it the whole journey."),
    )


def nobody() -> rx.Component:
    return empty_view(
        _("Nobody was found by this"),
        _(
            "Ask for another fact: the mobile number of the account, two characters of the unit's name,"
            " the credit code. References and numbers are needed whole."
            " Whoever has not begun to register is not here."
        ),
        link(_("Which way applies to me?"), to=here("check")),
    )


def several() -> rx.Component:
    heads = (
        Head(_("Number"), hidden=True),
        _("Unit"),
        _("Person"),
        _("Trade mission"),
        _("Now"),
        _("Since"),
    )
    return rx.el.section(
        rx.el.h2(_("Which one is calling?"), class_name="h3"),
        table(heads, *each(DESK.callers, caller_line), caption=_("Which one is calling?"), kind="slim"),
        class_name="part",
    )


def caller_line(one: Any) -> rx.Component:
    opens = rx.el.button(
        rx.el.b(one.name, lang="zh-Hans"),
        type="button",
        class_name="link",
        on_click=HelpDeskState.choose(one.unit, one.person),
        custom_attrs={"data-row": "true", "data-key": one.digit},
    )
    return table_row(
        cell(rx.cond(present(one.digit), rx.el.kbd(one.digit)), class_name="desktop"),
        cell(rx.el.span(opens, rx.el.span(one.unit, class_name="mini soft num block"))),
        cell(
            rx.el.span(one.whose, rx.el.span(one.person, class_name="mini soft num block"), lang="zh-Hans"),
            head=_("Person"),
        ),
        cell(one.mission, head=_("Trade mission"), soft=True),
        cell(status(one.family, one.status, plain=True), head=_("Now")),
        cell(one.since, head=_("Since"), class_name="num nowrap"),
        key=f"{one.unit}{one.person}",
    )


def case(one: Any) -> rx.Component:
    return rx.el.div(
        tell(one),
        head(one),
        rx.el.section(
            rx.el.h3(_("Stages of the unit"), class_name="unseen"), stage_line(one.stages), class_name="gap-6"
        ),
        rx.el.div(people(one), notices(one), calls(one), class_name="three"),
        history(one),
        key=f"{one.unit}{one.person}",
    )


def tell(one: Any) -> rx.Component:
    back = rx.cond(
        DESK.callers.length() > 0,
        quiet(_("Back to the list"), small=True, on_click=HelpDeskState.back_to_list),
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2(_("Tell the caller"), class_name="small"),
            rx.el.span(one.about, class_name="small soft"),
            back,
            class_name="row between",
        ),
        rx.el.div(
            rx.el.p(one.says_zh, class_name="say", lang="zh-Hans", id="say-zh"),
            rx.el.p(one.says_en, class_name="say", lang="en", id="say-en"),
            class_name="tell__two",
        ),
        rx.el.p(
            rx.cond(present(one.holder), status(one.family, one.holder)),
            rx.cond(present(one.late), status("you", one.late, plain=True)),
            rx.cond(
                present(one.also),
                rx.cond(
                    one.also_family == "refused",
                    status("refused", one.also, plain=True),
                    rx.el.span(one.also, class_name="soft"),
                ),
            ),
            class_name="row small gap-4 tell__also",
        ),
        class_name="tell",
    )


def head(one: Any) -> rx.Component:
    other = rx.cond(present(one.other_name), rx.fragment(one.other_name, " · "))
    return rx.el.div(
        rx.el.h2(one.name, lang="zh-Hans", class_name="unit-name"),
        rx.el.p(
            other, rx.el.b(one.unit, class_name="num tinted-ink"), " · ", one.beneath, class_name="small soft"
        ),
        rx.el.p(one.contact, class_name="small soft"),
        class_name="gap-6",
    )


def calls(one: Any) -> rx.Component:
    form = rx.el.form(
        textarea_question(
            "note",
            _("What was asked and answered"),
            problem=problem("note"),
            max_length=1000,
            custom_attrs={"data-key": "n"},
        ),
        go(_("Save the note"), small=True),
        on_submit=HelpDeskState.save_note,
        key=HelpDeskState.form_key,
    )
    return rx.el.section(
        rx.el.h3(_("Note the call")),
        form,
        rx.el.ul(*each(one.notes, call_note), class_name="calls gap-5"),
    )


def call_note(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(line.why, class_name="small pre"),
        rx.el.p(line.when, " · ", line.what, class_name="mini faint"),
        key=f"{line.when}{line.why}",
    )


def history(one: Any) -> rx.Component:
    heads = (_("When"), _("What and who"), _("Why"))
    return rx.el.section(
        rx.el.h3(_("The whole record, newest first")),
        table(heads, *each(one.history, happening), caption=_("The whole record, newest first"), kind="slim"),
        class_name="part small",
    )


def happening(line: Any) -> rx.Component:
    return table_row(
        cell(line.when, class_name="num nowrap"),
        cell(line.what),
        cell(line.why, soft=True, class_name="pre"),
    )
