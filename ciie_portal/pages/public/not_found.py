"""What an address that is nobody's shows; in both languages, as the address does not say which is read."""

from __future__ import annotations

import reflex as rx

from ciie_portal import routes
from ciie_portal.components.links import link
from ciie_portal.i18n import LANGUAGE_TAGS, N_, gettext_in

TITLE = N_("There is nothing at this address")
SENTENCE = N_("It may be mistyped, or what was here belongs to somebody else.")
WAY = N_("To the start")


def page() -> rx.Component:
    return rx.el.div(
        rx.el.main(rx.el.div(*[told(locale) for locale in routes.LOCALES], class_name="wrap")),
        class_name="frame",
    )


def told(locale: str) -> rx.Component:
    heading = rx.el.h1 if locale == routes.LOCALES[0] else rx.el.h2
    return rx.el.section(
        heading(gettext_in(locale, TITLE)),
        rx.el.p(gettext_in(locale, SENTENCE), class_name="soft"),
        rx.el.p(link(gettext_in(locale, WAY), to=routes.path(locale)), class_name="gap-3"),
        lang=LANGUAGE_TAGS[locale],
        class_name="" if locale == routes.LOCALES[0] else "part part--ruled",
    )
