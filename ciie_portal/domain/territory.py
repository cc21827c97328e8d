"""Rules 4 and 5 of the classification: by the registered address, on the principle of territory (Q7)."""

from __future__ import annotations

from ciie_portal.domain.classified import Candidate, Certainty, DecidedBy, UnitFacts
from ciie_portal.domain.division import is_address
from ciie_portal.domain.trade_mission import Mission, MissionKind, MissionTree


def by_address(unit: UnitFacts, tree: MissionTree) -> Candidate | None:
    """Rules 4 and 5; None without a usable address."""
    address = unit.division_code
    if address is None or not is_address(address):
        return None
    city = tree.of_region(MissionKind.PLANNED_CITY, address[:4])
    if city is not None:
        return Candidate(city, DecidedBy.PLANNED_CITY)
    province = province_of(unit, tree)
    if province is None:
        return None
    claims = _claims(unit, tree, province)
    if len(claims) == 1:
        by = DecidedBy.SUB_MISSION_AREA if claims[0].claims_division else DecidedBy.SUB_MISSION_SECTOR
        return Candidate(claims[0], by)
    # two sub-missions with an equal claim: their parent sees both and moves the unit
    return Candidate(province, DecidedBy.PROVINCE, Certainty.LIKELY if claims else Certainty.SURE)


def _claims(unit: UnitFacts, tree: MissionTree, province: Mission) -> list[Mission]:
    """The sub-missions with the strongest claim: the longer division first, any area before a sector."""
    ranked: dict[tuple[int, bool], list[Mission]] = {}
    for mission in tree:
        area, sector = mission.claims_division, mission.sector
        if not (area or sector) or not tree.is_within(mission.code, province.code):
            continue
        fits_area = not area or (unit.division_code or "").startswith(area)
        if fits_area and sector in (None, unit.industry):
            ranked.setdefault((len(area or ""), sector is not None), []).append(mission)
    return ranked[max(ranked)] if ranked else []


def rivals(unit: UnitFacts, tree: MissionTree, place: Candidate) -> list[Candidate]:
    if place.by is not DecidedBy.PROVINCE:
        return []
    return [Candidate(one, DecidedBy.SUB_MISSION_AREA) for one in _claims(unit, tree, place.mission)]


def province_of(unit: UnitFacts, tree: MissionTree) -> Mission | None:
    return tree.of_region(MissionKind.PROVINCE, (unit.division_code or "")[:2])


def by_code(unit: UnitFacts, tree: MissionTree) -> Candidate | None:
    """Where the registering authority sits: a hint for the organiser desk, never a decision."""
    division = unit.code_division or ""
    city = tree.of_region(MissionKind.PLANNED_CITY, division[:4])
    mission = city or tree.of_region(MissionKind.PROVINCE, division[:2])
    return Candidate(mission, DecidedBy.CODE_DIVISION, Certainty.LIKELY) if mission else None
