"""Every page, in both languages, light and dark, narrow and wide, empty and full: nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.walk.pairs import paired
from tests.walk.visits import Stop, stops
from tests.walk.walker import Walker

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("stop", stops(paired), ids=lambda stop: stop.told)
def test_nothing_is_wrong_with_the_page(walker_in: Callable[[str], Walker], stop: Stop) -> None:
    assert walker_in(stop.row["data"]).visit(stop) == []
