"""C01, C02: every handler in the framework's registry, called over a raw socket as everybody there is.

Against the production build, served as a process: what the permission does not allow leads to sign-in,
changes no state and no row; what it allows is not taken for a refusal.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Coroutine, Iterator
from functools import cache
from typing import Any

import pytest
from reflex_base.registry import RegistrationContext
from sqlmodel import select

import ciie_portal.ciie_portal  # noqa: F401  (registers every state of the site)
from ciie_portal import clock
from ciie_portal.actions import sessions
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Permission, StaffRole
from ciie_portal.state.guard import FRAMEWORK_EVENTS, declared_permission
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Account, TradeMission
from tests import factories
from tests.portal_process import Portal, portal
from tests.raw_socket import Heard, RawSocket, raw_socket

__all__ = ["portal"]
pytestmark = pytest.mark.processes
ANYBODY = (*StaffRole, "buyer", "nobody", "half signed")


@cache
def names() -> tuple[str, ...]:
    """Everything that a browser can name, the framework's own events excepted."""
    return tuple(sorted(set(RegistrationContext.get().event_handlers) - FRAMEWORK_EVENTS))


def permissions_of(who: str) -> frozenset[Permission]:
    if who in set(StaffRole):
        mission = 1 if who == StaffRole.SECRETARIAT else None
        return access.staff(1, StaffRole(who), mission).permissions
    return access.buyer(1).permissions if who == "buyer" else NOBODY.permissions


def session_of(who: str) -> str:
    """The cookie of a session that is there; for nobody one that is in no table."""
    now = clock.now()
    with transaction() as session:
        if who == "nobody":
            return "an-anonymous-browser"
        if who == "buyer":
            account = session.exec(select(Account)).first()
            assert account is not None
            return sessions.begin(session, now, account_id=account.id)
        role = StaffRole.ORGANISER_DESK if who == "half signed" else StaffRole(who)
        mission = session.exec(select(TradeMission)).first() if role is StaffRole.SECRETARIAT else None
        member = factories.staff_member(session, role, mission.id if mission else None)
        return sessions.begin(session, now, staff_id=member.id, is_half=who == "half signed")


@pytest.fixture(scope="module")
def cookies(portal: Portal) -> Iterator[dict[str, str]]:
    with portal.settings():
        yield {who: session_of(who) for who in ANYBODY}


def some_payload(name: str) -> dict[str, Any]:
    """Well-formed values of nothing in particular for the arguments that a handler takes."""
    handler = RegistrationContext.get().event_handlers[name].handler.fn
    given = list(inspect.signature(handler).parameters.values())[1:]
    return {one.name: some_value(str(one.annotation)) for one in given if one.kind is not one.VAR_KEYWORD}


def some_value(kind: str) -> Any:
    for sign, value in (("dict", {}), ("list", []), ("bool", False), ("int", 0), ("float", 0.0)):
        if sign in kind:
            return value
    return "WU-00000000"


def within(talk: Coroutine[Any, Any, Any], seconds: float = 240) -> Any:
    async def timed() -> Any:
        async with asyncio.timeout(seconds):
            return await talk

    return asyncio.run(timed())


async def call_all(portal: Portal, cookie: str, called: list[str]) -> dict[str, Heard]:
    async with raw_socket(portal.address, cookie) as tab:
        return {name: await tab.call(name, some_payload(name)) for name in called}


def test_the_matrix_has_every_handler_of_the_site() -> None:
    declared = [name for name in names() if declared_permission(name) is not None]
    assert len(declared) > 40
    assert {name.rpartition(".")[2] for name in names() if name not in declared} == {"setvar"}


@pytest.mark.parametrize("who", ANYBODY)
def test_what_the_permission_does_not_allow_is_refused_and_changes_nothing(
    portal: Portal, cookies: dict[str, str], who: str
) -> None:
    may = permissions_of(who)
    forbidden = [name for name in names() if declared_permission(name) not in may]
    before = portal.rows()
    heard = within(call_all(portal, cookies[who], forbidden))
    assert len(forbidden) > 20
    assert [name for name in forbidden if not heard[name].is_refused] == []
    assert portal.rows() == before


