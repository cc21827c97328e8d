"""`certificate …` on the command line: checks with two files and nothing else, exports, rotates (C37)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ciie_portal.__main__ import cli
from ciie_portal.actions.reissue import reissue
from tests.actions import paper_scene as given
from tests.conftest import use_settings
from tests.factories import NOW

RUN = CliRunner()


def run(*words: str) -> tuple[int, str]:
    ended = RUN.invoke(cli, ["certificate", *words])
    return ended.exit_code, ended.output.strip()


def exported(folder: Path) -> list[str]:
    """The two files as a gate gets them."""
    for name in ("keys", "revoked"):
        code, text = run(name)
        assert code == 0
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return ["--keys", str(folder / "keys.json"), "--revoked", str(folder / "revoked.json")]


@pytest.fixture
def somewhere_else(database: str, tmp_path: Path) -> Path:
    folder = tmp_path / "gate"
    folder.mkdir()
    return folder


def test_a_code_is_checked_where_there_is_no_database_and_no_key(
    database: str, somewhere_else: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, (old,) = given.made(1)
    new = reissue(at.maker, old, "lost", now=NOW)
    texts = [paper.signed_text for paper in given.papers()]
    files = exported(somewhere_else)
    nowhere = somewhere_else / "nothing"
    use_settings(monkeypatch, var_dir=nowhere, database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    entries = ["--entries", str(somewhere_else / "entries.json")]
    assert run("check", texts[0], *files, *entries) == (
        1,
        f"Void. {old} This certificate is void and must not be used for admission.",
    )
    assert run("check", texts[1], *files, *entries)[0] == 0
    assert list(json.loads((somewhere_else / "entries.json").read_text())) == [new]
    code, told = run("check", texts[1], *files, *entries, "--language", "zh")
    assert (code, told.startswith(f"此码已扫描过。{new}")) == (1, True)
    assert not nowhere.exists()


def test_a_rotated_key_is_in_the_next_export(database: str, somewhere_else: Path) -> None:
    given.made(1)
    text = given.papers()[0].signed_text
    assert run("new-key") == (0, "Key 2 signs now.")
    assert sorted(json.loads(run("keys")[1])["keys"]) == ["1", "2"]
    assert run("check", text, *exported(somewhere_else))[0] == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"keys": 1}', "\x00"])
def test_files_that_cannot_be_used_end_with_two(database: str, somewhere_else: Path, content: str) -> None:
    given.made(1)
    files = exported(somewhere_else)
    (somewhere_else / "keys.json").write_text(content)
    assert run("check", "CIIE1:", *files)[0] == 2
    assert run("check", "CIIE1:", *files[:2])[0] == 2
    assert run("keys", "--edition", "never")[0] == 2
