"""Signatures on certificates: checked with the public key alone, good after a rotation (C36, C37)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ciie_portal.security import (
    KeysRefused,
    KeyUnknown,
    add_key,
    is_signed,
    keyring,
    public_keys,
    sign,
    signing_key_id,
)
from tests.conftest import use_settings


def test_only_the_very_content_is_signed() -> None:
    signature = sign(signing_key_id(), b"content")
    key = public_keys()[signing_key_id()]
    assert is_signed(key, signature, b"content")
    assert not is_signed(key, signature, b"Content")
    assert not is_signed(key, signature[:-1] + b"\x00", b"content")
    assert not is_signed(key, b"", b"content")
    assert not is_signed(b"short", signature, b"content")


def test_a_new_key_signs_and_the_old_one_still_proves_what_it_signed() -> None:
    old = signing_key_id()
    before = sign(old, b"content")
    assert add_key("signing") == old + 1 == signing_key_id()
    keys = public_keys()
    assert sorted(keys) == [old, old + 1]
    assert is_signed(keys[old], before, b"content")
    assert not is_signed(keys[old + 1], before, b"content")
    with pytest.raises(KeyUnknown):
        sign(99, b"content")


def test_the_private_key_is_not_what_is_given_away() -> None:
    assert keyring("signing").current not in public_keys().values()


def test_a_keys_file_from_before_there_were_signatures_gets_a_key_in_the_demonstration(
    tmp_path: Path,
) -> None:
    keyring("sealing")
    file = tmp_path / "keys.json"
    written = json.loads(file.read_text())
    del written["signing"]
    file.write_text(json.dumps(written))
    assert signing_key_id() == 1
    assert json.loads(file.read_text())["sealing"] == written["sealing"]


def test_production_says_that_the_key_is_missing_and_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring("sealing")
    file = tmp_path / "keys.json"
    written = json.loads(file.read_text())
    del written["signing"]
    file.write_text(json.dumps(written))
    use_settings(monkeypatch, environment="production")
    with pytest.raises(KeysRefused, match="lacks a signing key"):
        signing_key_id()
    assert json.loads(file.read_text()) == written
    assert add_key("signing") == signing_key_id() == 1
