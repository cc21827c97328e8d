"""A production batch: how many certificates go into one, and whether what was counted agrees (Q3)."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken

BATCH_LIMIT = 200  # certificates; more of them make a file that no printer likes


@dataclass(frozen=True)
class BatchCounts:
    """Certificates of one batch; `void` includes those that another one replaces."""

    live: int
    void: int

    @property
    def made(self) -> int:
        return self.live + self.void


@dataclass(frozen=True)
class EditionCounts:
    """`passed`: persons of the edition who passed; `live`, `void`: certificates; `to_make`: persons."""

    passed: int
    live: int
    void: int
    to_make: int

    @property
    def adds_up(self) -> bool:
        """Whoever passed has a good certificate or still gets one, and nobody else has one."""
        return self.passed == self.live + self.to_make


def batch_name(edition_code: str, number: int) -> str:
    """How a batch stands in addresses."""
    return f"{edition_code}-{number}"


def parse_batch_name(text: str) -> tuple[str, int]:
    """Edition and number. Raises NOT_FOUND."""
    code, _dash, number = text.rpartition("-")
    is_code = 0 < len(code) <= 20 and code.isascii() and code.isprintable()
    if not is_code or not (number.isascii() and number.isdigit()) or len(number) > 6:
        raise RuleBroken(Rule.NOT_FOUND)
    return code, int(number)


def check_size(count: int) -> None:
    """Raises NO_PERSONS or BATCH_FULL."""
    if count == 0:
        raise RuleBroken(Rule.NO_PERSONS)
    if count > BATCH_LIMIT:
        raise RuleBroken(Rule.BATCH_FULL, most=BATCH_LIMIT)


def check_count(counts: BatchCounts, good: int, spoiled: int) -> None:
    """What lies on the table must be what the books say. Raises COUNT_DIFFERS beside what differs."""
    problems = [
        FieldProblem(name, Rule.COUNT_DIFFERS, {"counted": counted, "expected": expected})
        for name, counted, expected in (("good", good, counts.live), ("spoiled", spoiled, counts.void))
        if counted != expected
    ]
    if problems:
        raise RuleBroken(problems)
