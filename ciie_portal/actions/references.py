"""A fresh reference for a new row; the database refuses the one in thirty milliards that exists already."""

from __future__ import annotations

import secrets

from ciie_portal.domain.reference import ALPHABET, RANDOM_COUNT, Prefix, new_reference


def fresh(prefix: Prefix) -> str:
    return new_reference(prefix, [secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_COUNT)])
