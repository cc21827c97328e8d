"""The inner guard: every event handler names the permission it needs; what names none is refused.

The state tree belongs to the browser session that filled it; under any other session it is wiped or refused.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

import reflex as rx
from reflex.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from ciie_portal import clock, routes
from ciie_portal.domain.access import NOBODY, Actor, Permission
from ciie_portal.lookups.sessions import actor_of

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


@cache
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
                return refusal(locale)
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
            return refusal(locale)
        actor = await asyncio.to_thread(actor_of, session, locale, clock.now())
        if not actor.may(needed):
            return refusal(locale)
        acting.set(actor)
        return None


def refusal(locale: str) -> StateUpdate:
    """No handler runs; the page goes to sign-in."""
    return StateUpdate(events=Event.from_event_type(rx.redirect(routes.path(locale, "sign-in", fault="sign_in_first"))))
