"""The second review: queue and case."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.note_doubt import note_doubt
from ciie_portal.actions.review_personnel import fail_person, pass_person, pass_several, return_person
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.personnel import personnel_case, personnel_queue
from ciie_portal.lookups.shapes.personnel import PersonnelCase, PersonnelQueue
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.personnel import skipped_sentence

PREFIX = "person."


def ticked(form: dict[str, Any]) -> list[str]:
    """The references of the rows that were ticked."""
    return [
        str(name)[len(PREFIX) :] for name, value in form.items() if str(name).startswith(PREFIX) and value
    ]


class PersonnelState(PortalState):
    """Who waits. `told`: what the last deed did."""

    queue: PersonnelQueue = PersonnelQueue()
    told: str = ""

    @rx.event
    @permission(Permission.REVIEW_PERSONNEL)
    async def open_page(self) -> None:
        self.told = ""
        await self._read()

    @rx.event
    @permission(Permission.REVIEW_PERSONNEL)
    async def pass_ticked(self, form: dict[str, Any]) -> None:
        """Passes all that were ticked; says which were skipped because they had changed."""
        known = {row.reference: row.version for row in self.queue.rows}
        wanted = {reference: known[reference] for reference in ticked(form) if reference in known}
        skipped = await self._run(pass_several, wanted)
        if skipped is not None:
            self.told = skipped_sentence(self._locale, len(wanted) - len(skipped), skipped)
            await self._read()

    async def _read(self) -> None:
        queue = await self._run(personnel_queue, dict(self.router.url.query_parameters))
        self.queue = queue or PersonnelQueue(is_loaded=True)


class PersonnelCaseState(PortalState):
    """One person's case."""

    case: PersonnelCase = PersonnelCase()

    @rx.event
    @permission(Permission.REVIEW_PERSONNEL)
    async def open_page(self) -> None:
        await self._read()

    @rx.event
    @permission(Permission.REVIEW_PERSONNEL)
    async def pass_case(self) -> Any:
        return await self._decide(pass_person)

    @rx.event
    @permission(Permission.REVIEW_PERSONNEL)
    async def fail_case(self, form: dict[str, Any]) -> Any:
        return await self._decide(fail_person, str(form.get("reason", "")))

    @rx.event
    @permission(Permission.REVIEW_PERSONNEL)
    async def return_case(self, form: dict[str, Any]) -> Any:
        """Every ticked answer goes back with the reason that was written."""
        reason = str(form.get("return_reason", ""))
        fields = [str(name)[len("field.") :] for name in form if str(name).startswith("field.")]
        return await self._decide(return_person, dict.fromkeys(fields, reason))

    @rx.event
    @permission(Permission.REVIEW_PERSONNEL)
    async def note_case(self, form: dict[str, Any]) -> None:
        """A doubt about the unit goes to its mission; the case stays open."""
        if await self._run(note_doubt, self.case.reference, str(form.get("doubt", ""))):
            await self._read()

    async def _decide(self, decide: Any, *more: Any) -> Any:
        """After a decision the next case opens; after a refusal what was typed stays."""
        following = self.case.next_address
        done = await self._run(decide, self.case.reference, self.case.version, *more)
        return rx.redirect(following) if done else None

    async def _read(self) -> None:
        reference = self._last_part
        self.case = await self._run(personnel_case, reference) or PersonnelCase(is_loaded=True)
