"""Can a stopwatch tell whether an account exists (C10)? Sign-in with a known and an unknown name.

`python -m benchmarks.sign_in_timing [--tries 60]`. Over HTTP against the production build, in turn; wrong
passwords only, so that both answers are the same refusal.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import time
from urllib.parse import urlencode, urlsplit

from benchmarks.registrations import percentile
from benchmarks.scene import RAISED, machine, scene
from ciie_portal.seeding.people import DEMONSTRATION_STAFF

MORE = {"CIIE_SIGN_INS_PER_ACCOUNT": "100000"}


def refusal(address: str, name: str) -> tuple[float, str]:
    """Milliseconds until the answer, and where it leads, without what differs by the name typed."""
    form = urlencode({"name": name, "password": "not-the-password-48", "locale": "en", "next": ""})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": address,
        "Sec-Fetch-Site": "same-origin",
    }
    place = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=30)
    headers["Host"] = place.netloc
    connection.connect()
    begun = time.perf_counter()
    connection.request("POST", "/api/sign-in", form, headers)
    answer = connection.getresponse()
    answer.read()
    lasted = (time.perf_counter() - begun) * 1000
    connection.close()
    return lasted, f"{answer.status} {answer.getheader('location')}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=60, help="of each name")
    given = parser.parse_args()
    known = next(person.sign_in for person in DEMONSTRATION_STAFF if person.role)
    names = {"known": known, "unknown": "nobody-here", "unknown mobile": "13799999999"}
    times: dict[str, list[float]] = {kind: [] for kind in names}
    answers = set()
    print(machine())
    with scene({**RAISED, **MORE}) as at:
        for _ in range(5):
            refusal(at.address, known)
        for _ in range(given.tries):
            for kind, name in names.items():
                lasted, answer = refusal(at.address, name)
                times[kind].append(lasted)
                answers.add(answer)
    print(f"{'ms':<18}{'mean':>8}{'deviation':>11}{'p5':>8}{'p50':>8}{'p95':>8}")
    for kind, values in times.items():
        figures = "".join(f"{percentile(values, share):>8.1f}" for share in (0.05, 0.5, 0.95))
        print(f"{kind:<18}{statistics.fmean(values):>8.1f}{statistics.stdev(values):>11.1f}{figures}")
    print(f"answers: {', '.join(sorted(answers))}")


if __name__ == "__main__":
    main()
