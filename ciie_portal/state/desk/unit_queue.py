"""The queue of units: what the address asks for; filters go back into the address."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.claim import claim_next
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.shapes.unit_queue import UnitQueue
from ciie_portal.lookups.unit_queue import NARROWING, PAGE, as_asked, unit_queue_screen
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.desk_queue import nothing_waits


class UnitQueueState(PortalState):
    """`told`: why no next case was opened."""

    queue: UnitQueue = UnitQueue()
    told: str = ""

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def open_page(self) -> None:
        self.told = ""
        query = dict(self.router.url.query_parameters)
        self.queue = await self._run(unit_queue_screen, query) or UnitQueue(is_loaded=True)

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    def narrow(self, form: dict[str, Any]) -> Any:
        """The filters become an address that can be shared; the first page of it opens."""
        given = {name: as_asked(form.get(name, "")) for name in NARROWING}
        query = {"status": self.queue.status, **given, "sort": self.queue.sort}
        return rx.redirect(routes.path(self._locale, PAGE, **query))

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def review_next(self) -> Any:
        """Claims the oldest case that nobody holds and opens it."""
        reference = await self._run(claim_next)
        if reference:
            return rx.redirect(routes.path(self._locale, f"{PAGE}/{reference}"))
        self.told = "" if self._refused else nothing_waits(self._locale)
        return None
