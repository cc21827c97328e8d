"""The inner guard: every event handler names the permission it needs; what names none is refused.

The state tree belongs to the browser session that filled it; under any other session it is wiped or refused.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextvars import ContextVar
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import reflex as rx
from reflex.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from ciie_portal import clock, routes
from ciie_portal.actions.sessions import note_seen
from ciie_portal.domain.access import NOBODY, Actor, Permission
from ciie_portal.domain.errors import Rule
from ciie_portal.lookups.sessions import signed_in

logger = logging.getLogger(__name__)
Handler = TypeVar("Handler", bound=Callable[..., Any])

ROOT_STATE = "reflex___state____state"
HYDRATE = f"{ROOT_STATE}.hydrate_and_load"
FRAMEWORK_EVENTS = frozenset(
    {
        f"{ROOT_STATE}.hydrate",
        HYDRATE,
        f"{ROOT_STATE}.set_is_hydrated",
        f"{ROOT_STATE}.reflex___state____on_load_internal_state.on_load_internal",
        f"{ROOT_STATE}.reflex___state____on_load_internal_state.set_is_hydrated",
        f"{ROOT_STATE}.reflex___state____update_vars_internal_state.update_vars_internal",
        f"{ROOT_STATE}.reflex___state____frontend_event_exception_state.handle_frontend_exception",
    }
)
acting: ContextVar[Actor] = ContextVar("acting", default=NOBODY)
session_id: ContextVar[str] = ContextVar("session_id", default="")


def permission(needed: Permission) -> Callable[[Handler], Handler]:
    """Declares who may call a handler; stands below `@rx.event`."""

    def declare(handler: Handler) -> Handler:
        handler.__permission__ = needed  # type: ignore[attr-defined]
        return handler

    return declare


def polling(handler: Handler) -> Handler:
    """Marks a handler that a page calls by itself: it does not prolong the session."""
    handler.__is_polling__ = True  # type: ignore[attr-defined]
    return handler


@cache
def polling_events() -> frozenset[str]:
    """The names of the handlers that pages call by themselves."""
    handlers = RegistrationContext.get().event_handlers
    return frozenset(
        name
        for name, registered in handlers.items()
        if getattr(registered.handler.fn, "__is_polling__", False)
    )


def declared_permission(event_name: str) -> Permission | None:
    """The permission a registered handler declares; None for `setvar`, unknown and undeclared ones."""
    registered = RegistrationContext.get().event_handlers.get(event_name)
    if registered is None:
        return None
    return getattr(registered.handler.fn, "__permission__", None)


class Owner(rx.State):
    """Whose state tree this is: the hash of the browser session that it was filled under."""

    _session: str = ""


def session_of(state: BaseState) -> str:
    """The opaque session id that the outer guard put into the handshake; empty for none."""
    header = (state.router_data or {}).get("headers", {}).get("authorization", "")
    return header[3:] if header.startswith("rx ") else ""


class Guard(Middleware):
    """Runs before every event: plain, chained, in the background, or the framework's own."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        session = session_of(state)
        locale = routes.locale_of(state.router.url.path)
        owner = await state.get_state(Owner)
        if owner._session != session:
            if owner._session and event.name != HYDRATE:
                return refusal(state)
            if owner._session:
                state._get_root_state().reset()
                owner = await state.get_state(Owner)
            owner._session = session
        session_id.set(session)
        if event.name in FRAMEWORK_EVENTS:
            acting.set(NOBODY)
            return None
        needed = declared_permission(event.name)
        if needed is None:
            logger.warning("event refused: no permission is declared for it")
            return refusal(state)
        found = await asyncio.to_thread(signed_in, session, locale, clock.now())
        if not found.actor.may(needed):
            logger.info("event refused: %s is missing", needed.value)
            return refusal(state, found.actor)
        if found.is_due_to_be_seen and event.name not in polling_events():
            await asyncio.to_thread(note_seen, session, clock.now())
        acting.set(found.actor)
        for name, value in event.payload.items():
            event.payload[name] = whole(value)
        return None


def whole(value: Any) -> Any:
    """The same without halves of characters and nulls, which no store takes and no browser is sent.

    Another control character stands for a null: no answer may hold it, and no reference does. A word of
    ours stays the member that it is.
    """
    if isinstance(value, str) and not isinstance(value, Enum):
        text = value.replace("\x00", "\x01")
        return text if text.isascii() else text.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {whole(name): whole(one) for name, one in value.items()}
    return [whole(one) for one in value] if isinstance(value, list) else value


def refusal(state: BaseState, actor: Actor = NOBODY) -> StateUpdate:
    """No handler runs; the page goes to sign-in, and comes back to the same place from there.

    Whoever is signed in already stands on a page of somebody else's: the own first page follows.
    """
    place = state.router.url.path
    if actor.may(Permission.SIGNED_IN):
        home = "progress" if actor.may(Permission.OWN_UNIT) else "desk"
        return _led_to(routes.path(routes.locale_of(place), home, fault=Rule.NOT_YOUR_PART.value))
    query = {"fault": Rule.SIGN_IN_FIRST.value}
    if place.startswith(tuple(f"/{locale}/" for locale in routes.LOCALES)):
        query["next"] = place
    return _led_to(routes.path(routes.locale_of(place), "sign-in", **query))


def _led_to(address: str) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type(rx.redirect(address)))
