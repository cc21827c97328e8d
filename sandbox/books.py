"""What the stand-in remembers: rows in a small SQLite file, and a ledger to which lines are only added."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from pathlib import Path
from typing import Any

Row = dict[str, Any]
SOUGHT = ("state", "status", "to")  # fields that are looked for, several times a second


class Books:
    """Rows by kind and id; one event loop uses them, so nothing is locked."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.ledger = directory / "ledger.jsonl"
        self.database = sqlite3.connect(
            directory / "sandbox.sqlite3", isolation_level=None, check_same_thread=False
        )
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=OFF")
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS row (place INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, id TEXT,"
            " body TEXT, UNIQUE (kind, id))"
        )
        for name in SOUGHT:
            self.database.execute(
                f"CREATE INDEX IF NOT EXISTS row_{name} ON row (kind, json_extract(body, '$.{name}'), place)"
            )

    def put(self, kind: str, row: Row) -> Row:
        """Adds or replaces a row by its id."""
        self.database.execute(
            "INSERT INTO row (kind, id, body) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
            (kind, row["id"], json.dumps(row, ensure_ascii=False)),
        )
        return row

    def get(self, kind: str, row_id: str) -> Row | None:
        found = self.database.execute(
            "SELECT body FROM row WHERE kind = ? AND id = ?", (kind, row_id)
        ).fetchone()
        return json.loads(found[0]) if found else None

    def all(self, kind: str) -> list[Row]:
        """In the order in which they were first put."""
        rows = self.database.execute("SELECT body FROM row WHERE kind = ? ORDER BY place", (kind,))
        return [json.loads(body) for (body,) in rows]

    def where(self, kind: str, name: str, value: str) -> list[Row]:
        """Those of a kind in which one of the fields SOUGHT has a value."""
        if name not in SOUGHT:
            raise KeyError(name)
        rows = self.database.execute(
            f"SELECT body FROM row WHERE kind = ? AND json_extract(body, '$.{name}') = ? ORDER BY place",  # noqa: S608
            (kind, value),
        )
        return [json.loads(body) for (body,) in rows]

    def enter(self, what: str, **facts: Any) -> None:
        """A line in the ledger."""
        line = json.dumps({"at": int(time.time()), "what": what, **facts}, ensure_ascii=False)
        with self.ledger.open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(10)}"
