"""/register/people — who is coming: cards, add, copy from the last, remove."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import act, action_bar, destroy, go, quiet, second
from ciie_portal.components.dialog import dialog
from ciie_portal.components.errors import empty_view
from ciie_portal.components.lists import people, person_row
from ciie_portal.components.marks import icon, mark, status
from ciie_portal.components.texts import each, filled
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.wizard_page import FRAME, wizard_page
from ciie_portal.state.buyer.register_people import PeopleState

LIST: Any = PeopleState.list


def page() -> rx.Component:
    return wizard_page(
        "people",
        _("Who is coming?"),
        _("Everyone your unit sends needs a certificate of their own. You can add more until the deadline."),
        rx.el.div(
            rx.cond(
                LIST.people.length() > 0,
                people(*each(LIST.people, card)),
                empty_view(_("Nobody yet"), _("Add yourself and the colleagues who come along.")),
            ),
            id="people",
            tab_index=-1,
            class_name="gap-4",
        ),
        rx.cond(LIST.can_add, more(), rx.el.p(LIST.why_not, class_name="small soft gap-3")),
        rx.el.form(
            action_bar(
                go(rx.cond(FRAME.is_draft, _("Continue"), _("Back to all answers"))),
                back=FRAME.back,
                saved=PeopleState.saved,
            ),
            on_submit=lambda _form: PeopleState.go_on(),
        ),
        leaving(),
    )


def card(one: Any) -> rx.Component:
    """A person; what is missing or came back stands under the facts."""
    return person_row(
        one.photo,
        one.name_zh,
        one.name_latin,
        [one.role, one.document, missing(one)],
        rx.cond(one.can_change, act(_("Change"), one.name, to=one.address)),
        rx.cond(LIST.can_add, act(_("Copy"), one.name, on_click=PeopleState.copy_from(one.reference))),
        rx.cond(
            one.can_remove, act(_("Remove"), one.name, on_click=PeopleState.ask_to_remove(one.reference))
        ),
        rx.cond(
            one.can_withdraw, act(_("Withdraw"), one.name, on_click=PeopleState.ask_to_remove(one.reference))
        ),
        beside=rx.cond(one.badge != "", status(one.family, one.badge)),
    )


def missing(one: Any) -> rx.Component:
    words = rx.cond(one.missing != "", one.missing, one.reason)
    return rx.cond(words != "", rx.el.span(mark("you"), " ", words, class_name="missing"))


def more() -> rx.Component:
    has_any = LIST.people.length() > 0
    return rx.el.div(
        second(rx.fragment(icon("plus"), _("Add a person")), small=True, on_click=PeopleState.add),
        rx.cond(
            has_any,
            second(
                rx.fragment(icon("copy"), _("Copy from the last")),
                small=True,
                on_click=PeopleState.copy_from(""),
            ),
        ),
        class_name="row gap-4",
    )


def leaving() -> rx.Component:
    """Names what is lost."""
    is_submitted = PeopleState.is_leaving_submitted
    loss = rx.cond(
        is_submitted,
        _("The reviewers no longer see this person. The place can be filled again until the deadline."),
        _("Every answer about this person is deleted, the photo too."),
    )
    return dialog(
        "leaving",
        rx.cond(
            is_submitted,
            filled(_("Withdraw {name}?"), name=PeopleState.leaving_name),
            filled(_("Remove {name}?"), name=PeopleState.leaving_name),
        ),
        rx.el.p(loss),
        deed=destroy(rx.cond(is_submitted, _("Withdraw"), _("Remove")), on_click=PeopleState.remove),
        keep=quiet(_("Keep"), on_click=PeopleState.keep_person),
        is_open=PeopleState.leaving != "",
    )
