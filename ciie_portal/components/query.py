"""Answers that live in the address alone: read by the browser, written by a choice, no handler in between."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.vars import VarData

# Pages are prerendered without a query, so answers count once the page stands in the browser.
QUERY = VarData(
    imports={"react-router": ["useSearchParams"], "react": ["useEffect", "useState"]},
    hooks={
        "const [asked, setAsked] = useSearchParams();": None,
        "const [isHere, setIsHere] = useState(false);": None,
        "useEffect(() => setIsHere(true), []);": None,
    },
)


def from_query(name: str) -> Any:
    """The answer in the address; empty for none. `name` is one of ours, never what somebody typed."""
    return rx.Var(f"(isHere ? (asked.get('{name}') ?? '') : '')", _var_data=QUERY).to(str)


def into_query(name: str) -> Any:
    """An `onChange` for a control whose value becomes the answer; the page stays where it is scrolled."""
    write = (
        "((event) => setAsked((before) => { const after = new URLSearchParams(before); "
        f"after.set('{name}', event.target.value); return after; }}, "
        "{replace: true, preventScrollReset: true}))"
    )
    return rx.Var(write, _var_data=QUERY)
