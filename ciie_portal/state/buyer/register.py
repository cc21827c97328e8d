"""The wizard's pages of questions about the unit; what every page of it shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.answer_group import answer_group
from ciie_portal.actions.draft_answers import keep_answer
from ciie_portal.actions.fill_in import Saved, save_answers
from ciie_portal.actions.keep_file import attach_licence
from ciie_portal.domain.access import Permission
from ciie_portal.lookups import registration
from ciie_portal.lookups.shapes.registration import DivisionChoice, UnitAnswers, WizardFrame
from ciie_portal.lookups.wizard_frame import saved_line
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState

Page = TypeVar("Page")


class WizardState(PortalState):
    """The frame of the page that is open. `saved`: "Saved 14:02"."""

    frame: WizardFrame = WizardFrame()
    saved: str = ""

    def _page(self) -> str:
        """The step that the address names: /en/register/unit/ is unit."""
        return [*self.router.url.path.strip("/").split("/"), "", "", ""][2]

    async def _open_frame(self, step: str) -> Any:
        """Reads the frame; answers with the way to an earlier page where that one lacks something."""
        frame = await self._run(registration.frame, step)
        if frame is None:
            return None
        if frame.leads_to:
            return rx.redirect(frame.leads_to)
        self.frame, self.saved = frame, frame.saved
        return None

    async def _open(self, step: str, page: Callable[..., Page], *args: Any) -> tuple[Any, Page | None]:
        """The way to an earlier page where that one lacks something, or else the page; and the frame."""
        opened = await self._run(registration.opened, step, page, *args)
        if opened is None:  # what was refused is told; the frame stands all the same
            self.frame = await self._run_quietly(registration.frame, step) or self.frame
            return None, None
        frame, read = opened
        if frame.leads_to:
            return rx.redirect(frame.leads_to), None
        self.frame, self.saved = frame, frame.saved
        return None, read

    async def _keep(self, owner: str, field: str, typed: object) -> None:
        at = await self._run_quietly(keep_answer, owner, str(field), typed)
        if at:
            self.saved = saved_line(self._locale, at, at)

    def _go(self, page: str) -> Any:
        return rx.redirect(routes.path(self._locale, page))


class UnitState(WizardState):
    """Channel, organisation, contact and areas: a page each."""

    page: UnitAnswers = UnitAnswers()
    is_asking: bool = False  # "is your unit part of this group?" stands in the form's place
    division: DivisionChoice = DivisionChoice()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> Any:
        step, self.is_asking = self._page(), False
        elsewhere, page = await self._open(step, registration.unit_page, step)
        if elsewhere is None:
            self.page, self.division = page or (UnitAnswers(), DivisionChoice())
        return elsewhere

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def keep(self, field: str, typed: str) -> None:
        """A field was left: what stands in it is kept."""
        await self._keep("", field, typed)

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def keep_area(self, code: str, is_ticked: bool) -> None:
        await self._keep("", f"areas.{code}", "on" if is_ticked is True else "")

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def choose_division(self, code: str) -> None:
        """A province, a city or a county: the next list follows."""
        found = await self._run_quietly(registration.division_choice, str(code)[:6])
        self.division = found or DivisionChoice()
        await self._keep("", "division_code", str(code)[:6])

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def save(self, form: dict[str, Any]) -> Any:
        """*Continue*. What was typed stays in the fields when something is wrong."""
        step = self._page()
        saved = await self._run(save_answers, step, form, self.frame.version)
        if saved is None:
            return None
        if saved.next_step == step:
            await self._read(step)
            self.is_asking = bool(self.page.asks_back.group)
            return None
        return self._goes_on(saved)

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def answer_group(self, form: dict[str, Any]) -> Any:
        """Yes or no to "is your unit part of this group?"."""
        saved = await self._run(answer_group, self.page.asks_back.group, form.get("belongs_to_group"))
        if saved is None:
            return None
        return self._goes_on(saved)

    def _goes_on(self, saved: Saved) -> Any:
        """To the next page; to the dashboard when it is under review; to the last page to be sent back."""
        if saved.is_with_reviewer:
            return rx.redirect(routes.path(self._locale, "progress", saved="answers"))
        return self._go(f"register/{saved.next_step}" if self.frame.is_draft else "register/check")

    @rx.event
    @permission(Permission.OWN_UNIT)
    def stop_asking(self) -> None:
        """Back to the page's answers, to change the name."""
        self.is_asking = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def attach_licence(self, key: str) -> None:
        """The file has arrived under this key."""
        await self._run_quietly(attach_licence, str(key))
        self._mended("licence_file_id")
        step = self._page()
        opened = await self._run_quietly(registration.opened, step, registration.unit_answers, step)
        if opened and opened[1]:
            # the same key: what is typed in the other fields stays
            self.frame, self.page = opened[0], replace(opened[1], key=self.page.key)

    async def _read(self, step: str) -> None:
        page = await self._run(registration.unit_page, step)
        self.page, self.division = page or (UnitAnswers(), DivisionChoice())
