"""The public pages' state: the front of the running edition."""

from __future__ import annotations

import reflex as rx

from ciie_portal.domain.access import Permission
from ciie_portal.lookups.front import front
from ciie_portal.lookups.shapes.front import Front
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState


class PublicState(PortalState):
    """Home and check need nothing of a person."""

    front: Front = Front()
    is_loaded: bool = False

    @rx.event
    @permission(Permission.ANYONE)
    async def open_page(self) -> None:
        """Runs when home opens."""
        await self._open(has_places=False)

    @rx.event
    @permission(Permission.ANYONE)
    async def open_check(self) -> None:
        """With the places that lead to a trade mission."""
        await self._open(has_places=True)

    async def _open(self, *, has_places: bool) -> None:
        found = await self._run(front, has_places=has_places)
        self.front = found or Front()
        self.is_loaded = found is not None
