"""The table of visits is whole: every address is visited, and any two values of two factors meet."""

from __future__ import annotations

from collections import Counter

import pytest

from ciie_portal.ciie_portal import PAGES
from tests.walk.pairs import every_pair, in_full, paired, pairs_of
from tests.walk.visits import FACTORS, STATES, VISITS, of_pages, of_states

SMALL = {"one": ("a", "b", "c"), "two": ("d", "e"), "three": ("f", "g"), "four": ("h", "i")}


def test_every_address_of_the_portal_has_its_visit_and_no_other_has() -> None:
    assert sorted(VISITS) == sorted(page.address for page in PAGES)


@pytest.mark.parametrize(
    "factors",
    [SMALL, FACTORS, {"page": tuple(VISITS), **FACTORS}, {"only": ("a", "b"), "other": ("c",)}],
    ids=["small", "ours", "ours with the pages", "two factors"],
)
def test_any_two_values_of_two_factors_meet(factors: dict[str, tuple[str, ...]]) -> None:
    rows = paired(factors)
    assert {pair for row in rows for pair in pairs_of(row)} == every_pair(factors)
    assert [set(row) for row in rows] == [set(factors)] * len(rows)


def test_the_visits_of_the_pages_and_states_are_paired() -> None:
    pages = of_pages(paired)
    assert {pair for row in pages for pair in pairs_of(row)} == every_pair({"page": tuple(VISITS), **FACTORS})
    shown = Counter((row["page"], row["language"]) for row in of_states(paired))
    assert set(shown) == {(name, language) for name in STATES for language in FACTORS["language"]}


def test_pairs_are_few_and_the_full_product_is_whole() -> None:
    assert len(paired(SMALL)) == 6
    assert len(in_full(SMALL)) == len({tuple(row.items()) for row in in_full(SMALL)}) == 24
    assert len(of_pages(paired)) <= 3 * len(VISITS) + 3
    assert len(of_pages(in_full)) == 24 * len(VISITS)


def test_the_same_rows_come_at_every_run() -> None:
    assert paired(SMALL) == paired(SMALL)
