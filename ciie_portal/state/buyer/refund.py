"""Asking for the refund of those who did not pass."""

from __future__ import annotations

import reflex as rx

from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.refund import refund
from ciie_portal.lookups.shapes.refund import RefundPage
from ciie_portal.state.guard import permission, polling
from ciie_portal.state.portal import PortalState


class RefundState(PortalState):
    """`is_asking`: the dialog that names what goes back is open."""

    page: RefundPage = RefundPage()
    is_loaded: bool = False
    is_asking: bool = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> None:
        self.is_asking = False
        self.page = await self._run(refund) or RefundPage()
        self.is_loaded = not self._refused

    @rx.event
    @permission(Permission.OWN_UNIT)
    @polling
    async def read_again(self) -> None:
        page = await self._run_quietly(refund)
        if page is not None and page != self.page:
            self.page, self.is_loaded = page, True

    @rx.event
    @permission(Permission.OWN_UNIT)
    def ask(self) -> None:
        self.is_asking = True

    @rx.event
    @permission(Permission.OWN_UNIT)
    def not_now(self) -> None:
        self.is_asking = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def confirm(self) -> None:
        """Every fee that can go back now; pressing twice asks once."""
        was_asking, self.is_asking = self.is_asking, False
        for reference in self.page.askable if was_asking else ():
            if await self._run(ask_refund, reference) is None:
                break
        self.page = await self._run_quietly(refund) or self.page
