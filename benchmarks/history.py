"""How long does a page of the record take, however long the record is?

`python -m benchmarks.history [--rows 1000000] [--database sqlite|postgresql|both]`. A database of its own: a
hundredth as many units, in 37 missions, their events over a year; each page as the desk's lookup reads it.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert, text

from benchmarks.scene import machine
from benchmarks.servers import postgresql
from ciie_portal import clock
from ciie_portal.actions.references import fresh
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.lookups.history import history_screen
from ciie_portal.settings import get_settings
from ciie_portal.store import engine, migrate
from ciie_portal.store.engine import transaction
from ciie_portal.store.load_data import load_data
from ciie_portal.store.tables import (
    Account,
    JourneyEvent,
    Person,
    StaffMember,
    StoredFile,
    TradeMission,
    WorkUnit,
)
from ciie_portal.store.tables.stored_file import FileKind

TRIES = 15
AT_ONCE = 5000
EVENTS_OF_UNIT = 100
YEAR = timedelta(days=365)
COMMON = (
    "change_answers",
    "submit",
    "return",
    "resubmit",
    "approve",
    "transfer",
    "pass",
    "pay",
    "make_ready",
)
RARE, RARELY = "batch_counted", 20_000
STAFF_COUNT = 60
UNITS = range(1, 38)


def staff_rows(mission_ids: list[int], now: datetime) -> list[dict[str, Any]]:
    """A reviewer for each mission; the others have the other roles in turn."""
    roles = (StaffRole.ORGANISER_DESK, StaffRole.PERSONNEL_REVIEWER, StaffRole.ADMINISTRATOR)
    rows = []
    for number in range(STAFF_COUNT):
        mission = mission_ids[number] if number < len(mission_ids) else None
        role = StaffRole.SECRETARIAT if mission else roles[number % len(roles)]
        row = {
            "id": number + 1,
            "key": f"k{number:031}",
            "login": f"staff{number}",
            "name": f"Reviewer {number}",
        }
        rows.append(row | {"role": role, "mission_id": mission, "created_at": now - YEAR})
    return rows


def unit_rows(
    number: int, edition_id: int, mission_id: int | None, at: datetime
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """An account, its unit and one person, all of that number."""
    account = {"id": number, "mobile": f"+86137{number:08}", "password_hash": "!", "created_at": at}
    unit = {
        "id": number,
        "reference": fresh(Prefix.WORK_UNIT),
        "edition_id": edition_id,
        "account_id": number,
        "mission_id": mission_id,
        "status": UnitStatus.UNDER_REVIEW,
        "status_since": at,
        "created_at": at,
        "submitted_at": at,
        "channel": Channel.CODE_FREE,
        "category": Category.ENTERPRISE,
    }
    person = {
        "id": number,
        "reference": fresh(Prefix.PERSON),
        "unit_id": number,
        "ordinal": 1,
        "status": PersonStatus.IN_PRODUCTION,
        "status_since": at,
        "created_at": at,
        "document_type": DocumentType.PASSPORT,
        "document_sealed": b"-",
        "document_index": f"{number:040}",
        "photo_file_id": 1,
        "label_code": "trader",
    }
    return account, unit, person


def event_row(number: int, rows: int, units: int, now: datetime, luck: random.Random) -> dict[str, Any]:
    """One of `rows`, in the order of time; every third by a buyer, every tenth a search of the help desk."""
    if number % 10 == 9:
        search = {"at": now - YEAR * (1 - number / rows), "event": "help_search", "staff_id": STAFF_COUNT}
        nothing = dict.fromkeys(("unit_id", "person_id", "account_id", "reason"))
        return search | nothing | {"staff_role": StaffRole.HELP_DESK, "is_system": False}
    unit = luck.randrange(units) + 1
    by_staff = number % 3 > 0
    staff = luck.randrange(STAFF_COUNT) + 1 if by_staff else None
    return {
        "at": now - YEAR * (1 - number / rows),
        "event": RARE if number % RARELY == 0 else luck.choice(COMMON),
        "unit_id": unit,
        "person_id": unit if number % 4 == 0 else None,
        "account_id": None if by_staff else unit,
        "staff_id": staff,
        "staff_role": StaffRole.SECRETARIAT if by_staff else None,
        "is_system": False,
        "reason": "a word of why" if number % 7 == 0 else None,
    }


def fill(address: str, rows: int, now: datetime) -> float:
    """Seconds to write the record and what it is about."""
    luck, units = random.Random(2019), max(rows // EVENTS_OF_UNIT, len(UNITS))
    filler = create_engine(address)
    begun = time.perf_counter()
    with filler.begin() as connection:
        missions = [row.id for row in connection.execute(text("SELECT id FROM trade_mission ORDER BY id"))]
        edition = connection.execute(text("SELECT max(id) FROM edition")).scalar_one()
        owners = missions[: len(UNITS)]
        connection.execute(insert(StaffMember), staff_rows(owners, now))
        made = [unit_rows(one, edition, owners[one % len(owners)], now - YEAR) for one in range(1, units + 1)]
        connection.execute(insert(Account), [one[0] for one in made])
        photo = {"id": 1, "key": "k", "kind": FileKind.PHOTO, "media_type": "image/jpeg", "byte_size": 1}
        connection.execute(insert(StoredFile), photo | {"account_id": 1, "created_at": now})
        connection.execute(insert(WorkUnit), [one[1] for one in made])
        connection.execute(insert(Person), [one[2] for one in made])
        for start in range(0, rows, AT_ONCE):
            part = range(start, min(start + AT_ONCE, rows))
            connection.execute(insert(JourneyEvent), [event_row(one, rows, units, now, luck) for one in part])
    lasted = time.perf_counter() - begun
    with filler.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if filler.dialect.name == "postgresql" else "ANALYZE"))
    filler.dispose()
    return lasted


def readers() -> dict[str, Actor]:
    """Who may read the record; a secretariat has the most to look up."""
    with transaction() as session:
        mission = session.get_one(StaffMember, 1).mission_id
        assert session.get_one(TradeMission, mission)
    return {
        "administrator": access.staff(60, StaffRole.ADMINISTRATOR),
        "organiser desk": access.staff(58, StaffRole.ORGANISER_DESK),
        "secretariat": access.staff(1, StaffRole.SECRETARIAT, mission),
        "personnel reviewer": access.staff(59, StaffRole.PERSONNEL_REVIEWER),
    }


def questions(now: datetime) -> dict[str, dict[str, str]]:
    """What is asked for."""
    with transaction() as session:
        unit = session.get_one(WorkUnit, 17).reference
    middle, long_ago = now - YEAR / 2, now - YEAR * 0.9
    return {
        "the newest": {},
        "a page half a year back": {"before": f"{middle:%Y%m%dT%H%M%S%f}-0"},
        "one common event": {"what": "approve"},
        "one rare event": {"what": RARE},
        "one member of staff": {"who": "Reviewer 0"},
        "that member, a rare event": {"who": "Reviewer 0", "what": RARE},
        "by buyers": {"by": "buyers"},
        "by the system (none)": {"by": "system"},
        "one unit": {"reference": unit},
        "an old week": {"since": f"{long_ago:%Y-%m-%d}", "until": f"{long_ago + timedelta(days=6):%Y-%m-%d}"},
        "a login (settings alone)": {"reference": "staff7"},
    }


def measure(address: str, rows: int) -> None:
    os.environ["CIIE_DATABASE_URL"] = address
    engine.dispose()
    get_settings.cache_clear()
    migrate.upgrade()
    now = clock.now()
    load_data(now, with_demonstration=True)
    lasted = fill(address, rows, now)
    print(f"\n{engine.get_engine().dialect.name}: {rows:,} rows written in {lasted:.1f} s")
    print(f"{'ms: CPU here, p50 / worst':<28}" + "".join(f"{who:>26}" for who in readers()))
    for what, query in questions(now).items():
        timed = [one_page(actor, query, now) for actor in readers().values()]
        print(f"{what:<28}" + "".join(f"{one:>26}" for one in timed), flush=True)
    engine.dispose()


def one_page(actor: Actor, query: dict[str, str], now: datetime) -> str:
    """CPU of this process (SQLite's work is in it, PostgreSQL's is not), and the time by the clock."""
    times, busy = [], []
    for _ in range(TRIES):
        begun, worked = time.perf_counter(), time.process_time()
        history_screen(actor, query, now=now)
        busy.append((time.process_time() - worked) * 1000)
        times.append((time.perf_counter() - begun) * 1000)
    return f"{statistics.median(busy):.1f}, {statistics.median(times):.1f} / {max(times):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="ciie-bench-") as folder:
        os.environ["CIIE_VAR_DIR"] = folder
        if given.database != "postgresql":
            measure(f"sqlite:///{Path(folder) / 'history.sqlite3'}", given.rows)
        if given.database != "sqlite":
            with postgresql() as address:
                measure(address, given.rows)


if __name__ == "__main__":
    main()
