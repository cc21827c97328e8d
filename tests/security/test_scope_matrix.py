"""C02-C04 below the handlers: every action and lookup, called by everybody for a stranger's reference.

Without the permission: refused. With it and out of scope: not found, exactly as what is in no row. Neither
changes a row. Whose it is finds it, or the stranger's reference would prove nothing.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import ciie_portal.actions
import ciie_portal.lookups
from ciie_portal.actions import throttles
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, Permission
from ciie_portal.domain.errors import NotPermitted, RuleBroken
from tests.factories import NOW
from tests.security.scope_matrix import (
    FROM_WITHIN,
    NOT_FOUND,
    OF_BUYERS,
    OF_SETTINGS,
    OF_THE_DESK,
    OPEN_TO_ITSELF,
    REFERENCE,
    ROWS,
    Row,
)
from tests.security.scope_world import World

PHOTO = "actions.keep_file.read_file"  # of a person who is not paid for
REFUSED = "not permitted"
# Whoever has the right over everybody has no strangers but those whose status is not theirs to see yet.
OUT_OF_SIGHT = {
    Permission.REVIEW_UNITS: {"unit": "draft unit", "awaiting_unit_review": "draft"},
    Permission.TRANSFER_UNITS: {"moving unit": "draft unit"},
    Permission.DECIDE_CLAIMS: {"claimed unit": "draft unit", "shared document": "draft"},
    Permission.HAND_OVER: {"ready_for_collection": "draft"},
    Permission.REVIEW_PERSONNEL: {"waiting_for_review": "unpaid"},
    Permission.MAKE_CERTIFICATES: {"in_production": "waiting_for_review", "dispatched": "waiting_for_review"},
}


def called() -> dict[str, Callable[..., Any]]:
    """Every public function of the two floors that is handed the actor first."""
    found = {}
    for package in (ciie_portal.actions, ciie_portal.lookups):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, function in vars(importlib.import_module(module.name)).items():
                is_public = inspect.isfunction(function) and not name.startswith("_")
                if is_public and function.__module__ == module.name and _takes_actor(function):
                    found[f"{module.name.removeprefix('ciie_portal.')}.{name}"] = function
    return found


def _takes_actor(function: Callable[..., Any]) -> bool:
    return next(iter(inspect.signature(function).parameters), "") == "actor"


CALLED = called()


def rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(folder / "portal.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def answer(name: str, actor: Actor, arguments: tuple[Any, ...], facts: dict[str, Any]) -> Any:
    """What it returns, or why it does not."""
    throttles.forget_everything()
    function = CALLED[name]
    if "now" in inspect.signature(function).parameters:
        facts = facts | {"now": NOW}
    try:
        return function(actor, *arguments, **facts)
    except NotPermitted:
        return REFUSED
    except RuleBroken as broken:
        problems = tuple((one.field, one.rule) for one in broken.problems)
        return (("", broken.rule),) if broken.rule else problems


def answers(name: str, actors: dict[str, Actor], reference: str) -> dict[str, Any]:
    given = ROWS[name].given(reference)
    heard = {one: answer(name, actor, *given) for one, actor in actors.items()}
    return {one: (REFERENCE,) if said == (reference,) else said for one, said in heard.items()}


def nothing_given(name: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The permission is asked for before anything is looked at."""
    given = list(inspect.signature(CALLED[name]).parameters.values())[1:]
    wanted = [one for one in given if one.default is one.empty and one.name != "now"]
    positional = [one for one in wanted if one.kind is not one.KEYWORD_ONLY]
    return (None,) * len(positional), {one.name: None for one in wanted if one not in positional}


def those_who_see(world: World, name: str, row: Row) -> dict[str, Actor]:
    """By their names; the buyer is whoever owns the row."""
    known = world.known[row.kind]
    if name in OF_BUYERS:
        reviewers = ("zhejiang", "organiser_desk") if name == PHOTO else ()
        return {"owner": access.buyer(known.owner or 0, "en")} | {one: world.staff[one] for one in reviewers}
    if name in OF_SETTINGS and row.kind != "edition":
        itself = ("jinhua",) if name in OPEN_TO_ITSELF else ()
        return {one: world.staff[one] for one in ("zhejiang", "organiser_desk", "administrator", *itself)}
    everybody = {one: actor for one, actor in world.staff.items() if row.is_open_to(actor)}
    if name in OF_THE_DESK:
        return {one: actor for one, actor in everybody.items() if one in ("zhejiang", "organiser_desk")}
    return everybody


