"""New words for a column that has rows already: nothing is lost, and the database still refuses the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ciie_portal.store import migrate
from ciie_portal.store.engine import get_engine
from tests.conftest import use_settings

ROW = (
    "INSERT INTO notice (key, kind, channel, locale, subject, masked_text, state, created_at, resends_id)"
    " VALUES (:key, :kind, 'sms', 'zh', '', '', 'sent', '2019-09-01 00:00:00+00:00', :resends)"
)
KINDS = "SELECT kind FROM notice ORDER BY id"


def insert(key: str, kind: str, resends: int | None = None) -> None:
    with get_engine().begin() as connection:
        connection.execute(text(ROW), {"key": key, "kind": kind, "resends": resends})


def kinds() -> list[str]:
    with get_engine().connect() as connection:
        return list(connection.execute(text(KINDS)).scalars())


def test_notices_on_record_survive_the_new_kinds_and_the_way_back(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database == "sqlite":
        use_settings(monkeypatch, database_url=f"sqlite:///{tmp_path / 'older.sqlite3'}")
        migrate.upgrade()
    migrate.downgrade("0014")
    insert("a", "passed")
    first = 1 if database == "sqlite" else None
    insert("b", "passed", first)
    with pytest.raises(IntegrityError):
        insert("c", "left_out")

    migrate.upgrade()
    insert("d", "left_out")
    assert kinds() == ["passed", "passed", "left_out"]
    with pytest.raises(IntegrityError):
        insert("e", "gossip")

    migrate.downgrade("0014")
    assert kinds() == ["passed", "passed"]
    migrate.upgrade()
