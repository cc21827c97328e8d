"""The record: what the address asks for; filters go back into the address."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.history import FILTERS, PAGE, history_screen
from ciie_portal.lookups.paging import as_searched
from ciie_portal.lookups.shapes.history import History
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState


class HistoryState(PortalState):
    """One page of it."""

    history: History = History()

    @rx.event
    @permission(Permission.SEE_HISTORY)
    async def open_page(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.history = await self._run(history_screen, query) or History(is_loaded=True)

    @rx.event
    @permission(Permission.SEE_HISTORY)
    def narrow(self, form: dict[str, Any]) -> Any:
        """The filters become an address that can be shared."""
        given = {name: as_searched(form.get(name, "")) for name in FILTERS}
        return rx.redirect(routes.path(self._locale, PAGE, **given))
