"""What is said of trade missions: their kinds, who belongs to one, where its secretariat is (Q1, Q7)."""

from __future__ import annotations

from ciie_portal.domain.trade_mission import Mission, MissionKind
from ciie_portal.i18n import N_, gettext_in

# the groups of the directory in its order: title, and what unites them
GROUPS: dict[MissionKind, tuple[str, str]] = {
    MissionKind.PROVINCE: (
        N_("Provinces, autonomous regions and municipalities"),
        N_("For units whose registered address is there."),
    ),
    MissionKind.PLANNED_CITY: (
        N_("Independently planned cities"),
        N_("Each has a trade mission of its own, beside its province’s."),
    ),
    MissionKind.XPCC: (
        N_("Xinjiang Production and Construction Corps"),
        N_("For units of the Corps and units in its cities."),
    ),
    MissionKind.CENTRAL_ENTERPRISE: (
        N_("Central enterprises"),
        N_("A sub-mission for each group and the enterprises that belong to it."),
    ),
    MissionKind.NHC: (
        N_("National Health Commission"),
        N_("For institutions that the commission itself manages."),
    ),
    MissionKind.INDUSTRY: (N_("Industries"), N_("For units of one industry.")),
}
ONE_OF: dict[MissionKind, str] = {
    MissionKind.PROVINCE: N_("Province, autonomous region or municipality"),
    MissionKind.PLANNED_CITY: N_("Independently planned city"),
    MissionKind.XPCC: N_("Xinjiang Production and Construction Corps"),
    MissionKind.CENTRAL_ENTERPRISE: N_("Central enterprises"),
    MissionKind.NHC: N_("National Health Commission"),
    MissionKind.INDUSTRY: N_("Industry"),
}
SUB_MISSION = N_("Sub-mission")
OWNERS_FIRST = N_(
    "Units of central enterprises, institutions managed by the National Health Commission and units of the"
    " Corps belong to those trade missions, wherever their address is."
)
AT_THE_DEPARTMENT = N_(
    "The secretariat of a regional trade mission is generally at the provincial department of commerce."
)
AT_HEADQUARTERS = N_(
    "The secretariat of a central enterprise’s sub-mission is generally at the group’s headquarters."
)


def kind_name(locale: str, kind: MissionKind, *, is_sub_mission: bool = False) -> str:
    """Independently planned city · Sub-mission: Central enterprises"""
    name = gettext_in(locale, ONE_OF[kind])
    if not is_sub_mission:
        return name
    separator = "：" if locale == "zh" else ": "
    return f"{gettext_in(locale, SUB_MISSION)}{separator}{name}"


def group_words(locale: str, kind: MissionKind) -> tuple[str, str]:
    """Title and sentence of a group of the directory."""
    title, hint = GROUPS[kind]
    return gettext_in(locale, title), gettext_in(locale, hint)


def short_name(locale: str, mission: Mission) -> str:
    """Zhejiang · 浙江"""
    if locale == "zh":
        return mission.name_zh.removesuffix("交易团")
    return mission.name_en.removesuffix(" Trade Mission")


def who_belongs(
    locale: str, mission: Mission, area: str, industry: str, group: str, planned_cities: tuple[Mission, ...]
) -> tuple[str, ...]:
    """In one sentence or several. `area`, `industry`, `group`: what it claims; empty for nothing."""
    if mission.is_sub_mission:
        return (_of_a_sub_mission(locale, area, industry, group),)
    told = [_of_a_mission(locale, mission, area)]
    for city in planned_cities:
        apart = N_(
            "Not units in {city}: it is an independently planned city with a trade mission of its own."
        )
        told.append(gettext_in(locale, apart, city=short_name(locale, city)))
    if mission.is_regional and mission.kind is not MissionKind.XPCC:
        told.append(gettext_in(locale, OWNERS_FIRST))
    return tuple(told)


def _of_a_mission(locale: str, mission: Mission, area: str) -> str:
    if mission.kind is MissionKind.XPCC:
        return gettext_in(
            locale, N_("Units of the Corps, and units whose registered address is in its cities.")
        )
    if mission.kind is MissionKind.NHC:
        text = N_(
            "Institutions managed by the National Health Commission itself; not the hospitals of a province"
            " or a city."
        )
        return gettext_in(locale, text)
    if mission.kind is MissionKind.CENTRAL_ENTERPRISE:
        text = N_(
            "Central enterprises and the enterprises that belong to them, at every level. Each group has a"
            " sub-mission: ask that one."
        )
        return gettext_in(locale, text)
    if not area:
        return gettext_in(locale, N_("Units that hold an invitation code from it."))
    return gettext_in(locale, N_("Units whose registered address is in {area}."), area=area)


def _of_a_sub_mission(locale: str, area: str, industry: str, group: str) -> str:
    if group:
        text = N_("{group} and the enterprises that belong to it, at every level.")
        return gettext_in(locale, text, group=group)
    if area and industry:
        text = N_("Units of this industry whose registered address is in {area}: {industry}.")
        return gettext_in(locale, text, area=area, industry=industry)
    if area:
        return gettext_in(locale, N_("Units whose registered address is in {area}."), area=area)
    if industry:
        return gettext_in(locale, N_("Units of this industry: {industry}."), industry=industry)
    return gettext_in(locale, N_("Units that hold an invitation code from it."))


def where_generally(locale: str, mission: Mission) -> str:
    """Where such a secretariat is to be looked for; empty where nothing is known."""
    if mission.kind is MissionKind.CENTRAL_ENTERPRISE and mission.is_sub_mission:
        return gettext_in(locale, AT_HEADQUARTERS)
    is_regional = mission.is_regional and not mission.is_sub_mission
    return gettext_in(locale, AT_THE_DEPARTMENT) if is_regional else ""


def found_count(locale: str, count: int) -> str:
    """39 trade missions and sub-missions"""
    if count == 1:
        return gettext_in(locale, N_("1 trade mission or sub-mission"))
    return gettext_in(locale, N_("{count} trade missions and sub-missions"), count=count)


def sub_mission_count(locale: str, count: int) -> str:
    """96 sub-missions"""
    if count == 1:
        return gettext_in(locale, N_("1 sub-mission"))
    return gettext_in(locale, N_("{count} sub-missions"), count=count)


def place_name(locale: str, mission: Mission) -> str:
    """How a unit's place or owner is chosen: Zhejiang; an enterprise of a central-enterprise group."""
    if mission.kind in _OWNED:
        return gettext_in(locale, _OWNED[mission.kind])
    return short_name(locale, mission)


def likely(locale: str, mission: Mission) -> str:
    """Why this mission is likely a unit's own."""
    if mission.kind is MissionKind.CENTRAL_ENTERPRISE:
        return gettext_in(
            locale, N_("Each group has a sub-mission of its own: look for yours in the directory.")
        )
    if mission.kind in _OWNED:
        return gettext_in(locale, N_("Likely yours, wherever the address is."))
    if mission.kind is MissionKind.PLANNED_CITY:
        return gettext_in(locale, N_("Likely yours: the city has a trade mission beside its province’s."))
    return gettext_in(locale, N_("Likely yours, by the registered address."))


_OWNED: dict[MissionKind, str] = {
    MissionKind.CENTRAL_ENTERPRISE: N_("It belongs to a central enterprise"),
    MissionKind.NHC: N_("The National Health Commission manages it"),
    MissionKind.XPCC: N_("It belongs to the Corps, or is in one of its cities"),
}
