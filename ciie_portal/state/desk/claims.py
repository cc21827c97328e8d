"""Claims: the list, one claim side by side, and what the organiser desk decides on it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.decide_claim import decide_claim
from ciie_portal.actions.note_document import note_document
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.claim_case import claim_case
from ciie_portal.lookups.claims import claims_screen
from ciie_portal.lookups.shapes.claims import ClaimCase, Claims
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.claims import decided_sentence


class ClaimsState(PortalState):
    """The list that the address asks for."""

    claims: Claims = Claims()

    @rx.event
    @permission(Permission.DECIDE_CLAIMS)
    async def open_page(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.claims = await self._run(claims_screen, query) or Claims()


class ClaimCaseState(PortalState):
    """`told`: what was decided just now. What is typed stays in the form while a rule refuses."""

    case: ClaimCase = ClaimCase()
    told: str = ""

    @rx.event
    @permission(Permission.DECIDE_CLAIMS)
    async def open_page(self) -> None:
        self.told = ""
        reference = self._last_part
        self.case = await self._run(claim_case, reference) or ClaimCase(is_loaded=True)

    @rx.event
    @permission(Permission.DECIDE_CLAIMS)
    async def decide(self, form: dict[str, Any]) -> None:
        """The code goes to the unit chosen."""
        holder, reason = str(form.get("holder", "")), str(form.get("claim_reason", ""))
        await self._then_reload(
            await self._run(decide_claim, self.case.reference, self._versions(), holder, reason)
        )

    @rx.event
    @permission(Permission.DECIDE_CLAIMS)
    async def keep_note(self, form: dict[str, Any]) -> None:
        """The document was looked at."""
        note = str(form.get("note", ""))
        await self._then_reload(await self._run(note_document, self.case.reference, self._versions(), note))

    def _versions(self) -> dict[str, int]:
        return {one.reference: one.version for one in self.case.parties}

    async def _then_reload(self, _done: object) -> None:
        if not self._refused:
            self.case = await self._run(claim_case, self.case.reference) or ClaimCase(is_loaded=True)
            self.told = decided_sentence(self._locale, self.case.is_document)
