"""Division codes of GB/T 2260: provinces by their first two digits. The counties themselves are data."""

from __future__ import annotations

# the 31 provinces, autonomous regions and municipalities of the mainland
_CODES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
PROVINCES = frozenset(_CODES.split())


def is_address(division_code: str | None) -> bool:
    """Whether a code names a city or a county of the mainland, and so a place where a unit can be."""
    if division_code is None or len(division_code) != 6 or not division_code.isdigit():
        return False
    return division_code.isascii() and division_code[:2] in PROVINCES and division_code[2:4] != "00"
