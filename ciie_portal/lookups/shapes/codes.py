"""The invitation codes of a secretariat, and the first page of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_queue import Choice, Tab


@dataclass(frozen=True)
class UsedBy:
    """A unit that holds a use; `address` opens its case."""

    reference: str
    name: str
    address: str


@dataclass(frozen=True)
class CodeRow:
    """`masked` shows the last four characters; `key` names the code to the desk; `more`: further users."""

    key: str
    masked: str
    mission: str
    uses: str
    family: str
    state: str
    expires: str
    note: str
    bound_to: str
    issued: str
    issued_by: str
    used_by: tuple[UsedBy, ...]
    more: str
    is_open: bool


@dataclass(frozen=True)
class Codes:
    """`missions`: for which the reader may issue; `own_mission`: the first choice among them."""

    rows: tuple[CodeRow, ...] = ()
    tabs: tuple[Tab, ...] = ()
    missions: tuple[Choice, ...] = ()
    own_mission: str = ""
    summary: str = ""
    shown: str = ""
    previous: str = ""
    following: str = ""
    is_loaded: bool = False


@dataclass(frozen=True)
class DeskSection:
    """A part of the desk with what waits there."""

    name: str
    address: str
    text: str
    count: str


@dataclass(frozen=True)
class DeskHome:
    sections: tuple[DeskSection, ...] = ()
    is_loaded: bool = False
