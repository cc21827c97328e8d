"""How many bytes does a page weigh on its first load? Goal: 200 KB for home and for a page of the wizard.

`python -m benchmarks.weight`. Headless Chromium with an empty cache, as the server sends it; the log of the
browser's own network is added up.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, sync_playwright
from yarl import URL

from benchmarks.buyer import Buyer, Times
from benchmarks.papers import papers
from benchmarks.scene import Scene, machine, scene
from benchmarks.tab import Tab
from tests.browser.chromium import FLAGS, find

PAGES = (
    ("home", "/zh/", False),
    ("check", "/zh/check/", False),
    ("wizard: organisation", "/zh/register/unit/", True),
    ("wizard: channel", "/zh/register/channel/", True),
)
GOAL = 200_000


@dataclass
class Weight:
    """Bytes over the wire by kind of resource, headers included, and what the socket brought."""

    by_kind: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    files: int = 0
    socket: int = 0
    painted: float = 0.0  # ms until the first content
    largest: list[tuple[int, str]] = field(default_factory=list)


def weigh(context: BrowserContext, address: str) -> Weight:
    """Opens the page and waits until nothing moves any more."""
    page, weight = context.new_page(), Weight()
    network = context.new_cdp_session(page)
    kinds: dict[str, tuple[str, str]] = {}

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"], event["response"]["url"]

    def finished(event: dict[str, Any]) -> None:
        kind, url = kinds.get(event["requestId"], ("Other", ""))
        weight.by_kind[kind] += int(event["encodedDataLength"])
        weight.files += 1
        weight.largest.append((int(event["encodedDataLength"]), urlsplit(url).path))

    def framed(event: dict[str, Any]) -> None:
        weight.socket += len(event["response"]["payloadData"].encode())

    network.on("Network.responseReceived", answered)
    network.on("Network.loadingFinished", finished)
    network.on("Network.webSocketFrameReceived", framed)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0"
    weight.painted = float(page.evaluate(paint))
    page.close()
    return weight


def session_cookie(at: Scene) -> dict[str, str]:
    """Of a buyer who has just signed up."""

    async def sign_up() -> dict[str, str]:
        buyer = Buyer(at.address, at.mailbox, Times(), types=False)
        async with buyer.browser() as http:
            tab = Tab(http, at.address)
            await buyer.sign_up(http, tab, papers(int(time.time()) % 90_000_000))
            await tab.close()
            jar = http.cookie_jar.filter_cookies(URL(at.address))
            return {name: morsel.value for name, morsel in jar.items()}

    return asyncio.run(sign_up())


def main() -> None:
    print(machine())
    with scene() as at:
        cookies = session_cookie(at)
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=find(), args=list(FLAGS))
            for name, place, is_signed_in in PAGES:
                context = browser.new_context(locale="zh-CN")
                if is_signed_in:
                    context.add_cookies(
                        [{"name": key, "value": value, "url": at.address} for key, value in cookies.items()]
                    )
                report(name, weigh(context, at.address + place))
                context.close()
            browser.close()


def report(name: str, weight: Weight) -> None:
    total = sum(weight.by_kind.values())
    verdict = "within" if total <= GOAL else "over"
    print(f"\n{name}: {total:,} bytes in {weight.files} files, {verdict} {GOAL:,}", end="")
    print(f"; by websocket {weight.socket:,}; first content after {weight.painted:.0f} ms")
    print("  " + ", ".join(f"{kind} {size:,}" for kind, size in sorted(weight.by_kind.items())))
    for size, path in itertools.islice(sorted(weight.largest, reverse=True), 6):
        print(f"  {size:>9,} {path}")


if __name__ == "__main__":
    main()
