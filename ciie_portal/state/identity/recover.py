"""A forgotten password: the contact, then what the native form needs around the code."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.recover import ask_recovery
from ciie_portal.domain.access import Permission
from ciie_portal.state.guard import acting, permission
from ciie_portal.state.identity.fault_in_query import read_fault, read_reference
from ciie_portal.state.portal import PortalState


class RecoverState(PortalState):
    """The contact typed here is kept while the tab lives: a reload or a fault comes back to the code."""

    contact: str = ""
    sent_to: str = ""  # masked; empty until a code was asked for
    fault_text: str = ""
    fault_field: str = ""
    fault_reference: str = ""

    @rx.event
    @permission(Permission.ANYONE)
    def open_page(self) -> rx.event.EventSpec | None:
        """Who is signed in changes the password on the account page."""
        self._clear()
        query = self.router.url.query_parameters
        locale = routes.locale_of(self.router.url.path)
        if acting.get().may(Permission.OWN_UNIT):
            return rx.redirect(routes.path(locale, "account"))
        self.fault_text, self.fault_field = read_fault(query, locale, "code", "password")
        self.fault_reference = read_reference(query)
        return None

    @rx.event
    @permission(Permission.ANYONE)
    async def send(self, form: dict[str, Any]) -> Any:
        """Asks for a code; the answer is the same whether the contact has an account or not."""
        self.contact = str(form.get("contact", ""))[:300]
        self.fault_text = self.fault_field = self.fault_reference = ""
        sent_to = await self._run(ask_recovery, self.contact, self.router.session.client_ip)
        self.sent_to = sent_to or ""
        return rx.set_focus("code" if sent_to else "error-summary")

    @rx.event
    @permission(Permission.ANYONE)
    def change_contact(self) -> Any:
        """Back to the contact; what was typed stays in the field."""
        self.sent_to = ""
        self.fault_text = self.fault_field = self.fault_reference = ""
        return rx.set_focus("contact")
