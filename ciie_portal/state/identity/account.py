"""The account page: contact, language, password, sessions."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.account import choose_language
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.account import account_page, reader
from ciie_portal.lookups.shapes.account import AccountShape, Reader
from ciie_portal.state.guard import permission
from ciie_portal.state.identity.fault_in_query import read_fault, read_reference
from ciie_portal.state.portal import PortalState


class ReaderState(PortalState):
    """Who reads: the head of every page hangs on it."""

    reader: Reader = Reader()

    @rx.event
    @permission(Permission.ANYONE)
    async def open_head(self) -> None:
        self.reader = await self._run(reader) or Reader()


class AccountState(PortalState):
    """The buyer's own account."""

    account: AccountShape = AccountShape()
    fault_text: str = ""
    fault_field: str = ""
    fault_reference: str = ""
    done: str = ""  # what was just changed: "password" or "language"

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> None:
        query = self.router.url.query_parameters
        locale = routes.locale_of(self.router.url.path)
        self.fault_text, self.fault_field = read_fault(query, locale, "old_password", "new_password")
        self.fault_reference = read_reference(query)
        self.done = "password" if query.get("done") == "password" else ""
        self.account = await self._run(account_page) or AccountShape()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def choose_language(self, form: dict[str, Any]) -> None:
        if await self._run(choose_language, str(form.get("language", ""))):
            self.account = await self._run(account_page) or AccountShape()
            self.done = "language"
