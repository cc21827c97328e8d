"""/desk/codes/ — issue invitation codes, see who used them, show one again, revoke."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, acts, destroy, go, quiet
from ciie_portal.components.desk import pager, tabs
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary, note
from ciie_portal.components.links import link
from ciie_portal.components.lists import Head, cell, table, table_row
from ciie_portal.components.marks import status
from ciie_portal.components.questions import date_question, select_question, side_by_side, text_question
from ciie_portal.components.texts import Text, each, filled, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.codes import CodesState

CODES = CodesState.codes


def problem(name: str) -> Any:
    return CodesState.problem_of.get(name, "")


def page() -> rx.Component:
    return desk_frame(
        error_summary(CodesState.problems, CodesState.trouble, CodesState.fault),
        rx.el.div(
            rx.el.h1(_("Invitation codes")),
            rx.el.span(CODES.summary, class_name="soft small"),
            class_name="row baseline",
        ),
        rx.el.div(tabs(CODES.tabs, _("Codes and requests")), class_name="gap-3"),
        rx.cond(
            CODES.is_loaded,
            rx.el.div(
                rx.el.div(just_issued(), listed(), class_name="stack-5"),
                issuing(),
                class_name="case gap-5",
            ),
            bones(8),
        ),
        revoking(),
        current="codes",
    )


def just_issued() -> rx.Component:
    codes = rx.el.ul(
        *each(CodesState.issued, lambda code: rx.el.li(rx.el.span(code, class_name="code"), key=code)),
        class_name="code-list",
    )
    words = rx.el.p(_("Issued. Pass each code on; it can be shown again in the list."))
    return rx.el.div(
        rx.cond(CodesState.issued.length() > 0, note(words, codes, kind="done")),
        role="status",
        id="issued",
    )


def listed() -> rx.Component:
    heads = (
        _("Invitation code"),
        _("Trade mission"),
        _("Uses"),
        _("For whom"),
        _("Used by"),
        Head(_("Deeds"), hidden=True),
    )
    rows = table(heads, *each(CODES.rows, code_line), caption=_("Codes, the newest first"), kind="slim")
    shown = rx.fragment(
        rx.el.div(
            rows, class_name="scroll", tab_index=0, role="region", aria_label=_("Codes, the newest first")
        ),
        pager(CODES.shown, CODES.previous, CODES.following),
    )
    return rx.el.section(
        rx.el.h2(_("Codes, the newest first"), class_name="unseen"),
        rx.cond(CODES.rows.length() > 0, shown, nothing()),
    )


def code_line(row: Any) -> rx.Component:
    is_shown = CodesState.shown_key == row.key
    code = rx.cond(is_shown, CodesState.shown_code, row.masked)
    return table_row(
        cell(
            rx.el.span(
                rx.el.span(code, class_name="code nowrap", aria_live="polite"),
                rx.el.span(_("Issued"), " ", row.issued, " ", row.issued_by, class_name="mini soft block"),
            ),
            head=_("Invitation code"),
        ),
        cell(row.mission, head=_("Trade mission"), class_name="called"),
        cell(
            rx.el.span(
                status(row.family, row.state, plain=True),
                rx.el.span(row.uses, class_name="mini soft block"),
                rx.cond(
                    present(row.expires),
                    rx.el.span(_("Valid to"), " ", row.expires, class_name="mini soft block"),
                ),
            ),
            head=_("Uses"),
            class_name="nowrap",
        ),
        cell(for_whom(row), head=_("For whom")),
        cell(rx.el.span(rx.foreach(row.used_by, user), row.more), head=_("Used by")),
        cell(deeds(row, is_shown)),
        key=row.key,
    )


def for_whom(row: Any) -> rx.Component:
    bound = rx.cond(present(row.bound_to), rx.el.span(row.bound_to, " "))
    return rx.fragment(bound, rx.el.span(row.note, class_name="soft"))


def user(unit: Any) -> rx.Component:
    return rx.el.span(
        link(unit.name, to=unit.address, lang="zh-Hans"), class_name="block", key=unit.reference
    )


def deeds(row: Any, is_shown: Any) -> rx.Component:
    show = act(
        rx.cond(is_shown, _("Hide"), _("Show")),
        row.masked,
        on_click=CodesState.show_code(row.key),
        aria_expanded=rx.cond(is_shown, "true", "false"),
    )
    revoke = rx.cond(row.is_open, act(_("Revoke"), row.masked, on_click=CodesState.ask_to_revoke(row.key)))
    return acts(show, revoke)


def nothing() -> rx.Component:
    return empty_view(
        _("No codes yet"),
        _("Codes that you issue appear here, with their uses and the units that registered with them."),
    )


def mission_question(missions: Any, value: Text, problem: Text, **props: Any) -> rx.Component:
    """Whose code it is."""
    return select_question(
        "mission",
        _("Trade mission"),
        missions,
        value=value,
        hint=_("A unit that registers with the code becomes its member."),
        problem=problem,
        **props,
    )


def expiry_question(problem: Text) -> rx.Component:
    return date_question(
        "expires_on",
        _("Valid to the end of"),
        hint=_("Beijing time. Empty: until registration closes."),
        problem=problem,
        optional=True,
    )


def issuing() -> rx.Component:
    form = rx.el.form(
        mission_question(CODES.missions, CODES.own_mission, problem("mission")),
        side_by_side(
            text_question(
                "code_count",
                _("How many codes"),
                value="1",
                input_mode="numeric",
                problem=problem("code_count"),
            ),
            text_question(
                "uses_allowed",
                _("Uses of each"),
                value="1",
                input_mode="numeric",
                problem=problem("uses_allowed"),
            ),
        ),
        expiry_question(problem("expires_on")),
        text_question(
            "bound_unit_name",
            _("Only for the unit named"),
            optional=True,
            max_length=100,
            problem=problem("bound_unit_name"),
        ),
        text_question(
            "bound_contact",
            _("Only for the mobile or email"),
            optional=True,
            max_length=254,
            problem=problem("bound_contact"),
        ),
        text_question(
            "note",
            _("Note for the desk"),
            hint=_("The buyer does not see it."),
            optional=True,
            max_length=200,
            problem=problem("note"),
        ),
        rx.el.div(go(_("Issue codes")), class_name="go"),
        on_submit=CodesState.issue,
        key=CodesState.form_key,
        class_name="stack-5",
    )
    return rx.el.aside(rx.el.h2(_("New codes")), form, class_name="panel", aria_label=_("New codes"))


def revoking() -> rx.Component:
    return dialog(
        "revoke",
        filled(_("Revoke the code {code}?"), code=rx.el.span(CodesState.revoking_code, class_name="code")),
        rx.el.p(
            _("Nobody can register with it any more. Units that have used it stay members."),
            class_name="gap-3",
        ),
        deed=destroy(_("Revoke the code"), on_click=CodesState.revoke_code),
        keep=quiet(_("Cancel"), on_click=CodesState.keep),
        is_open=present(CodesState.revoking),
    )
