"""The answer about a serial: always of the same shape."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verification:
    """`is_serial`: it can be one, so that it may stand in an address."""

    family: str = ""
    title: str = ""
    sentence: str = ""
    serial: str = ""
    edition: str = ""
    is_serial: bool = False
