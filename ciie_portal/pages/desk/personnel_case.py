"""/desk/personnel/<reference>/ — one paid person: passes, fails, or gets answers back."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import destroy, go, second
from ciie_portal.components.desk import case, keys_bar, panel
from ciie_portal.components.errors import bones, error_summary, note
from ciie_portal.components.links import crumb, link
from ciie_portal.components.lists import portrait, summary_list, summary_row
from ciie_portal.components.marks import status
from ciie_portal.components.questions import textarea_question
from ciie_portal.components.texts import each, filled, here
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.keys_help import keys_help
from ciie_portal.state.desk.personnel import PersonnelCaseState

PROBLEM = PersonnelCaseState.problem_of


def page() -> rx.Component:
    state = PersonnelCaseState
    return desk_frame(
        rx.el.span(crumb(_("Personnel review"), here("desk/personnel")), shortcut_back()),
        error_summary(state.problems, state.trouble, state.fault),
        rx.cond(state.case.is_loaded, rx.cond(state.case.reference != "", found(), not_here()), bones(8)),
        current="personnel",
        about=PersonnelCaseState.case.name,
    )


def shortcut_back() -> rx.Component:
    return link(
        to=here("desk/personnel"), tab_index=-1, custom_attrs={"data-key": "u", "aria-hidden": "true"}
    )


def not_here() -> rx.Component:
    return rx.el.div(
        rx.el.h1(_("No such case")),
        rx.el.div(second(_("Back to the queue"), to=here("desk/personnel")), class_name="gap-4"),
        class_name="empty",
    )


def found() -> rx.Component:
    one = PersonnelCaseState.case
    return rx.fragment(
        rx.el.h1(one.name, " ", one.name_latin),
        rx.el.p(
            status(one.family, one.status),
            " ",
            one.reference,
            " · ",
            one.since,
            class_name="row row--tight soft",
        ),
        rx.el.div(class_name="gap-5"),
        case(
            person(),
            history(),
            decision=rx.el.div(rx.cond(one.is_open, decision(), decided()), doubt(), class_name="stack"),
        ),
        rx.cond(one.is_open, keys_shown(keys()), keys_shown(keys()[-2:])),
    )


def keys() -> tuple[tuple[str, str], ...]:
    return (
        ("a", _("pass")),
        ("r", _("return")),
        ("e", _("not passed")),
        ("u", _("back to the queue")),
        ("?", _("all keys")),
    )


def keys_shown(pressed: tuple[tuple[str, str], ...]) -> rx.Component:
    return rx.fragment(keys_help(pressed), keys_bar(pressed, PersonnelCaseState.case.reference))


def person() -> rx.Component:
    one = PersonnelCaseState.case
    return rx.el.section(
        rx.el.h2(_("As on the document")),
        rx.el.div(portrait(one.photo, one.name), class_name="portrait-large"),
        summary_list(
            summary_row(_("Work unit"), one.unit),
            summary_row(_("Trade mission"), one.mission),
            *each(one.answers, lambda answer: summary_row(answer.term, answer.text)),
            kind="mid",
        ),
    )


def history() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("History")),
        rx.el.ul(
            *each(
                PersonnelCaseState.case.history,
                lambda one: rx.el.li(
                    rx.el.span(one.when, class_name="num soft"), " ", one.what, " ", one.why
                ),
            ),
            class_name="stack",
        ),
    )


def decision() -> rx.Component:
    """Pass is the usual deed; the two others say why."""
    return panel(
        _("Decision"),
        note(_("Passing starts the making of the certificate. After it the fee is not refunded.")),
        rx.el.div(
            go(
                _("Pass and open the next"),
                type="button",
                on_click=PersonnelCaseState.pass_case,
                custom_attrs={"data-key": "a"},
            ),
            class_name="go",
        ),
        choice("r", _("Return answers for correction"), return_form()),
        choice("e", _("Not passed"), fail_form()),
    )


def choice(key: str, words: str, form: rx.Component) -> rx.Component:
    shown = rx.el.summary(
        rx.el.span(words), " ", rx.el.kbd(key, class_name="desktop"), custom_attrs={"data-key": key}
    )
    return rx.el.details(shown, form, class_name="gap-4")


def return_form() -> rx.Component:
    boxes = each(
        PersonnelCaseState.case.returnable,
        lambda field: rx.el.li(
            rx.el.label(
                rx.el.input(type="checkbox", name="field." + field[0]),
                " ",
                field[1],
                class_name="opt-row opt-row--bare",
            )
        ),
    )
    return rx.el.form(
        rx.el.fieldset(rx.el.legend(_("Which answers")), rx.el.ul(*boxes), class_name="q"),
        textarea_question(
            "return_reason",
            _("What the person should do"),
            hint=_("The buyer reads this sentence. The payment stays; everything else stays locked."),
            problem=PROBLEM.get("photo_file_id", PROBLEM.get("reason", "")),
        ),
        second(_("Return and open the next"), type="submit"),
        on_submit=PersonnelCaseState.return_case,
    )


def fail_form() -> rx.Component:
    return rx.el.form(
        textarea_question(
            "reason",
            _("Reason"),
            hint=_("For the record of the staff. The buyer is told how to get the fee back."),
            problem=PROBLEM.get("reason", ""),
        ),
        destroy(_("Not passed, open the next"), type="submit"),
        on_submit=PersonnelCaseState.fail_case,
    )


def doubt() -> rx.Component:
    """Nothing is decided by it; the newest one stands above the form."""
    one = PersonnelCaseState.case
    return panel(
        _("A doubt about the unit"),
        rx.el.p(one.noted, role="status", class_name="soft"),
        rx.el.form(
            textarea_question(
                "doubt",
                _("Note for the unit review"),
                hint=filled(_("{office} reads it beside the case. No status changes."), office=one.mission),
                problem=PROBLEM.get("doubt", ""),
            ),
            second(_("Send the note"), type="submit"),
            on_submit=PersonnelCaseState.note_case,
            key=one.noted,
        ),
    )


def decided() -> rx.Component:
    return panel(
        _("Decision"),
        rx.el.p(_("There is nothing to decide on this person now.")),
        second(_("Open the next"), to=PersonnelCaseState.case.next_address),
    )
