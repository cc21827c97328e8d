"""Signatures that anybody can check without us: Ed25519, with keys that can be changed (C37)."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ciie_portal.security.keys import keyring

SIGNING = "signing"


def signing_key_id() -> int:
    """The id of the key that signs now; it stands in what is signed."""
    return keyring(SIGNING).current_id


def sign(key_id: int, content: bytes) -> bytes:
    """64 bytes; equal for equal content and key. Raises KeyUnknown."""
    return _private(key_id).sign(content)


def public_keys() -> dict[int, bytes]:
    """Every key that was ever signed with, as the 32 bytes that check it."""
    ring = keyring(SIGNING)
    return {key_id: _private(key_id).public_key().public_bytes_raw() for key_id in sorted(ring.keys)}


def is_signed(public_key: bytes, signature: bytes, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(key_id: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keyring(SIGNING).key(key_id))
