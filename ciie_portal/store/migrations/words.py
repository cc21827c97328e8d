"""A column of fixed words as migrations write it; the words stay there, whatever the enums become."""

from __future__ import annotations

import sqlalchemy as sa


def words(column: str, listed: str) -> sa.Enum:
    """Text of at most 40 characters with a CHECK; the words are parted by blanks."""
    return sa.Enum(
        *listed.split(), name=f"{column}_is_a_word", native_enum=False, create_constraint=True, length=40
    )
