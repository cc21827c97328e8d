"""A question that unfolds to its answer; the one that the address names is open on arrival."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.vars import VarData

from ciie_portal.components.texts import Child

# Pages are prerendered without a fragment, so it counts once the page stands in the browser.
FRAGMENT = VarData(
    imports={"react-router": ["useLocation"], "react": ["useEffect", "useState"]},
    hooks={
        "const place = useLocation();": None,
        'const [placeHash, setPlaceHash] = useState("");': None,
        "useEffect(() => setPlaceHash(place.hash), [place.hash]);": None,
    },
)


def unfold(anchor: str, head: Child, *children: Child, is_open: Any = False) -> rx.Component:
    """Opened and closed by the reader; open from the start where `is_open`, or at the address #anchor."""
    is_named = rx.Var(f"(placeHash === '#{anchor}')", _var_data=FRAGMENT).to(bool)
    return rx.el.details(
        rx.el.summary(head),
        rx.el.div(*children, class_name="unfold__in"),
        id=anchor,
        open=is_named | is_open,
        class_name="unfold",
    )
