"""`python -m tests.walk`: every page in every language, scheme, width and state of the data, as a table.

`--paired` takes the few visits of the tests; `--shots` writes a picture of each to var/shots; `--only` some.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from ciie_portal.settings import ROOT
from tests.browser import chromium
from tests.walk.pairs import in_full, paired
from tests.walk.visits import Stop, stops
from tests.walk.walker import Walker
from tests.walk.worlds import DATA, world

SHOTS = ROOT / "var" / "shots"
HIGHEST = 9_000  # pixels of a picture


def shoot(walker: Walker, stop: Stop) -> list[str]:
    """A picture of the whole page, with what went wrong on the way to it."""
    wrong: list[str] = []
    with walker.opened(stop, wrong) as page:
        file = SHOTS / f"{re.sub(r'[^a-z0-9]+', '-', stop.told)}.png"
        height = min(HIGHEST, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": int(stop.row["width"]), "height": height})
        page.screenshot(path=file)
    return wrong


def walk(browser: Browser, wanted: list[Stop], *, with_shots: bool) -> dict[Stop | str, list[str]]:
    found: dict[Stop | str, list[str]] = {}
    for data, group in groupby(wanted, lambda stop: stop.row["data"]):
        with (
            tempfile.TemporaryDirectory(prefix="ciie-walk-") as folder,
            world(data, Path(folder)) as prepared,
        ):
            walker = Walker(browser, prepared)
            for stop in group:
                begun = time.monotonic()
                try:
                    wrong = shoot(walker, stop) if with_shots else walker.visit(stop)
                except (Error, AssertionError) as failed:
                    wrong = [f"{type(failed).__name__}: {str(failed)[:300]}"]
                found[stop.told] = wrong
                sign = "✗" if wrong else "·"
                print(f"{sign} {stop.told}  {time.monotonic() - begun:.1f} s", flush=True)
                for line in wrong:
                    print(f"    {line}", flush=True)
            walker.close()
    return found


def table(found: dict[Stop | str, list[str]]) -> None:
    """What is wrong, and on how many visits."""
    kinds: dict[str, list[str]] = {}
    for told, wrong in found.items():
        for line in wrong:
            kinds.setdefault(line, []).append(str(told))
    print(f"\n{len(found)} visits, {sum(bool(wrong) for wrong in found.values())} with findings")
    for line, where in sorted(kinds.items(), key=lambda one: -len(one[1])):
        print(f"{len(where):>5} × {line[:150]}   ({where[0]})")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--paired", action="store_true")
    options.add_argument("--shots", action="store_true")
    options.add_argument("--only", default="", help="a regular expression of page and factors")
    options.add_argument("--data", default="|".join(DATA))
    chosen = options.parse_args()
    is_few = chosen.paired or chosen.shots
    wanted = [stop for stop in stops(paired if is_few else in_full) if re.search(chosen.only, stop.told)]
    wanted = [stop for stop in wanted if stop.row["data"] in chosen.data.split("|")]
    if chosen.shots:
        SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        found = walk(browser, wanted, with_shots=chosen.shots)
        browser.close()
    table(found)
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
