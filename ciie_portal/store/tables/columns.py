"""How a column is written down: words of the fair as text with a CHECK, constraints named alike."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Enum, Index, Text, text
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def word(column: str, words: type[StrEnum], **options: Any) -> Any:
    """A column that holds one word of an enum; the database refuses any other."""
    kind = Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        name=f"{column}_is_a_word",
    )
    return Field(sa_type=kind, **options)


def long_text(**options: Any) -> Any:
    """A column for text without a length of its own; the rules limit what people type."""
    return Field(sa_type=Text, **options)


def big_number(**options: Any) -> Any:
    """A column for money in minor units and other numbers that pass two thousand million."""
    return Field(sa_type=BigInteger, **options)


def check(name: str, condition: str) -> CheckConstraint:
    """A vital rule, repeated where nothing can go round it."""
    return CheckConstraint(condition, name=name)


def only_one(name: str, *columns: str, where: str) -> Index:
    """At most one row with these values among the rows of which `where` is true."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


def among(column: str, words: Iterable[StrEnum]) -> str:
    """The SQL for "the column is one of these words"."""
    listed = ", ".join(f"'{member.value}'" for member in words)
    return f"{column} IN ({listed})"
