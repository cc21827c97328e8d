"""The keys file: made in the demonstration only, refused where it is unsafe, rotated under way (C36, C42)."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from ciie_portal.security import KeysRefused, KeyUnknown, add_key, blind_indexes, keyring, seal, unseal
from tests.conftest import use_settings


def test_the_demonstration_makes_its_keys_readable_by_nobody_else(tmp_path: Path) -> None:
    ring = keyring("sealing")

    assert (ring.current_id, len(ring.current)) == (1, 32)
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert len({keyring(purpose).current for purpose in ("sealing", "index", "one_time")}) == 3


def test_production_refuses_to_start_without_its_keys(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_settings(monkeypatch, environment="production")

    with pytest.raises(KeysRefused, match=r"keys\.json is missing"):
        keyring("sealing")
    assert list(tmp_path.iterdir()) == []


def test_keys_that_others_can_read_are_refused(tmp_path: Path) -> None:
    keyring("sealing")
    (tmp_path / "keys.json").chmod(0o640)

    with pytest.raises(KeysRefused, match="its mode must be 600"):
        keyring("sealing")


@pytest.mark.parametrize(
    "content", ["", "[]", '{"sealing": {}}', '{"sealing": {"current": 1, "keys": {"1": "*"}}}']
)
def test_a_file_that_is_no_keys_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    (tmp_path / "keys.json").chmod(0o600)

    with pytest.raises(KeysRefused, match="is not a keys file"):
        keyring("sealing")


def test_a_key_that_is_too_short_is_refused(tmp_path: Path) -> None:
    keyring("sealing")
    file = tmp_path / "keys.json"
    written = json.loads(file.read_text())
    written["index"]["keys"]["1"] = "c2hvcnQ="
    file.write_text(json.dumps(written))

    with pytest.raises(KeysRefused, match="index key of a wrong size"):
        keyring("sealing")


def test_processes_that_start_together_agree_on_the_keys() -> None:
    found: list[bytes] = []
    start = threading.Barrier(8)

    def look() -> None:
        start.wait()
        found.append(keyring("sealing").current)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [keyring("sealing").current] * 8


def test_after_a_rotation_old_and_new_values_are_readable() -> None:
    old = seal("330203198501011239", "person", "document", "P-1")
    old_index = blind_indexes("document", "x")

    assert (add_key("sealing"), add_key("index")) == (2, 2)

    new = seal("330203198501011239", "person", "document", "P-1")
    assert (old[1:3], new[1:3]) == (b"\x00\x01", b"\x00\x02")
    assert unseal(old, "person", "document", "P-1") == unseal(new, "person", "document", "P-1")
    assert blind_indexes("document", "x")[1:] == old_index


def test_a_lost_old_key_is_an_alarm_and_never_a_blank(tmp_path: Path) -> None:
    old = seal("330203198501011239", "person", "document", "P-1")
    add_key("sealing")
    file = tmp_path / "keys.json"
    written = json.loads(file.read_text())
    del written["sealing"]["keys"]["1"]
    file.write_text(json.dumps(written))

    with pytest.raises(KeyUnknown, match="no sealing key 1"):
        unseal(old, "person", "document", "P-1")
