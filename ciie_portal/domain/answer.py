"""What may stand in an answer that a person types, whatever the field: characters, length, dates, choices.

Markup is text like any other. What is pasted unseen is dropped; what could deceive is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken

T = TypeVar("T")
AnswerValue = str | int | bool | date | tuple[str, ...] | None

_DROPPED = {
    ord(one): None for one in "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
}
_REFUSED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_PICTOGRAPHS = ((0x2600, 0x27BF), (0x2B50, 0x2B55), (0x1F000, 0x1FAFF), (0x20D0, 0x20F0))
_MARKS_IN_A_ROW = 2  # more of them climb over the neighbouring lines
_HARD_LIMIT = 20_000  # characters; longer is not read at all
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_YES_AND_NO = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "0": False}


def clean_line(text: str) -> str:
    """One line: NFC, half-width letters and digits, single spaces. Raises UNUSABLE_CHARACTERS, TOO_LONG."""
    return " ".join(_usable(text).split())


def clean_lines(text: str) -> str:
    """The same over several lines; line ends and blank lines are kept, at most one blank line in a row."""
    lines = [" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", text)]
    kept = "\n".join(_usable(line) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _usable(text: str) -> str:
    if len(text) > _HARD_LIMIT:
        raise RuleBroken(Rule.TOO_LONG, longest=_HARD_LIMIT, length=len(text))
    blank = text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    plain = unicodedata.normalize("NFC", blank.translate(_DROPPED)).translate(_WIDE)
    marks = 0
    for one in plain:
        marks = marks + 1 if unicodedata.category(one) in {"Mn", "Me"} else 0
        if marks > _MARKS_IN_A_ROW or unicodedata.category(one) in _REFUSED_CATEGORIES or _is_pictograph(one):
            raise RuleBroken(Rule.UNUSABLE_CHARACTERS)
    return plain


def _is_pictograph(one: str) -> bool:
    return any(first <= ord(one) <= last for first, last in _PICTOGRAPHS)


def is_chinese(one: str) -> bool:
    """Whether the character is a Chinese one (the round zero 〇 too)."""
    return one == "〇" or unicodedata.name(one, "").startswith("CJK ")


def is_latin(one: str) -> bool:
    return unicodedata.name(one, "").startswith("LATIN ")


def is_letter(one: str) -> bool:
    return unicodedata.category(one)[0] == "L" or is_chinese(one)


def line(longest: int) -> Callable[[str], str]:
    """A parser for one line of at most `longest` characters."""
    return lambda typed: within(clean_line(typed), longest)


def lines(longest: int) -> Callable[[str], str]:
    """A parser for several lines, of at most `longest` characters together."""
    return lambda typed: within(clean_lines(typed), longest)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A parser for a whole number between the two. Raises NOT_A_NUMBER, NUMBER_OUT_OF_RANGE."""

    def read(typed: str) -> int:
        plain = clean_line(typed)
        if not (plain.isascii() and plain.isdigit()):
            raise RuleBroken(Rule.NOT_A_NUMBER)
        if len(plain) > 9 or not least <= int(plain) <= most:
            raise RuleBroken(Rule.NUMBER_OUT_OF_RANGE, smallest=least, largest=most)
        return int(plain)

    return read


def within(text: str, longest: int) -> str:
    """The text itself. Raises Rule.TOO_LONG."""
    if len(text) > longest:
        raise RuleBroken(Rule.TOO_LONG, longest=longest, length=len(text))
    return text


def one_of(options: Collection[str]) -> Callable[[str], str]:
    """A parser for one of the codes. Raises Rule.NOT_AN_OPTION."""

    def read(typed: str) -> str:
        code = typed.strip()
        if code not in options:
            raise RuleBroken(Rule.NOT_AN_OPTION)
        return str(code)

    return read


def word_of(words: type[StrEnum]) -> Callable[[str], str]:
    """A parser for one word of an enum, given by its value. Raises Rule.NOT_AN_OPTION."""
    return one_of([word.value for word in words])


