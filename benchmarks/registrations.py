"""How many complete registrations can be made in a second, by 1, 8 and 32 buyers at once?

`python -m benchmarks.registrations [--levels 1,8,32] [--seconds 30] [--typing]`. Real websockets and HTTP
against the production build on SQLite, with dispatcher and stand-ins; each is counted in the database.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import sqlite3
import time
from dataclasses import dataclass

from benchmarks.buyer import Buyer, Times
from benchmarks.papers import licence, photo
from benchmarks.scene import RAISED, Scene, machine, scene

PEER = "The peer (pretix on such a machine): 190/min at best, 0.61 CPU-s each, 1774 MiB, 5.1 s a flow at 16."
SERVERS = ("portal", "dispatcher", "sandbox")


@dataclass
class Level:
    """What one level of load came to. CPU in seconds: of each server, and of the buyers themselves."""

    buyers: int
    seconds: float
    times: Times
    cpu: dict[str, float]
    own_cpu: float
    memory: dict[str, float]
    idle: float  # share of the machine that nobody used


def percentile(values: list[float], share: float) -> float:
    """By nearest rank; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def run_level(
    at: Scene, buyers: int, seconds: float, most: int, numbers: itertools.count[int], *, types: bool
) -> Level:
    """Closed loop, no time to think: each buyer begins anew until the time or the number is used up."""
    times = Times()
    begun_by_now = itertools.count(1)
    cpu_before = {name: at.cpu_seconds(name) for name in SERVERS}
    own_before, idle_before = sum(os.times()[:2]), idle_seconds()
    begun = time.perf_counter()

    async def keep_registering() -> None:
        buyer = Buyer(at.address, at.mailbox, times, types=types)
        while time.perf_counter() - begun < seconds and next(begun_by_now) <= most:
            await buyer.register(next(numbers))

    await asyncio.gather(*(keep_registering() for _ in range(buyers)))
    lasted = time.perf_counter() - begun
    return Level(
        buyers=buyers,
        seconds=lasted,
        times=times,
        cpu={name: at.cpu_seconds(name) - cpu_before[name] for name in SERVERS},
        own_cpu=sum(os.times()[:2]) - own_before,
        memory={name: at.memory(name) for name in SERVERS},
        idle=(idle_seconds() - idle_before) / lasted / (os.cpu_count() or 1),
    )


def idle_seconds() -> float:
    """Of all cores together, since the machine started."""
    with open("/proc/stat", encoding="ascii") as stat:
        fields = stat.readline().split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


def report(level: Level) -> None:
    """The table of one level."""
    done = len(level.times.flows)
    each = max(done, 1)
    rate = done / level.seconds
    flows = "/".join(f"{percentile(level.times.flows, share):.2f}" for share in (0.5, 0.95, 0.99))
    print(f"\n## {level.buyers} at once: {done} in {level.seconds:.1f} s")
    print(f"{rate:.2f}/s, {rate * 60:.0f}/min; flow p50/p95/p99 {flows} s")
    print(f"errors: {len(level.times.errors)}")
    servers = " ".join(f"{name} {level.cpu[name] / each:.3f}" for name in SERVERS)
    print(f"CPU-s each: {servers}; the buyers themselves {level.own_cpu / each:.3f}")
    held = " ".join(f"{name} {level.memory[name]:.0f}" for name in SERVERS)
    print(f"memory (PSS, MiB): {held}")
    shares = " ".join(f"{name} {100 * level.cpu[name] / level.seconds:.0f} %" for name in SERVERS)
    own = 100 * level.own_cpu / level.seconds
    print(f"of one core: {shares} buyers {own:.0f} %; the machine stood idle {100 * level.idle:.0f} %")
    print(f"received by websocket: {level.times.received / each / 1024:.0f} KiB each")
    for error in level.times.errors[:3]:
        print(f"  {error}")
    print(f"{'ms':<22}{'count':>7}{'p50':>8}{'p95':>8}{'p99':>8}")
    for kind, values in level.times.of.items():
        figures = "".join(f"{percentile(values, share):>8.1f}" for share in (0.5, 0.95, 0.99))
        print(f"{kind:<22}{len(values):>7}{figures}")


def check(at: Scene, levels: list[Level]) -> None:
    """Every registration that was counted stands in the database as submitted, with its person and files."""
    told = {reference for level in levels for reference in level.times.references}
    database = sqlite3.connect(f"file:{at.directory / 'portal.sqlite3'}?mode=ro", uri=True)
    query = """
        SELECT unit.reference FROM work_unit unit JOIN person ON person.unit_id = unit.id
        WHERE unit.status = 'under_review' AND unit.submitted_at IS NOT NULL
        AND unit.licence_file_id IS NOT NULL AND person.photo_file_id IS NOT NULL
        AND person.status = 'awaiting_unit_review' AND person.document_sealed IS NOT NULL
    """
    stored = {row[0] for row in database.execute(query)}
    counted = sum(len(level.times.flows) for level in levels)
    is_right = counted == len(told) == len(told & stored)
    verdict = "all" if is_right else "NOT all"
    print(f"\nIn the database: {len(told & stored)} of {counted} submitted, {verdict}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--levels", default="1,8,32", help="buyers at once, separated by commas")
    parser.add_argument("--seconds", type=float, default=30, help="of each level; who has begun finishes")
    parser.add_argument("--most", type=int, default=600, help="registrations of each level")
    parser.add_argument("--typing", action="store_true", help="every field that is left is kept at once, too")
    parser.add_argument("--json", action="store_true", help="one line for each level besides")
    given = parser.parse_args()
    numbers = itertools.count(int(time.time()) % 90_000_000)
    print(machine())
    print(PEER)
    print("raised for this: " + ", ".join(f"{name}={value}" for name, value in RAISED.items()))
    print(f"photo {len(photo()) // 1024} KiB, licence {len(licence()) // 1024} KiB")
    levels = []
    with scene() as at:
        asyncio.run(run_level(at, 2, 10, 6, numbers, types=given.typing))  # not counted: the servers warm up
        for buyers in map(int, given.levels.split(",")):
            level = asyncio.run(run_level(at, buyers, given.seconds, given.most, numbers, types=given.typing))
            report(level)
            levels.append(level)
            if given.json:
                print(json.dumps({"buyers": buyers, "per_s": len(level.times.flows) / level.seconds}))
        check(at, levels)


if __name__ == "__main__":
    main()
