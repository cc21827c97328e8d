"""Keys, seals, passwords, codes and tokens. Knows no table and no page."""

from ciie_portal.security.keys import KeysRefused, KeyUnknown, add_key, keyring
from ciie_portal.security.one_time import (
    check_totp,
    code_matches,
    hash_code,
    hash_token,
    new_code,
    new_key,
    new_token,
    new_totp_secret,
    totp_address,
)
from ciie_portal.security.passwords import hash_password, needs_new_hash, verify_password
from ciie_portal.security.sealing import SealBroken, blind_index, blind_indexes, seal, sealing_key_id, unseal
from ciie_portal.security.signing import is_signed, public_keys, sign, signing_key_id

__all__ = [
    "KeyUnknown",
    "KeysRefused",
    "SealBroken",
    "add_key",
    "blind_index",
    "blind_indexes",
    "check_totp",
    "code_matches",
    "hash_code",
    "hash_password",
    "hash_token",
    "is_signed",
    "keyring",
    "needs_new_hash",
    "new_code",
    "new_key",
    "new_token",
    "new_totp_secret",
    "public_keys",
    "seal",
    "sealing_key_id",
    "sign",
    "signing_key_id",
    "totp_address",
    "unseal",
    "verify_password",
]
