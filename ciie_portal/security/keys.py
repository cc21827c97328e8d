"""The keys file: several keys per purpose, one of them current, older ones still readable (C36)."""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ciie_portal.settings import get_settings

PURPOSES = ("sealing", "index", "one_time", "signing")
CAME_LATER = ("signing",)  # keys files that were written before lack them
KEY_BYTES = 32
HIGHEST_KEY_ID = 65_535


class KeysRefused(Exception):
    """The keys file is missing in production, open to others, or no keys file; the text says which."""


class KeyUnknown(Exception):
    """Something was sealed with a key that the keys file no longer has."""


@dataclass(frozen=True)
class Keyring:
    """The keys of one purpose by their id."""

    purpose: str
    current_id: int
    keys: dict[int, bytes]

    @property
    def current(self) -> bytes:
        return self.keys[self.current_id]

    def key(self, key_id: int) -> bytes:
        """Raises KeyUnknown: a lost key must never look like an empty answer."""
        try:
            return self.keys[key_id]
        except KeyError:
            raise KeyUnknown(f"no {self.purpose} key {key_id}") from None

    @property
    def ids_newest_first(self) -> list[int]:
        """The current key first, then the older ones."""
        return [self.current_id, *sorted((i for i in self.keys if i != self.current_id), reverse=True)]


def keys_path() -> Path:
    settings = get_settings()
    return settings.keys_file or settings.var_dir / "keys.json"


def keyring(purpose: str) -> Keyring:
    """The keys of a purpose; raises KeysRefused."""
    path = keys_path()
    if not path.exists():
        if get_settings().environment != "demonstration":
            raise KeysRefused(f"the keys file {path.name} is missing; production never makes its own keys")
        _generate(path)
    rings = _present(path)
    if purpose in CAME_LATER and purpose not in rings:
        if get_settings().environment != "demonstration":
            raise KeysRefused(f"the keys file {path.name} lacks a {purpose} key: certificate new-key")
        add_key(purpose)
        rings = _present(path)
    return rings[purpose]


def _present(path: Path) -> dict[str, Keyring]:
    status = path.stat()
    if status.st_mode & 0o077:
        raise KeysRefused(f"the keys file {path.name} can be read by others; its mode must be 600")
    return _read(path, status.st_ino, status.st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _inode: int, _changed_ns: int) -> dict[str, Keyring]:
    """Read again only when the file was changed, so that a rotation reaches running processes."""
    try:
        written = json.loads(path.read_text())
        rings = {
            purpose: Keyring(
                purpose,
                int(written[purpose]["current"]),
                {int(i): b64decode(key, validate=True) for i, key in written[purpose]["keys"].items()},
            )
            for purpose in PURPOSES
            if purpose in written or purpose not in CAME_LATER
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeysRefused(f"the keys file {path.name} is not a keys file") from None
    for ring in rings.values():
        if ring.current_id not in ring.keys:
            raise KeysRefused(f"the keys file {path.name} lacks the current {ring.purpose} key")
        if any(len(key) != KEY_BYTES or not 0 < i <= HIGHEST_KEY_ID for i, key in ring.keys.items()):
            raise KeysRefused(f"the keys file {path.name} has a {ring.purpose} key of a wrong size or id")
    return rings


def _new_ring() -> dict[str, object]:
    return {"current": 1, "keys": {"1": b64encode(secrets.token_bytes(KEY_BYTES)).decode()}}


def _generate(path: Path) -> None:
    """Several processes may start at once: the first one's file stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        json.dump({purpose: _new_ring() for purpose in PURPOSES}, stream, indent=1)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def add_key(purpose: str) -> int:
    """Writes a new current key beside the older ones and returns its id; running processes notice it."""
    path = keys_path()
    keyring("sealing")  # the file is there, and in order
    written = json.loads(path.read_text())
    ring = written.setdefault(purpose, {"current": 0, "keys": {}})
    key_id = max((int(i) for i in ring["keys"]), default=0) + 1
    ring["keys"][str(key_id)] = b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    ring["current"] = key_id
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        json.dump(written, stream, indent=1)
    draft.replace(path)
    return key_id
