"""The first page of the desk."""

from __future__ import annotations

import reflex as rx

from ciie_portal.domain.access import Permission
from ciie_portal.lookups.desk_home import desk_home
from ciie_portal.lookups.shapes.codes import DeskHome
from ciie_portal.state.guard import permission
from ciie_portal.state.identity.fault_in_query import read_not_yours
from ciie_portal.state.portal import PortalState


class DeskHomeState(PortalState):
    """What waits in each part."""

    home: DeskHome = DeskHome()

    @rx.event
    @permission(Permission.OPEN_DESK)
    async def open_page(self) -> None:
        self.home = await self._run(desk_home) or DeskHome(is_loaded=True)
        self.trouble = self.trouble or read_not_yours(self.router.url.query_parameters, self._locale)
