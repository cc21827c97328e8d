"""The tree of trade missions and sub-missions (Q1, Q7).

A sub-mission is an area, a sector or an owner: data with a parent, not derived from a region code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class MissionKind(StrEnum):
    PROVINCE = "province"
    PLANNED_CITY = "planned_city"
    XPCC = "xpcc"
    CENTRAL_ENTERPRISE = "central_enterprise"
    NHC = "nhc"
    INDUSTRY = "industry"


# provinces, independently planned cities and the Corps: together the 37 regional trade missions
REGIONAL_KINDS = frozenset({MissionKind.PROVINCE, MissionKind.PLANNED_CITY, MissionKind.XPCC})


@dataclass(frozen=True)
class Mission:
    """`region_code` is 2 digits of a province, 4 of a planned city. A sub-mission is of its parent's kind.

    `claims_division` is the beginning of the division codes that a sub-mission takes, `sector` an Industry
    that it takes; with neither it is joined by invitation code or by the group that owns it.
    """

    code: str
    kind: MissionKind
    name_en: str
    name_zh: str
    parent_code: str | None = None
    region_code: str | None = None
    claims_division: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def is_sub_mission(self) -> bool:
        return self.parent_code is not None

    @property
    def is_regional(self) -> bool:
        return self.kind in REGIONAL_KINDS

    def name(self, locale: str) -> str:
        return self.name_zh if locale == "zh" else self.name_en


class MissionTree:
    """All missions of an edition. Raises ValueError for a missing parent, a circle, or a code used twice."""

    def __init__(self, missions: Iterable[Mission]) -> None:
        self._missions: dict[str, Mission] = {}
        self._below: dict[str, list[str]] = {}
        for mission in missions:
            if mission.code in self._missions:
                raise ValueError(f"mission {mission.code} is there twice")
            self._missions[mission.code] = mission
        for mission in self:
            if mission.parent_code is not None:
                self._below.setdefault(mission.parent_code, []).append(mission.code)
            self.path(mission.code)

    def __iter__(self) -> Iterator[Mission]:
        return iter(self._missions.values())

    def __contains__(self, code: object) -> bool:
        return code in self._missions

    def __len__(self) -> int:
        return len(self._missions)

    def __getitem__(self, code: str) -> Mission:
        return self._missions[code]

    def path(self, code: str) -> tuple[str, ...]:
        """The codes from the mission at the top down to this one."""
        path: list[str] = []
        here: str | None = code
        while here is not None:
            if here not in self._missions or here in path:
                raise ValueError(f"mission {code} does not hang on a top mission: {here}")
            path.append(here)
            here = self._missions[here].parent_code
        return tuple(reversed(path))

    def subtree(self, code: str) -> frozenset[str]:
        """The mission and every sub-mission below it."""
        found = {code}
        for below in self._below.get(code, ()):
            found |= self.subtree(below)
        return frozenset(found)

    def is_within(self, code: str, top: str) -> bool:
        """Whether a mission is `top` or lies below it."""
        return top in self.path(code)

    def below(self, code: str) -> tuple[Mission, ...]:
        """The sub-missions directly below, in the order given."""
        return tuple(self._missions[one] for one in self._below.get(code, ()))

    def at_top(self) -> tuple[Mission, ...]:
        return tuple(mission for mission in self if not mission.is_sub_mission)

    def of_kind(self, kind: MissionKind) -> Mission | None:
        """The top mission of a kind that has one: Corps, health commission, central enterprises."""
        return next((mission for mission in self.at_top() if mission.kind is kind), None)

    def of_region(self, kind: MissionKind, region_code: str) -> Mission | None:
        """The top mission of a province (2 digits) or a planned city (4 digits)."""
        regions = (one for one in self.at_top() if one.kind is kind)
        return next((mission for mission in regions if mission.region_code == region_code), None)

    def display(self, code: str, locale: str) -> str:
        """The name with the mission at the top before it, unless the name says it already."""
        names = [self._missions[one].name(locale) for one in self.path(code)]
        if len(names) == 1 or names[-1].startswith(names[0]):
            return names[-1]
        return f"{names[0]}{names[-1]}" if locale == "zh" else f"{names[0]}: {names[-1]}"
