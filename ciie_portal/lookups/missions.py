"""The public directory of trade missions: the whole tree, or what fits a search (Q2, Q7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from ciie_portal.clock import beijing_date
from ciie_portal.data import divisions
from ciie_portal.domain import mission_search
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.classified import Atlas
from ciie_portal.domain.trade_mission import Mission, MissionKind
from ciie_portal.i18n import LANGUAGE_TAGS
from ciie_portal.lookups.shapes.missions import Directory, MissionGroup, MissionRow, PlaceFound
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import missions
from ciie_portal.store.queries.atlas import atlas as read_atlas
from ciie_portal.wording import missions as words

PAGE = "missions"
OPEN_ROWS = 12  # of the sub-missions of one mission; more are folded
MOST_PLACES = 6
SHORTEST_PLACE = 2  # characters; one alone stands in too many names


def directory(actor: Actor, query: Mapping[str, str], *, now: datetime) -> Directory:
    """`query` comes from the address: q, kind. Missions that take nobody new are left out."""
    require(actor, Permission.ANYONE)
    search = mission_search.plain_search(str(query.get("q", "")))
    kind = str(query.get("kind", ""))
    kind = kind if kind in set(MissionKind) else ""
    with reading() as session:
        known = read_atlas(session)
        invented, closed = missions.invented_codes(session), missions.closed_codes(session)
        group_names = missions.names_of_groups(session)
    of_company = mission_search.mission_of_company(search, known)
    found = [
        mission
        for mission in known.tree
        if mission.code not in closed
        and (not kind or mission.kind == kind)
        and (
            not search
            or mission_search.is_named(mission, search, group_names.get(mission.code, ()))
            or mission is of_company
        )
    ]
    shown = _Shown(actor.locale, known, invented, is_filtered=bool(search))
    kinds = [one for one in MissionKind if known.tree.of_kind(one)]
    return Directory(
        groups=tuple(shown.group(one, found) for one in kinds if any(m.kind is one for m in found)),
        places=_places(actor.locale, known, search, now) if search and not kind else (),
        kinds=tuple(Choice(one.value, words.group_words(actor.locale, one)[0]) for one in kinds),
        search=search,
        kind=kind,
        summary=words.found_count(actor.locale, len(found)),
        asked=f"{search}|{kind}",
        is_filtered=bool(search or kind),
        is_loaded=True,
    )


def _places(locale: str, known: Atlas, search: str, now: datetime) -> tuple[PlaceFound, ...]:
    """Provinces, cities and counties of that name, for whoever knows the address but not the mission."""
    if len(search) < SHORTEST_PLACE:
        return ()
    found = []
    for place in divisions.named(search, MOST_PLACES):
        mission = mission_search.mission_of_place(place.code, known.tree, beijing_date(now))
        if mission is not None:
            name = known.tree.display(mission.code, locale)
            found.append(
                PlaceFound(divisions.full_name(place.code), name, path(locale, f"{PAGE}/{mission.code}"))
            )
    return tuple(found)


class _Shown:
    """Missions as the directory shows them in one language."""

    def __init__(self, locale: str, known: Atlas, invented: frozenset[str], *, is_filtered: bool) -> None:
        self.locale, self.known, self.invented, self.is_filtered = locale, known, invented, is_filtered

    def group(self, kind: MissionKind, found: list[Mission]) -> MissionGroup:
        title, hint = words.group_words(self.locale, kind)
        codes = {mission.code for mission in found if mission.kind is kind}
        tops = [one for one in self.known.tree.at_top() if one.kind is kind]
        rows = [row for top in tops for row in self._down(top, codes, 0)]
        in_the_open = [row for row in rows if self.is_filtered or row.level == "level-0"]
        below = [row for row in rows if row not in in_the_open]
        if len(below) <= OPEN_ROWS:
            in_the_open, below = rows, []
        folded_text = words.sub_mission_count(self.locale, len(below)) if below else ""
        return MissionGroup(kind.value, title, hint, tuple(in_the_open), tuple(below), folded_text)

    def _down(self, mission: Mission, codes: set[str], depth: int) -> Iterable[MissionRow]:
        """Itself and everything below it that was found."""
        if mission.code in codes:
            yield self.row(mission, depth)
        for one in self.known.tree.below(mission.code):
            yield from self._down(one, codes, depth + (mission.code in codes))

    def row(self, mission: Mission, depth: int = 0) -> MissionRow:
        other = "zh" if self.locale == "en" else "en"
        return MissionRow(
            code=mission.code,
            name=mission.name(self.locale),
            other_name=mission.name(other),
            other_language=LANGUAGE_TAGS[other],
            address=path(self.locale, f"{PAGE}/{mission.code}"),
            area=area_of(mission),
            level=f"level-{depth}",
            is_invented=mission.code in self.invented,
        )


def area_of(mission: Mission) -> str:
    """The division that it is there for, in Chinese; empty for an owner's or an industry's."""
    if mission.claims_division:
        return divisions.full_name(mission.claims_division)
    if mission.kind in (MissionKind.PROVINCE, MissionKind.PLANNED_CITY) and mission.region_code:
        return divisions.full_name(mission.region_code)
    return ""
