"""/desk/codes/requests/ — who asked for an invitation code, the oldest first; and one request (Q2, Q7)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.desk import age, case, keys_bar, pager, tabs
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line, note
from ciie_portal.components.links import crumb, link
from ciie_portal.components.lists import Head, cell, summary_list, summary_row, table, table_row
from ciie_portal.components.marks import status
from ciie_portal.components.texts import each, here, present
from ciie_portal.i18n import _
from ciie_portal.pages.desk.code_request_answer import answer_panel
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.keys_help import keys_help
from ciie_portal.state.desk.code_requests import RequestsState, RequestState

QUEUE, CASE = RequestsState.queue, RequestState.case


def page() -> rx.Component:
    keys = (("j k", _("move")), ("Enter", _("open")), ("?", _("all keys")))
    return desk_frame(
        error_summary(RequestsState.problems, RequestsState.trouble, RequestsState.fault),
        rx.el.div(
            rx.el.h1(_("Requests for a code")),
            rx.el.span(QUEUE.summary, class_name="soft small"),
            class_name="row baseline",
        ),
        rx.cond(
            QUEUE.is_loaded,
            rx.fragment(
                rx.el.div(tabs(QUEUE.tabs, _("Codes and requests")), class_name="gap-3"),
                rx.cond(QUEUE.rows.length() > 0, listed(), nothing()),
            ),
            bones(8),
        ),
        keys_help(keys),
        keys_bar(keys, QUEUE.shown),
        current="codes",
    )


def listed() -> rx.Component:
    heads = (
        Head(_("Age, days"), right=True),
        _("Unit"),
        _("Category"),
        _("Trade mission"),
        _("Mobile number"),
        _("Asked"),
        _("State"),
    )
    rows = table(heads, *each(QUEUE.rows, line), caption=_("Requests for a code"), kind="slim")
    return rx.el.section(
        rx.el.h2(_("Requests in this view"), class_name="unseen"),
        rx.el.div(
            rows, class_name="scroll", tab_index=0, role="region", aria_label=_("Requests in this view")
        ),
        pager(QUEUE.shown, QUEUE.previous, QUEUE.following),
        class_name="gap-3",
    )


def line(row: Any) -> rx.Component:
    opens = link(row.unit_name, to=row.address, custom_attrs={"data-row": "true"}, lang="zh-Hans")
    return table_row(
        cell(
            rx.cond(present(row.age), age(row.age, row.is_late, row.is_very_late)),
            head=_("Age, days"),
            class_name="num r",
        ),
        cell(opens, head=_("Unit")),
        cell(row.category, head=_("Category")),
        cell(row.mission, head=_("Trade mission")),
        cell(row.contact, head=_("Mobile number"), soft=True, class_name="num nowrap"),
        cell(row.asked, head=_("Asked"), soft=True, class_name="nowrap"),
        cell(status(row.family, row.status, plain=True), head=_("State")),
        key=row.key,
    )


def nothing() -> rx.Component:
    waiting = empty_view(
        _("No request waits"),
        _("Whoever asks your trade mission or its sub-missions for an invitation code appears here."),
    )
    answered = empty_view(
        _("No request was answered yet"), _("Requests that you grant or decline are kept here.")
    )
    return rx.cond(QUEUE.is_open_view, waiting, answered)


def case_page() -> rx.Component:
    keys = (("g", _("grant")), ("d", _("decline")), ("u", _("back to the queue")), ("?", _("all keys")))
    left = keys[-2:]  # what an answered request still has
    answering, answered = (rx.fragment(keys_help(some), keys_bar(some)) for some in (keys, left))
    shown = rx.fragment(whole_case(), rx.cond(CASE.may_answer, answering, answered))
    return desk_frame(
        error_summary(RequestState.problems, RequestState.trouble, RequestState.fault),
        rx.cond(CASE.is_loaded, rx.cond(present(CASE.key), shown, not_here()), bones(10)),
        current="codes",
        about=CASE.unit_name,
    )


def whole_case() -> rx.Component:
    out = link(
        to=here("desk/codes/requests"), tab_index=-1, custom_attrs={"data-key": "u", "aria-hidden": "true"}
    )
    head = rx.el.div(
        rx.el.div(
            rx.el.h1(CASE.unit_name, lang="zh-Hans"),
            rx.el.p(_("Asked for a code"), " · ", CASE.asked, class_name="soft small"),
        ),
        status(CASE.family, CASE.status),
        class_name="case__head gap-2",
    )
    return rx.fragment(
        rx.el.span(crumb(_("Requests for a code"), here("desk/codes/requests")), out),
        head,
        rx.el.div(live_line(RequestState.told), class_name="gap-3"),
        rx.el.div(
            case(answers(), others(), history(), decision=answer_panel()), class_name="gap-5", key=CASE.key
        ),
    )


def answers() -> rx.Component:
    free = note(rx.el.p(_("An enterprise can register without an invitation code.")))
    return rx.el.section(
        rx.el.h2(_("What was asked"), class_name="unseen"),
        rx.cond(CASE.needs_code, rx.fragment(), rx.el.div(free, class_name="part")),
        summary_list(
            summary_row(_("Name of the unit"), CASE.unit_name, lang="zh-Hans"),
            summary_row(_("Category"), CASE.category),
            summary_row(_("Trade mission"), CASE.mission),
            summary_row(_("Reason"), rx.el.span(CASE.reason, class_name="typed")),
            summary_row(_("Contact"), CASE.contact_name),
            summary_row(_("Mobile number, verified"), rx.el.span(CASE.contact, class_name="num")),
            summary_row(
                _("Language of the answer"),
                rx.cond(CASE.locale == "zh", "中文", "English"),
                lang=CASE.language,
            ),
            kind="mid",
        ),
    )


def others() -> rx.Component:
    return rx.cond(
        CASE.others.length() > 0,
        rx.el.section(rx.el.h2(_("The same number asked besides")), lines(CASE.others)),
    )


def history() -> rx.Component:
    return rx.el.section(rx.el.h2(_("History")), lines(CASE.history))


def lines(listed: Any) -> rx.Component:
    def one_line(one: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(one.text), " ", rx.el.span(one.beneath, class_name="small soft"), key=one.beneath
        )

    return rx.el.ul(rx.foreach(listed, one_line), class_name="ticks gap-2")


def not_here() -> rx.Component:
    return rx.el.div(
        rx.el.h1(_("No such request")),
        rx.el.p(_("There is no such request among those of your trade mission.")),
        rx.el.div(second(_("Back to the queue"), to=here("desk/codes/requests")), class_name="gap-4"),
        class_name="empty",
    )