def yes_or_no(typed: str) -> bool:
    """Raises Rule.NOT_AN_OPTION."""
    answer = _YES_AND_NO.get(typed.strip().lower())
    if answer is None:
        raise RuleBroken(Rule.NOT_AN_OPTION)
    return answer


def day(typed: str) -> date:
    """A calendar day as people write it: 1990-02-01, 1990/2/1, 1990年2月1日, 19900201. Raises NOT_A_DATE."""
    match = _DATE.fullmatch("".join(clean_line(typed).split()))
    try:
        if match:
            year, month, of_month = (int(part) for part in match.groups() if part)
            return date(year, month, of_month)
    except ValueError:
        pass
    raise RuleBroken(Rule.NOT_A_DATE)


class AnswerSheet:
    """The answers of a page or a whole form; every wrong one is found before any is refused.

    An answer may come as typed (text) or as stored (date, number, yes or no): checking twice changes nothing.
    """

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers
        self.checked: dict[str, AnswerValue] = {}
        self.problems: list[FieldProblem] = []

    def given(self, field: str) -> bool:
        """Whether there is an answer at all."""
        answer = self._answers.get(field)
        return bool(answer.strip()) if isinstance(answer, str) else answer is not None

    def typed(self, field: str) -> str:
        """The answer as text, empty where there is none. Raises Rule.NOT_AN_OPTION for a wrong kind."""
        answer = self._answers.get(field)
        if isinstance(answer, bool):
            return "yes" if answer else "no"
        if isinstance(answer, str):
            return str(answer)
        if isinstance(answer, datetime) or not isinstance(answer, (date, int, type(None))):
            raise RuleBroken(Rule.NOT_AN_OPTION)
        return "" if answer is None else str(answer)

    def stored_number(self, field: str) -> int | None:
        """A number that comes from the store, as against one that was typed."""
        answer = self._answers.get(field)
        return answer if isinstance(answer, int) and not isinstance(answer, bool) else None

    def read(self, field: str, parser: Callable[[str], T], *, required: bool = True) -> T | None:
        """The checked answer, kept under its field; None where it is missing or wrong, and then noted."""
        self.checked[field] = None
        try:
            typed = self.typed(field)
            if not typed.translate(_DROPPED).strip():
                if required:
                    raise RuleBroken(Rule.REQUIRED)
                return None
            value = parser(typed)
        except RuleBroken as broken:
            self.refuse(field, broken.rule or Rule.NOT_AN_OPTION, **broken.facts)
            return None
        self.checked[field] = value  # type: ignore[assignment]
        return value

    def read_several(
        self, field: str, options: Collection[str], *, required: bool = True
    ) -> tuple[str, ...] | None:
        """Any number of codes, each once, in the order given."""
        answer = self._answers.get(field)
        chosen = [answer] if isinstance(answer, str) and answer else answer or []
        self.checked[field] = None
        if not isinstance(chosen, (list, tuple, set, frozenset)) or len(chosen) > len(options):
            self.refuse(field, Rule.NOT_AN_OPTION)
            return None
        if any(not isinstance(code, str) or code not in options for code in chosen):
            self.refuse(field, Rule.NOT_AN_OPTION)
            return None
        if required and not chosen:
            self.refuse(field, Rule.REQUIRED)
            return None
        codes = tuple(dict.fromkeys(str(code) for code in chosen))
        self.checked[field] = codes
        return codes

    def refuse(self, field: str, rule: Rule, **facts: str | int) -> None:
        """Notes a wrong answer; only the first reason of a field is kept."""
        if field not in self.refused:
            self.problems.append(FieldProblem(field, rule, dict(facts)))
        self.checked[field] = None

    @property
    def refused(self) -> frozenset[str]:
        """The fields that were found wrong."""
        return frozenset(problem.field for problem in self.problems)

    def finish(self) -> dict[str, AnswerValue]:
        """The checked answers. Raises all problems at once."""
        if self.problems:
            raise RuleBroken(self.problems)
        return self.checked
