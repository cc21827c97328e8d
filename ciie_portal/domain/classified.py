"""What the classification reads and says: facts in, mission, reason, certainty and doubts out (Q2, Q7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ciie_portal.domain.central_enterprise import Group, GroupNames, names_of
from ciie_portal.domain.credit_code import LENGTH, division_of
from ciie_portal.domain.trade_mission import Mission, MissionTree
from ciie_portal.domain.work_unit import Category


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"  # the organiser desk decides among the runners-up


class DecidedBy(StrEnum):
    """The rule that decided, or what left it open."""

    NHC_MANAGED = "nhc_managed"
    PARENT_DECLARED = "parent_declared"
    GROUP_NAME = "group_name"
    GROUP_NAME_BEGINS = "group_name_begins"
    CORPS_DECLARED = "corps_declared"
    CORPS_CITY = "corps_city"
    CORPS_SIGNS = "corps_signs"
    PLANNED_CITY = "planned_city"
    SUB_MISSION_AREA = "sub_mission_area"
    SUB_MISSION_SECTOR = "sub_mission_sector"
    PROVINCE = "province"
    OVERSEAS = "overseas"
    SEVERAL_OWNERS = "several_owners"
    NATIONAL_CODE = "national_code"
    NO_ADDRESS = "no_address"
    GROUP_INSIDE_NAME = "group_inside_name"  # of runners-up only
    CODE_DIVISION = "code_division"  # of runners-up only


class FlagKind(StrEnum):
    """What a reviewer should look at; none of it decides."""

    CODE_OF_ANOTHER_PROVINCE = "code_of_another_province"
    NHC_BUT_LOCAL_CODE = "nhc_but_local_code"
    NAMED_AFTER_GROUP = "named_after_group"  # though no parent group was declared
    CORPS_CITY_NOT_YET = "corps_city_not_yet"


@dataclass(frozen=True)
class UnitFacts:
    """The answers that are read. `on` is the day by which a division counts: the edition's, in China.

    `denied_group` is the group that the buyer was asked back about and said no to.
    """

    category: Category
    on: date
    name_zh: str | None = None
    division_code: str | None = None
    credit_code: str | None = None
    industry: str | None = None
    parent_group_code: str | None = None
    is_nhc_managed: bool | None = None
    is_corps_member: bool | None = None
    denied_group: str | None = None

    @property
    def code_division(self) -> str | None:
        """The division of the authority that gave the credit code."""
        code = self.credit_code
        return division_of(code) if code is not None and len(code) == LENGTH else None


@dataclass(frozen=True)
class Candidate:
    mission: Mission
    by: DecidedBy
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True)
class Flag:
    """`mission` is the one the flag speaks of, where there is one."""

    kind: FlagKind
    mission: Mission | None = None


@dataclass(frozen=True)
class Classification:
    """No mission: an overseas unit, or the organiser desk decides. `facts` are the answers that decided.

    `instead_of` is the mission one would expect by the address, `asks_back` a group to ask the buyer about.
    """

    mission: Mission | None
    by: DecidedBy
    certainty: Certainty
    facts: tuple[tuple[str, str], ...] = ()
    runners_up: tuple[Candidate, ...] = ()
    instead_of: Mission | None = None
    asks_back: str | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def mission_code(self) -> str | None:
        return self.mission.code if self.mission else None


@dataclass(frozen=True)
class Atlas:
    """The missions and the central enterprises of an edition, made ready once."""

    tree: MissionTree
    groups: Mapping[str, Group]
    names: GroupNames
    regions: tuple[str, ...]


def atlas_of(tree: MissionTree, groups: Iterable[Group]) -> Atlas:
    known = {group.code: group for group in groups if group.mission_code in tree}
    regions = tuple(one.name_zh.removesuffix("交易团") for one in tree.at_top() if one.is_regional)
    return Atlas(tree, known, names_of(known.values()), regions)
