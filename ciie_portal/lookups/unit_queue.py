"""The queue of units: what waits, how long, with whom; narrowed by what the address says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.progress import UNIT_FAMILY
from ciie_portal.domain.searched import hide_numbers
from ciie_portal.domain.unit_review import holds_claim
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.lookups.paging import PAGE_ROWS, around, asked_page
from ciie_portal.lookups.shapes.unit_queue import Choice, ColumnHead, Tab, UnitQueue, UnitRow
from ciie_portal.routes import path
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import missions, unit_desk, unit_queue
from ciie_portal.store.queries.unit_queue import FLAGS, LONGEST_SEARCH, SORTS, VIEWS, Wanted, views_of
from ciie_portal.store.tables import TradeMission, WorkUnit
from ciie_portal.wording import desk_queue
from ciie_portal.wording.options import category_name
from ciie_portal.wording.statuses import organiser_desk

PAGE = "desk/units"
NO_MISSION = "none"
QUERY = ("status", "mission", "category", "channel", "flag", "q", "sort", "page")
NARROWING = ("mission", "category", "channel", "flag", "q")
_COLUMNS = (
    ("age", N_("Age, days")),
    ("reference", N_("Unit reference")),
    ("name", N_("Work unit")),
    ("category", N_("Category")),
)
_Word = TypeVar("_Word", Category, Channel)


def unit_queue_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> UnitQueue:
    """One page of the queue. What the address says wrongly is left out of account; nothing is refused."""
    require(actor, Permission.REVIEW_UNITS)
    asked = {name: as_asked(query.get(name, "")) for name in QUERY}
    with reading() as session:
        tree = {row.id or 0: row for row in missions.missions_of(session, actor)}
        wanted = _wanted(actor, asked, tree)
        asked |= {"status": wanted.view, "sort": asked["sort"] if asked["sort"] in SORTS else ""}
        total = unit_queue.count(session, actor, wanted.view, wanted)
        paging = asked_page(asked, total)
        units = unit_queue.page_of_units(session, actor, wanted, asked["sort"], paging.offset, PAGE_ROWS)
        kept = {name: text for name, text in asked.items() if name != "page"}
        screen = UnitQueue(
            summary=_summary(session, actor, now),
            tabs=_tabs(session, actor, asked),
            heads=tuple(_head(actor, asked, name, text) for name, text in _COLUMNS),
            rows=_rows(session, actor, units, tree, now),
            address=_address(actor, asked),
            clear=path(actor.locale, PAGE, status=wanted.view),
            missions=_mission_choices(session, actor, wanted, tree),
            is_loaded=True,
            **around(actor.locale, PAGE, paging, len(units), **kept),
        )
    return replace(
        screen,
        status=wanted.view,
        mission=asked["mission"],
        category=asked["category"],
        channel=asked["channel"],
        flag=asked["flag"],
        search=wanted.search,
        sort=asked["sort"],
        is_filtered=any(asked[name] for name in NARROWING),
    )


def as_asked(text: object) -> str:
    """One value of a query: without what no address can hold, and cut where nothing could match any more."""
    return hide_numbers(str(text).encode("utf-8", "replace").decode().strip()[: LONGEST_SEARCH + 1])


def _wanted(actor: Actor, asked: dict[str, str], tree: Mapping[int, TradeMission]) -> Wanted:
    """The filters that mean something; the others are emptied in `asked`."""
    by_code = {row.code: number for number, row in tree.items()} | {NO_MISSION: 0}
    if asked["mission"] not in by_code:
        asked["mission"] = ""
    if asked["flag"] not in FLAGS:
        asked["flag"] = ""
    category, channel = _word(Category, asked["category"]), _word(Channel, asked["channel"])
    asked["category"], asked["channel"] = category or "", channel or ""
    return Wanted(
        view=asked["status"] if asked["status"] in views_of(actor) else VIEWS[0],
        mission_id=by_code[asked["mission"]] if asked["mission"] else None,
        category=category,
        channel=channel,
        flag=asked["flag"],
        search=asked["q"],
    )


def _word(words: type[_Word], text: str) -> _Word | None:
    return words(text) if text in {word.value for word in words} else None


def _address(actor: Actor, asked: Mapping[str, str], **changed: str) -> str:
    """The same view with something changed."""
    return path(actor.locale, PAGE, **{**asked, **changed})


def _summary(session: Session, actor: Actor, now: datetime) -> str:
    waiting = unit_queue.count(session, actor, "review")
    since = unit_queue.oldest(session, actor)
    days = (now - since).days if since else 0
    return desk_queue.queue_summary(actor.locale, waiting, days, get_settings().unit_review_days)


def _tabs(session: Session, actor: Actor, asked: Mapping[str, str]) -> tuple[Tab, ...]:
    kept = {name: asked[name] for name in (*NARROWING, "sort")}
    return tuple(
        Tab(
            name=desk_queue.view_name(actor.locale, view),
            address=_address(actor, {**kept, "status": view}),
            count=str(unit_queue.count(session, actor, view)),
            is_current=view == asked["status"],
        )
        for view in views_of(actor)
    )


def _head(actor: Actor, asked: Mapping[str, str], name: str, text: str) -> ColumnHead:
    """Oldest first is the order nobody has to ask for."""
    sort = asked["sort"] or "age"
    now_sorted = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
    other = f"-{name}" if sort == name else name
    address = _address(actor, asked, sort=other, page="")
    return ColumnHead(gettext_in(actor.locale, text), address, now_sorted, name == "age")


def _mission_choices(
    session: Session, actor: Actor, wanted: Wanted, tree: Mapping[int, TradeMission]
) -> tuple[Choice, ...]:
    """Missions that have units in this view, those of their sub-missions counted with them."""
    own = unit_queue.count_by_mission(session, actor, wanted)
    totals: dict[int, int] = {}
    for mission_id, number in own.items():
        here: int | None = mission_id
        while here is not None and here in tree:
            totals[here] = totals.get(here, 0) + number
            here = tree[here].parent_id
    found = [
        Choice(row.code, f"{mission_name(actor.locale, row)} · {totals[number]}")
        for number, row in tree.items()
        if totals.get(number) or number == wanted.mission_id
    ]
    if actor.mission_id is None:
        desk = organiser_desk(actor.locale, True)
        found.insert(0, Choice(NO_MISSION, f"{desk} · {own.get(None, 0)}"))
    return tuple(found)


def mission_name(locale: str, mission: TradeMission) -> str:
    return mission.name_zh if locale == "zh" else mission.name_en


def _rows(
    session: Session,
    actor: Actor,
    units: Sequence[WorkUnit],
    tree: Mapping[int, TradeMission],
    now: datetime,
) -> tuple[UnitRow, ...]:
    ids = [unit.id or 0 for unit in units]
    flags, people = unit_queue.flags_of(session, ids), unit_queue.people_of(session, ids)
    holders = unit_desk.staff_names(session, {unit.claimed_by for unit in units if unit.claimed_by})
    return tuple(
        _row(actor, unit, tree, flags[unit.id or 0], people.get(unit.id or 0, 0), holders, now)
        for unit in units
    )


def _row(
    actor: Actor,
    unit: WorkUnit,
    tree: Mapping[int, TradeMission],
    flags: Sequence[str],
    people: int,
    holders: Mapping[int, str],
    now: datetime,
) -> UnitRow:
    locale, goal = actor.locale, get_settings().unit_review_days
    days = (now - unit.status_since).days
    mission, whole_mission = _missions_of(actor, unit, tree)
    is_waiting = unit.status is UnitStatus.UNDER_REVIEW
    return UnitRow(
        reference=unit.reference,
        address=path(locale, f"{PAGE}/{unit.reference}"),
        name=unit.name_zh or unit.name_en or "",
        category=category_name(locale, unit.category) if unit.category else "",
        way=desk_queue.channel_name(locale, unit.channel) if unit.channel else "",
        has_code=unit.channel is Channel.WITH_CODE,
        mission=mission,
        whole_mission=whole_mission,
        people=str(people),
        flags=tuple(desk_queue.flag_name(locale, flag) for flag in flags),
        held_by=held_by(actor, unit, holders, now),
        family=UNIT_FAMILY[unit.status],
        status=desk_queue.state_name(locale, unit.status, unit.is_resubmitted),
        age=str(days),
        is_late=is_waiting and days > goal,
        is_very_late=is_waiting and days > 2 * goal,
    )


def held_by(actor: Actor, unit: WorkUnit, names: Mapping[int, str], now: datetime) -> str:
    """Who is at work on the case; empty where nobody is, or the claim has lapsed."""
    if unit.claimed_by is None or not holds_claim(unit.claimed_at, now):
        return ""
    if unit.claimed_by == actor.staff_id:
        return gettext_in(actor.locale, N_("Yours"))
    return names.get(unit.claimed_by, "")


def _missions_of(actor: Actor, unit: WorkUnit, tree: Mapping[int, TradeMission]) -> tuple[str, str]:
    """In short for the table, and whole. A secretariat reads its own mission's name often enough."""
    mission = tree.get(unit.mission_id or 0)
    if mission is None:
        desk = organiser_desk(actor.locale, True)
        return desk, desk
    whole = mission_name(actor.locale, mission)
    own = tree.get(actor.mission_id or 0)
    if own is None:
        return desk_queue.short_mission(actor.locale, whole), whole
    if own is mission:
        return "–", whole
    return desk_queue.short_mission(actor.locale, whole, mission_name(actor.locale, own)), whole
