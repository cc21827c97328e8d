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
from ciie_portal.state.identity.code_to_contact import CodeToContact
from ciie_portal.state.portal import PortalState


class SignUpState(CodeToContact, PortalState):
    """The check page's answers arrive in the query."""

    category: str = ""
    code_held: str = ""
    is_overseas: bool = False
    needs_check: bool = False  # the query does not say which channel: the check page comes first

    @rx.event
    @permission(Permission.ANYONE)
    def open_page(self) -> rx.event.EventSpec | None:
        """Who has a session already goes on where the registration stands."""
        self._clear()
        query = self.router.url.query_parameters
        if acting.get().may(Permission.OWN_UNIT):
            return rx.redirect(routes.path(routes.locale_of(self.router.url.path), "register/unit"))
        self.category = str(query.get("category", ""))
        self.code_held = "yes" if query.get("code_held") == "yes" else "no"
        self.needs_check = self.category not in set(Category)
        self.is_overseas = self.category == Category.OVERSEAS_UNIT
        self._read_fault("code", "password")
        return None

    @rx.event
    @permission(Permission.ANYONE)
    async def send(self, form: dict[str, Any]) -> Any:
        """Sends a one-time code to the contact that was typed."""
        channel = NoticeChannel.EMAIL if self.is_overseas else NoticeChannel.SMS
        return await self._send(form, send_code, channel, Purpose.SIGN_UP)

    def _form(self) -> str:
        return "email" if self.is_overseas else ""
