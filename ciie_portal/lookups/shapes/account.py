"""The account page and the head of every page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountShape:
    """How the account is reached (masked), what did not arrive there, in which language, and since when."""

    contact: str = ""
    is_mobile: bool = True
    language: str = "zh"
    created: str = ""
    session_count: int = 0
    second_contact: str = ""
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Who reads the page: decides the head of it. `sections` are the parts of the desk that open."""

    is_buyer: bool = False
    is_staff: bool = False
    name: str = ""
    duty: str = ""
    sections: tuple[str, ...] = ()
