"""Default deny: whatever a browser can call names the permission it needs (architecture section 5)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from reflex_base.registry import RegisteredEventHandler, RegistrationContext

import ciie_portal.ciie_portal  # noqa: F401  (registers every state of the site)
from ciie_portal.domain.access import PERMISSIONS, Permission
from ciie_portal.state.guard import FRAMEWORK_EVENTS, declared_permission, polling_events

NOT_PUBLIC = ".setvar"  # the framework's own in every state; refused because it declares nothing


def own_handlers() -> Iterator[tuple[str, RegisteredEventHandler]]:
    for name, registered in RegistrationContext.get().event_handlers.items():
        is_ours = registered.handler.fn.__module__.startswith("ciie_portal.")
        if is_ours:
            yield name, registered


def test_every_handler_of_ours_declares_a_permission() -> None:
    handlers = dict(own_handlers())
    assert len(handlers) > 20
    assert [name for name in handlers if not isinstance(declared_permission(name), Permission)] == []


def test_nothing_of_the_framework_declares_one_and_only_its_own_events_pass() -> None:
    ours = {name for name, _registered in own_handlers()}
    foreign = set(RegistrationContext.get().event_handlers) - ours
    assert {name for name in foreign if declared_permission(name) is not None} == set()
    passing = foreign & FRAMEWORK_EVENTS
    refused = foreign - FRAMEWORK_EVENTS
    assert passing == FRAMEWORK_EVENTS
    assert {name.rpartition(".")[2] for name in refused} == {"setvar"}


@pytest.mark.parametrize("name", ["", "setvar", "reflex___state____state.setvar", "no.such.handler"])
def test_what_is_not_registered_declares_nothing(name: str) -> None:
    assert declared_permission(name) is None


def test_every_permission_that_a_handler_needs_is_somebodys() -> None:
    everybody = {Permission.ANYONE, Permission.SIGNED_IN, Permission.OPEN_DESK, Permission.OWN_UNIT}
    given = everybody.union(*PERMISSIONS.values())
    needed = {declared_permission(name) for name, _registered in own_handlers()}
    assert needed - given == set()


def test_only_reading_goes_on_by_itself() -> None:
    """A page's polling must not keep a session alive by deciding something."""
    words = {name.rpartition(".")[2].split("_")[0] for name in polling_events()}
    assert words <= {"read", "look", "refresh"}
