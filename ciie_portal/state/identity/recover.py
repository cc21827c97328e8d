"""A forgotten password: the contact, then what the native form needs around the code."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.recover import ask_recovery
from ciie_portal.domain.access import Permission
from ciie_portal.state.guard import acting, permission
from ciie_portal.state.identity.code_to_contact import CodeToContact
from ciie_portal.state.portal import PortalState


class RecoverState(CodeToContact, PortalState):
    """Nothing here tells whether the contact has an account."""

    @rx.event
    @permission(Permission.ANYONE)
    def open_page(self) -> rx.event.EventSpec | None:
        """Who is signed in changes the password on the account page."""
        self._clear()
        if acting.get().may(Permission.OWN_UNIT):
            return rx.redirect(routes.path(routes.locale_of(self.router.url.path), "account"))
        self._read_fault("code", "password")
        return None

    @rx.event
    @permission(Permission.ANYONE)
    async def send(self, form: dict[str, Any]) -> Any:
        """Asks for a code; the answer is the same whether the contact has an account or not."""
        return await self._send(form, ask_recovery)

    def _form(self) -> str:
        return "either"
