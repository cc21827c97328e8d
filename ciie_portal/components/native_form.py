"""A form that the browser itself posts: sign-in and sign-out set an HttpOnly cookie, which no handler can."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

from ciie_portal.components.texts import Child, Text


class NativeForm(BaseHTML):
    """The framework's own form always swallows the submission; this one does not."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def native_form(*children: Child, action: Text, method: str = "post", **props: Any) -> rx.Component:
    return NativeForm.create(
        *children,
        action=action,
        method=method,
        custom_attrs={"data-native": "true", "noValidate": True},
        **props,
    )
