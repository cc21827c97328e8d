"""Which trade mission an enterprise without an invitation code is classified into, and why (Q2, Q7).

A pure function of the unit's answers. It routes the review and becomes effective when the unit is approved;
for a unit with a code it only checks. Rules 1 to 3 (owner) beat rules 4 and 5 (registered address).
"""

from __future__ import annotations

from collections.abc import Iterable

from ciie_portal.domain import corps
from ciie_portal.domain.central_enterprise import Group, NameMatch, match_name
from ciie_portal.domain.classified import (
    Atlas,
    Candidate,
    Certainty,
    Classification,
    DecidedBy,
    Flag,
    FlagKind,
    UnitFacts,
    atlas_of,
)
from ciie_portal.domain.credit_code import NATIONAL_AUTHORITY
from ciie_portal.domain.division import PROVINCES, is_address
from ciie_portal.domain.owner import of_groups, owners_of
from ciie_portal.domain.territory import by_address, by_code, province_of, rivals
from ciie_portal.domain.trade_mission import Mission, MissionKind, MissionTree
from ciie_portal.domain.work_unit import Category, Channel

__all__ = [
    "Atlas",
    "Candidate",
    "Certainty",
    "Classification",
    "DecidedBy",
    "Flag",
    "FlagKind",
    "Group",
    "UnitFacts",
    "agrees_with_code",
    "asks_back",
    "atlas_of",
    "classify",
]


def classify(unit: UnitFacts, atlas: Atlas) -> Classification:
    """Total: never raises, whatever the answers, and equal answers give equal results."""
    if unit.category is Category.OVERSEAS_UNIT:
        return Classification(None, DecidedBy.OVERSEAS, Certainty.SURE, (("category", unit.category.value),))
    name = match_name(unit.name_zh or "", atlas.names, atlas.regions)
    owners = owners_of(unit, atlas, name)
    denied = [code for code in name.begins if code == unit.denied_group]
    inside = of_groups([*denied, *name.inside], atlas, DecidedBy.GROUP_INSIDE_NAME, Certainty.LIKELY)
    place = by_address(unit, atlas.tree)
    flags = _flags(unit, atlas, name)
    distinct = _distinct(owners)
    if len(distinct) > 1:
        facts = tuple(fact for owner in distinct for fact in _facts(owner.by, unit))
        ranked = _distinct([*owners, *inside])
        by = DecidedBy.SEVERAL_OWNERS
        return Classification(None, by, Certainty.UNSURE, tuple(dict.fromkeys(facts)), ranked, flags=flags)
    if distinct:
        return _owned(unit, owners, _distinct([*inside, *_some(place)]), flags, name)
    if place is None or unit.code_division == NATIONAL_AUTHORITY:
        by = DecidedBy.NO_ADDRESS if place is None else DecidedBy.NATIONAL_CODE
        ranked = _distinct([*inside, *_some(place or by_code(unit, atlas.tree))])
        return Classification(None, by, Certainty.UNSURE, _facts(by, unit), ranked, flags=flags)
    return Classification(
        place.mission,
        place.by,
        place.certainty,
        _facts(place.by, unit),
        _others(place.mission, [*inside, *rivals(unit, atlas.tree, place)]),
        province_of(unit, atlas.tree) if place.by is DecidedBy.PLANNED_CITY else None,
        flags=flags,
    )


def asks_back(channel: Channel | None, name_zh: str | None) -> bool:
    """Only who has no code is asked back; with a code the classification is a check."""
    return channel is Channel.CODE_FREE and bool(name_zh)


def agrees_with_code(classification: Classification, code_mission: str, tree: MissionTree) -> bool:
    """Whether the mission whose code was used is the one classified, or lies above or below it."""
    found = classification.mission_code
    if found is None:
        return any(one.mission.code == code_mission for one in classification.runners_up)
    return tree.is_within(found, code_mission) or tree.is_within(code_mission, found)


def _owned(
    unit: UnitFacts,
    owners: list[Candidate],
    others: tuple[Candidate, ...],
    flags: tuple[Flag, ...],
    name: NameMatch,
) -> Classification:
    """Exactly one mission matched within rules 1 to 3; the surest match says why."""
    best = next((owner for owner in owners if owner.certainty is Certainty.SURE), owners[0])
    asked = [code for code in name.begins if code != unit.denied_group]
    asks_back = asked[0] if best.by is DecidedBy.GROUP_NAME_BEGINS else None
    expected = next((one.mission for one in others if one.mission.is_regional), None)
    return Classification(
        best.mission,
        best.by,
        best.certainty,
        _facts(best.by, unit),
        _others(best.mission, others),
        expected if best.mission != expected else None,
        asks_back,
        flags,
    )


def _flags(unit: UnitFacts, atlas: Atlas, name: NameMatch) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    division, address = unit.code_division, unit.division_code
    if division and division[:2] in PROVINCES and is_address(address) and division[:2] != (address or "")[:2]:
        of_code = atlas.tree.of_region(MissionKind.PROVINCE, division[:2])
        flags.append(Flag(FlagKind.CODE_OF_ANOTHER_PROVINCE, of_code))
    # what the commission itself manages is registered with the national authority
    is_institution = unit.category is Category.PUBLIC_INSTITUTION
    if unit.is_nhc_managed and is_institution and division not in (None, NATIONAL_AUTHORITY):
        flags.append(Flag(FlagKind.NHC_BUT_LOCAL_CODE))
    named = [code for code in (*name.exact, *name.begins) if code != unit.parent_group_code]
    if named and unit.parent_group_code not in atlas.groups:
        flags.append(Flag(FlagKind.NAMED_AFTER_GROUP, atlas.tree[atlas.groups[named[0]].mission_code]))
    if corps.is_corps_code(address) and not corps.is_corps_city(address, unit.on):
        flags.append(Flag(FlagKind.CORPS_CITY_NOT_YET))
    return tuple(flags)


_READ_BY = {
    DecidedBy.NHC_MANAGED: ("is_nhc_managed",),
    DecidedBy.PARENT_DECLARED: ("parent_group_code",),
    DecidedBy.GROUP_NAME: ("name_zh",),
    DecidedBy.GROUP_NAME_BEGINS: ("name_zh", "parent_group_code"),
    DecidedBy.CORPS_DECLARED: ("is_corps_member",),
    DecidedBy.CORPS_SIGNS: ("division_code", "credit_code", "name_zh"),
    DecidedBy.SUB_MISSION_SECTOR: ("division_code", "industry"),
    DecidedBy.NATIONAL_CODE: ("credit_code", "division_code"),
}


def _facts(by: DecidedBy, unit: UnitFacts) -> tuple[tuple[str, str], ...]:
    """The answers that a rule read, as they were given."""
    fields = _READ_BY.get(by, ("division_code",))
    given = [(field, getattr(unit, field)) for field in fields]
    return tuple((field, str(answer)) for field, answer in given if answer is not None)


def _distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each mission once, by its first match."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.mission.code, candidate)
    return tuple(first.values())


def _others(mission: Mission, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(one for one in _distinct(candidates) if one.mission.code != mission.code)


def _some(candidate: Candidate | None) -> tuple[Candidate, ...]:
    return (candidate,) if candidate else ()
