"""What the public pages say about the edition that runs now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a unit is or who owns it, and the trade mission that is likely its own."""

    code: str
    text: str
    name: str
    told: str
    address: str


@dataclass(frozen=True)
class Front:
    """Texts in the reader's language. `days_left`: 0 once registration has closed; empty: no edition."""

    edition: str = ""
    dates: str = ""
    is_open: bool = False
    has_closed: bool = False
    is_code_free_open: bool = True
    is_demonstration: bool = False
    days_left: int = 0
    deadline: str = ""
    fee: str = ""
    unit_review: str = ""
    personnel_review: str = ""
    places: tuple[Place, ...] = ()
