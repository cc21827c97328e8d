"""Texts that somebody may hold before a scanner in the place of a code, and what each is told (C37)."""

from __future__ import annotations

from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ciie_portal.domain.entry_code import (
    BODY,
    PREFIX,
    EntryCode,
    Verdict,
    edition_mark,
    from_base45,
    read,
    to_base45,
    written,
)
from ciie_portal.domain.reference import Prefix, new_reference

ANOTHER_SERIAL = new_reference(Prefix.CERTIFICATE, (1, 2, 3, 4, 5, 6, 7))
ANOTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def forged(good: str) -> dict[str, str]:
    """Of the right structure, with a signature that is not ours: all of them altered."""
    code, signature = read(good)
    facts = (code.key_id, code.edition, code.serial, code.made_at, code.flags)
    key_id, edition, _serial, made_at, flags = facts
    changed = {
        "another serial": EntryCode(key_id, edition, ANOTHER_SERIAL, made_at, flags),
        "another edition": EntryCode(key_id, edition_mark("another"), code.serial, made_at, flags),
        "an instant later": EntryCode(key_id, edition, code.serial, made_at + timedelta(seconds=1), flags),
        "another flag": EntryCode(key_id, edition, code.serial, made_at, flags ^ 1),
    }
    return {
        **{name: written(one.body, signature) for name, one in changed.items()},
        "signed by another key": written(code.body, ANOTHER_KEY.sign(code.body)),
        "invented and signed by another key": written(
            changed["another serial"].body, ANOTHER_KEY.sign(changed["another serial"].body)
        ),
        "no signature": written(code.body, bytes(64)),
        "a signature of ones": written(code.body, b"\xff" * 64),
        "half a signature": written(code.body, signature[:32] + bytes(32)),
        "a signature turned round": written(code.body, signature[32:] + signature[:32]),
    }


def unreadable(good: str) -> dict[str, str]:
    """What is no code at all."""
    content = from_base45(good.removeprefix(PREFIX))
    code = good.removeprefix(PREFIX)
    return {
        "empty": "",
        "blanks": "   \t ",
        "the prefix alone": PREFIX,
        "no prefix": code,
        "another prefix": f"HC1:{code}",
        "a later prefix": f"CIIE2:{code}",
        "the prefix twice": f"{PREFIX}{good}",
        "cut by one": good[:-1],
        "cut by one in front": good[1:],
        "one more": f"{good}0",
        "a blank inside": f"{good[:40]} {good[40:]}",
        "a line end inside": f"{good[:40]}\n{good[40:]}",
        "a sign of another alphabet": f"{good[:40]}_{good[41:]}",
        "wide digits": PREFIX + "１" * 122,
        "beyond two bytes": f"{PREFIX}{':::' * 40}00",
        "garbage": "\x00\x7f\ufffd🎫;DROP TABLE certificate",
        "ten thousand": PREFIX + "0" * 10_000,
        "a million": PREFIX + "0" * 1_000_000,
        "a million blanks in it": f"{PREFIX}{' ' * 1_000_000}{code}",
        "structure: nothing": PREFIX + to_base45(b""),
        "structure: a byte short": PREFIX + to_base45(content[:-1]),
        "structure: a byte long": PREFIX + to_base45(content + b"\x00"),
        "structure: the body alone": PREFIX + to_base45(content[: BODY.size]),
        "structure: something else": PREFIX + to_base45(b'{"serial": "CT-7K2M9QX4", "good": true}'),
        "structure: version nought": PREFIX + to_base45(b"\x00" + content[1:]),
        "structure: version two": PREFIX + to_base45(b"\x02" + content[1:]),
    }


def good_ways(good: str) -> dict[str, str]:
    """As scanners and people bring the same code: nothing of it is lost."""
    return {
        "as printed": good,
        "lower case": good.lower(),
        "blanks around": f"  {good}\t\r\n",
        "blanks of a text editor": f"\u00a0{good}\u3000",
    }


def attacks(good: str) -> dict[str, tuple[str, Verdict]]:
    """Everything that opens no gate, with its verdict."""
    return {
        **{name: (text, Verdict.ALTERED) for name, text in forged(good).items()},
        **{name: (text, Verdict.UNREADABLE) for name, text in unreadable(good).items()},
    }
