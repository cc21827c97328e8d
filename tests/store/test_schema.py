"""One history of migrations, and the tables as the program knows them, agree on both databases (C41)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlmodel import SQLModel

from ciie_portal.settings import get_settings
from ciie_portal.store import migrate
from ciie_portal.store.engine import get_engine

SQLITE_CATALOGUE = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') ORDER BY name"
POSTGRESQL_CATALOGUE = """
SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = :schema AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = :schema
UNION ALL SELECT 'index ' || indexname, replace(indexdef, schemaname || '.', '') FROM pg_indexes
 WHERE schemaname::regnamespace = :schema
 ORDER BY 1
"""


def catalogue(connection: Connection, schema: str = "public") -> dict[str, str]:
    """Everything the database itself knows of tables, columns, constraints and indexes."""
    if connection.dialect.name == "postgresql":
        named = text("SELECT CAST(:name AS regnamespace)::oid")
        oid = connection.execute(named, {"name": schema}).scalar_one()
        rows = connection.execute(text(POSTGRESQL_CATALOGUE), {"schema": oid}).all()
        known = {name: what.replace(f"{schema}.", "") for name, what in rows}
    else:
        rows = connection.execute(text(SQLITE_CATALOGUE)).all()
        known = {name: _parts(sql or "") for name, sql in rows}
    return {name: what for name, what in known.items() if "alembic_version" not in name}


def _parts(sql: str) -> list[str]:
    """What stands between the commas of a statement; a table made anew has its name in quotes."""
    parts, depth = [""], 0
    for sign in " ".join(sql.replace('"', "").split()):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += sign
    parts[-1] = parts[-1].removesuffix(")")
    head, _, parts[0] = parts[0].partition("(")
    return sorted([head.strip(), *(part.strip() for part in parts)])


def test_migrated_schema_equals_the_tables_of_the_program(database: str, tmp_path: Path) -> None:
    with get_engine().connect() as connection:
        migrated = catalogue(connection)
    if database == "sqlite":
        created_engine = create_engine(f"sqlite:///{tmp_path / 'created.sqlite3'}")
        schema = "main"
    else:
        schema = "created"
        created_engine = create_engine(
            get_settings().database, connect_args={"options": f"-c search_path={schema}"}
        )
    with created_engine.begin() as connection:
        if database == "postgresql":
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        SQLModel.metadata.create_all(connection)
        created = catalogue(connection, schema)
        connection.rollback()
    created_engine.dispose()

    assert migrated == created


def test_alembic_finds_nothing_left_to_migrate(database: str) -> None:
    migrate.check()

    assert migrate.current_revision() == migrate.newest_revision()


def test_migrating_again_changes_nothing(database: str) -> None:
    migrate.upgrade()

    migrate.require_newest()


def test_a_database_without_the_newest_schema_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(migrate.SchemaOutdated, match="the database is at None"):
        migrate.require_newest()


def test_every_table_can_be_taken_back_and_made_again(tmp_path: Path) -> None:
    migrate.upgrade()
    migrate.downgrade("base")
    with get_engine().connect() as connection:
        assert catalogue(connection) == {}

    migrate.upgrade()
    migrate.require_newest()


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    program = "from ciie_portal.store.migrate import upgrade; upgrade()"
    started = [
        subprocess.Popen([sys.executable, "-W", "ignore", "-c", program], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    assert [process.communicate()[1] for process in started] == ["", "", ""]
    migrate.require_newest()
