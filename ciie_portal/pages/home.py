"""Home: what this is, until when, which way in."""

from __future__ import annotations

import reflex as rx

from ciie_portal.i18n import _


def page() -> rx.Component:
    return rx.el.main(rx.el.h1(_("Buyer registration")))
