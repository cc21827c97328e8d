"""The queue of units: tabs, filters, one page of rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    """A view of the queue with the number of units in it."""

    name: str
    address: str
    count: str
    is_current: bool


@dataclass(frozen=True)
class Choice:
    """One option of a small list."""

    value: str
    text: str


@dataclass(frozen=True)
class ColumnHead:
    """A column that sorts: where its head leads, and how the rows stand now (the word of `aria-sort`)."""

    text: str
    address: str
    sorted: str
    is_number: bool


@dataclass(frozen=True)
class UnitRow:
    """`age` in days; `flags` are words; `held_by` empty: nobody; `mission` in short."""

    reference: str
    address: str
    name: str
    category: str
    way: str
    has_code: bool
    mission: str
    whole_mission: str
    people: str
    flags: tuple[str, ...]
    held_by: str
    family: str
    status: str
    age: str
    is_late: bool
    is_very_late: bool


@dataclass(frozen=True)
class UnitQueue:
    """`address` is this view's own; `previous` and `following` are empty where there is no such page."""

    summary: str = ""
    tabs: tuple[Tab, ...] = ()
    heads: tuple[ColumnHead, ...] = ()
    rows: tuple[UnitRow, ...] = ()
    shown: str = ""
    previous: str = ""
    following: str = ""
    address: str = ""
    clear: str = ""
    missions: tuple[Choice, ...] = ()
    status: str = "review"
    mission: str = ""
    category: str = ""
    channel: str = ""
    flag: str = ""
    search: str = ""
    sort: str = ""
    is_loaded: bool = False
    is_filtered: bool = False
