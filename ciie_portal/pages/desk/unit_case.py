"""/desk/units/<reference>/ — one case: answers and checks left, the decision right, the record below."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.desk import case, keys_bar
from ciie_portal.components.errors import bones, error_summary, live_line
from ciie_portal.components.links import crumb, link, plain_link
from ciie_portal.components.lists import summary_list
from ciie_portal.components.marks import icon, mark, status
from ciie_portal.components.texts import each, here, present, tongue
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.keys_help import keys_help
from ciie_portal.pages.desk.unit_decision import decision_panel
from ciie_portal.pages.desk.unit_people import people
from ciie_portal.state.desk.unit_case import UnitCaseState

CASE = UnitCaseState.case


def page() -> rx.Component:
    return desk_frame(
        error_summary(UnitCaseState.problems, UnitCaseState.trouble, UnitCaseState.fault),
        rx.cond(CASE.is_loaded, rx.cond(present(CASE.reference), whole_case(), not_here()), bones(12)),
        current="units",
        about=CASE.name,
    )


def keys() -> tuple[tuple[str, str], ...]:
    return (
        ("a", _("approve")),
        ("r", _("return")),
        ("e", _("reject")),
        ("c", _("claim the case")),
        ("u", _("back to the queue")),
        ("?", _("all keys")),
    )


def whole_case() -> rx.Component:
    return rx.fragment(
        rx.el.div(back(), held(), class_name="row between"),
        head(),
        live_line(UnitCaseState.told),
        rx.el.div(
            case(
                rx.el.section(answers(), checks(), class_name="pair"),
                people(),
                history(),
                decision=decision_panel(),
            ),
            class_name="gap-5",
            key=CASE.reference,
        ),
        rx.cond(CASE.may_decide, keys_shown(keys()), keys_shown(keys()[-2:])),
    )


def keys_shown(pressed: tuple[tuple[str, str], ...]) -> rx.Component:
    return rx.fragment(keys_help(pressed), keys_bar(pressed, CASE.reference))


def not_here() -> rx.Component:
    return rx.el.div(
        rx.el.h1(_("No such case")),
        rx.el.p(_("There is no unit with this reference among those of your trade mission.")),
        rx.el.div(second(_("Back to the queue"), to=here("desk/units")), class_name="gap-4"),
        class_name="empty",
    )


def back() -> rx.Component:
    return rx.el.span(crumb(_("Units"), here("desk/units")), shortcut_back())


def shortcut_back() -> rx.Component:
    return link(to=here("desk/units"), tab_index=-1, custom_attrs={"data-key": "u", "aria-hidden": "true"})


def held() -> rx.Component:
    """Who is at work; the second reviewer sees it, the version decides."""
    held_line = rx.el.span(icon("eye"), CASE.held_by, class_name="status closed small held", role="status")
    free = second(
        _("Claim this case"), small=True, on_click=UnitCaseState.claim_case, custom_attrs={"data-key": "c"}
    )
    mine = second(_("Release"), small=True, on_click=UnitCaseState.release_case)
    deed = rx.cond(CASE.is_mine, mine, rx.cond(present(CASE.held_by), rx.fragment(), free))
    return rx.el.span(
        rx.cond(present(CASE.held_by), held_line), rx.cond(CASE.may_decide, deed), class_name="row row--tight"
    )


def head() -> rx.Component:
    other = rx.cond(present(CASE.other_name), rx.el.span(CASE.other_name, " · "))
    return rx.el.div(
        rx.el.div(
            rx.el.h1(CASE.name, lang=CASE.name_language),
            rx.el.p(
                other,
                rx.el.b(CASE.reference, class_name="num"),
                " · ",
                CASE.beneath,
                " · ",
                CASE.mission,
                class_name="small soft",
            ),
        ),
        status(CASE.family, CASE.status),
        class_name="case__head",
    )


def answers() -> rx.Component:
    rows = each(CASE.answers, answer_row)
    return rx.el.div(
        rx.el.div(rx.el.h2(_("Work unit"), class_name="h3"), class_name="head"),
        summary_list(*rows, kind="tight"),
    )


def answer_row(one: Any) -> rx.Component:
    text = rx.cond(one.is_code, rx.el.span(one.text, class_name="code"), one.text)
    shown = rx.cond(present(one.address), plain_link(one.text, to=one.address, target="_blank"), text)
    return rx.el.div(rx.el.dt(one.term), rx.el.dd(shown, lang=tongue(one.language)), key=one.term)


def checks() -> rx.Component:
    def check_row(one: Any) -> rx.Component:
        other = rx.cond(present(one.link), rx.fragment(" ", link(one.link, to=one.address, class_name="num")))
        return rx.el.li(
            mark(one.family), rx.el.span(one.text, other), class_name=one.family, key=one.text + one.link
        )

    return rx.el.div(
        rx.el.div(rx.el.h2(_("Checks"), class_name="h3"), class_name="head"),
        rx.el.ul(*each(CASE.checks, check_row), class_name="checks"),
    )


def history() -> rx.Component:
    def line(one: Any) -> rx.Component:
        why = rx.cond(present(one.why), rx.el.span(one.why, class_name="small soft block"))
        return rx.el.div(
            rx.el.dt(one.when, class_name="num"), rx.el.dd(one.what, why), key=one.when + one.what
        )

    return rx.el.section(
        rx.el.div(rx.el.h2(_("Record"), class_name="h3"), class_name="head"),
        rx.cond(
            CASE.history.length() > 0,
            rx.el.dl(*each(CASE.history, line), class_name="sum sum--tight"),
            rx.el.p(_("Nothing has happened to this case yet."), class_name="small soft"),
        ),
    )
