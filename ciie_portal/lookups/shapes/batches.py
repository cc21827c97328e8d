"""Production batches for the makers of certificates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BatchRow:
    name: str
    title: str
    address: str
    edition: str
    made: str
    sums: str
    state: str
    is_counted: bool


@dataclass(frozen=True)
class EditionSums:
    """`terms`: what and how many."""

    edition: str
    terms: tuple[tuple[str, str], ...]
    verdict: str
    is_right: bool


@dataclass(frozen=True)
class Batches:
    """`search`: a serial that was looked for, `answer`: what came of it, `address`: the batch that has it."""

    rows: tuple[BatchRow, ...] = ()
    sums: tuple[EditionSums, ...] = ()
    shown: str = ""
    previous: str = ""
    following: str = ""
    search: str = ""
    answer: str = ""
    address: str = ""


@dataclass(frozen=True)
class BatchLine:
    """`family` and `state`: good, void or replaced; `flag`: why it is made by hand."""

    place: str
    serial: str
    name: str
    unit: str
    label: str
    family: str
    state: str
    flag: str
    is_good: bool
    pdf: str


@dataclass(frozen=True)
class BatchPage:
    name: str = ""
    title: str = ""
    beneath: str = ""
    sums: str = ""
    state: str = ""
    pdf: str = ""  # empty where nothing can be printed
    sheet: str = ""
    by_hand: str = ""  # how many cannot be printed, in words
    lines: tuple[BatchLine, ...] = ()
    form_key: int = 0
    is_loaded: bool = False
