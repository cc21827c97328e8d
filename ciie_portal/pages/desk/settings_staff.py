"""/desk/settings/ and /desk/settings/staff/ — the parts of the settings; who signs in to the desk."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import destroy, go, quiet, second
from ciie_portal.components.desk import filter_field, filters, pager, search_box
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line, note
from ciie_portal.components.links import crumb, link
from ciie_portal.components.lists import cell, summary_list, summary_row, table, table_row
from ciie_portal.components.marks import status
from ciie_portal.components.questions import select_question, text_question
from ciie_portal.components.texts import each, filled, here, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.settings_staff import SettingsState, StaffState

STAFFING, MEMBER = StaffState.staffing, StaffState.member


def problem(name: str) -> Any:
    return StaffState.problem_of.get(name, "")


def home_page() -> rx.Component:
    rows = table(
        (_("Part of the settings"), _("What is done there")),
        *each(SettingsState.parts, part_row),
        caption=_("Settings"),
        kind="slim",
    )
    return desk_frame(
        error_summary(SettingsState.problems, SettingsState.trouble, SettingsState.fault),
        rx.el.h1(_("Settings")),
        rx.el.div(
            rx.cond(SettingsState.parts.length() > 0, rows, bones(3)),
            class_name="column gap-5",
        ),
        current="settings",
    )


def part_row(part: Any) -> rx.Component:
    return table_row(
        cell(link(rx.el.b(part.name), to=part.address, custom_attrs={"data-row": "true"})),
        cell(part.sentence, soft=True),
        key=part.address,
    )


def staff_page() -> rx.Component:
    return desk_frame(
        error_summary(StaffState.problems, StaffState.trouble, StaffState.fault),
        crumb(_("Settings"), here("desk/settings")),
        rx.el.h1(_("Staff")),
        rx.cond(
            STAFFING.is_loaded,
            rx.el.div(
                rx.el.div(enrolment(), searching(), listed(), class_name="stack-5"),
                adding(),
                class_name="case gap-5",
            ),
            bones(8),
        ),
        current="settings",
    )


def enrolment() -> rx.Component:
    """The one time that the address is shown."""
    words = rx.fragment(
        rx.el.p(
            filled(
                _("Pass this address on to {login} in person. It is shown this once and works for 7 days:"),
                login=rx.el.b(StaffState.enrolling),
            )
        ),
        rx.el.p(rx.el.span(StaffState.enrolment, class_name="code breaks"), class_name="gap-2"),
    )
    return rx.el.div(
        rx.cond(present(StaffState.enrolment), note(words, kind="done")), role="status", id="enrolment"
    )


def searching() -> rx.Component:
    return filters(
        filter_field(
            "q", _("Name or sign-in name"), search_box("q", STAFFING.search, max_length=100), grow=True
        ),
        second(_("Search"), small=True, type="submit"),
        rx.cond(present(STAFFING.search), quiet(_("Clear"), to=here("desk/settings/staff"), small=True)),
        on_submit=StaffState.look_for,
        key=STAFFING.search,
    )


def listed() -> rx.Component:
    heads = (_("Sign-in name"), _("Name"), _("Role"), _("Trade mission"), _("State"))
    rows = table(heads, *each(STAFFING.rows, member_row), caption=_("Staff"), kind="slim")
    none = empty_view(_("Nobody found"), _("Members whom you add appear here, with their role and state."))
    return rx.el.section(
        rx.el.h2(_("Members"), class_name="unseen"),
        rx.cond(
            STAFFING.rows.length() > 0,
            rx.fragment(rows, pager(STAFFING.shown, STAFFING.previous, STAFFING.following)),
            none,
        ),
    )


def member_row(row: Any) -> rx.Component:
    return table_row(
        cell(
            link(row.login, to=row.address, custom_attrs={"data-row": "true"}, class_name="breaks"),
            head=_("Sign-in name"),
        ),
        cell(row.name, head=_("Name"), class_name="breaks called"),
        cell(row.role, head=_("Role")),
        cell(row.mission, head=_("Trade mission")),
        cell(status(row.family, row.state, plain=True), head=_("State"), class_name="nowrap"),
        key=row.login,
    )


def adding() -> rx.Component:
    form = rx.el.form(
        text_question(
            "login",
            _("Sign-in name"),
            hint=_("Small letters, digits, dot, dash or underscore."),
            problem=problem("login"),
            max_length=100,
            auto_complete="off",
            spell_check=False,
        ),
        text_question(
            "name",
            _("Name"),
            hint=_("As colleagues see it in the record."),
            problem=problem("name"),
            max_length=100,
            auto_complete="off",
        ),
        select_question("role", _("Role"), STAFFING.roles, problem=problem("role")),
        select_question(
            "mission",
            _("Trade mission"),
            STAFFING.missions,
            hint=_("For a secretariat only."),
            problem=problem("mission"),
            empty=_("None"),
        ),
        rx.el.div(go(_("Add and show the enrolment address")), class_name="go"),
        on_submit=StaffState.add,
        key=StaffState.form_key,
        class_name="stack-5",
    )
    return rx.el.aside(rx.el.h2(_("New member")), form, class_name="panel", aria_label=_("New member"))


def member_page() -> rx.Component:
    shown = rx.el.div(
        rx.el.div(enrolment(), live_line(StaffState.told), facts(), changing(), class_name="stack-5"),
        signing_in(),
        class_name="case gap-5",
    )
    return desk_frame(
        error_summary(StaffState.problems, StaffState.trouble, StaffState.fault),
        crumb(_("Staff"), here("desk/settings/staff")),
        rx.cond(
            present(MEMBER.login),
            rx.fragment(rx.el.h1(MEMBER.name, class_name="breaks"), shown),
            rx.fragment(rx.el.h1(_("Staff")), rx.cond(present(StaffState.trouble), rx.fragment(), bones(6))),
        ),
        asking_to_disable(),
        asking_to_enrol(),
        current="settings",
        about=MEMBER.name,
    )


def facts() -> rx.Component:
    return summary_list(
        summary_row(_("Sign-in name"), MEMBER.login),
        summary_row(_("Role"), MEMBER.role),
        summary_row(_("State"), status(MEMBER.family, MEMBER.state)),
        summary_row(_("Added"), MEMBER.added),
        kind="tight",
    )


def changing() -> rx.Component:
    mission = select_question(
        "mission",
        _("Trade mission"),
        MEMBER.missions,
        value=MEMBER.mission,
        hint=_("Moving somebody to another mission ends the sessions."),
        problem=problem("mission"),
    )
    form = rx.el.form(
        text_question("name", _("Name"), value=MEMBER.name, problem=problem("name"), max_length=100),
        rx.cond(MEMBER.missions.length() > 0, mission),
        rx.el.div(go(_("Save")), class_name="go"),
        on_submit=StaffState.save_member,
        key=f"{MEMBER.login}-{MEMBER.version}",
        class_name="stack-5",
    )
    return rx.el.section(rx.el.h2(_("Change")), rx.el.div(form, class_name="gap-4"), class_name="part")


def signing_in() -> rx.Component:
    """Nobody does this to the own account."""
    own = rx.el.p(
        _("This is your own account: somebody else who manages staff disables it or enrols it anew."),
        class_name="soft",
    )
    again = rx.fragment(
        rx.el.p(
            _("Disabled: no password and no code of the authenticator opens the desk."), class_name="soft"
        ),
        second(_("Allow signing in again"), on_click=StaffState.enable),
    )
    deeds = rx.fragment(
        rx.el.p(
            _("Password or authenticator lost: both end at once, and a new enrolment address is shown."),
            class_name="soft",
        ),
        second(_("New enrolment address"), on_click=StaffState.ask("enrol")),
        rx.el.p(_("No longer at the desk: every open session ends at once."), class_name="soft gap-5"),
        destroy(_("Disable"), on_click=StaffState.ask("disable")),
    )
    return rx.el.aside(
        rx.el.h2(_("Signing in")),
        rx.el.div(
            rx.cond(MEMBER.is_self, own, rx.cond(MEMBER.is_disabled, again, deeds)), class_name="stack gap-3"
        ),
        class_name="panel",
        aria_label=_("Signing in"),
    )


def asking_to_disable() -> rx.Component:
    return dialog(
        "disable",
        filled(_("Disable {name}?"), name=MEMBER.name),
        rx.el.p(_("The sessions end at once. What was decided stays in the record."), class_name="gap-3"),
        deed=destroy(_("Disable"), on_click=StaffState.disable),
        keep=quiet(_("Cancel"), on_click=StaffState.ask("")),
        is_open=StaffState.asking == "disable",
    )


def asking_to_enrol() -> rx.Component:
    return dialog(
        "enrol",
        filled(_("Enrol {name} anew?"), name=MEMBER.name),
        rx.el.p(
            _("Password and authenticator stop working now, and every session ends."), class_name="gap-3"
        ),
        deed=destroy(_("New enrolment address"), on_click=StaffState.enrol_again),
        keep=quiet(_("Cancel"), on_click=StaffState.ask("")),
        is_open=StaffState.asking == "enrol",
    )
