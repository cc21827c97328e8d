"""/desk/settings/missions/ — how missions are reached, what they are called, their sub-missions."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import destroy, go, quiet, second
from ciie_portal.components.desk import filter_field, filters, pager, search_box
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line, note
from ciie_portal.components.links import crumb, link
from ciie_portal.components.lists import cell, table, table_row
from ciie_portal.components.marks import status
from ciie_portal.components.questions import (
    select_question,
    side_by_side,
    text_question,
    textarea_question,
)
from ciie_portal.components.texts import each, filled, here, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.settings_missions import MissionSettingsState

LIST, MISSION = MissionSettingsState.missions, MissionSettingsState.mission


def problem(name: str) -> Any:
    return MissionSettingsState.problem_of.get(name, "")


def missions_page() -> rx.Component:
    rows = rx.fragment(mission_table(LIST.rows), pager(LIST.shown, LIST.previous, LIST.following))
    none = empty_view(_("No mission found"), _("Missions that you look after appear here."))
    return desk_frame(
        error_summary(
            MissionSettingsState.problems, MissionSettingsState.trouble, MissionSettingsState.fault
        ),
        crumb(_("Settings"), here("desk/settings")),
        rx.el.h1(_("Trade missions")),
        rx.cond(
            LIST.is_loaded,
            rx.fragment(searching(), rx.cond(LIST.rows.length() > 0, rows, none)),
            bones(10),
        ),
        current="settings",
    )


def searching() -> rx.Component:
    return filters(
        filter_field("q", _("Code or name"), search_box("q", LIST.search, max_length=100), grow=True),
        second(_("Search"), small=True, type="submit"),
        rx.cond(present(LIST.search), quiet(_("Clear"), to=here("desk/settings/missions"), small=True)),
        on_submit=MissionSettingsState.look_for,
        key=LIST.search,
    )


def mission_table(rows: Any) -> rx.Component:
    heads = (_("Trade mission"), _("Code"), _("Covers"), _("Contact"), _("State"))
    return table(heads, *each(rows, mission_row), caption=_("Trade missions"), kind="slim")


def mission_row(row: Any) -> rx.Component:
    named = link(row.name, to=row.address, custom_attrs={"data-row": "true"}, class_name="breaks")
    return table_row(
        cell(rx.el.span(named, class_name=f"block deep-{row.depth}"), head=_("Trade mission")),
        cell(rx.el.span(row.code, class_name="code nowrap"), head=_("Code")),
        cell(rx.el.span(row.claims, lang="zh-Hans"), head=_("Covers")),
        cell(row.contact, head=_("Contact"), soft=True),
        cell(status(row.family, row.state, plain=True), head=_("State"), class_name="nowrap"),
        key=row.code,
    )


def mission_page() -> rx.Component:
    shown = rx.el.div(
        rx.el.div(live_line(MissionSettingsState.told), changing(), class_name="stack-5"),
        rx.el.div(standing(), below(), class_name="stack-5"),
        class_name="two gap-5",
    )
    return desk_frame(
        error_summary(
            MissionSettingsState.problems, MissionSettingsState.trouble, MissionSettingsState.fault
        ),
        crumb(_("Trade missions"), here("desk/settings/missions")),
        rx.cond(
            present(MISSION.code),
            rx.fragment(head(), shown),
            rx.fragment(
                rx.el.h1(_("Trade missions")),
                rx.cond(present(MissionSettingsState.trouble), rx.fragment(), bones(8)),
            ),
        ),
        asking_to_close(),
        current="settings",
        about=MISSION.name,
    )


def head() -> rx.Component:
    above = rx.cond(
        present(MISSION.above), rx.el.span(_("below"), " ", MISSION.above, class_name="soft small")
    )
    return rx.el.div(
        rx.el.h1(MISSION.name, class_name="breaks"),
        rx.el.span(MISSION.code, class_name="code soft"),
        above,
        class_name="row baseline",
    )


def changing() -> rx.Component:
    form = rx.el.form(
        rx.el.h2(_("How the secretariat is reached")),
        rx.el.p(
            _("Published in the directory of trade missions. What is empty reads “not published”."),
            class_name="soft small",
        ),
        *[
            text_question(name, words, value=value, optional=True, max_length=longest, problem=problem(name))
            for name, words, value, longest in (
                ("contact_office", _("Office"), MISSION.contact_office, 200),
                ("contact_phone", _("Telephone"), MISSION.contact_phone, 60),
                ("contact_email", _("Email address"), MISSION.contact_email, 254),
                ("contact_address", _("Address"), MISSION.contact_address, 300),
            )
        ],
        rx.cond(MISSION.is_managed, names()),
        rx.cond(MISSION.is_managed & MISSION.is_sub_mission, place()),
        rx.el.div(go(_("Save")), class_name="go"),
        on_submit=MissionSettingsState.save,
        key=f"{MISSION.code}-{MissionSettingsState.form_key}",
        class_name="stack-5",
    )
    return rx.el.section(form, class_name="part part--first")


def names() -> rx.Component:
    return rx.el.div(
        rx.el.h2(_("Names"), class_name="gap-5"),
        text_question(
            "name_zh", _("Chinese name"), value=MISSION.name_zh, max_length=200, problem=problem("name_zh")
        ),
        text_question(
            "name_en", _("English name"), value=MISSION.name_en, max_length=200, problem=problem("name_en")
        ),
        textarea_question(
            "aliases",
            _("Other names"),
            value=MISSION.aliases,
            hint=_("One a line."),
            optional=True,
            problem=problem("aliases"),
        ),
        class_name="stack-5",
    )


def claiming(before: str, division: Any, sector: Any, claimed: Any) -> rx.Component:
    return side_by_side(
        text_question(
            f"{before}claims_division",
            _("Division covered"),
            value=division,
            hint=rx.fragment(_("2, 4 or 6 digits, such as 3307."), " ", rx.el.span(claimed, lang="zh-Hans")),
            optional=True,
            max_length=20,
            input_mode="numeric",
            problem=problem(f"{before}claims_division"),
        ),
        select_question(
            f"{before}sector",
            _("Industry covered"),
            MISSION.sectors,
            value=sector,
            empty=_("None"),
            optional=True,
            problem=problem(f"{before}sector"),
        ),
    )


def place() -> rx.Component:
    claims = rx.fragment(
        rx.el.p(
            _("Enterprises without a code are assigned here by their registered address or their industry."),
            class_name="soft small",
        ),
        claiming("", MISSION.claims_division, MISSION.sector, MISSION.claimed),
    )
    return rx.el.div(
        rx.el.h2(_("Place and what it covers"), class_name="gap-5"),
        select_question(
            "parent", _("Below"), MISSION.parents, value=MISSION.parent, problem=problem("parent")
        ),
        rx.cond(MISSION.may_claim, claims),
        class_name="stack-5",
    )


def standing() -> rx.Component:
    closed = rx.el.div(
        note(rx.el.p(_("This sub-mission is closed and takes nobody new.")), kind="plain"),
        second(_("Open it again"), on_click=MissionSettingsState.reopen),
        class_name="stack",
    )
    close = rx.el.div(
        rx.el.p(_("Belonging to it:"), " ", MISSION.units, class_name="soft"),
        destroy(_("Close this sub-mission"), on_click=MissionSettingsState.ask),
        class_name="stack",
    )
    return rx.cond(
        MISSION.is_managed & MISSION.is_sub_mission, rx.cond(MISSION.is_closed, closed, close), rx.fragment()
    )


def below() -> rx.Component:
    none = rx.el.p(_("None yet."), class_name="soft")
    return rx.el.section(
        rx.el.h2(_("Sub-missions")),
        rx.el.div(
            rx.cond(MISSION.below.length() > 0, mission_table(MISSION.below), none), class_name="gap-3"
        ),
        rx.cond(MISSION.may_add, adding()),
        class_name="part part--first",
    )


def adding() -> rx.Component:
    form = rx.el.form(
        text_question(
            "new_suffix",
            _("Code"),
            hint=filled(_("Joined to {code} by a dash; it does not change later."), code=MISSION.code),
            max_length=8,
            width="w-s",
            code=True,
            problem=problem("new_suffix"),
        ),
        text_question("new_name_zh", _("Chinese name"), max_length=200, problem=problem("new_name_zh")),
        text_question("new_name_en", _("English name"), max_length=200, problem=problem("new_name_en")),
        rx.cond(MISSION.may_claim, claiming("new_", "", "", "")),
        second(_("Add the sub-mission"), type="submit"),
        on_submit=MissionSettingsState.add,
        key=f"new-{MISSION.code}-{MissionSettingsState.form_key}",
        class_name="stack-5",
    )
    return rx.el.div(rx.el.h3(_("New sub-mission")), rx.el.div(form, class_name="gap-3"), class_name="gap-5")


def asking_to_close() -> rx.Component:
    return dialog(
        "close",
        filled(_("Close {name}?"), name=MISSION.name),
        rx.el.p(
            _("It takes nobody new and its unused invitation codes end. Its members stay."),
            class_name="gap-3",
        ),
        deed=destroy(_("Close this sub-mission"), on_click=MissionSettingsState.close),
        keep=quiet(_("Cancel"), on_click=MissionSettingsState.keep),
        is_open=MissionSettingsState.is_asking,
    )
