"""The questions of one delivery: express with an address on the mainland, or collection (Q9)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.choices import Option, check_row, choice_question
from ciie_portal.components.questions import side_by_side, text_question
from ciie_portal.data.divisions import provinces
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.division_boxes import division_boxes
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
            _("Street address (street, number, room)"),
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
    return division_boxes(
        f"{block}.division_code",
        _("Province, city, district"),
        _("Addresses on the Chinese mainland only."),
        problem_of(block, "division_code"),
        provinces=[(one.code, one.name) for one in provinces() if one.code not in NOT_MAINLAND],
        choice=CertificatesState.divisions[block],
        part=f"{block}.",
        key=f"{block}",
        on_change=lambda code: CertificatesState.choose_division(block, code),
    )
