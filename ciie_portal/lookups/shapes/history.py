"""The record as a page shows it: plain words, references, no identity data."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_queue import Choice


@dataclass(frozen=True)
class HistoryRow:
    """`address` is empty where the reader may not open the case. `key` tells rows of a page apart."""

    key: str
    at: str
    who: str
    duty: str
    what: str
    reference: str
    address: str
    change: str
    note: str


@dataclass(frozen=True)
class History:
    """`older` and `newest` are addresses, empty where there is nothing to go to."""

    rows: tuple[HistoryRow, ...] = ()
    events: tuple[Choice, ...] = ()
    who: str = ""
    by: str = ""
    what: str = ""
    reference: str = ""
    since: str = ""
    until: str = ""
    address: str = ""
    older: str = ""
    newest: str = ""
    is_filtered: bool = False
    is_loaded: bool = False
