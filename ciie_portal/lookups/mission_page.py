"""The page of one trade mission: who belongs to it, how to reach its secretariat, may it be asked (Q7)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.edition import is_open
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.mission_search import planned_cities_of
from ciie_portal.domain.trade_mission import Mission, MissionKind, MissionTree
from ciie_portal.i18n import LANGUAGE_TAGS
from ciie_portal.lookups.missions import PAGE, area_of
from ciie_portal.lookups.shapes.missions import MissionLink, MissionPage
from ciie_portal.routes import path
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import editions, missions
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.tables import TradeMission
from ciie_portal.wording import missions as words
from ciie_portal.wording.options import industry_name


def mission_page(actor: Actor, code: str, *, now: datetime) -> MissionPage:
    """By its public code. Raises NOT_FOUND."""
    require(actor, Permission.ANYONE)
    with reading() as session:
        row = missions.mission_by_code(session, code)
        if row is None:
            raise RuleBroken(Rule.NOT_FOUND)
        edition = editions.running(session, now)
        takes = edition is not None and is_open(editions.facts(edition), now)
        return _page(session, actor.locale, row, mission_tree(session), takes)


def _page(
    session: Session, locale: str, row: TradeMission, tree: MissionTree, takes_requests: bool
) -> MissionPage:
    mission = tree[row.code]
    other = "zh" if locale == "en" else "en"
    invented, closed = missions.invented_codes(session), missions.closed_codes(session)
    published = (row.contact_office, row.contact_phone, row.contact_email, row.contact_address)
    office, phone, email, postal = (one or "" for one in published)
    return MissionPage(
        code=row.code,
        name=mission.name(locale),
        other_name=mission.name(other),
        other_language=LANGUAGE_TAGS[other],
        kind=words.kind_name(locale, mission.kind, is_sub_mission=mission.is_sub_mission),
        area=area_of(mission),
        belongs=_belongs(session, locale, mission, tree),
        where=words.where_generally(locale, mission),
        above=_links(locale, [tree[one] for one in tree.path(row.code)[:-1]], invented),
        below=_links(locale, [one for one in tree.below(row.code) if one.code not in closed], invented),
        office=office,
        phone=phone,
        email=email,
        postal=postal,
        is_published=any(published),
        is_invented=row.is_invented,
        takes_requests=takes_requests and row.closed_at is None,
        is_closed=row.closed_at is not None,
        answer_days=get_settings().code_request_days,
        is_loaded=True,
    )


def _belongs(session: Session, locale: str, mission: Mission, tree: MissionTree) -> tuple[str, ...]:
    group = missions.names_of_groups(session).get(mission.code, ("", ""))
    area = area_of(mission)
    if not mission.is_sub_mission and locale == "en":
        area = words.short_name(locale, mission) if area else ""
    cities = planned_cities_of(mission, tree) if mission.kind is MissionKind.PROVINCE else ()
    return words.who_belongs(
        locale,
        mission,
        area,
        industry_name(locale, mission.sector or ""),
        group[0] if locale == "zh" else group[1],
        cities,
    )


def _links(
    locale: str, listed: list[Mission] | tuple[Mission, ...], invented: frozenset[str]
) -> tuple[MissionLink, ...]:
    return tuple(
        MissionLink(one.name(locale), path(locale, f"{PAGE}/{one.code}"), one.code in invented)
        for one in listed
    )
