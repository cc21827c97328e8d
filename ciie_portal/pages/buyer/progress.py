"""/progress/ — the buyer's dashboard: what to do now, where everybody stands, what was sent, every answer."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, acts, destroy, quiet, second
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line, note
from ciie_portal.components.frame import page_frame
from ciie_portal.components.fresh import fresh
from ciie_portal.components.links import link
from ciie_portal.components.lists import (
    cell,
    messages,
    portrait,
    summary_list,
    summary_row,
    table,
    table_row,
)
from ciie_portal.components.marks import dots, stage_line, status
from ciie_portal.components.texts import between_sentences, each, filled, here, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.progress_belonging import belonging, earlier, history
from ciie_portal.pages.buyer.progress_parts import answer, message, now_part
from ciie_portal.state.buyer.progress import WHOLE_UNIT, ProgressState

PAGE = ProgressState.page


def page() -> rx.Component:
    return page_frame(
        error_summary(ProgressState.problems, ProgressState.trouble, ProgressState.fault),
        rx.cond(
            ProgressState.is_loaded,
            rx.fragment(
                title(),
                live_line(ProgressState.told),
                not_reached(),
                now_part(PAGE.now),
                again(),
                journey(),
                persons(),
                belonging(),
                below(),
                earlier(),
                leaving(),
            ),
            when(ProgressState.trouble == "", bones(6)),
        ),
        fresh(ProgressState.read_again),
        current="progress",
        kind="buyer",
    )


def title() -> rx.Component:
    return rx.el.div(
        rx.el.h1(PAGE.name),
        rx.el.p(
            rx.el.span(_("Reference"), " ", rx.el.b(PAGE.reference, class_name="num")),
            when(present(PAGE.mission), rx.el.span(PAGE.mission)),
            when(present(PAGE.count), rx.el.span(PAGE.count)),
            class_name="meta",
        ),
    )


def not_reached() -> rx.Component:
    """A message came back: where the contact is mended."""
    mend = link(_("Change it on the account page"), to=here("account"))
    return rx.fragment(
        *each(
            PAGE.troubles,
            lambda trouble: rx.el.div(
                note(trouble, between_sentences(), mend, kind="you"), class_name="gap-4"
            ),
        )
    )


def again() -> rx.Component:
    """Who withdrew may come back until registration closes."""
    words = _("Every answer is taken over, the people too; only an invitation code is asked for anew.")
    shown = rx.el.div(
        rx.el.p(words, class_name="small soft"),
        rx.el.div(second(_("Register again"), on_click=ProgressState.register_again), class_name="go"),
        class_name="gap-4",
    )
    return when(PAGE.can_register_again, shown)


def journey() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Where your registration is")), stage_line(PAGE.stages), class_name="part"
    )


def persons() -> rx.Component:
    heads = (_("Person"), _("Label"), _("Journey"), _("Now"), _("Since"), _("What you can do"))
    add = link(_("Add a person"), to=here("register/people"))
    nobody = empty_view(
        _("No people yet"), _("Everyone you enter stands here, with the way to the certificate.")
    )
    shown = rx.fragment(
        rx.el.div(table(heads, *each(PAGE.people, wide_row), caption=_("People")), class_name="desktop"),
        rx.el.ul(*each(PAGE.people, narrow_row), class_name="plist phone"),
    )
    return rx.el.section(
        rx.el.div(rx.el.h2(_("People")), when(PAGE.can_add, add), class_name="head"),
        rx.cond(PAGE.people.length() > 0, shown, nobody),
        class_name="part",
    )


def both(person: Any) -> rx.Component:
    return rx.el.b(
        rx.el.span(person.name_zh, lang="zh-Hans"), when(present(person.name_zh), " "), person.name_latin
    )


def deeds(person: Any) -> rx.Component:
    out = act(_("Withdraw"), person.name, on_click=ProgressState.ask_to_leave(person.reference))
    return acts(act(person.deed, person.name, to=person.address), when(person.can_withdraw, out))


def wide_row(person: Any) -> rx.Component:
    return table_row(
        cell(rx.el.span(portrait(person.photo), both(person), class_name="who")),
        cell(person.label),
        cell(dots(person.dots)),
        cell(
            rx.fragment(
                status(person.family, person.badge), rx.el.p(person.sentence, class_name="mini soft measure")
            )
        ),
        cell(person.since, soft=True, class_name="nowrap"),
        cell(deeds(person), class_name="r"),
    )


def narrow_row(person: Any) -> rx.Component:
    return rx.el.li(
        portrait(person.photo),
        rx.el.div(
            rx.el.div(both(person), status(person.family, person.badge), class_name="row row--tight between"),
            rx.el.div(
                rx.el.span(person.label, class_name="small soft"),
                dots(person.dots),
                class_name="row row--tight between",
            ),
            rx.el.p(person.sentence, class_name="small soft"),
            rx.el.div(
                rx.el.span(person.since, class_name="mini faint"),
                deeds(person),
                class_name="row row--tight between",
            ),
        ),
    )


def below() -> rx.Component:
    left = rx.el.div(when(PAGE.deliveries.length() > 0, delivery()), sent(), history())
    return rx.el.section(left, answers(), class_name="part two")


def sent() -> rx.Component:
    none = empty_view(
        _("No messages yet"), _("Every message that we send you about this registration is kept here.")
    )
    return rx.el.div(
        rx.el.h2(_("Messages sent to you")),
        rx.cond(PAGE.messages.length() > 0, messages(*each(PAGE.messages, message)), none),
        class_name="stack",
    )


def delivery() -> rx.Component:
    return rx.el.div(
        rx.el.h2(_("Certificates and delivery")), *each(PAGE.deliveries, parcel), class_name="stack delivered"
    )


def parcel(one: Any) -> rx.Component:
    to = summary_row(_("To"), one.goes_to)
    changing = summary_row(_("To"), one.goes_to, change=here("certificates"))
    return summary_list(
        summary_row(_("For"), one.names),
        summary_row(_("How"), one.how),
        when(present(one.goes_to), rx.cond(one.person != "", changing, to)),
        summary_row(_("Tracking"), one.tracking),
        kind="mid",
    )


def answers() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2(_("Your answers")), link(_("See all"), to=here("register/check")), class_name="head"
        ),
        *each(PAGE.groups, group),
        *each(PAGE.lock_reasons, lambda reason: rx.el.p(reason, class_name="small soft gap-3")),
        when(
            PAGE.can_withdraw,
            quiet(
                _("Withdraw the registration"), on_click=ProgressState.ask_to_leave(WHOLE_UNIT), small=True
            ),
        ),
        class_name="answers",
    )


def group(one: Any) -> rx.Component:
    return rx.fragment(
        rx.el.h3(one.title, class_name="gap-5"), summary_list(*each(one.rows, answer), kind="mid")
    )


def leaving() -> rx.Component:
    """Withdrawing is confirmed, and what is lost is named."""
    is_unit = ProgressState.leaving == WHOLE_UNIT
    person = filled(
        _("{name} gets no certificate, and no fee is due. An open request with this person ends."),
        name=ProgressState.leaving_name,
    )
    return dialog(
        "leaving",
        rx.cond(
            is_unit,
            _("Withdraw the whole registration?"),
            filled(_("Withdraw {name}?"), name=ProgressState.leaving_name),
        ),
        rx.el.p(rx.cond(is_unit, PAGE.loss, person)),
        deed=destroy(_("Withdraw"), on_click=ProgressState.leave),
        keep=quiet(_("Keep it"), on_click=ProgressState.stay),
        is_open=ProgressState.leaving != "",
    )
