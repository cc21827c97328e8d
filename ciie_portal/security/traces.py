"""What of a fault and of other people's words may stand in a log: no name, number or address of anybody."""

from __future__ import annotations

import re
import traceback

LONGEST = 100
_OF_SOMEBODY = re.compile(r"\S*@\S*|[+\w]*\d[\d -]{4,}\d\w*")


def trace_of(fault: BaseException) -> str:
    """The kinds of the exceptions and the lines that they came through, without their words."""
    told = []
    seen: BaseException | None = fault
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        told.append(
            type(seen).__name__ + "".join(f"\n  {at.filename}:{at.lineno} {at.name}" for at in frames)
        )
        seen = seen.__cause__ or seen.__context__
    return "\nafter ".join(told)


def nameless(words: str) -> str:
    """A reason that somebody else gave: one line, and neither an address nor a long number in it."""
    whole = "".join(one if one.isprintable() else " " for one in words[:1_000])
    return _OF_SOMEBODY.sub("…", " ".join(whole.split()))[:LONGEST]
