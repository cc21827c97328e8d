"""/register/channel and /register/unit — where and what the unit is, and its answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from ciie_portal.components.buttons import action_bar, go, quiet
from ciie_portal.components.choices import Option, choice_question
from ciie_portal.components.questions import (
    select_question,
    side_by_side,
    text_question,
)
from ciie_portal.components.texts import contains, filled
from ciie_portal.data.divisions import provinces
from ciie_portal.domain.country import COUNTRIES, MAINLAND
from ciie_portal.i18n import _, current_locale
from ciie_portal.pages.buyer.division_boxes import division_boxes
from ciie_portal.pages.buyer.wizard_page import FRAME, continue_bar, problem_of, question, wizard_page
from ciie_portal.state.buyer.register import UnitState
from ciie_portal.wording.labels import LABELS
from ciie_portal.wording.options import CATEGORIES, INDUSTRIES, SIZES, country_name, place_in_list

PAGE: Any = UnitState.page
CHINESE = "zh-Hans"


def channel_page() -> rx.Component:
    return wizard_page(
        "channel",
        _("Where and what is your unit?"),
        _("The category decides whether an invitation code is needed, and who reviews the registration."),
        rx.el.form(
            question(PAGE, "category", category_question),
            rx.cond(PAGE.can_save, continue_bar()),
            on_submit=UnitState.save,
            no_validate=True,
            key=PAGE.key,
        ),
    )


def unit_page() -> rx.Component:
    return wizard_page(
        "unit",
        _("Which organisation are you registering?"),
        rx.cond(
            FRAME.is_overseas,
            _("As it is registered at its seat."),
            _("As it stands on the business licence or the certificate of registration."),
        ),
        rx.cond(UnitState.is_asking, group_form(), unit_form()),
    )


def unit_form() -> rx.Component:
    return rx.el.form(
        asked(
            "name_zh",
            lambda: text(
                "name_zh",
                hint=_("The full name, as on the licence or the certificate of registration"),
                lang=CHINESE,
            ),
        ),
        rx.cond(
            FRAME.is_overseas,
            question(PAGE, "name_en", lambda: text("name_en", hint=_("In Latin letters"))),
            question(PAGE, "name_en", lambda: text("name_en", optional=True)),
        ),
        asked("credit_code", credit_code_question, code=True),
        asked("registration_number", lambda: text("registration_number", optional=True, width="w-m")),
        asked("division_code", division_question),
        asked("city", lambda: text("city", width="w-m", auto_complete="address-level2")),
        asked("street", lambda: text("street", auto_complete="street-address")),
        asked("industry", lambda: select("industry", words(INDUSTRIES))),
        asked("size", size_question),
        asked("parent_group_code", parent_question),
        asked("is_nhc_managed", nhc_question),
        asked("is_corps_member", lambda: yes_no("is_corps_member")),
        side_by_side(sum_question("registered_capital"), sum_question("imports_last_year")),
        rx.cond(PAGE.can_save, continue_bar()),
        on_submit=UnitState.save,
        no_validate=True,
        key=PAGE.key,
    )


def group_form() -> rx.Component:
    """Asked back when the name begins like that of a central enterprise."""
    options = [
        Option(
            "yes",
            _("Yes, it is part of it"),
            _("The central enterprises' own sub-mission reviews the registration."),
        ),
        Option("no", _("No, it is not part of it"), _("The reviewer sees your answer.")),
    ]
    return rx.el.form(
        choice_question(
            "belongs_to_group",
            filled(_("Is your unit part of {group}?"), group=PAGE.asks_back.name),
            options,
            hint=_("Its name begins like that of this central enterprise."),
            problem=problem_of("belongs_to_group"),
        ),
        rx.el.p(quiet(_("Change the answers on this page"), on_click=UnitState.stop_asking)),
        action_bar(go(_("Continue")), back=FRAME.back, saved=UnitState.saved),
        on_submit=UnitState.answer_group,
        no_validate=True,
    )


def category_question() -> rx.Component:
    countries = select("country", countries_list(), width="w-m")
    return choice_question(
        "category",
        _(LABELS["category"]),
        [Option(category.value, _(text)) for category, text in CATEGORIES.items()],
        problem=problem_of("category"),
        chosen=PAGE.typed["category"],
        opens={"overseas_unit": countries},
        on_change=lambda value: UnitState.keep("category", value),
    )


def asked(name: str, build: Callable[[], rx.Component], *, code: bool = False) -> rx.Component:
    """A question that only some categories are asked."""
    return rx.cond(contains(PAGE.asked, name), question(PAGE, name, build, code=code))


def text(name: str, **props: Any) -> rx.Component:
    return text_question(
        name,
        _(LABELS[name]),
        value=PAGE.typed[name],
        problem=problem_of(name),
        on_blur=lambda typed: UnitState.keep(name, typed),
        **props,
    )


def select(name: str, options: Any, **props: Any) -> rx.Component:
    return select_question(
        name,
        _(LABELS[name]),
        options,
        value=PAGE.typed[name],
        problem=problem_of(name),
        on_change=lambda value: UnitState.keep(name, value),
        **props,
    )


def yes_no(name: str, **props: Any) -> rx.Component:
    return choice_question(
        name,
        _(LABELS[name]),
        [Option("no", _("No")), Option("yes", _("Yes"))],
        problem=problem_of(name),
        chosen=PAGE.typed[name],
        slim=True,
        on_change=lambda value: UnitState.keep(name, value),
        **props,
    )


def credit_code_question() -> rx.Component:
    hint = _("18 digits and capital letters, on the licence or the certificate of registration")
    return text("credit_code", hint=hint, code=True, width="w-code")


def size_question() -> rx.Component:
    return choice_question(
        "size",
        _(LABELS["size"]),
        [Option(size.value, _(text)) for size, text in SIZES.items()],
        problem=problem_of("size"),
        chosen=PAGE.typed["size"],
        slim=True,
        optional=True,
        on_change=lambda value: UnitState.keep("size", value),
    )


def parent_question() -> rx.Component:
    hint = _("A member of such a group at any level belongs to its sub-mission.")
    return select("parent_group_code", PAGE.groups, hint=hint)


def nhc_question() -> rx.Component:
    hint = _("Not a hospital of a province or a city.")
    return yes_no("is_nhc_managed", hint=hint)


def sum_question(name: str) -> rx.Component:
    return asked(name, lambda: text(name, optional=True, input_mode="decimal", width="w-s"))


def division_question() -> rx.Component:
    name = "division_code"
    return division_boxes(
        name,
        _(LABELS[name]),
        _("As on the licence or the certificate. Without a code it decides who reviews the unit."),
        problem_of(name),
        provinces=[(one.code, one.name) for one in provinces()],
        choice=UnitState.division,
        part="division_",
        key=PAGE.key,
        on_change=UnitState.choose_division,
    )


def words(options: Any) -> list[tuple[str, str]]:
    return [(code.value, _(text)) for code, text in options.items()]


def countries_list() -> list[tuple[str, str]]:
    """Everywhere but the mainland, by name."""
    locale = current_locale()
    named = [(code, country_name(locale, code)) for code in COUNTRIES if code != MAINLAND]
    return sorted(named, key=lambda one: place_in_list(locale, one[1]))
