"""Finding a trade mission: by its names, by a group's name, by the registered address (Q2, Q7)."""

from __future__ import annotations

import unicodedata
from datetime import date

from ciie_portal.domain.central_enterprise import match_name
from ciie_portal.domain.classified import Atlas
from ciie_portal.domain.corps import is_corps_city
from ciie_portal.domain.trade_mission import Mission, MissionKind, MissionTree

LONGEST_SEARCH = 100  # characters
_COMPANY_NAME = 6  # from so many on a text may be the whole name of an enterprise


def plain_search(typed: str) -> str:
    """What was typed, in one form: half-width, lower case, single blanks, no more than LONGEST_SEARCH."""
    return " ".join(unicodedata.normalize("NFKC", typed).casefold().split())[:LONGEST_SEARCH]


def is_named(mission: Mission, wanted: str, more_names: tuple[str, ...] = ()) -> bool:
    """Whether the text stands in a name of the mission, or of the group whose sub-mission it is."""
    names = (mission.name_zh, mission.name_en, mission.code, *mission.aliases, *more_names)
    return any(wanted in plain_search(name) for name in names)


def mission_of_company(company: str, atlas: Atlas) -> Mission | None:
    """The sub-mission of the group that an enterprise is named after; None where no group is sure."""
    if len(company) < _COMPANY_NAME:
        return None
    found = match_name(company, atlas.names)
    leading = found.exact or found.begins
    if len(leading) != 1:
        return None
    (code,) = leading
    return atlas.tree[atlas.groups[code].mission_code]


def mission_of_place(division: str, tree: MissionTree, on: date) -> Mission | None:
    """By the code of a province, a city or a county: the Corps, the planned city, else the province.

    A sub-mission of the province that claims the place goes before it.
    """
    if is_corps_city(division, on):
        return tree.of_kind(MissionKind.XPCC)
    city = tree.of_region(MissionKind.PLANNED_CITY, division[:4])
    if city is not None:
        return city
    province = tree.of_region(MissionKind.PROVINCE, division[:2])
    if province is None:
        return None
    claiming = [
        mission
        for mission in tree
        if mission.claims_division
        and division.startswith(mission.claims_division)
        and tree.is_within(mission.code, province.code)
    ]
    return max(claiming, key=lambda mission: len(mission.claims_division or ""), default=province)


def planned_cities_of(province: Mission, tree: MissionTree) -> tuple[Mission, ...]:
    """The cities of a province that have a trade mission of their own."""
    return tuple(
        mission
        for mission in tree.at_top()
        if mission.kind is MissionKind.PLANNED_CITY
        and (mission.region_code or "").startswith(province.region_code or "-")
    )
