"""Can a stopwatch tell whether an account exists (C10)? Sign-in, recovery, registration; known and unknown.

`python -m benchmarks.sign_in_timing [--tries 60]`. Against the production build, in turn: forms over HTTP
with wrong passwords and codes, codes asked for over the pages' own socket; so that all answers are the same.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import random
import re
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from benchmarks.buyer import handler
from benchmarks.registrations import percentile
from benchmarks.scene import RAISED, machine, scene
from benchmarks.tab import Tab
from ciie_portal.seeding.people import DEMONSTRATION_BUYERS, DEMONSTRATION_STAFF
from ciie_portal.state.identity.recover import RecoverState
from ciie_portal.state.identity.sign_up import SignUpState

MORE = {
    "CIIE_SIGN_INS_PER_ACCOUNT": "100000",
    "CIIE_CODES_PER_CONTACT_HOUR": "100000",
    "CIIE_CODES_PER_DAY": "100000",
}
UNKNOWN, UNKNOWN_TOO = "13799999999", "13799999998"
NEW = "orchard violin 93 gravel"
SIGN_UP_PAGE = "/en/register/?category=enterprise&code_held=no"
DRAWS = 2000
Try = Callable[[str], Awaitable[str]]


class Forms:
    """What a browser posts; the answer without what differs by the name typed."""

    def __init__(self, address: str) -> None:
        self.address = address

    def post(self, route: str, **fields: str) -> str:
        place = urlsplit(self.address)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.address,
            "Sec-Fetch-Site": "same-origin",
            "Host": place.netloc,
        }
        connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=30)
        connection.request("POST", route, urlencode({"locale": "en", **fields}), headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return f"{answer.status} {answer.getheader('location')}"

    async def sign_in(self, name: str) -> str:
        return self.post("/api/sign-in", name=name, password="not-the-password-48", next="")

    async def recover(self, name: str) -> str:
        return self.post("/api/recover", contact=name, code="000000", password=NEW)

    async def sign_up(self, name: str) -> str:
        given = {"contact": name, "code": "000000", "password": NEW, "category": "enterprise"}
        return self.post("/api/sign-up", code_held="no", **given)


async def asking(tab: Tab, page: str, state: Any) -> Try:
    """A tab at the page that sends codes; the answer says where one went, masked."""
    await tab.open(page)

    async def ask(name: str) -> str:
        await tab.ask(handler(state, "send"), {"form": {"contact": name}})
        sent_to = tab.state[state.get_full_name()]["sent_to_rx_state_"]
        return f"a code goes to {re.sub('[0-9]', '#', sent_to)}"

    return ask


async def measure(address: str, tries: int) -> None:
    known = next(buyer.sign_in for buyer in DEMONSTRATION_BUYERS if buyer.sign_in.isdigit())
    staff = next(person.sign_in for person in DEMONSTRATION_STAFF if person.role)
    contacts = {"known": known, "unknown": UNKNOWN, "unknown too": UNKNOWN_TOO}
    forms = Forms(address)
    async with aiohttp.ClientSession() as http_session:
        everybody = {**contacts, "known staff": staff, "unknown name": "nobody-here"}
        print(f"{'ms':<34}{'mean':>8}{'deviation':>11}{'p5':>8}{'p50':>8}{'p95':>8}")
        await compare("sign-in", forms.sign_in, everybody, tries)
        tab = Tab(http_session, address)
        await compare("recovery: asked", await asking(tab, "/en/recover/", RecoverState), contacts, tries)
        await compare("recovery: code", forms.recover, contacts, tries)
        tab = Tab(http_session, address)
        await compare("registration: asked", await asking(tab, SIGN_UP_PAGE, SignUpState), contacts, tries)
        await compare("registration: code", forms.sign_up, contacts, tries)


async def compare(what: str, attempt: Try, names: dict[str, str], tries: int) -> None:
    """Everybody once in every turn, in an order that is drawn: what comes back regularly hits nobody alone.

    A second unknown contact says what the difference of two is that do not differ.
    """
    order = random.Random(48)
    times: dict[str, list[float]] = {kind: [] for kind in names}
    answers = set()
    for name in names.values():
        await attempt(name)
    for _turn in range(tries):
        for kind, name in order.sample(sorted(names.items()), len(names)):
            begun = time.perf_counter()
            answers.add(await attempt(name))
            times[kind].append((time.perf_counter() - begun) * 1000)
    for kind, values in times.items():
        figures = "".join(f"{percentile(values, share):>8.1f}" for share in (0.05, 0.5, 0.95))
        mean, deviation = statistics.fmean(values), statistics.stdev(values)
        print(f"{what + ', ' + kind:<34}{mean:>8.1f}{deviation:>11.1f}{figures}")
    for one in ("known", "unknown too"):
        low, middle, high = difference(times[one], times["unknown"])
        print(
            f"  {one} less unknown, median of pairs: {middle:+.2f} ({low:+.2f} to {high:+.2f} in 95 of 100)"
        )
    print(f"  answers: {', '.join(sorted(answers))}", flush=True)


def difference(known: list[float], unknown: list[float]) -> tuple[float, float, float]:
    """The median of the differences of pairs, and between which values it lies, drawn again and again."""
    pairs = [one - other for one, other in zip(known, unknown, strict=True)]
    luck = random.Random(48)
    medians = [statistics.median(luck.choices(pairs, k=len(pairs))) for _ in range(DRAWS)]
    return percentile(medians, 0.025), statistics.median(pairs), percentile(medians, 0.975)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=60, help="of each name")
    given = parser.parse_args()
    print(machine())
    with scene({**RAISED, **MORE}) as at:
        asyncio.run(measure(at.address, given.tries))


if __name__ == "__main__":
    main()
