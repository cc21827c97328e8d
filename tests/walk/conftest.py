"""A product for each state of the data, and the browser that walks through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.walk.walker import Walker
from tests.walk.worlds import world


@pytest.fixture(scope="module")
def walker(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walker]:
    """One product for each state of the data."""
    var: Path = tmp_path_factory.mktemp(f"walk-{request.param}")
    with world(request.param, var) as prepared:
        walking = Walker(browser, prepared)
        yield walking
        walking.close()
