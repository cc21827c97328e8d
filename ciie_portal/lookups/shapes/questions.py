"""The page of questions: which of them an address asks for, and what the edition says in their answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Questions:
    """`found`: the anchors that the search leaves. A fact is empty while it is not known."""

    search: str = ""
    found: tuple[str, ...] = ()
    told: str = ""
    edition: str = ""
    deadline: str = ""
    dates: str = ""
    fee: str = ""
    pays_until: str = ""
    photo_width: str = ""
    photo_height: str = ""
    photo_most: str = ""
    is_code_free_open: bool = True
    is_loaded: bool = False
