"""Links: inside the portal without a full load; the language link keeps the place."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.vars import VarData
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from ciie_portal.components.texts import Child, Text
from ciie_portal.i18n import LANGUAGE_TAGS, current_locale

# Pages are prerendered without a query, so it joins the address once the page stands in the browser.
PLACE = VarData(
    imports={"react-router": ["useLocation"], "react": ["useEffect", "useState"]},
    hooks={
        "const place = useLocation();": None,
        'const [placeQuery, setPlaceQuery] = useState("");': None,
        "useEffect(() => setPlaceQuery(place.search), [place.search]);": None,
    },
)
OTHER_NAME = {"en": "English", "zh": "中文"}


def link(*children: Child, to: Text, **props: Any) -> rx.Component:
    """To another page of the portal; for files and `/api/` use `plain_link`."""
    return ReactRouterLink.create(*children, to=to, **props)


def plain_link(*children: Child, to: Text, **props: Any) -> rx.Component:
    """By the browser itself: files, anchors, `/api/`, other hosts (`rx.el.a` routes inside the portal)."""
    return A.create(*children, href=to, **props)


def crumb(text: Child, to: Text, *, desktop: bool = False) -> rx.Component:
    """The way back, above the title."""
    return link(
        rx.el.i(class_name="icon icon--back", aria_hidden="true"),
        text,
        to=to,
        class_name="crumb desktop" if desktop else "crumb",
    )


def language_link() -> rx.Component:
    """The same place in the other language, its query included; state and typed answers stay."""
    other = "zh" if current_locale() == "en" else "en"
    address = rx.Var(
        f"(place.pathname.replace(/^\\/(en|zh)(?=\\/|$)/, '/{other}') + placeQuery)", _var_data=PLACE
    ).to(str)
    tag = LANGUAGE_TAGS[other]
    return link(OTHER_NAME[other], to=address, lang=tag, href_lang=tag, class_name="lang")
