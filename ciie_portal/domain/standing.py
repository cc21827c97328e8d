"""What the public is told of a serial."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    GOOD = "good"
    VOID = "void"  # revoked, or another one was made in its place
    UNKNOWN = "unknown"  # there never was one
    NOT_A_SERIAL = "not_a_serial"  # what was typed has not the form of one
