"""The questions of one delivery: express with an address on the mainland, or collection (Q9)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.choices import Option, check_row, choice_question
from ciie_portal.components.questions import error_line, hint_line, select_box, side_by_side, text_question
from ciie_portal.components.texts import choose, present
from ciie_portal.data.divisions import provinces
from ciie_portal.i18n import _
from ciie_portal.state.buyer.certificates import CertificatesState

CHINESE = "zh-Hans"
NOT_MAINLAND = ("71", "81", "82")


def problem_of(block: Any, name: str) -> Any:
    return CertificatesState.problem_of.get(f"{block}.{name}", "")


def method_question(block: Any, delivery: Any, legend: Any) -> rx.Component:
    """Which way; express opens its address inside the row."""
    options = [
        Option("express", _("Express delivery"), _("Recommended, free. Mainland addresses only.")),
        Option(
            "collection",
            _("Collection by the trade mission"),
            _("The secretariat collects the certificates and hands them out."),
        ),
    ]
    return choice_question(
        f"{block}.method",
        legend,
        options,
        chosen=delivery.method,
        problem=problem_of(block, "method"),
        opens={"express": address_questions(block, delivery)},
    )


def address_questions(block: Any, delivery: Any) -> rx.Component:
    """Recipient, mobile, place, and that the address stays valid."""
    return rx.fragment(
        side_by_side(
            text_question(
                f"{block}.recipient",
                _("Recipient"),
                value=delivery.recipient,
                problem=problem_of(block, "recipient"),
                auto_complete="name",
            ),
            text_question(
                f"{block}.mobile",
                _("Recipient's mobile"),
                value=delivery.mobile,
                problem=problem_of(block, "mobile"),
                type="tel",
                auto_complete="tel",
            ),
        ),
        division_question(block),
        text_question(
            f"{block}.street",
            _("Street, number and room"),
            value=delivery.street,
            problem=problem_of(block, "street"),
            auto_complete="street-address",
        ),
        check_row(
            f"{block}.is_valid_six_months",
            _("The address stays valid for the next 6 months"),
            problem=problem_of(block, "is_valid_six_months"),
        ),
    )


def division_question(block: Any) -> rx.Component:
    """Province, then city, then county, named in Chinese in both languages."""
    name = f"{block}.division_code"
    choice = CertificatesState.divisions[block]
    problem = problem_of(block, "division_code")
    mainland = [(one.code, one.name) for one in provinces() if one.code not in NOT_MAINLAND]
    boxes = (
        ("province", _("Province"), mainland, choice.province, f"{block}"),
        ("city", _("City"), choice.cities, choice.city, f"{block}{choice.province}"),
        ("county", _("District or county"), choice.counties, choice.county, f"{block}{choice.city}"),
    )
    selects = [
        rx.el.label(
            words,
            select_box(
                name if part == "county" else f"{block}.{part}",
                options,
                value=value,
                empty=_("Choose"),
                key=key,
                lang=CHINESE,
                aria_invalid=choose(present(problem), "true", "false"),
                on_change=lambda code: CertificatesState.choose_division(block, code),
            ),
        )
        for part, words, options, value, key in boxes
    ]
    return rx.el.fieldset(
        rx.el.legend(_("Province, city, district")),
        hint_line(name, _("Addresses on the Chinese mainland only.")),
        rx.el.div(*selects, class_name="divisions"),
        error_line(name, problem),
        class_name=choose(present(problem), "q is-wrong", "q"),
    )
