"""The questions that several of these pages ask: how somebody is reached, the code sent there, a password."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.questions import password_question, text_question
from ciie_portal.components.texts import Text
from ciie_portal.i18n import _


def mobile_question(label: str, *, problem: Text, value: Text) -> rx.Component:
    return text_question(
        "contact",
        label,
        hint=_("A mobile number of the Chinese mainland, 11 digits"),
        problem=problem,
        value=value,
        type="tel",
        auto_complete="tel",
        input_mode="tel",
        width="w-m",
    )


def email_question(label: str, *, problem: Text, value: Text) -> rx.Component:
    return text_question(
        "contact",
        label,
        hint=_("An address that you read yourself, such as name@company.com"),
        problem=problem,
        value=value,
        type="email",
        auto_complete="email",
        width="w-m",
    )


def one_time_code_question(problem: Text, *, kept_in: Any = None) -> rx.Component:
    """Six digits by SMS or email; a phone offers them from the message, a paste may bring spaces.

    `kept_in`: the state that keeps what is typed while something beside it is mended.
    """
    kept = {} if kept_in is None else {"value": kept_in.code, "on_blur": kept_in.keep_code}
    return text_question(
        "code",
        _("Verification code"),
        problem=problem,
        code=True,
        width="w-s",
        input_mode="numeric",
        auto_complete="one-time-code",
        max_length=20,
        **kept,
    )


def new_password_question(name: str, label: str, *, problem: Text) -> rx.Component:
    return password_question(
        name,
        label,
        hint=_("8 characters or more. Several unrelated words are easy to remember and hard to guess."),
        problem=problem,
        autocomplete="new-password",
    )