@pytest.mark.parametrize("who", ANYBODY)
def test_what_the_permission_allows_is_not_refused(portal: Portal, cookies: dict[str, str], who: str) -> None:
    may = permissions_of(who)
    allowed = [name for name in names() if declared_permission(name) in may]
    heard = within(call_all(portal, cookies[who], allowed))
    refused = [name for name in allowed if "fault=" in "".join(heard[name].led_to)]
    assert (len(allowed) > 5, refused) == (True, [])


STRANGE_VALUES: tuple[Any, ...] = (
    None, "", "WU-00000000", "\ud800\x00", "b" * 100_000, 0, -1, 10**30, 1.5, True, [], [[None]],
    ["WU-00000000"], {"reference": {"a": "b"}, "version": "x", "": None, "\ud800": ["\udfff"]},
    {"reference": None, "__class__": 1},
)  # fmt: skip
ADDS_A_PERSON = ".copy_from"  # a copy of nobody is an empty person, which a buyer may well add


def strange_payloads(name: str) -> list[dict[str, Any]]:
    """Every argument of one strange kind; none at all; one that the handler does not know."""
    filled = [dict.fromkeys(some_payload(name), value) for value in STRANGE_VALUES]
    return [*filled, {}, {"unknown": 1}, {"self": 1}]


@pytest.mark.parametrize("who", ["buyer", StaffRole.ORGANISER_DESK])
def test_payloads_of_any_kind_write_nothing_and_show_no_trace(
    portal: Portal, cookies: dict[str, str], who: str
) -> None:
    async def talk() -> str:
        async with raw_socket(portal.address, cookies[who]) as tab:
            texts = [
                (await tab.call(name, given)).text for name in taking for given in strange_payloads(name)
            ]
            return "".join(texts)

    may = permissions_of(who) - {Permission.ANYONE}
    own = [name for name in names() if declared_permission(name) in may]
    taking = [name for name in own if some_payload(name) and not name.endswith(ADDS_A_PERSON)]
    before = portal.rows()
    told = within(talk())
    assert len(taking) > 10
    assert portal.rows() == before
    assert [sign for sign in ("Traceback", "Error:", "site-packages", "sqlalchemy") if sign in told] == []


STRANGE_NAMES: tuple[Any, ...] = (
    "", "setvar", "reflex___state____state", "reflex___state____state.reset",
    "reflex___state____state._clean", "reflex___state____state.__init__", "no.such.handler", "..",
    "\ud800", "x" * 100_000, 7, None, [], {"a": 1},
)  # fmt: skip
STRANGE_FRAMES = (
    "42/_event,", "42/_event,[", '42/_event,["event"]', '42/_event,["event",5]', '42/_event,["event","text"]',
    '42/_event,["event",[]]', '42/_event,["event",{"name":"a","payload":[]}]',
    '42/_event,["event",{"name":"a","payload":"text"}]', '42/_event,["event",{"name":"a","payload":7}]',
    '42/_event,["event",{}]', '42/_event,["event",{"name":"a"}]',
    '42/_event,["event",{"name":"a","payload":{},"router_data":7}]',
    '42/_event,["nothing",{}]', '42/_event,["ping"]', '42["event",{}]', "42/other,[]", "9", "", "é" * 1000,
)  # fmt: skip


async def survives(tab: RawSocket) -> bool:
    return (await tab.everything_so_far()).changed == {}


@pytest.mark.parametrize("name", STRANGE_NAMES, ids=lambda name: repr(name)[:40])
def test_a_name_that_is_none_calls_nothing(portal: Portal, cookies: dict[str, str], name: Any) -> None:
    async def talk() -> Heard:
        async with raw_socket(portal.address, cookies["buyer"]) as tab:
            return await tab.call(name, {})

    before = portal.rows()
    heard = within(talk(), 30)
    assert (heard.changed, "Traceback" in heard.text) == ({}, False)
    assert portal.rows() == before


@pytest.mark.parametrize("frame", STRANGE_FRAMES, ids=lambda frame: frame[:40])
def test_garbage_ends_at_most_its_own_connection(portal: Portal, cookies: dict[str, str], frame: str) -> None:
    async def talk() -> bool:
        async with raw_socket(portal.address, cookies["buyer"]) as tab:
            await tab.throw(frame)
        async with raw_socket(portal.address, cookies["buyer"]) as tab:
            return await survives(tab)

    before = portal.rows()
    assert within(talk(), 30) is True
    assert portal.rows() == before
