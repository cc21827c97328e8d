"""Sealed values: AES-256-GCM bound to table, column and row; blind indexes find them unopened (C35, C36)."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ciie_portal.security.keys import keyring

VERSION = 1
HEADER_BYTES = 3  # version, key id
NONCE_BYTES = 12
INDEX_HEX = 32


class SealBroken(Exception):
    """A sealed value was altered, moved to another row, or is no sealed value."""


def seal(plain: str, table: str, column: str, row_key: str) -> bytes:
    """Encrypts for one place; `row_key` is the row's reference or key, known before the insert."""
    ring = keyring("sealing")
    header = bytes([VERSION]) + ring.current_id.to_bytes(2)
    nonce = secrets.token_bytes(NONCE_BYTES)
    place = _place(header, table, column, row_key)
    return header + nonce + AESGCM(ring.current).encrypt(nonce, plain.encode(), place)


def unseal(sealed: bytes, table: str, column: str, row_key: str) -> str:
    """Raises SealBroken or KeyUnknown; never answers with a blank."""
    header, nonce = sealed[:HEADER_BYTES], sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
    if len(nonce) < NONCE_BYTES or header[0] != VERSION:
        raise SealBroken(f"{table}.{column} holds something that was not sealed")
    key = keyring("sealing").key(sealing_key_id(sealed))
    try:
        plain = AESGCM(key).decrypt(
            nonce, sealed[HEADER_BYTES + NONCE_BYTES :], _place(header, table, column, row_key)
        )
    except InvalidTag:
        raise SealBroken(f"{table}.{column} was altered or belongs to another row") from None
    return plain.decode()


def sealing_key_id(sealed: bytes) -> int:
    """Which key sealed it, so that a rotation finds what is left to seal anew."""
    return int.from_bytes(sealed[1:HEADER_BYTES])


def _place(header: bytes, table: str, column: str, row_key: str) -> bytes:
    return header + "\x1f".join((table, column, row_key)).encode()


def blind_index(kind: str, normalised: str) -> str:
    """Equal for equal values of a kind, and says nothing else about them. The caller normalises."""
    return blind_indexes(kind, normalised)[0]


def blind_indexes(kind: str, normalised: str) -> list[str]:
    """Under the current key, then under older ones: search with all of them until a rebuild is done."""
    ring = keyring("index")
    text = f"{kind}\x1f{normalised}".encode()
    return [
        f"{key_id}.{hmac.new(ring.key(key_id), text, sha256).hexdigest()[:INDEX_HEX]}"
        for key_id in ring.ids_newest_first
    ]
