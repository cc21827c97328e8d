"""Reads the shipped tables."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The lines of a table by its name without ".csv", in the file's order; every value is text."""
    with (HERE / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
