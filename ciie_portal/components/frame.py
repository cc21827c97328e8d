"""The page frame: skip link, ink band, main, foot. kind: public, buyer (signed in), desk (staff)."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_too_many_connection_errors
from reflex_components_core.el.elements.base import BaseHTML

from ciie_portal.components.links import language_link, link, plain_link
from ciie_portal.components.marks import icon
from ciie_portal.components.native_form import native_form
from ciie_portal.components.texts import Child, Text, contains, here, present, when
from ciie_portal.i18n import LANGUAGE_TAGS, N_, _, current_locale, gettext_in

# name of the section, words, address
PUBLIC_NAV = (
    ("register", N_("Pre-registration"), "check"),
    ("missions", N_("Trade missions"), "missions"),
    ("questions", N_("Questions"), "questions"),
    ("sign-in", N_("Buyer login"), "sign-in"),
)
BUYER_NAV = (
    ("progress", N_("Progress"), "progress"),
    ("certificates", N_("Certificates"), "certificates"),
    ("refund", N_("Refund"), "refund"),
    ("account", N_("Account"), "account"),
)
DESK_NAV = (
    ("units", N_("Units"), "desk/units"),
    ("claims", N_("Code claims"), "desk/claims"),
    ("codes", N_("Invitation codes"), "desk/codes"),
    ("personnel", N_("Personnel"), "desk/personnel"),
    ("certificates", N_("Certificates"), "desk/certificates"),
    ("handover", N_("Handing over"), "desk/handover"),
    ("money", N_("Money"), "desk/money"),
    ("help", N_("Help desk"), "desk/help"),
    ("settings", N_("Settings"), "desk/settings"),
    ("history", N_("History"), "desk/history"),
)
NAVS = {"public": PUBLIC_NAV, "buyer": BUYER_NAV, "desk": DESK_NAV}

# The document speaks the page's language; a page reached by a link takes the focus, the first one does not.
ARRIVAL = """useEffect(() => {
  document.documentElement.lang = %s;
  if (window.portalOpened) document.getElementById("main")?.focus({preventScroll: true});
  window.portalOpened = true;
}, []);"""


class Main(BaseHTML):
    """`<main>`, which names the language of the document when it arrives."""

    tag = "main"

    def add_imports(self) -> dict[str, Any]:
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Any]:
        """Called when the page is compiled, outside its language: the tag is the element's own `lang`."""
        hook: rx.Var[Any] = rx.Var(ARRIVAL % str(self.lang))
        return [hook]


def page_frame(
    *children: Child,
    current: str = "",
    kind: str = "public",
    front: Child = None,
    sections: Any = None,
    who: Text = "",
    keys: Child = None,
) -> rx.Component:
    """The whole page. `current`: the section in the navigation; `front`: what stands on the band (home).

    Desk: `sections` lists the names of the sections that may be opened (DESK_NAV), `who` is name and scope,
    `keys` the bar of keys under everything.
    """
    tag = LANGUAGE_TAGS[current_locale()]
    on_band = [] if front is None else [rx.el.div(rx.el.div(front, class_name="wrap"), class_name="front")]
    return rx.el.div(
        plain_link(_("Skip to the content"), to="#main", class_name="skip btn"),
        _band(kind, current, sections, who),
        rx.el.noscript(_warning(_("This site needs JavaScript. Switch it on in the browser, then reload."))),
        rx.el.div(when(has_too_many_connection_errors, _offline()), role="status"),
        Main.create(
            *on_band,
            rx.el.div(*children, class_name="wrap"),
            id="main",
            lang=tag,
            tab_index=-1,
            class_name="" if front is None else "is-front",
        ),
        _foot(),
        rx.fragment() if keys is None else keys,
        class_name="frame desk" if kind == "desk" else "frame",
        lang=tag,
    )


def _band(kind: str, current: str, sections: Any, who: Text) -> rx.Component:
    links = [_nav_link(*entry, current=current, sections=sections) for entry in NAVS[kind]]
    again = [_nav_link(*entry, current=current, sections=sections) for entry in NAVS[kind]]
    out = [] if kind == "public" else [_sign_out()]
    label = _("Sections of the desk") if kind == "desk" else _("Main navigation")
    end = rx.el.div(
        when(present(who), rx.el.span(who, class_name="band__who", title=who)),
        *([rx.el.div(*out, class_name="band__nav")] if kind == "desk" else []),
        language_link(),
        rx.el.details(
            rx.el.summary(_("Menu")), rx.el.div(*again, *[_sign_out() for _out in out]), class_name="menu"
        ),
        class_name="band__end",
    )
    nav = rx.el.nav(*links, *([] if kind == "desk" else out), class_name="band__nav", aria_label=label)
    inner = [_wordmark(kind), nav, end] if kind == "desk" else [_wordmark(kind), end]
    if kind != "desk":
        end.children.insert(0, nav)
    return rx.el.header(rx.el.div(*inner, class_name="wrap band__in"), class_name="band")


def _nav_link(name: str, words: str, address: str, *, current: str, sections: Any) -> Any:
    here_now: dict[str, Any] = {"aria_current": "page"} if name == current else {}
    shown = link(_(words), to=here(address), **here_now)
    if sections is None:
        return shown
    return when(contains(sections, name), shown)


def _wordmark(kind: str) -> rx.Component:
    """Type only: the name in the reader's language, and in the other."""
    name = N_("Registration desk") if kind == "desk" else N_("Buyer Registration")
    other = "zh" if current_locale() == "en" else "en"
    return link(
        rx.el.b(_(name)),
        rx.el.span(gettext_in(other, name), lang=LANGUAGE_TAGS[other]),
        to=here("desk" if kind == "desk" else ""),
        class_name="wordmark",
    )


def _sign_out() -> rx.Component:
    return native_form(
        rx.el.input(type="hidden", name="locale", value=current_locale(), read_only=True),
        rx.el.button(_("Sign out"), type="submit"),
        action="/api/sign-out",
    )


def _offline() -> rx.Component:
    words = _("The connection is interrupted. What you typed stays here; the page connects again by itself.")
    return _warning(words)


def _warning(words: Text) -> rx.Component:
    """Under the band, across the page."""
    return rx.el.p(rx.el.span(icon("warn"), words, class_name="row row--tight wrap"), class_name="offline")


def _foot() -> rx.Component:
    verify = link(_("Verify a certificate"), to=here("verify"))
    times = rx.el.span(_("All times are Beijing time (UTC+8)"), class_name="push")
    return rx.el.footer(rx.el.div(verify, times, class_name="wrap"), class_name="foot")
