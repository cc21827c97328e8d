"""The buyer's dashboard: read when it opens, read again by itself, and leaving before payment."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.register_again import register_again
from ciie_portal.actions.withdraw import withdraw_person, withdraw_unit
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.progress import progress
from ciie_portal.lookups.shapes.progress import ProgressPage
from ciie_portal.lookups.wizard_frame import first_open_page
from ciie_portal.state.guard import permission, polling
from ciie_portal.state.identity.fault_in_query import read_not_yours
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.progress import answers_saved

WHOLE_UNIT = "unit"


class ProgressState(PortalState):
    """`leaving`: whose withdrawal is being confirmed: "unit", a person's reference, or nobody's."""

    page: ProgressPage = ProgressPage()
    is_loaded: bool = False
    leaving: str = ""
    leaving_name: str = ""
    leaving_version: int = 0
    told: str = ""

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> None:
        self.leaving = ""
        self.page = await self._run(progress) or ProgressPage()
        self.is_loaded = not self._refused
        self.told = answers_saved(self._locale) if "saved" in self.router.url.query_parameters else ""
        self.trouble = self.trouble or read_not_yours(self.router.url.query_parameters, self._locale)

    @rx.event
    @permission(Permission.OWN_UNIT)
    @polling
    async def read_again(self) -> None:
        """What others decided meanwhile; nothing is sent where nothing changed."""
        page = await self._run_quietly(progress)
        if page is not None and page != self.page:
            self.page, self.is_loaded = page, True

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def register_again(self) -> Any:
        """A withdrawn registration is begun anew with the same answers."""
        if await self._run(register_again) is None:
            return None
        return rx.redirect(await self._run(first_open_page) or routes.path(self._locale, "register/check"))

    @rx.event
    @permission(Permission.OWN_UNIT)
    def ask_to_leave(self, reference: str) -> None:
        """Opens the dialog for the unit or for one of its persons."""
        found = next((one for one in self.page.people if one.reference == reference), None)
        self.leaving = WHOLE_UNIT if reference == WHOLE_UNIT else (found.reference if found else "")
        self.leaving_name = found.name if found else ""
        self.leaving_version = found.version if found else 0

    @rx.event
    @permission(Permission.OWN_UNIT)
    def stay(self) -> None:
        self.leaving = ""

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def leave(self) -> None:
        """The dialog was confirmed."""
        leaving, self.leaving = self.leaving, ""
        if leaving == WHOLE_UNIT:
            await self._run(withdraw_unit)
        elif leaving:
            await self._run(withdraw_person, leaving, self.leaving_version)
        self.page = await self._run_quietly(progress) or self.page
