"""Alembic's entry: works on the connection that `store.migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Index
from sqlmodel import SQLModel

import ciie_portal.store.tables  # noqa: F401  (fills the metadata)
from ciie_portal.store.migrate import connection_of
from ciie_portal.store.tables.search import FULL_TEXT


def is_a_table_of_ours(name: str | None, kind: str, _parents: object) -> bool:
    """SQLite's full-text table and what it keeps for itself belong to the table that they follow."""
    return kind != "table" or not (name or "").startswith(FULL_TEXT)


def is_of_this_database(what: object, _name: object, kind: str, is_read: bool, _beside: object) -> bool:
    """A GIN index is PostgreSQL's alone."""
    if kind != "index" or is_read or not isinstance(what, Index):
        return True
    is_gin = what.dialect_options["postgresql"]["using"] == "gin"
    return not is_gin or context.get_context().dialect.name == "postgresql"


context.configure(
    connection=connection_of(context.config),
    target_metadata=SQLModel.metadata,
    compare_type=True,
    compare_server_default=True,
    include_name=is_a_table_of_ours,
    include_object=is_of_this_database,
)
with context.begin_transaction():
    context.run_migrations()
