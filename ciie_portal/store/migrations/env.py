"""Alembic's entry: works on the connection that `store.migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import ciie_portal.store.tables  # noqa: F401  (fills the metadata)
from ciie_portal.store.migrate import connection_of

context.configure(
    connection=connection_of(context.config),
    target_metadata=SQLModel.metadata,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
