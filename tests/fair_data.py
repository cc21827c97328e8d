"""The shipped data of the fair as the rules take it, and well-formed numbers of invented people and units."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from stdnum.cn import ric, uscc

from ciie_portal.domain.central_enterprise import Group
from ciie_portal.domain.classification import Atlas, atlas_of
from ciie_portal.domain.trade_mission import Mission, MissionKind, MissionTree
from ciie_portal.domain.unit_answers import KnownCodes

DATA = Path(__file__).parents[1] / "ciie_portal" / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@cache
def groups() -> tuple[Group, ...]:
    return tuple(
        Group(row["code"], row["name_zh"], row["code"], tuple(row["aliases"].split("|")))
        for row in rows("central_enterprises.csv")
    )


@cache
def tree() -> MissionTree:
    missions = [
        Mission(
            row["code"],
            MissionKind(row["kind"]),
            row["name_en"],
            row["name_zh"],
            row["parent"] or None,
            row["region_code"] or None,
            row.get("claims_division") or None,
            row.get("sector") or None,
        )
        for row in [*rows("trade_missions.csv"), *rows("sub_missions.csv")]
    ]
    missions += [
        Mission(
            row["code"],
            MissionKind.CENTRAL_ENTERPRISE,
            f"Central Enterprise Trade Mission, {row['name_en']} Sub-mission",
            f"中央企业交易团{row['aliases'].split('|')[0]}分团",
            "TM-CE",
        )
        for row in rows("central_enterprises.csv")
    ]
    return MissionTree(missions)


@cache
def atlas() -> Atlas:
    return atlas_of(tree(), groups())


@cache
def known() -> KnownCodes:
    divisions = frozenset(row["code"] for row in rows("division_areas.csv"))
    areas = tuple(row["code"] for row in rows("exhibition_areas.csv"))
    return KnownCodes(divisions, tuple(group.code for group in groups()), areas)


def a_credit_code(prefix: str = "91", division: str = "330212", body: str = "MA2KQ7X41") -> str:
    """A well-formed code of an invented unit."""
    start = f"{prefix}{division}{body}"
    return start + uscc.calc_check_digit(start)


def a_citizen_number(place: str = "330106", born: date = date(1985, 3, 12), serial: str = "219") -> str:
    """A well-formed number of an invented person; an even serial is a woman's."""
    start = f"{place}{born:%Y%m%d}{serial}"
    return start + ric.calc_check_digit(start + "0")
