"""Missions are kept up: contact, names, claims, place in the tree, new and closed sub-missions (Q1, Q7).

A secretariat publishes the contact of its own mission and decides on those below it; the organiser desk
and the administrator on all. Nothing is removed: a sub-mission is closed, and its members stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from ciie_portal.data.divisions import division_codes
from ciie_portal.domain import mission_change as rules
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_version
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.mission_change import ClosingFacts, MissionFacts
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import mission_settings
from ciie_portal.store.tables import TradeMission

CHANGE, ADD, CLOSE, REOPEN = "change_mission", "add_mission", "close_mission", "reopen_mission"


def change_mission(
    actor: Actor, code: str, version: int, answers: Mapping[str, object], *, now: datetime
) -> None:
    """The contact; for whoever manages the mission also names, claims and the mission above it.

    Raises NOT_FOUND, CHANGED_MEANWHILE, or every problem at once.
    """
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with transaction() as session:
        tree = mission_settings.all_for_update(session)
        mission = _mission(session, actor, code, version)
        facts = _facts(tree)
        is_managed = mission_settings.is_managed(session, actor, mission.id)
        wanted = _wanted(answers, facts[mission.code], facts, is_managed)
        if is_managed and mission.parent_id is not None:
            wanted["parent_id"] = _parent(session, actor, mission, answers, facts)
        codes = {row.id: row.code for row in tree}
        for name, new in wanted.items():
            old = getattr(mission, name)
            if old != new:
                setattr(mission, name, new)
                before, after = (codes[old], codes[new]) if name == "parent_id" else (old, new)
                field = name.removesuffix("_id")
                events.record_setting(
                    session, actor, mission, event=CHANGE, now=now, field=field, before=before, after=after
                )
        mission.version += 1


def add_sub_mission(actor: Actor, parent_code: str, answers: Mapping[str, object], *, now: datetime) -> str:
    """A sub-mission of the same kind below a mission of the actor's. Returns its code.

    Raises NOT_FOUND for a mission out of reach, or every problem of the form.
    """
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with transaction() as session:
        tree = mission_settings.all_for_update(session)
        parent = mission_settings.may_add_below(session, actor, parent_code)
        if parent is None:
            raise RuleBroken(Rule.NOT_FOUND)
        facts = _facts(tree)
        code = _new_code(parent.code, answers, facts)
        added = MissionFacts(code, parent.kind, parent.code, facts[parent.code].region_code)
        wanted: dict[str, Any] = {**rules.read_names(answers), **_claims(answers, added, facts)}
        rules.check_parent(code, parent.code, facts)
        mission = TradeMission(code=code, kind=parent.kind, parent_id=parent.id, **wanted)
        session.add(mission)
        session.flush()
        events.record_setting(session, actor, mission, event=ADD, now=now, after=mission.name_zh)
        return code


def close_mission(actor: Actor, code: str, version: int, *, now: datetime) -> None:
    """Takes nobody new: its claims rest and its unused codes end. A second time changes nothing.

    Raises NOT_FOUND, CHANGED_MEANWHILE, MISSION_NOT_CLOSABLE, MISSION_HAS_OPEN_UNITS, MISSION_HAS_OPEN_BELOW.
    """
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with transaction() as session:
        mission_settings.all_for_update(session)
        mission = _managed(session, actor, code, version)
        if mission.closed_at is not None:
            return
        rules.check_closing(
            ClosingFacts(
                is_sub_mission=mission.parent_id is not None,
                has_group=mission_settings.has_group(session, mission.id),
                open_units=mission_settings.count_units(session, mission.id, only_undecided=True),
                open_below=mission_settings.open_below(session, mission.id),
            )
        )
        mission.closed_at = now
        mission.version += 1
        codes = mission_settings.open_codes_for_update(session, mission.id)
        for row in codes:
            row.revoked_at, row.revoked_by = now, actor.staff_id
            row.version += 1
        ended = str(len(codes))
        events.record_setting(session, actor, mission, event=CLOSE, now=now, field="codes_ended", after=ended)


def reopen_mission(actor: Actor, code: str, version: int, *, now: datetime) -> None:
    """Takes members again; codes that ended stay so. Raises as closing and claims do."""
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with transaction() as session:
        tree = mission_settings.all_for_update(session)
        mission = _managed(session, actor, code, version)
        if mission.closed_at is None:
            return
        facts = _facts(tree)
        parent = facts.get(facts[mission.code].parent_code or "")
        if parent is not None and parent.is_closed:
            raise RuleBroken(Rule.MISSION_CLOSED)
        claims = {name: getattr(mission, name) for name in rules.CLAIMS}
        rules.check_claims(facts[mission.code], claims, division_codes(), list(facts.values()))
        mission.closed_at = None
        mission.version += 1
        events.record_setting(session, actor, mission, event=REOPEN, now=now)


def _mission(session: Session, actor: Actor, code: str, version: int) -> TradeMission:
    mission = mission_settings.shown_mission(session, actor, code)
    if mission is None:
        raise RuleBroken(Rule.NOT_FOUND)
    check_version(version, mission.version)
    return mission


def _managed(session: Session, actor: Actor, code: str, version: int) -> TradeMission:
    mission = _mission(session, actor, code, version)
    if not mission_settings.is_managed(session, actor, mission.id):
        raise RuleBroken(Rule.NOT_FOUND)
    return mission


def _facts(rows: Sequence[TradeMission]) -> dict[str, MissionFacts]:
    by_id = {row.id: row for row in rows}

    def region(row: TradeMission) -> str | None:
        seen: set[int] = set()
        while row.parent_id is not None and row.id not in seen:
            seen.add(row.id)
            row = by_id[row.parent_id]
        return row.region_code

    return {
        row.code: MissionFacts(
            code=row.code,
            kind=row.kind,
            parent_code=by_id[row.parent_id].code if row.parent_id is not None else None,
            region_code=region(row),
            claims_division=row.claims_division,
            sector=row.sector,
            is_closed=row.closed_at is not None,
        )
        for row in rows
    }


def _wanted(
    answers: Mapping[str, object], mission: MissionFacts, facts: Mapping[str, MissionFacts], is_managed: bool
) -> dict[str, Any]:
    """Every wrong answer of all parts is found before any is refused."""
    problems: list[FieldProblem] = []
    wanted: dict[str, Any] = {}
    parts: list[Callable[[], dict[str, str | None]]] = [partial(rules.read_contact, answers)]
    if is_managed:
        parts.append(partial(rules.read_names, answers))
        if mission.parent_code is not None:
            parts.append(partial(_claims, answers, mission, facts))
    for part in parts:
        try:
            wanted |= part()
        except RuleBroken as broken:
            problems += broken.problems
    if problems:
        raise RuleBroken(problems)
    return wanted


def _claims(
    answers: Mapping[str, object], mission: MissionFacts, facts: Mapping[str, MissionFacts]
) -> dict[str, str | None]:
    wanted = rules.read_claims(answers)
    rules.check_claims(mission, wanted, division_codes(), list(facts.values()))
    return wanted


def _new_code(parent: str, answers: Mapping[str, object], facts: Mapping[str, MissionFacts]) -> str:
    problems: list[FieldProblem] = []
    code = ""
    try:
        code = rules.new_code(parent, answers.get("suffix"), facts)
    except RuleBroken as broken:
        problems += broken.problems
    for part in (rules.read_names, rules.read_claims):
        try:
            part(answers)
        except RuleBroken as broken:
            problems += broken.problems
    if problems:
        raise RuleBroken(problems)
    return code


def _parent(
    session: Session,
    actor: Actor,
    mission: TradeMission,
    answers: Mapping[str, object],
    facts: Mapping[str, MissionFacts],
) -> int:
    """The mission above: within the actor's reach, and never below the mission itself."""
    code = str(answers.get("parent", "")).strip()
    present = facts[mission.code].parent_code
    if not code or code == present:
        return mission.parent_id or 0
    target = mission_settings.shown_mission(session, actor, code)
    if target is None:
        raise RuleBroken([FieldProblem("parent", Rule.NOT_AN_OPTION)])
    rules.check_parent(mission.code, code, facts)
    moved = replace(facts[mission.code], region_code=facts[code].region_code)
    _claims(answers, moved, facts)
    return target.id
