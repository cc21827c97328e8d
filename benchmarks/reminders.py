"""How long does a round of reminders take among very many units, and how long where nothing is due?

`python -m benchmarks.reminders [--units 500000] [--due 10000] [--database sqlite|postgresql|both]`. A
database of its own, six days before the deadline: `due` drafts and `due` approvals to be reminded of.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert, text

from benchmarks.history import AT_ONCE, unit_rows
from benchmarks.scene import machine
from benchmarks.servers import postgresql
from ciie_portal import clock
from ciie_portal.actions.remind import remind
from ciie_portal.clock import BEIJING
from ciie_portal.domain.access import SYSTEM
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.settings import get_settings
from ciie_portal.store import engine, migrate
from ciie_portal.store.engine import transaction
from ciie_portal.store.load_data import DEMONSTRATION, load_data
from ciie_portal.store.queries import editions
from ciie_portal.store.tables import Account, Person, StoredFile, WorkUnit
from ciie_portal.store.tables.stored_file import FileKind

LONG_AGO, PAID_LATE = timedelta(days=40), timedelta(days=5)
Rows = list[dict[str, Any]]


def a_morning() -> datetime:
    """Reminders wait for the day."""
    return clock.now().astimezone(BEIJING).replace(hour=10).astimezone(clock.now().tzinfo)


def the_edition(now: datetime) -> int:
    """It closes in six days."""
    with transaction() as session:
        edition = editions.edition_by_code(session, DEMONSTRATION)
        assert edition is not None
        edition.opens_at, edition.closes_at = now - 2 * LONG_AGO, now + timedelta(days=6)
        return edition.id


def part(
    numbers: range, due: int, edition_id: int, mission_id: int, now: datetime
) -> tuple[Rows, Rows, Rows]:
    """The first `due` are drafts, the next have not paid for five days, the others too long or have paid."""
    accounts, units, people = [], [], []
    for number in numbers:
        account, unit, person = unit_rows(number, edition_id, mission_id, now - LONG_AGO)
        if number <= due:
            unit |= {"status": UnitStatus.DRAFT, "submitted_at": None, "approved_at": None}
        else:
            unit |= {"status": UnitStatus.APPROVED, "approved_at": now - LONG_AGO}
            is_unpaid = number <= 2 * due or number % 5 == 0
            since = now - (PAID_LATE if number <= 2 * due else LONG_AGO)
            person |= {"status": PersonStatus.UNPAID if is_unpaid else PersonStatus.DELIVERED}
            people.append(person | {"status_since": since})
        accounts.append(account)
        units.append(unit)
    return accounts, units, people


def fill(address: str, count: int, due: int, now: datetime) -> float:
    """Seconds to write accounts, units and persons."""
    edition_id = the_edition(now)
    filler = create_engine(address)
    begun = time.perf_counter()
    with filler.begin() as connection:
        mission_id = connection.execute(text("SELECT min(id) FROM trade_mission")).scalar_one()
        photo = {"id": 1, "key": "k", "kind": FileKind.PHOTO, "media_type": "image/jpeg", "byte_size": 1}
        for start in range(1, count + 1, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count + 1))
            accounts, units, people = part(numbers, due, edition_id, mission_id, now)
            connection.execute(insert(Account), accounts)
            if start == 1:
                connection.execute(insert(StoredFile), photo | {"account_id": 1, "created_at": now})
            connection.execute(insert(WorkUnit), units)
            if people:
                connection.execute(insert(Person), people)
    lasted = time.perf_counter() - begun
    with filler.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if filler.dialect.name == "postgresql" else "ANALYZE"))
    filler.dispose()
    return lasted


def measure(address: str, count: int, due: int) -> None:
    os.environ["CIIE_DATABASE_URL"] = address
    engine.dispose()
    get_settings.cache_clear()
    migrate.upgrade()
    now = a_morning()
    load_data(now, with_demonstration=True)
    lasted = fill(address, count, due, now)
    print(f"\n{engine.get_engine().dialect.name}: {count:,} units written in {lasted:.1f} s", flush=True)
    for what in ("the first round", "the next, nothing due"):
        begun, worked = time.perf_counter(), time.process_time()
        written = remind(SYSTEM, now)
        clocked, busy = time.perf_counter() - begun, time.process_time() - worked
        each = f", {busy / written * 1000:.2f} ms each" if written else ""
        print(f"{what:<24}{written:>8} written in {clocked:.1f} s, CPU here {busy:.1f} s{each}", flush=True)
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=50_000)
    parser.add_argument("--due", type=int, default=2_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="ciie-bench-") as folder:
        os.environ["CIIE_VAR_DIR"] = folder
        if given.database != "postgresql":
            measure(f"sqlite:///{Path(folder) / 'reminders.sqlite3'}", given.units, given.due)
        if given.database != "sqlite":
            with postgresql() as address:
                measure(address, given.units, given.due)


if __name__ == "__main__":
    main()
