"""The vault keeps what it is given under a name of its own, and no name leads anywhere else (C29, C30)."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ciie_portal.gateways.vault import NotInVault, Vault


def test_what_was_put_is_got_and_gone_after_deletion(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    key, other = vault.put(b"a photo"), vault.put(b"a photo")
    assert key != other
    assert (vault.get(key), vault.get(other)) == (b"a photo", b"a photo")
    vault.delete(key)
    vault.delete(key)
    with pytest.raises(NotInVault):
        vault.get(key)
    assert vault.get(other) == b"a photo"


def test_a_key_is_random_and_its_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    key = vault.put(b"x")
    (kept,) = [file for file in (tmp_path / "vault").rglob("*") if file.is_file()]
    assert (kept.name, len(key), set(key) <= set("0123456789abcdef")) == (key, 32, True)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "key",
    [
        "",
        "..",
        "../secret",
        "../" * 10 + "tc",
        "/etc/passwd",
        "..%2Fsecret",
        "0" * 31,
        "0" * 33,
        "A" * 32,
        "0" * 31 + "\x00",
        "0" * 31 + "/",
        "../" + "0" * 29,
        "00/../../" + "0" * 23,
        "０" * 32,
        "0" * 32 + "\n",
    ],
)
def test_no_key_leads_out_of_the_vault(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    vault = Vault(tmp_path / "vault")
    vault.put(b"x")
    with pytest.raises(NotInVault):
        vault.get(key)
    with pytest.raises(NotInVault):
        vault.delete(key)
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_a_key_that_nothing_was_put_under_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotInVault):
        Vault(tmp_path / "vault").get("0" * 32)
