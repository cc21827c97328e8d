"""The door to the database: `transaction()` writes and commits at its end, `reading()` cannot write.

SQLite is the embedded default, PostgreSQL the production store.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlmodel import Session

import ciie_portal.store.searching  # noqa: F401  (from here on every write keeps its search entry)
from ciie_portal.settings import get_settings

BUSY_TIMEOUT_MS = 10_000
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-16000",  # KiB of each connection
)
# One writer at a time is SQLite's rule; waiting here costs no polling. Processes meet at BEGIN IMMEDIATE.
_sqlite_writer = threading.RLock()
_engines: dict[str, Engine] = {}
_reading_engines: dict[str, Engine] = {}
_making = threading.RLock()
_reading_now: ContextVar[Session | None] = ContextVar("reading_now", default=None)
READS_ONLY = "reads_only"


def _sqlite(address: str, *, reads_only: bool) -> Engine:
    """Readers have connections of their own, which the database refuses any write."""
    engine = create_engine(
        address,
        pool_size=10,
        max_overflow=10,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error of the database does not quote what was to be written
    )
    pragmas = (*PRAGMAS, "query_only=ON") if reads_only else PRAGMAS

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    return engine


def engine_for(address: str) -> Engine:
    """The engine of a database address; one per process."""
    with _making:
        if address not in _engines:
            is_sqlite = make_url(address).get_backend_name() == "sqlite"
            _engines[address] = _sqlite(address, reads_only=False) if is_sqlite else _postgresql(address)
        return _engines[address]


def _postgresql(address: str) -> Engine:
    return create_engine(address, pool_size=5, max_overflow=10, pool_pre_ping=True, hide_parameters=True)


def get_engine() -> Engine:
    """The engine of `settings.database`."""
    return engine_for(get_settings().database)


def _reading_engine(address: str) -> Engine:
    """Its transactions are refused any write by the database itself."""
    engine = _reading_engines.get(address)
    if engine is not None:
        return engine
    with _making:
        engine = engine_for(address)
        if engine.dialect.name == "sqlite":
            engine = _sqlite(address, reads_only=True)
        else:
            engine = engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
        return _reading_engines.setdefault(address, engine)


@contextmanager
def transaction() -> Iterator[Session]:
    """A session that commits at the end of the block, or changes nothing when the block raises."""
    engine = get_engine()
    turn = _sqlite_writer if engine.dialect.name == "sqlite" else nullcontext()
    with turn, Session(engine, expire_on_commit=False) as session, session.begin():
        session.connection()  # the write lock is taken before the first read, so nothing read here is stale
        yield session


@contextmanager
def asking() -> Iterator[Connection]:
    """A connection that only reads, for a question that keeps no rows: a third less work than `reading()`."""
    with _reading_engine(get_settings().database).connect() as connection:
        yield connection


@contextmanager
def reading() -> Iterator[Session]:
    """A session on one consistent moment that only reads; inside another one it is the same moment."""
    outer = _reading_now.get()
    if outer is not None:
        yield outer
        return
    engine = _reading_engine(get_settings().database)
    with Session(engine, expire_on_commit=False, autoflush=False) as session:
        session.info[READS_ONLY] = True  # what was read cannot change, so it may be kept as long
        before = _reading_now.set(session)
        try:
            yield session
        finally:
            _reading_now.reset(before)


def dispose() -> None:
    """Closes every connection and forgets the engines (tests, and after a fork)."""
    with _making:
        for engine in (*_reading_engines.values(), *_engines.values()):
            engine.dispose()
        _reading_engines.clear()
        _engines.clear()
