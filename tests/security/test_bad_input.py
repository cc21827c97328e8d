"""The bad-input sweep over every action and lookup: one hostile thing at a time, everything else well-formed.

A rule says what is wrong or the text is taken as text; nothing breaks, nothing is stored that nobody can see.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from ciie_portal.domain.access import SYSTEM, Actor, buyer
from tests.security.hostile import GIVEN, HASHING, NOT_TYPED, is_normal, variants
from tests.security.scope_matrix import ROWS
from tests.security.scope_world import World
from tests.security.test_scope_matrix import CALLED, REFUSED, answer, nothing_given, rows, those_who_see

RAW = {"draft_answer"}  # kept as it was typed until the page is left
SPECIAL = {  # whose proof, clock or consents are made by the portal itself; each has bad input of its own
    "actions.ask_for_code.ask_for_code": "tests/actions/test_ask_for_code.py",
    "actions.reconcile_money.reconcile": "takes nothing that anybody types",
    "actions.remind.remind": "takes nothing that anybody types",
}


def typed_into(name: str) -> list[str]:
    """The parameters that a person fills."""
    return [
        one for one in list(inspect.signature(CALLED[name]).parameters)[1:] if one not in {"now", *NOT_TYPED}
    ]


NAMES = sorted(name for name in ROWS if typed_into(name) and name not in SPECIAL)


def given(world: World, name: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Well-formed arguments: the reference of a row in scope, and what goes with it."""
    row = ROWS[name]
    if not row.kind:
        return GIVEN[name], nothing_given(name)[1]
    reference = world.known[row.kind].real
    if name in GIVEN:
        return (reference, *GIVEN[name][1:]), {}
    return row.given(reference)


def caller(world: World, name: str) -> Actor:
    row = ROWS[name]
    if row.kind:
        return next(iter(those_who_see(world, name, row).values()))
    if row.is_open_to(world.everybody["nobody"]):
        return world.everybody["nobody"]
    if name.startswith(("actions.employ.", "actions.invite.")):
        return world.staff["zhejiang"]
    if row.is_open_to(SYSTEM):
        return SYSTEM
    drafting = world.known["draft unit"].owner or 0
    everybody = [buyer(drafting, "en"), *world.staff.values()]
    return next(actor for actor in everybody if row.is_open_to(actor))


def test_every_text_that_anybody_types_is_in_the_sweep() -> None:
    plain = {name for name in NAMES if not ROWS[name].kind}
    assert plain - set(GIVEN) == set()
    assert set(GIVEN) <= set(ROWS)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_breaks_on_bad_input_and_nothing_invisible_is_kept(
    world: World, name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is accepted is looked at and undone, so that the next is not refused for another reason."""
    actor, (arguments, named) = caller(world, name), given(world, name)
    known = list(inspect.signature(CALLED[name]).parameters.values())[1:]
    before = texts(tmp_path)
    broken = []
    for place, usual in enumerate(arguments):
        kind = "costly" if name.startswith(HASHING) else str(known[place].annotation)
        for bad in variants(usual, kind) if known[place].name not in NOT_TYPED else []:
            what = (known[place].name, repr(bad)[:120])
            try:
                said = answer(name, actor, (*arguments[:place], bad, *arguments[place + 1 :]), named)
            except Exception as fault:  # would have been a fault of our own
                broken.append((*what, f"{type(fault).__name__}: {fault}"[:120]))
                continue
            if name.startswith("actions.") and not is_refusal(said):
                broken += [
                    (*what, repr(text)[:80]) for text in texts(tmp_path) - before if not is_normal(text)
                ]
                world.restore(tmp_path)
    assert broken == []
    assert caplog.records == []


def is_refusal(said: Any) -> bool:
    return said == REFUSED or (isinstance(said, tuple) and any(isinstance(one, tuple) for one in said))


def texts(folder: Path) -> set[str]:
    """Every text of the database but what is kept as it was typed until the page is left."""
    tables = rows(folder).items()
    content = (one for table, lines in tables if table not in RAW for line in lines for one in line)
    return {one for one in content if isinstance(one, str)}
