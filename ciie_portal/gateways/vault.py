"""Files of people: outside the web root, under random names, never served by themselves."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_CHARACTERS = frozenset("0123456789abcdef")
KEY_LENGTH = 32


class NotInVault(Exception):
    """No file under that key, or no key at all."""


class Vault:
    """A directory; each file is written once and readable by this user alone."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def put(self, content: bytes) -> str:
        """Returns the key: 32 hexadecimal digits."""
        key = secrets.token_hex(KEY_LENGTH // 2)
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())  # the row that names it is written next
        return key

    def get(self, key: str) -> bytes:
        """Raises NotInVault."""
        try:
            return self._file(key).read_bytes()
        except OSError:
            raise NotInVault(key) from None

    def delete(self, key: str) -> None:
        """Nothing happens where nothing is."""
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        if len(key) != KEY_LENGTH or not set(key) <= KEY_CHARACTERS:
            raise NotInVault("not a key")
        return self.directory / key[:2] / key
