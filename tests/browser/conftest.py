"""A browser for the run, a context of its own for everybody who takes part, pictures of what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from ciie_portal.settings import get_settings
from ciie_portal.store import engine
from tests.browser.stack import Stack, running

__all__ = ["running"]

DESKTOP = {"width": 1280, "height": 800}
PATIENCE = 15_000  # milliseconds


@pytest.fixture(autouse=True)
def nothing_of_this_machine(running: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Here the settings are those of the running product."""
    for name, value in running.settings.items():
        monkeypatch.setenv(name, value)
    engine.dispose()
    get_settings.cache_clear()
    running.sandbox.reset()
    yield
    engine.dispose()
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome: Any = yield
    if call.when == "call":
        item.stash[FAILED] = outcome.get_result().failed


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def new_context(
    browser: Browser, running: Stack, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts that are closed after the test; `address`: of another product than the running one."""
    opened: list[BrowserContext] = []

    def open_one(
        locale: str = "zh-CN", size: dict[str, int] | None = None, address: str = ""
    ) -> BrowserContext:
        context = browser.new_context(
            locale=locale, viewport=size or DESKTOP, base_url=address or running.address
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield open_one
    if request.node.stash.get(FAILED, False):
        keep_pictures(opened, running.var / "pictures", request.node.name)
    for context in opened:
        context.close()


def keep_pictures(contexts: list[BrowserContext], folder: Path, name: str) -> None:
    folder.mkdir(exist_ok=True)
    pages = [page for context in contexts for page in context.pages]
    for place, page in enumerate(pages):
        file = folder / f"{name.partition('[')[0]}-{place}.png"
        page.screenshot(path=file, full_page=True)
        print(f"{page.url} → {file}")
