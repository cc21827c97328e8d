"""Invitation codes: issued, shown again one at a time, revoked."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.invite import issue_codes, revoke
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.codes import code_in_clear, codes_screen
from ciie_portal.lookups.shapes.codes import Codes
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState

DATE_PARTS = ("year", "month", "day")


def typed_date(form: dict[str, Any], name: str) -> str:
    """Three boxes as one date; empty where none was filled in."""
    parts = [str(form.get(f"{name}_{part}", "")).strip() for part in DATE_PARTS]
    return "-".join(parts) if any(parts) else ""


class CodesState(PortalState):
    """`issued` is shown once, right after issuing; `shown_code` is the one code that was asked for."""

    codes: Codes = Codes()
    issued: tuple[str, ...] = ()
    form_key: int = 0
    shown_key: str = ""
    shown_code: str = ""
    revoking: str = ""  # the key of the code that the dialog asks about
    revoking_code: str = ""

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def open_page(self) -> None:
        self.issued, self.shown_key, self.shown_code, self.revoking = (), "", "", ""
        self.form_key += 1
        await self._read()

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def issue(self, form: dict[str, Any]) -> None:
        answers = {**form, "expires_on": typed_date(form, "expires_on")}
        issued = await self._run(issue_codes, answers)
        if issued:
            self.issued = issued.codes
            self.form_key += 1
            await self._read()

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def show_code(self, key: str) -> None:
        """In clear, for the reader alone; asking again hides it."""
        if key == self.shown_key:
            self.shown_key = self.shown_code = ""
            return
        code = await self._run(code_in_clear, str(key))
        self.shown_key, self.shown_code = (str(key), code) if code else ("", "")

    @rx.event
    @permission(Permission.ISSUE_CODES)
    def ask_to_revoke(self, key: str) -> None:
        row = next((one for one in self.codes.rows if one.key == key), None)
        self.revoking, self.revoking_code = (row.key, row.masked) if row else ("", "")

    @rx.event
    @permission(Permission.ISSUE_CODES)
    def keep(self) -> None:
        self.revoking = ""

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def revoke_code(self) -> None:
        key, self.revoking = self.revoking, ""
        await self._run(revoke, key)
        if not self._refused:
            await self._read()

    async def _read(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.codes = await self._run(codes_screen, query) or Codes(is_loaded=True)
