"""Whether a serial is good, for anybody."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.verify_certificate import verify_certificate
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.shapes.verification import Verification
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.verification import standing_words

PAGE = "verify"


class VerifyState(PortalState):
    """Nothing of a person comes here: the answer holds the serial, the edition and a word."""

    shown: Verification = Verification()

    @rx.event
    @permission(Permission.ANYONE)
    async def open_page(self) -> None:
        """The serial of the address, if there is one."""
        last = self._last_part
        self.shown = Verification()
        self._clear()
        if last != PAGE:
            await self._ask(unquote(last))

    @rx.event
    @permission(Permission.ANYONE)
    async def ask(self, form: dict[str, Any]) -> Any:
        """A serial has an address of its own; the text of a QR stays on the page."""
        typed = str(form.get("serial", ""))[:500]
        await self._ask(typed)
        if self._refused or not self.shown.is_serial:
            return None
        return rx.redirect(routes.path(self._locale, f"{PAGE}/{self.shown.serial}"))

    async def _ask(self, typed: str) -> None:
        self.shown = Verification()
        verified = await self._run(verify_certificate, typed, self.router.session.client_ip)
        if verified is None:
            return
        family, title, sentence = standing_words(self._locale, verified.standing)
        edition = verified.edition_zh if self._locale == "zh" else verified.edition_en
        self.shown = Verification(family, title, sentence, verified.serial, edition, verified.is_serial)
