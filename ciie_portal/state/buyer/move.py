"""The buyer's one request to be moved: read, sent, and back to the dashboard, which has the answer."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.ask_to_move import ask_to_be_moved
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.move import move_page
from ciie_portal.lookups.shapes.moves import MovePage
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState


class MoveState(PortalState):
    """What is typed stays in the form until it is sent."""

    page: MovePage = MovePage()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> None:
        self.page = await self._run(move_page) or MovePage()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def ask(self, form: dict[str, Any]) -> Any:
        await self._run(
            ask_to_be_moved, str(form.get("wanted_mission", "")), str(form.get("move_reason", ""))
        )
        return None if self._refused else rx.redirect(routes.path(self._locale, "progress"))
