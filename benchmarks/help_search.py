"""How long does the help desk wait for a search, however many units and persons there are (C34)?

`python -m benchmarks.help_search [--rows 100000] [--database sqlite|postgresql|both]`. A database of its own
with invented names; each search as the store runs it, without the page. A million rows are meant to be fast.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert, text

from benchmarks.history import unit_rows
from benchmarks.papers import NAMES
from benchmarks.registrations import percentile
from benchmarks.scene import machine
from benchmarks.servers import postgresql
from ciie_portal import clock
from ciie_portal.domain.searched import Fact, Wanted, bigrams, plain_names, readings
from ciie_portal.settings import get_settings
from ciie_portal.store import engine, migrate
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import help_search
from ciie_portal.store.sealed import document_indexes
from ciie_portal.store.tables import Account, Person, SearchEntry, WorkUnit

TRIES = 30
DOCUMENT = "330203198501011239"
AT_ONCE = 5000
CITIES = ("宁波", "杭州", "青岛", "大连", "厦门", "深圳", "上海", "成都")
TRADES = ("进出口", "贸易", "医疗器械", "食品", "机电设备", "供应链管理")
LATIN = ("Hai", "Ming", "Hua", "Yuan", "Tai", "Rui", "Feng", "Sheng", "Long", "Jia")


def entry(number: int, luck: random.Random) -> dict[str, Any]:
    """Every fourth is a unit, the others are persons of it."""
    is_unit = number % 4 == 0
    if is_unit:
        house = "".join(luck.choices(NAMES, k=3))
        names: tuple[str, ...] = (
            f"{luck.choice(CITIES)}{house}{luck.choice(TRADES)}有限公司",
            f"{' '.join(luck.choices(LATIN, k=3))} {number} Trading Co., Ltd.",
        )
    else:
        names = ("王" + "".join(luck.choices(NAMES, k=2)), f"WANG {' '.join(luck.choices(LATIN, k=2))}")
    plain = plain_names(names)
    return {
        "unit_id": number // 4 + 1,
        "person_id": None if is_unit else number + 1,
        "names": plain,
        "pairs": bigrams(plain),
        "mobile": f"+86138{number:08}",
        "email": f"buyer{number}@buyer.example",
        "number": f"91330203MA{number:08}" if is_unit else None,
    }


def found_rows(rows: int, now: datetime) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """The accounts, units and persons that the entries are of, a table at a time."""
    for start in range(1, rows // 4 + 2, AT_ONCE):
        units = [unit_rows(one, 1, None, now) for one in range(start, start + AT_ONCE)]
        yield Account, [account for account, _unit, _person in units]
        yield WorkUnit, [unit for _account, unit, _person in units]
    for start in range(1, rows + 1, AT_ONCE):
        people = [unit_rows(one, 1, None, now)[2] for one in range(start, start + AT_ONCE)]
        yield Person, [person | {"unit_id": (person["id"] - 1) // 4 + 1} for person in people]


def somebody(rows: int) -> tuple[str, str]:
    """The references of a unit and of a person, who gets the document that will be asked for."""
    with transaction() as session:
        person = session.get_one(Person, rows // 2 + 2)
        person.document_index = document_indexes(DOCUMENT)[0]
        return session.get_one(WorkUnit, person.unit_id).reference, person.reference


def fill(address: str, rows: int) -> float:
    """Seconds to write all entries, and what they are of."""
    luck = random.Random(2019)
    filler = create_engine(address)
    begun = time.perf_counter()
    with filler.begin() as connection:
        if filler.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table, part in found_rows(rows, clock.now()):
            connection.execute(insert(table), part)
        for start in range(0, rows, AT_ONCE):
            part = [entry(number, luck) for number in range(start, min(start + AT_ONCE, rows))]
            connection.execute(insert(SearchEntry), part)
    lasted = time.perf_counter() - begun
    with filler.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if filler.dialect.name == "postgresql" else "ANALYZE"))
    filler.dispose()
    return lasted


def searches(rows: int) -> dict[str, Wanted]:
    """What callers say, and what they had better not."""
    unit, person = somebody(rows)
    middle = rows // 2 // 4 * 4
    typed = {
        "two characters, common": "有限",
        "two characters, rarer": "海明",
        "a whole name": "宁波海明德进出口有限公司",
        "three characters": "王海明",
        "Latin, common": "wang",
        "Latin, three words": f"hai ming {middle}",
        "a name of nobody": "从来没有这个名字",
        "200 characters": "有限公司" * 50,
        "eight common words": "有限 公司 贸易 进出口 宁波 trading co ltd",
        "mobile": f"138{middle:08}",
        "email": f"buyer{middle}@buyer.example",
        "credit code": f"91330203MA{middle:08}",
        "document": DOCUMENT,
        "reference of a unit": unit,
        "reference of a person": person.lower().replace("-", ""),
    }
    kinds = {"mobile": Fact.MOBILE, "email": Fact.EMAIL, "credit code": Fact.CREDIT_CODE}
    kinds["document"] = Fact.DOCUMENT
    kinds |= {"reference of a unit": Fact.REFERENCE, "reference of a person": Fact.REFERENCE}
    wanted = {what: {one.fact: one for one in readings(said)} for what, said in typed.items()}
    return {what: found[kinds.get(what, Fact.NAME)] for what, found in wanted.items()}


def measure(address: str, rows: int) -> None:
    os.environ["CIIE_DATABASE_URL"] = address
    engine.dispose()
    get_settings.cache_clear()
    migrate.upgrade()
    lasted = fill(address, rows)
    kind = engine.get_engine().dialect.name
    print(f"\n{kind}: {rows:,} rows written in {lasted:.1f} s")
    print(f"{'ms':<26}{'found':>7}{'p50':>9}{'p95':>9}{'worst':>9}")
    for what, wanted in searches(rows).items():
        times, count = [], 0
        for _ in range(TRIES):
            begun = time.perf_counter()
            with engine.reading() as session:
                count = len(help_search.find(session, wanted))
            times.append((time.perf_counter() - begun) * 1000)
        found = f"{help_search.MOST}+" if count > help_search.MOST else str(count)
        p50, p95 = statistics.median(times), percentile(times, 0.95)
        print(f"{what:<26}{found:>7}{p50:>9.2f}{p95:>9.2f}{max(times):>9.2f}")
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="ciie-bench-") as folder:
        os.environ["CIIE_VAR_DIR"] = folder
        if given.database != "postgresql":
            measure(f"sqlite:///{Path(folder) / 'search.sqlite3'}", given.rows)
        if given.database != "sqlite":
            with postgresql() as address:
                measure(address, given.rows)


if __name__ == "__main__":
    main()
