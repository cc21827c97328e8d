"""The areas and the labels of an edition: each a table of small boxes that is saved as one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import second
from ciie_portal.components.choices import check_row
from ciie_portal.components.lists import cell, table, table_row
from ciie_portal.components.question_frame import described, error_line
from ciie_portal.components.questions import select_box
from ciie_portal.components.texts import each
from ciie_portal.domain.edition_lists import NEW
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.i18n import _, current_locale
from ciie_portal.state.desk.settings_editions import EditionsState
from ciie_portal.wording.options import person_role_name


def problem(name: Any) -> Any:
    return EditionsState.problem_of.get(name, "")


def listing(before: str, title: str, rows: Any, words: str, save: Any, *, with_roles: bool) -> rx.Component:
    heads = [_("Place"), _("Chinese"), _("English")]
    heads += [_("Given to the role")] if with_roles else []
    form = rx.el.form(
        table(
            (*heads, _("Take away")),
            *each(rows, lambda row: listed_row(before, row, with_roles=with_roles)),
            new_row(before, with_roles=with_roles),
            caption=title,
            kind="slim",
        ),
        rx.el.div(second(words, type="submit"), class_name="gap-4"),
        on_submit=save,
        key=before + EditionsState.edition.key.to(str),
    )
    return rx.el.section(
        rx.el.h2(title), rx.el.div(form, class_name="listing gap-3"), class_name="part part--first"
    )


def small_box(name: Any, label: Any, value: Any, **props: Any) -> rx.Component:
    """A box in a table; its label is read out."""
    wrong = problem(name)
    return rx.el.div(
        rx.el.input(
            id=name,
            name=name,
            default_value=value,
            aria_label=label,
            class_name=f"input input--s {props.pop('width', '')}",
            **described(name, "", wrong),
            **props,
        ),
        error_line(name, wrong),
        class_name="q",
    )


def listed_row(before: str, row: Any, *, with_roles: bool) -> rx.Component:
    def name(part: str) -> Any:
        return rx.Var.create(f"{before}{part}-") + row.code

    taken = rx.cond(
        row.is_in_use,
        rx.el.span(_("in use"), class_name="soft small"),
        check_row(
            name("off"),
            _("Take away"),
            problem=problem(name("off")),
            aria_label=_("Take away") + ": " + (row.name_zh if current_locale() == "zh" else row.name_en),
        ),
    )
    return table_row(
        *boxes(name, row.place, row.name_zh, row.name_en, row.role, with_roles=with_roles),
        cell(taken, head=_("Take away")),
        key=row.code,
    )


def new_row(before: str, *, with_roles: bool) -> rx.Component:
    return table_row(
        *boxes(lambda part: f"{before}{part}-{NEW}", "", "", "", "", with_roles=with_roles, beside=_("new")),
        cell(rx.el.span(_("new"), class_name="soft small")),
    )


def boxes(
    name: Any, place: Any, zh: Any, en: Any, role: Any, *, with_roles: bool, beside: str = ""
) -> list[rx.Component]:
    end = f" ({beside})" if beside else ""
    roles = [(one.value, person_role_name(current_locale(), one)) for one in PersonRole]
    shown = [
        cell(
            small_box(
                name("place"), _("Place") + end, place, width="w-place", input_mode="numeric", max_length=3
            ),
            head=_("Place"),
        ),
        cell(
            small_box(name("zh"), _("Chinese") + end, zh, max_length=100, lang="zh-Hans"), head=_("Chinese")
        ),
        cell(small_box(name("en"), _("English") + end, en, max_length=100, lang="en"), head=_("English")),
    ]
    if with_roles:
        wrong = problem(name("role"))
        box = select_box(
            name("role"),
            roles,
            value=role,
            empty=_("None"),
            small=True,
            aria_label=_("Given to the role") + end,
            **described(name("role"), "", wrong),
        )
        shown.append(cell(rx.el.div(box, error_line(name("role"), wrong)), head=_("Given to the role")))
    return shown
