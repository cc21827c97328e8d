"""Names of persons and units: Chinese as in the document or on the licence, or Latin (rules.md section 2)."""

from __future__ import annotations

import re
import unicodedata

from ciie_portal.domain.answer import clean_line, is_chinese, is_latin, is_letter, within
from ciie_portal.domain.errors import Rule, RuleBroken

LONGEST_CHINESE_NAME = 50
LONGEST_LATIN_NAME = 100
LONGEST_UNIT_NAME = 150
_DOTS = re.compile("[\u2022\u2027\u30fb\uff0e\u2219\u22c5\u318d\uff65]")
_CHINESE_BRACKETS = str.maketrans({"(": "（", ")": "）"})
_MARKS_IN_LATIN_NAMES = " '-.,’ʼ‐"


def chinese_person_name(typed: str) -> str:
    """Chinese characters and the dot inside a name (阿卜杜拉·买买提), no spaces.

    Raises CHINESE_NEEDED, NOT_A_NAME, TOO_LONG.
    """
    name = _DOTS.sub("·", clean_line(typed)).replace(" ", "")
    if any(not is_chinese(one) for one in name.replace("·", "")) or name.strip("·") != name:
        raise RuleBroken(Rule.CHINESE_NEEDED)
    if len(name) < 2:
        raise RuleBroken(Rule.NOT_A_NAME)
    return within(name, LONGEST_CHINESE_NAME)


def latin_person_name(typed: str) -> str:
    """Latin letters as in the passport. Raises LATIN_NEEDED, NOT_A_NAME, TOO_LONG."""
    name = clean_line(unicodedata.normalize("NFKC", typed))
    if any(is_letter(one) and not is_latin(one) for one in name):
        raise RuleBroken(Rule.LATIN_NEEDED)
    if not any(is_latin(one) for one in name) or any(not _is_in_latin_names(one) for one in name):
        raise RuleBroken(Rule.NOT_A_NAME)
    return within(name, LONGEST_LATIN_NAME)


def person_name(typed: str) -> str:
    """A name in either script, as of a contact. Raises NOT_A_NAME, TOO_LONG."""
    name = _DOTS.sub("·", clean_line(typed))
    if not any(is_letter(one) for one in name):
        raise RuleBroken(Rule.NOT_A_NAME)
    if any(not (is_chinese(one) or _is_in_latin_names(one) or one == "·") for one in name):
        raise RuleBroken(Rule.NOT_A_NAME)
    return within(name, LONGEST_LATIN_NAME)


def chinese_unit_name(typed: str) -> str:
    """The name on the licence; brackets become full-width, spaces go unless between Latin words.

    Raises CHINESE_NEEDED, TOO_LONG.
    """
    name = clean_line(typed).translate(_CHINESE_BRACKETS)
    name = re.sub(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])", "", name)
    letters = [one for one in name if is_letter(one)]
    if sum(is_chinese(one) for one in letters) < 2:
        raise RuleBroken(Rule.CHINESE_NEEDED)
    if any(not (is_chinese(one) or is_latin(one)) for one in letters):
        raise RuleBroken(Rule.CHINESE_NEEDED)
    return within(name, LONGEST_UNIT_NAME)


def latin_unit_name(typed: str) -> str:
    """Raises LATIN_NEEDED, NOT_A_NAME, TOO_LONG."""
    name = clean_line(unicodedata.normalize("NFKC", typed))
    letters = [one for one in name if is_letter(one)]
    if any(not is_latin(one) for one in letters):
        raise RuleBroken(Rule.LATIN_NEEDED)
    if len(letters) < 2:
        raise RuleBroken(Rule.NOT_A_NAME)
    return within(name, LONGEST_UNIT_NAME)


def mask_name(name: str) -> str:
    """The name as messages show it: 李* ; Li *."""
    first, space, _rest = name.strip().partition(" ")
    if space or (first and is_latin(first[0])):
        return f"{first} *" if space else f"{first[0]}*"
    return f"{first[:1]}*" if first else ""


def _is_in_latin_names(one: str) -> bool:
    return is_latin(one) or one in _MARKS_IN_LATIN_NAMES or unicodedata.category(one) == "Mn"
