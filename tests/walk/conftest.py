"""A product for each state of the data, and the browser that walks through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.walk.walker import Walker
from tests.walk.worlds import world


@pytest.fixture(scope="module")
def walker_in(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Walker]]:
    """The walker of a state of the data; one product runs until another state is asked for."""
    walkers: dict[str, Walker] = {}
    with ExitStack() as running:

        def walker(data: str) -> Walker:
            if data not in walkers:
                walkers.clear()
                running.close()
                prepared = running.enter_context(world(data, tmp_path_factory.mktemp(f"walk-{data}")))
                walkers[data] = Walker(browser, prepared)
                running.callback(walkers[data].close)
            return walkers[data]

        yield walker
