"""A one-time code to a contact, before the reader has a session: sign-up and recovery."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from ciie_portal.domain.access import Permission
from ciie_portal.state.guard import permission
from ciie_portal.state.identity.fault_in_query import FaultInQuery


class CodeToContact(FaultInQuery, mixin=True):
    """The contact typed here is kept while the tab lives: a reload or a fault comes back to the code."""

    contact: str = ""
    sent_to: str = ""  # masked; empty until a code was asked for
    code: str = ""  # kept while the password beside it is mended

    async def _send(self, form: dict[str, Any], work: Callable[..., str], *how: object) -> Any:
        """`work` is told the contact, then `how`, then the network address; it answers the masked contact."""
        self.contact = str(form.get("contact", ""))[:300]
        self._forget_fault()
        self.code = ""
        self.sent_to = await self._run(work, self.contact, *how, self.router.session.client_ip) or ""
        return rx.set_focus("code" if self.sent_to else "error-summary")

    @rx.event
    @permission(Permission.ANYONE)
    def change_contact(self) -> Any:
        """Back to the contact; what was typed stays in the field."""
        self.sent_to = self.code = ""
        self._forget_fault()
        return rx.set_focus("contact")

    @rx.event
    @permission(Permission.ANYONE)
    def keep_code(self, typed: str) -> None:
        """The field was left."""
        self.code = str(typed)[:20]
