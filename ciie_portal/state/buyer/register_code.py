"""The code page: an invitation code whose mission is shown before going on, or none for now."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.enter_code import Caller, choose_no_code, enter_code
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.registration_code import code_page
from ciie_portal.lookups.shapes.registration import CodePage
from ciie_portal.state.buyer.register import WizardState
from ciie_portal.state.guard import permission, session_id
from ciie_portal.state.identity.fault_in_query import read_fault


class CodeState(WizardState):
    """`fault_text`: why the last step led back here, such as a code whose last use went to somebody else."""

    code: CodePage = CodePage()
    fault_text: str = ""

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> Any:
        query, locale = self.router.url.query_parameters, routes.locale_of(self.router.url.path)
        self.fault_text = read_fault(query, locale)[0]
        elsewhere, page = await self._open("code", code_page)
        if elsewhere is None:
            self.code = page or CodePage()
        return elsewhere

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def look_up(self, typed: str) -> None:
        """The field was left: a good code shows its mission at once, a bad one says so."""
        if str(typed).strip():
            await self._enter(str(typed))

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def save(self, form: dict[str, Any]) -> Any:
        """Goes on only when the mission's name stood on the page that was sent: `seen` carries it."""
        if self.code.has_choice and form.get("channel") not in ("with_code", "code_free"):
            await self._enter("")
            return None
        if self.code.has_choice and form.get("channel") == "code_free":
            await self._run(choose_no_code)
        else:
            await self._enter(str(form.get("invitation_code", "")))
            if not self._refused and str(form.get("seen", "")) != self.code.mission:
                return rx.set_focus("found-mission")
        if self._refused:
            return None
        return self._go("register/unit" if self.frame.is_draft else "register/check")

    async def _enter(self, typed: str) -> None:
        self.fault_text = ""
        caller = Caller(session_id.get(), self.router.session.client_ip)
        accepted = await self._run(enter_code, typed, caller)
        if accepted is not None:
            await self._open_frame("code")
            self.code = await self._run(code_page) or self.code