def test_every_action_and_lookup_has_its_row() -> None:
    assert len(CALLED) > 150
    assert set(ROWS) | FROM_WITHIN == set(CALLED)
    assert set(ROWS) & FROM_WITHIN == set()


@pytest.mark.parametrize("name", sorted(ROWS))
def test_without_the_permission_it_is_refused_and_changes_nothing(
    world: World, name: str, tmp_path: Path
) -> None:
    row = ROWS[name]
    without = {one: actor for one, actor in world.everybody.items() if not row.is_open_to(actor)}
    given = row.given(world.known[row.kind].real) if row.kind else nothing_given(name)
    before = rows(tmp_path)
    heard = {one: answer(name, actor, *given) for one, actor in without.items()}
    assert (heard, rows(tmp_path)) == (dict.fromkeys(without, REFUSED), before)
    assert without or row.permission is Permission.ANYONE


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.kind))
def test_out_of_scope_is_not_found_as_what_is_absent_and_changes_nothing(
    world: World, name: str, tmp_path: Path
) -> None:
    row = ROWS[name]
    theirs, seeing = world.known[row.kind], those_who_see(world, name, row)
    hidden = world.known.get(OUT_OF_SIGHT.get(row.permission, {}).get(row.kind, ""), theirs)
    may = {one: actor for one, actor in world.everybody.items() if row.is_open_to(actor)}
    strangers = {one: actor for one, actor in may.items() if one not in seeing}
    before = rows(tmp_path)
    assert answers(name, strangers, theirs.real) == dict.fromkeys(strangers, row.refusal)
    assert answers(name, may | seeing, theirs.absent) == dict.fromkeys(may | seeing, row.refusal)
    if hidden != theirs:
        assert answers(name, may, hidden.real) == dict.fromkeys(may, row.refusal)
    assert rows(tmp_path) == before


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.kind))
def test_whose_it_is_finds_it(world: World, name: str) -> None:
    row = ROWS[name]
    given = row.given(world.known[row.kind].real)
    for actor in those_who_see(world, name, row).values():
        assert answer(name, actor, *given) not in (REFUSED, NOT_FOUND, row.refusal)


LISTS = sorted(name for name, row in ROWS.items() if not row.kind and name.startswith("lookups."))


@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_ones_own_tells_nothing_of_strangers(world: World, name: str, tmp_path: Path) -> None:
    """Nobody, a neighbour and another buyer see no reference, name or number of Zhejiang's."""
    row, before = ROWS[name], rows(tmp_path)
    outside = ("nobody", "ningbo", "buyer who drafts", "buyer who pays")
    for one in outside:
        if row.is_open_to(world.everybody[one]):
            shown = repr(answer(name, world.everybody[one], *plainly_given(name)))
            assert (one, [fact for fact in sorted(world.telling) if fact in shown]) == (one, [])
    assert rows(tmp_path) == before


def plainly_given(name: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Values that a page would send: an empty query, the first step, a code that is there."""
    plain = {"query": {}, "step": "unit", "code": "TM-33"}
    given, facts = nothing_given(name)
    wanted = list(inspect.signature(CALLED[name]).parameters)[1 : len(given) + 1]
    return tuple(plain[one] for one in wanted), facts


@pytest.mark.parametrize("name", LISTS)
def test_money_help_and_the_house_see_no_document_number(world: World, name: str) -> None:
    row = ROWS[name]
    for one in ("finance", "help_desk", "administrator", "certificate_maker"):
        if row.is_open_to(world.staff[one]):
            shown = repr(answer(name, world.staff[one], *plainly_given(name)))
            assert (one, [number for number in sorted(world.documents) if number in shown]) == (one, [])
