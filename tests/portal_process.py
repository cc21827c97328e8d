"""The portal alone as a process: its production build, a scratch database, a free port.

`portal` is for everybody who needs no dispatcher and no stand-ins: one process for the whole run.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from ciie_portal import building, clock, supervising
from ciie_portal.seeding import demonstration
from ciie_portal.settings import ROOT, get_settings
from ciie_portal.store import engine, migrate
from ciie_portal.store.load_data import load_data
from tests.sandbox_process import end, free_port, is_answered, until

Rows = dict[str, list[tuple[object, ...]]]
KEPT_BY_SQLITE = "sqlite_"


@dataclass
class Portal:
    """One running server; `var` is the folder of everything that it writes."""

    var: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.var / "portal.log").read_text(encoding="utf-8")

    @contextmanager
    def settings(self) -> Iterator[None]:
        """Inside, this process sees the database that the portal serves."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CIIE_VAR_DIR", str(self.var))
            patch.setenv("PORT", str(self.port))
            engine.dispose()
            get_settings.cache_clear()
            try:
                yield
            finally:
                engine.dispose()
        get_settings.cache_clear()

    def start(self) -> None:
        """Builds the pages only where there are none: `make test` has built what changed."""
        if not building.BUILT.is_dir():
            building.build()
        with self.settings():
            migrate.upgrade()
            load_data(clock.now(), with_demonstration=True)
            demonstration.seed(clock.now())
            process = supervising.portal(get_settings())
            wanted = {**os.environ, **process.environment}
            with (self.var / "portal.log").open("ab") as log:
                self.process = subprocess.Popen(process.command, cwd=ROOT, env=wanted, stdout=log, stderr=log)
        until(self.is_up, 60)

    def is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log
        return is_answered(f"http://127.0.0.1:{self.port}/ping")

    def stop(self) -> None:
        process, self.process = self.process, None
        end(process)

    def get(self, address: str, **headers: str) -> httpx.Response:
        return httpx.get(self.address + address, headers=headers, trust_env=False)

    def rows(self) -> Rows:
        """Every row of every table, as they are now."""
        with closing(sqlite3.connect(f"file:{self.var / 'portal.sqlite3'}?mode=ro", uri=True)) as database:
            named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            tables = [name for (name,) in named if not name.startswith(KEPT_BY_SQLITE)]
            return {
                name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables
            }


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    with tempfile.TemporaryDirectory(prefix="ciie-portal-") as folder:
        running = Portal(Path(folder))
        try:
            running.start()
            yield running
        finally:
            running.stop()
