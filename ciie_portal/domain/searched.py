"""What a caller's fact is taken for, and how names are compared (rules.md section 1, help desk).

Names are compared by their letters and digits alone: case, spaces, brackets and accents do not count, and
no sign has a meaning of its own. Two characters are enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.contact import any_mobile, email_address, email_key, mainland_mobile
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.reference import ALPHABET, Prefix, parse_reference, read_characters

LONGEST_SEARCH = 200  # characters; no name, reference or number is longer
MOST_WORDS = 8
SHORTEST_NAME = 2
LAST_DIGITS = 4
SHORTEST_NUMBER = 7  # digits of a passport
_SEPARATOR = "\n"  # between the names of one unit or person
_NUMBER = re.compile(r"[A-Z0-9]{4,60}")
_PREFIXES = "|".join(Prefix)
_SHAPE_OF_REFERENCE = re.compile(rf"(?:{_PREFIXES})?[{ALPHABET}OIL]{{8}}")


# the numbers of documents and phones, as they are written; a page's own pattern is the same expression
_OF_A_PERSON = (
    r"(?:\+?86[\- ]?)?1[3-9]\d[\- ]?\d{4}[\- ]?\d{4}",
    r"\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx]",
    r"[A-Za-z]{1,2}\d{7,8}",
    r"\+\d[\d\- ]{6,16}\d",
)
OF_A_PERSON = rf"(?<![0-9A-Za-z])(?:{'|'.join(_OF_A_PERSON)})(?![0-9A-Za-z])"
_NUMBER_OF_A_PERSON = re.compile(OF_A_PERSON, re.ASCII)


class Fact(StrEnum):
    """What was typed; the earlier members are looked for first, the first that finds something decides."""

    REFERENCE = "reference"
    MOBILE = "mobile"
    EMAIL = "email"
    CREDIT_CODE = "credit_code"  # or an overseas unit's registration number
    DOCUMENT = "document"
    NAME = "name"


@dataclass(frozen=True)
class Wanted:
    """One reading of what was typed. `values` are looked up as they stand; a name's are its words."""

    fact: Fact
    values: tuple[str, ...]


def readings(typed: str) -> tuple[Wanted, ...]:
    """Everything that it can be, in the order of Fact; nothing for what is too long or has no letter."""
    text = _readable(typed)
    if not text or len(text) > LONGEST_SEARCH:
        return ()
    found = {
        Fact.REFERENCE: _references(text),
        Fact.MOBILE: _mobiles(text),
        Fact.EMAIL: _emails(text),
        Fact.CREDIT_CODE: _numbers(text),
        Fact.DOCUMENT: _numbers(text),
        Fact.NAME: name_words(text),
    }
    return tuple(Wanted(fact, values) for fact, values in found.items() if values)


def plain_name(name: str) -> str:
    """The letters and digits of a name, without case, accents and width."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return unicodedata.normalize("NFC", "".join(one for one in apart if one.isalnum())).casefold()


def plain_names(names: Iterable[str | None]) -> str:
    """All names of one unit or person as one text, in which no word reaches over two names."""
    plain = dict.fromkeys(plain_name(name) for name in names if name)
    return _SEPARATOR.join(name for name in plain if name)


def bigrams(plain: str) -> list[str]:
    """Every two neighbouring characters, in their order; names are kept apart by a sign of its own."""
    pairs: list[str] = []
    for name in plain.split(_SEPARATOR):
        pairs += [*([PARTED] if pairs else []), *(name[at : at + 2] for at in range(len(name) - 1))]
    return pairs


PARTED = "0x"  # between the pairs of two names


def plain_number(text: str) -> str:
    """A credit code, registration or document number: capitals and digits, without blanks and dashes."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).upper() if one.isalnum())


def name_words(typed: str) -> tuple[str, ...]:
    """The words of a name, each of which must occur; () when no word has two characters."""
    words = tuple(dict.fromkeys(filter(None, map(plain_name, typed.split()))))[:MOST_WORDS]
    return words if any(len(word) >= SHORTEST_NAME for word in words) else ()


def last_digits(typed: str) -> str:
    """The last four characters of a document as the caller says them; empty for anything else."""
    said = unicodedata.normalize("NFKC", typed[:40]).upper()
    kept = "".join(one for one in said if one.isascii() and one.isalnum())
    return kept if len(kept) == LAST_DIGITS else ""


def hide_document(number: str) -> str:
    """3301**************: the end, by which the caller is known, never shows."""
    kept = 4 if len(number) >= 15 else 2 if len(number) >= 8 else 1
    return number[:kept] + "*" * max(len(number) - kept, 0)


def hide_numbers(text: str) -> str:
    """A search as it may stand in an address: numbers of documents and phones are not kept there."""
    return (
        _NUMBER_OF_A_PERSON.sub(_hidden, unicodedata.normalize("NFKC", text)) if _has_digits(text) else text
    )


def _hidden(found: re.Match[str]) -> str:
    number = found.group()
    return number if _reference(number) else hide_document(number)


def _has_digits(text: str) -> bool:
    return sum(one.isdigit() for one in text) >= SHORTEST_NUMBER


def _readable(typed: str) -> str:
    """Controls, halves of characters and signs that turn the direction are no part of any fact."""
    return " ".join("".join(one if unicodedata.category(one)[0] != "C" else " " for one in typed).split())


def _references(text: str) -> tuple[str, ...]:
    plain = plain_number(text)
    if not _SHAPE_OF_REFERENCE.fullmatch(plain):
        return ()
    if len(plain) == 8:  # without its prefix; a name of eight Latin letters has the same shape
        candidates = [f"{prefix}{read_characters(plain)}" for prefix in Prefix]
        return tuple(found for one in candidates if (found := _reference(one)))
    found = _reference(plain)
    return (found,) if found else ()


def _reference(text: str) -> str:
    try:
        return parse_reference(text)
    except RuleBroken:
        return ""


def _mobiles(text: str) -> tuple[str, ...]:
    found = []
    for read in (mainland_mobile, any_mobile):
        try:
            found.append(read(text))
        except RuleBroken:
            continue
    return tuple(dict.fromkeys(found))


def _emails(text: str) -> tuple[str, ...]:
    try:
        return (email_key(email_address(text)),)
    except RuleBroken:
        return ()


def _numbers(text: str) -> tuple[str, ...]:
    number = plain_number(text)
    has_digit = any(one.isdigit() for one in number)
    return (number,) if has_digit and _NUMBER.fullmatch(number) else ()
