"""Every page, in both languages, light and dark, narrow and wide, empty and full: nothing is wrong."""

from __future__ import annotations

import pytest

from tests.walk.pairs import paired
from tests.walk.visits import Stop, stops
from tests.walk.walker import Walker

pytestmark = pytest.mark.browser

STOPS = stops(paired)


@pytest.mark.parametrize(
    ("walker", "stop"),
    [(stop.row["data"], stop) for stop in STOPS],
    indirect=["walker"],
    ids=[stop.told for stop in STOPS],
)
def test_nothing_is_wrong_with_the_page(walker: Walker, stop: Stop) -> None:
    assert walker.visit(stop) == []
