"""The finance page: what came, what came astray, what goes back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.handle_money import match_payment, retry_refund, return_payment
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.money import PAGE, money_page
from ciie_portal.lookups.shapes.money import MoneyDesk
from ciie_portal.routes import path
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.money_desk import matched_sentence, retried_sentence, returned_sentence


class MoneyState(PortalState):
    """`told`: what the last deed did. `reason`: why money goes back, while the question stands."""

    desk: MoneyDesk = MoneyDesk()
    told: str = ""
    reason: str = ""
    is_asking: bool = False

    @rx.event
    @permission(Permission.HANDLE_MONEY)
    async def open_page(self) -> None:
        self.is_asking = False
        await self._read()

    @rx.event
    @permission(Permission.HANDLE_MONEY)
    async def match(self, form: dict[str, Any]) -> Any:
        request, why = str(form.get("request", "")), str(form.get("reason", ""))
        astray = self.desk.astray
        await self._run(match_payment, astray.key, astray.version, request, why)
        return self._after(matched_sentence(self._locale, request.strip().upper()))

    @rx.event
    @permission(Permission.HANDLE_MONEY)
    async def ask_return(self, form: dict[str, Any]) -> Any:
        """The money goes only after the question; without a reason the question is not even asked."""
        self.reason = str(form.get("return_reason", ""))
        self.is_asking = bool(self.reason.strip())
        return None if self.is_asking else await self._return()

    @rx.event
    @permission(Permission.HANDLE_MONEY)
    async def keep(self) -> None:
        self.is_asking = False

    @rx.event
    @permission(Permission.HANDLE_MONEY)
    async def return_money(self) -> Any:
        return await self._return()

    async def _return(self) -> Any:
        self.is_asking = False
        astray = self.desk.astray
        await self._run(return_payment, astray.key, astray.version, self.reason)
        return self._after(returned_sentence(self._locale))

    @rx.event
    @permission(Permission.HANDLE_MONEY)
    async def retry(self, reference: str, version: int) -> None:
        number = version if isinstance(version, int) else -1
        await self._run(retry_refund, str(reference), number)
        if not self._refused:
            self.told = retried_sentence(self._locale, str(reference))
            await self._read()

    def _after(self, told: str) -> Any:
        """After a refusal what was typed stays; after a deed the list of what is left opens."""
        if self._refused:
            return rx.set_focus("error-summary")
        self.told = told
        return rx.redirect(path(self._locale, PAGE, view="unmatched"))

    async def _read(self) -> None:
        desk = await self._run(money_page, dict(self.router.url.query_parameters))
        self.desk = desk or MoneyDesk(is_loaded=True)
