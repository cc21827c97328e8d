"""A column of fixed words as migrations write it; the words stay there, whatever the enums become."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def words(column: str, listed: str) -> sa.Enum:
    """Text of at most 40 characters with a CHECK; the words are parted by blanks."""
    return sa.Enum(
        *listed.split(), name=f"{column}_is_a_word", native_enum=False, create_constraint=True, length=40
    )


def change_words(table: str, column: str, before: str, after: str) -> None:
    """Other words are allowed in the column from now on; rows and what refers to them stay untouched.

    SQLite: the text of the CHECK is written anew, as its documentation describes for such a change;
    a table that other tables refer to could not be made anew while references are enforced.
    """
    name = f"ck_{table}_{column}_is_a_word"
    old, new = _listed(column, before), _listed(column, after)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, new)
        return
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?)"
        " WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0",
        (f"CONSTRAINT {name} CHECK ({old})", f"CONSTRAINT {name} CHECK ({new})", table, f"CHECK ({old})"),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=RESET")
    if changed.rowcount != 1:
        raise RuntimeError(f"{name} is not as the migrations before left it")


def _listed(column: str, listed: str) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in listed.split())})"
