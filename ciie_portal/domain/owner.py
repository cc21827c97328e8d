"""Rules 1 to 3 of the classification: whom the unit belongs to, wherever it is (Q7).

The National Health Commission, a central enterprise, the Xinjiang Production and Construction Corps.
"""

from __future__ import annotations

from collections.abc import Iterable

from ciie_portal.domain import corps
from ciie_portal.domain.central_enterprise import NameMatch
from ciie_portal.domain.classified import Atlas, Candidate, Certainty, DecidedBy, UnitFacts
from ciie_portal.domain.division import is_address
from ciie_portal.domain.trade_mission import MissionKind, MissionTree


def owners_of(unit: UnitFacts, atlas: Atlas, name: NameMatch) -> list[Candidate]:
    """All matches of rules 1, 2 and 3, in that order."""
    found: list[Candidate] = []
    if unit.is_nhc_managed:
        found += _of_kind(atlas.tree, MissionKind.NHC, DecidedBy.NHC_MANAGED, Certainty.SURE)
    if unit.parent_group_code in atlas.groups:
        declared = [unit.parent_group_code or ""]
        found += of_groups(declared, atlas, DecidedBy.PARENT_DECLARED, Certainty.SURE)
    found += of_groups(name.exact, atlas, DecidedBy.GROUP_NAME, Certainty.SURE)
    # asked back, the buyer knows better than the name; the reviewer still sees the group
    begins = [code for code in name.begins if code != unit.denied_group]
    found += of_groups(begins, atlas, DecidedBy.GROUP_NAME_BEGINS, Certainty.LIKELY)
    return [*found, *_corps(unit, atlas.tree)]


def _corps(unit: UnitFacts, tree: MissionTree) -> list[Candidate]:
    address = unit.division_code or ""
    is_in_xinjiang = is_address(address) and address.startswith(corps.XINJIANG)
    if unit.is_corps_member:
        return _of_kind(tree, MissionKind.XPCC, DecidedBy.CORPS_DECLARED, Certainty.SURE)
    if corps.is_corps_city(address, unit.on):
        return _of_kind(tree, MissionKind.XPCC, DecidedBy.CORPS_CITY, Certainty.SURE)
    has_signs = corps.is_corps_code(address) or corps.is_corps_code(unit.code_division)
    if is_in_xinjiang and (has_signs or corps.sounds_of_the_corps(unit.name_zh or "")):
        return _of_kind(tree, MissionKind.XPCC, DecidedBy.CORPS_SIGNS, Certainty.LIKELY)
    return []


def _of_kind(tree: MissionTree, kind: MissionKind, by: DecidedBy, certainty: Certainty) -> list[Candidate]:
    mission = tree.of_kind(kind)
    return [Candidate(mission, by, certainty)] if mission else []


def of_groups(codes: Iterable[str], atlas: Atlas, by: DecidedBy, certainty: Certainty) -> list[Candidate]:
    missions = [atlas.tree[atlas.groups[code].mission_code] for code in codes]
    return [Candidate(mission, by, certainty) for mission in missions]
