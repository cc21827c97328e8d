"""References that name things to people: WU-7K2M9QX4 and the like (rules.md section 10).

Seven random characters of Crockford's base 32 and a check character of the same alphabet: 35 random bits,
and any one wrong character or any two exchanged ones are noticed before the database is asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from ciie_portal.domain.errors import Rule, RuleBroken

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_COUNT = 7
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LONGEST_TYPED = 60


class Prefix(StrEnum):
    """What a reference names."""

    WORK_UNIT = "WU"
    PERSON = "P"
    CERTIFICATE_REQUEST = "CR"
    REFUND = "RF"
    CERTIFICATE = "CT"


def new_reference(prefix: Prefix, random: Sequence[int]) -> str:
    """`random` is seven numbers from 0 to 31, from a source that nobody can guess. Raises ValueError."""
    if len(random) != RANDOM_COUNT or not all(0 <= number < len(ALPHABET) for number in random):
        raise ValueError("a reference needs seven numbers from 0 to 31")
    body = "".join(ALPHABET[number] for number in random)
    return f"{prefix}-{body}{_check_character(prefix, body)}"


def parse_reference(text: object, prefix: Prefix | None = None) -> str:
    """The reference as it is stored, whatever the case, dashes and spaces, with O for 0 and I or L for 1.

    Raises Rule.NOT_FOUND for anything malformed: the same answer as for a reference that does not exist.
    """
    typed = _typed(text)
    for candidate in (prefix,) if prefix else tuple(Prefix):
        body = read_characters(typed.removeprefix(candidate)) if typed.startswith(candidate) else None
        if body is None or len(body) != RANDOM_COUNT + 1:
            continue
        if body[-1] == _check_character(candidate, body[:-1]):
            return f"{candidate}-{body}"
    raise RuleBroken(Rule.NOT_FOUND)


def is_reference(text: object, prefix: Prefix | None = None) -> bool:
    """Whether it can be a reference at all; it need not exist."""
    try:
        parse_reference(text, prefix)
    except RuleBroken:
        return False
    return True


def has_form(text: object, prefix: Prefix) -> bool:
    """Whether it looks like a reference, mistyped or not: the prefix and eight characters of the alphabet."""
    typed = _typed(text)
    body = read_characters(typed.removeprefix(prefix)) if typed.startswith(prefix) else None
    return body is not None and len(body) == RANDOM_COUNT + 1


def prefix_of(reference: str) -> Prefix:
    """What a well-formed reference names. Raises Rule.NOT_FOUND."""
    return Prefix(parse_reference(reference).partition("-")[0])


def read_characters(typed: object) -> str | None:
    """Characters of the alphabet in capitals, dashes and spaces dropped; None if any other is among them."""
    characters = _typed(typed).translate(_LOOK_ALIKES)
    return characters if characters and all(one in ALPHABET for one in characters) else None


def _typed(text: object) -> str:
    if not isinstance(text, str) or len(text) > _LONGEST_TYPED:
        return ""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(one for one in plain if not (one.isspace() or unicodedata.category(one) == "Pd"))


def _check_character(prefix: str, body: str) -> str:
    """A weighted sum in the field of 32 elements; weights are the powers of 2, all different.

    The prefix is summed in, so that the characters of a work unit never make a valid person.
    """
    total = _weighted(sum(ord(letter) for letter in prefix) % len(ALPHABET), RANDOM_COUNT + 1)
    for place, character in enumerate(body, start=1):
        total ^= _weighted(ALPHABET.index(character), place)
    return ALPHABET[total]


def _weighted(value: int, times: int) -> int:
    for _ in range(times):
        value <<= 1
        if value & 0b100000:
            value ^= 0b100101  # the polynomial x^5 + x^2 + 1
    return value
