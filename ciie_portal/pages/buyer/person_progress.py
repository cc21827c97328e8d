"""/progress/<person> — one person's journey, what came back for correction, certificate, fee, answers."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import action_bar, destroy, go, quiet, second
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import bones, empty_view, error_summary, inset, live_line
from ciie_portal.components.frame import page_frame
from ciie_portal.components.fresh import fresh
from ciie_portal.components.links import crumb, link
from ciie_portal.components.lists import messages, portrait, summary_list, summary_row
from ciie_portal.components.marks import stage_line, status
from ciie_portal.components.tab import tab_title
from ciie_portal.components.texts import choose, each, filled, here, present, when
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.progress_parts import answer, message, now_part
from ciie_portal.pages.buyer.register_person import FORM, returned_questions
from ciie_portal.state.buyer.person_progress import PersonProgressState

PERSON: Any = PersonProgressState.person
STATE: Any = PersonProgressState


def page() -> rx.Component:
    return page_frame(
        error_summary(STATE.problems, STATE.trouble, STATE.fault),
        crumb(_("Progress"), here("progress")),
        rx.cond(
            PERSON.reference != "",
            rx.fragment(title(), told(), now_part(PERSON.now), once_more(), correction(), journey(), below()),
            choose(STATE.trouble == "", bones(6), rx.el.h1(_("Nobody with this reference"))),
        ),
        leaving(),
        fresh(STATE.read_again),
        tab_title(PERSON.name),
        current="progress",
        kind="buyer",
    )


def title() -> rx.Component:
    name = rx.el.h1(
        rx.el.span(PERSON.name_zh, lang="zh-Hans"), when(present(PERSON.name_zh), " "), PERSON.name_latin
    )
    meta = rx.el.p(
        rx.el.span(_("Reference"), " ", rx.el.b(PERSON.reference, class_name="num")),
        when(present(PERSON.label), rx.el.span(PERSON.label)),
        status(PERSON.family, PERSON.badge),
        class_name="meta",
    )
    return rx.el.div(portrait(PERSON.photo), rx.el.div(name, meta), class_name="headline")


def told() -> rx.Component:
    return live_line(
        rx.match(
            STATE.told,
            ("sent", _("The correction is on its way to the reviewer.")),
            ("saved", _("Saved. It goes out when you send the registration back.")),
            "",
        )
    )


def once_more() -> rx.Component:
    """Who was left out, refunded or withdrawn may come back until registration closes."""
    words = _("Every answer is taken over, the photo too; check them and send the person to the review.")
    shown = rx.el.div(
        rx.el.p(words, class_name="small soft"),
        rx.el.div(second(PERSON.anew, on_click=STATE.enter_anew), class_name="go"),
        class_name="gap-4",
    )
    return when(present(PERSON.anew), shown)


def correction() -> rx.Component:
    """The form of exactly what came back. With the unit itself returned, everything goes out together."""
    sent_with_unit = rx.fragment(
        inset(
            _("Your whole registration came back. Save this person first, then send the registration back."),
            " ",
            link(_("See all answers"), to=here("register/check")),
        ),
        action_bar(go(_("Save the correction")), saved=STATE.saved),
    )
    sent_now = rx.fragment(
        inset(filled(_("Once saved, this goes to {reviewer} at once."), reviewer=FORM.sends_to)),
        action_bar(go(_("Save and send back")), saved=STATE.saved),
    )
    form = rx.el.form(
        *returned_questions(),
        rx.cond(FORM.sends_to != "", sent_now, sent_with_unit),
        on_submit=STATE.send,
        no_validate=True,
        key=FORM.key,
        class_name="column",
    )
    shown = rx.el.section(
        rx.el.h2(_("Correct what came back")),
        rx.el.p(_("Everything else stays locked as it is."), class_name="small soft"),
        form,
        class_name="part",
    )
    is_asked = (PERSON.returned.length() > 0) & (FORM.reference != "")
    return when(is_asked, shown)


def journey() -> rx.Component:
    return rx.el.section(rx.el.h2(_("Where this person is")), stage_line(PERSON.stages), class_name="part")


def below() -> rx.Component:
    left = rx.el.div(certificate(), money(), sent(), class_name="stack stack-5")
    right = rx.el.div(answers(), history(), class_name="stack stack-5")
    return rx.el.section(left, right, class_name="part two")


def line(one: Any) -> rx.Component:
    return summary_row(one.term, one.answer)


def certificate() -> rx.Component:
    """Serial, label, the way it travels, the parcel; what is void stands here, too."""
    change = rx.el.p(link(_("Change the delivery address"), to=PERSON.address), class_name="small gap-3")
    lines = rx.fragment(
        when(PERSON.certificate.length() > 0, summary_list(*each(PERSON.certificate, line), kind="mid")),
        when(present(PERSON.certificate_note), rx.el.p(PERSON.certificate_note, class_name="small soft")),
        when(present(PERSON.address), change),
    )
    is_there = (PERSON.certificate.length() > 0) | (PERSON.certificate_note != "")
    return when(is_there, rx.el.div(rx.el.h2(_("Certificate and delivery")), lines))


def money() -> rx.Component:
    shown = rx.el.div(rx.el.h2(_("Fee")), summary_list(*each(PERSON.money, line), kind="mid"))
    return when(PERSON.money.length() > 0, shown)


def sent() -> rx.Component:
    none = empty_view(
        _("No messages about this person yet"),
        _("Messages about the whole registration stand on the progress page."),
    )
    return rx.el.div(
        rx.el.h2(_("Messages sent to you")),
        rx.cond(PERSON.messages.length() > 0, messages(*each(PERSON.messages, message)), none),
    )


def answers() -> rx.Component:
    return rx.el.div(
        rx.el.h2(_("Answers about this person")),
        summary_list(*each(PERSON.answers, answer), kind="mid"),
        *each(PERSON.lock_reasons, lambda reason: rx.el.p(reason, class_name="small soft gap-3")),
        when(
            present(PERSON.loss),
            rx.el.p(quiet(_("Withdraw this person"), on_click=STATE.ask_to_leave, small=True)),
        ),
        class_name="answers",
    )


def history() -> rx.Component:
    return rx.el.div(
        rx.el.h2(_("What happened so far")),
        rx.cond(
            PERSON.history.length() > 0,
            rx.el.ol(*each(PERSON.history, happened), class_name="history"),
            empty_view(_("Nothing yet"), _("Every step of this person is noted here.")),
        ),
    )


def happened(one: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(one.what),
        when(present(one.reason), rx.el.p(one.reason, class_name="small")),
        rx.el.p(one.at, " · ", one.who, class_name="mini faint"),
    )


def leaving() -> rx.Component:
    return dialog(
        "leaving",
        filled(_("Withdraw {name}?"), name=PERSON.name),
        rx.el.p(PERSON.loss),
        deed=destroy(_("Withdraw"), on_click=STATE.leave),
        keep=quiet(_("Keep it"), on_click=STATE.stay),
        is_open=STATE.is_leaving,
    )
