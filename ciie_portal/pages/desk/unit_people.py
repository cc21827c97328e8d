"""The people of a case: who they are, and the label that each gets or the reason for leaving out."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.lists import cell, table, table_row, who
from ciie_portal.components.marks import mark, status
from ciie_portal.components.questions import select_box
from ciie_portal.components.texts import contains, each, present
from ciie_portal.i18n import _
from ciie_portal.state.desk.unit_case import LABEL, WHY, UnitCaseState

CASE = UnitCaseState.case


def people() -> rx.Component:
    hint = rx.cond(CASE.has_open_persons, _("Each needs a label, or is left out with a reason"), "")
    heads = (
        _("Person"),
        _("Document"),
        _("Role"),
        _("Label"),
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2(CASE.people_title, class_name="h3"),
            rx.el.span(hint, class_name="small soft"),
            class_name="head row between",
        ),
        table(heads, *each(CASE.persons, person_line), caption=_("People of the unit"), kind="slim"),
        suggestions(),
    )


def suggestions() -> rx.Component:
    """Reasons to take over or to write anew, in the buyer's language."""
    return rx.el.datalist(
        *each(CASE.leave_out_reasons, lambda one: rx.el.option(value=one.value, key=one.value)),
        id="leave-out-reasons",
    )


def person_line(person: Any) -> rx.Component:
    latin = rx.cond(present(person.name_latin), rx.el.span(person.name_latin, class_name="mini soft block"))
    name = rx.el.span(rx.el.span(person.name, lang="zh-Hans"), latin)
    decided = rx.el.span(
        status(person.family, person.status, plain=True),
        rx.el.span(person.label_name, class_name="small block"),
        rx.cond(
            present(person.left_out_reason), rx.el.span(person.left_out_reason, class_name="small soft block")
        ),
    )
    single = rx.el.form(
        rx.el.input(type="hidden", name="reference", value=person.reference, read_only=True),
        label_choice(person, ""),
        second(_("Decide"), small=True, type="submit"),
        on_submit=UnitCaseState.decide_person,
        class_name="stack",
    )
    choice = rx.cond(
        person.is_open, label_choice(person, "approve"), rx.cond(person.is_single, single, decided)
    )
    return table_row(
        cell(who(person.photo, name), head=_("Person")),
        cell(
            rx.el.span(person.document, rx.el.span(person.facts, class_name="mini soft block")),
            head=_("Document"),
            class_name="small num",
        ),
        cell(person.role, head=_("Role"), class_name="small"),
        cell(choice, head=_("Label")),
        key=person.reference + person.version.to_string(),
    )


def label_choice(person: Any, form: str) -> rx.Component:
    """The label; leaving out asks for the reason. `form`: the decision's, if the select is not inside it."""
    belongs = {"form": form} if form else {}
    wrong = UnitCaseState.problem_of.get(person.reference, "")
    select = select_box(
        f"{LABEL}{person.reference}",
        CASE.labels,
        value=person.label,
        empty=_("Choose a label"),
        small=True,
        id=person.reference,
        aria_label=person.name + " " + _("Label"),
        aria_invalid=rx.cond(present(wrong), "true", "false"),
        on_change=lambda label: UnitCaseState.choose_label(person.reference, label),
        **belongs,
    )
    return rx.el.div(
        select,
        rx.cond(contains(UnitCaseState.left_out, person.reference), reason_box(person, belongs)),
        rx.cond(present(wrong), rx.el.p(mark("refused"), rx.el.span(wrong), class_name="error")),
        class_name="stack label-choice",
    )


def reason_box(person: Any, belongs: dict[str, str]) -> rx.Component:
    return rx.el.input(
        name=f"{WHY}{person.reference}",
        max_length=300,
        aria_label=person.name + " " + _("Reason for leaving out"),
        class_name="input input--s",
        custom_attrs={"list": "leave-out-reasons"},
        **belongs,
    )
