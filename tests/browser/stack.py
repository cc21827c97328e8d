"""The whole product as processes on free ports: portal from its production build, dispatcher, stand-ins."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from ciie_portal import building, clock, supervising
from ciie_portal.seeding import people
from ciie_portal.settings import ROOT, get_settings
from ciie_portal.store import engine, migrate
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.load_data import DEMONSTRATION, load_data
from ciie_portal.store.queries import editions
from tests.sandbox_process import Sandbox, end, free_port, is_answered, until

NEVER = 3600  # seconds: a comparison of the books comes when the dispatcher starts


@dataclass
class Stack:
    """One running product with a folder of its own; `used_codes` of the authenticator: each is good once."""

    var: Path
    database_url: str = ""  # empty: SQLite in `var`
    port: int = field(default_factory=free_port)
    sandbox: Sandbox = field(init=False)
    portal: subprocess.Popen[bytes] | None = None
    dispatcher: subprocess.Popen[bytes] | None = None
    used_codes: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, list[Any]] = field(default_factory=dict)  # cookies of staff who signed in before

    def __post_init__(self) -> None:
        self.sandbox = Sandbox(self.var / "sandbox")

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """What every process is told; limits that many sign-ups from one address would meet are raised."""
        return {
            "CIIE_VAR_DIR": str(self.var),
            "CIIE_DATABASE_URL": self.database_url,
            "CIIE_SANDBOX_URL": self.sandbox.url,
            "CIIE_SMTP_PORT": str(self.sandbox.smtp_port),
            "CIIE_RECONCILE_SECONDS": str(NEVER),
            "CIIE_CODES_PER_ADDRESS_HOUR": "10000",
            "CIIE_SIGN_INS_PER_ADDRESS": "10000",
            "CIIE_CODE_ENTRIES_PER_ADDRESS": "10000",
        }

    def start(self) -> None:
        assert building.BUILT.is_dir(), "the pages are not built: python -m ciie_portal build"
        now = clock.now()
        migrate.upgrade()
        load_data(now)
        people.add_staff(now)
        engine.dispose()
        self.sandbox.start()
        process = supervising.portal(get_settings().model_copy(update={"port": self.port}))
        self.portal = self.run(process)
        self.dispatcher = self.run(supervising.dispatcher())
        until(self.is_up, 60)

    def run(self, process: supervising.Process) -> subprocess.Popen[bytes]:
        wanted = {**os.environ, **self.settings, **process.environment, "PORT": str(self.port)}
        with (self.var / f"{process.name}.log").open("ab") as log:
            return subprocess.Popen(process.command, cwd=ROOT, env=wanted, stdout=log, stderr=log)

    def is_up(self) -> bool:
        assert self.portal is not None
        assert self.portal.poll() is None, (self.var / "portal.log").read_text()
        return is_answered(f"http://127.0.0.1:{self.port}/ping")

    def restart_portal(self) -> None:
        """The server ends and starts again on its port; browsers come back by themselves."""
        end(self.portal)
        self.portal = self.run(supervising.portal(get_settings().model_copy(update={"port": self.port})))
        until(self.is_up, 60)

    def restart_dispatcher(self) -> None:
        """It compares the provider's books with ours when it starts."""
        end(self.dispatcher)
        self.dispatcher = self.run(supervising.dispatcher())

    def stop(self) -> None:
        for process in (self.portal, self.dispatcher):
            end(process)
        self.sandbox.stop()

    # ---- what a test may look at, or move, behind the pages ----
    def rows(self, table: Any, *where: Any) -> list[Any]:
        with reading() as session:
            return list(session.exec(select(table).where(*where).order_by(col(table.id))).all())

    def one(self, table: Any, *where: Any) -> Any:
        (found,) = self.rows(table, *where)
        return found

    def ledger(self, what: str, **facts: str | None) -> list[int]:
        """The sums of those lines of the provider's ledger that fit."""
        text = (self.sandbox.data_dir / "ledger.jsonl").read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.splitlines()]
        fitting = [one for one in lines if one["what"] == what and facts.items() <= one.items()]
        return [one["amount_minor"] for one in fitting]

    @contextmanager
    def deadline_passed(self) -> Iterator[None]:
        """Moves the end of registration a second into the past; there is no false clock in the server."""
        with transaction() as session:
            edition = editions.edition_by_code(session, DEMONSTRATION)
            assert edition is not None
            before, edition.closes_at = edition.closes_at, clock.now() - timedelta(seconds=1)
            edition.opens_at = min(edition.opens_at, edition.closes_at - timedelta(days=1))
        try:
            yield
        finally:
            with transaction() as session:
                edition = editions.edition_by_code(session, DEMONSTRATION)
                assert edition is not None
                edition.closes_at = before

    def sms(self, mobile: str, is_it: Callable[[str], bool] = bool, seconds: float = 20) -> str:
        """The newest SMS to a mobile that fits; waits for it."""
        found: list[str] = []

        def arrived() -> bool:
            texts = [row["text"] for row in self.sandbox.messages(to=f"+86{mobile}")]
            found[:] = [text for text in texts if is_it(text)]
            return bool(found)

        until(arrived, seconds)
        return found[0]


@contextmanager
def product(var: Path, database_url: str = "") -> Iterator[Stack]:
    """Runs it from start to stop; inside, this process has its settings."""
    stack = Stack(var, database_url)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in stack.settings.items():
            patch.setenv(name, value)
        engine.dispose()
        get_settings.cache_clear()
        try:
            stack.start()
            yield stack
        finally:
            stack.stop()
            engine.dispose()
    get_settings.cache_clear()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One product for all journeys."""
    with product(tmp_path_factory.mktemp("stack")) as stack:
        yield stack
