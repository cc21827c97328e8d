"""The start page: which channel, a proved contact, then an account (Q2; D4)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.one_time_codes import Purpose, send_code
from ciie_portal.domain.access import Permission
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.domain.work_unit import Category
from ciie_portal.state.guard import acting, permission
from ciie_portal.state.identity.fault_in_query import read_fault, read_reference
from ciie_portal.state.portal import PortalState


class SignUpState(PortalState):
    """The check page's answers arrive in the query; the contact typed here is kept while the tab lives."""

    category: str = ""
    code_held: str = ""
    is_overseas: bool = False
    needs_check: bool = False  # the query does not say which channel: the check page comes first
    contact: str = ""
    sent_to: str = ""  # masked; empty until a code went out
    fault_text: str = ""
    fault_field: str = ""
    fault_reference: str = ""

    @rx.event
    @permission(Permission.ANYONE)
    def open_page(self) -> rx.event.EventSpec | None:
        """Who has a session already goes on where the registration stands."""
        self._clear()
        query = self.router.url.query_parameters
        locale = routes.locale_of(self.router.url.path)
        if acting.get().may(Permission.OWN_UNIT):
            return rx.redirect(routes.path(locale, "register/unit"))
        self.category = str(query.get("category", ""))
        self.code_held = "yes" if query.get("code_held") == "yes" else "no"
        self.needs_check = self.category not in set(Category)
        self.is_overseas = self.category == Category.OVERSEAS_UNIT
        self.fault_text, self.fault_field = read_fault(query, locale, "code", "password")
        self.fault_reference = read_reference(query)
        return None

    @rx.event
    @permission(Permission.ANYONE)
    async def send(self, form: dict[str, Any]) -> Any:
        """Sends a one-time code to the contact that was typed."""
        self.contact = str(form.get("contact", ""))[:300]
        self.fault_text = self.fault_field = self.fault_reference = ""
        channel = NoticeChannel.EMAIL if self.is_overseas else NoticeChannel.SMS
        caller = self.router.session.client_ip
        sent_to = await self._run(send_code, self.contact, channel, Purpose.SIGN_UP, caller)
        self.sent_to = sent_to or ""
        return rx.set_focus("code" if sent_to else "error-summary")

    @rx.event
    @permission(Permission.ANYONE)
    def change_contact(self) -> Any:
        """Back to the contact; what was typed stays in the field."""
        self.sent_to = ""
        return rx.set_focus("contact")
