"""The account page: contact, language, password, sessions."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.account import choose_language
from ciie_portal.actions.contacts import remove_second_contact, send_contact_code, set_second_contact
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.account import account_page, reader
from ciie_portal.lookups.shapes.account import AccountShape, Reader
from ciie_portal.state.guard import permission
from ciie_portal.state.identity.fault_in_query import FaultInQuery
from ciie_portal.state.portal import PortalState


class ReaderState(PortalState):
    """Who reads: the head of every page of the desk hangs on it."""

    reader: Reader = Reader()

    @rx.event
    @permission(Permission.ANYONE)
    async def open_head(self) -> None:
        self.reader = await self._run(reader) or Reader()


class AccountState(FaultInQuery, PortalState):
    """The buyer's own account."""

    account: AccountShape = AccountShape()
    code: str = ""  # kept while the password beside it is mended
    done: str = ""  # what was just changed: "password", "contact", "second" or "language"
    changing: str = ""  # which contact is being changed: "first" or "second"
    contact: str = ""
    sent_to: str = ""  # masked; empty until a code went out

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> None:
        query = self.router.url.query_parameters
        fields = ("code", "password") if self.changing else ("old_password", "new_password")
        self._read_fault(*fields)
        self.done = str(query.get("done", "")) if query.get("done") in ("password", "contact") else ""
        if self.done:
            self.changing = self.contact = self.sent_to = self.code = ""
        self.account = await self._run(account_page) or AccountShape()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def choose_language(self, form: dict[str, Any]) -> None:
        if await self._run(choose_language, str(form.get("language", ""))):
            self.account = await self._run(account_page) or AccountShape()
            self.done = "language"

    @rx.event
    @permission(Permission.OWN_UNIT)
    def begin_change(self, place: str) -> Any:
        """`place`: "first" or "second"; empty leaves everything as it is."""
        self._forget_change()
        self.changing = place if place in ("first", "second") else ""
        return rx.set_focus("contact") if self.changing else None

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def send_code(self, form: dict[str, Any]) -> Any:
        """A one-time code to the contact that is to be the new one."""
        self.contact = str(form.get("contact", ""))[:300]
        self.code = self.done = ""
        caller = self.router.session.client_ip
        self.sent_to = await self._run(send_contact_code, self.changing, self.contact, caller) or ""
        return rx.set_focus("code" if self.sent_to else "error-summary")

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def set_second(self, form: dict[str, Any]) -> Any:
        if not await self._run(set_second_contact, self.contact, str(form.get("code", ""))[:20]):
            return rx.set_focus("error-summary")
        await self._second_changed()
        return None

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def remove_second(self) -> None:
        if await self._run(remove_second_contact):
            await self._second_changed()

    async def _second_changed(self) -> None:
        self._forget_change()
        self.account = await self._run(account_page) or AccountShape()
        self.done = "second"

    @rx.event
    @permission(Permission.OWN_UNIT)
    def keep_code(self, typed: str) -> None:
        """The field was left."""
        self.code = str(typed)[:20]

    def _form(self) -> str:
        """The first contact stays of its kind, the second one is of the other kind."""
        return "new_mobile" if (self.changing == "first") is self.account.is_mobile else "new_email"

    def _forget_change(self) -> None:
        self._clear()
        self.changing = self.contact = self.sent_to = self.code = self.done = ""
        self._forget_fault()
