"""All pairs: few rows in which any two values of any two factors meet at least once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

Row = dict[str, str]
Pair = tuple[tuple[str, str], tuple[str, str]]


def pairs_of(row: Mapping[str, str]) -> set[Pair]:
    return set(combinations(sorted(row.items()), 2))


def every_pair(factors: Mapping[str, Sequence[str]]) -> set[Pair]:
    """What has to be covered."""
    names = sorted(factors)
    return {
        ((one, left), (other, right))
        for one, other in combinations(names, 2)
        for left, right in product(factors[one], factors[other])
    }


def paired(factors: Mapping[str, Sequence[str]]) -> list[Row]:
    """Rows that cover every pair, the same at every run.

    The two factors with the most values meet in full, which no set of rows can avoid; the others are chosen
    so that a row covers most of what is not yet covered, and among equals what was chosen least often.
    """
    large = sorted(factors, key=lambda name: -len(factors[name]))
    first, rest = large[:2], large[2:]
    choices = [dict(zip(rest, values, strict=True)) for values in product(*(factors[name] for name in rest))]
    chosen = [0] * len(choices)
    missing, rows = every_pair(factors), []
    heads = [dict(zip(first, values, strict=True)) for values in product(*(factors[name] for name in first))]
    while heads or missing:
        head = heads.pop(0) if heads else the_head(first, min(missing), factors)
        scores = [len(pairs_of(head | choice) & missing) for choice in choices]
        best = min(range(len(choices)), key=lambda place: (-scores[place], chosen[place], place))
        chosen[best] += 1
        row = head | choices[best]
        missing -= pairs_of(row)
        rows.append(row)
    return rows


def the_head(first: Sequence[str], pair: Pair, factors: Mapping[str, Sequence[str]]) -> Row:
    """The two large factors of one more row, for a pair that is still missing."""
    wanted = dict(pair)
    return {name: wanted.get(name, factors[name][0]) for name in first}


def in_full(factors: Mapping[str, Sequence[str]]) -> list[Row]:
    """Every value with every other."""
    return [dict(zip(factors, values, strict=True)) for values in product(*factors.values())]
