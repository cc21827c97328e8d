"""The last page, and what is shown once it is sent."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.resubmit import resubmit
from ciie_portal.actions.submit import submit
from ciie_portal.actions.withdraw import withdraw_unit
from ciie_portal.domain.access import Permission
from ciie_portal.domain.consent import BOX
from ciie_portal.domain.errors import FieldProblem, Rule
from ciie_portal.domain.wizard import Step, step_of
from ciie_portal.domain.work_unit import Category
from ciie_portal.lookups.registration_check import check_page, submitted_page
from ciie_portal.lookups.shapes.registration import CheckPage, SubmittedPage
from ciie_portal.state.buyer.register import WizardState
from ciie_portal.state.guard import permission

TICKED = ("on", "true", True)


class CheckState(WizardState):
    """Every answer, and the deed. `is_withdrawing`: the dialog is open."""

    check: CheckPage = CheckPage()
    is_withdrawing: bool = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> Any:
        self.is_withdrawing = False
        elsewhere, page = await self._open("check", check_page)
        if elsewhere is None:
            self.check = page or CheckPage()
        return elsewhere

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def submit(self, form: dict[str, Any]) -> Any:
        """Sends the registration. A code that was lost leads back to the code page."""
        ticked = frozenset(kind for kind, box in BOX.items() if form.get(box) in TICKED)
        sent = await self._run(submit, ticked)
        if sent is not None:
            return self._go("register/submitted")
        if any(one.field == "invitation_code" for one in self.problems):
            fault = {"fault": Rule.INVITATION_CODE_NOT_USABLE.value}
            return rx.redirect(routes.path(self._locale, "register/code", **fault))
        return None

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def resubmit(self) -> Any:
        """Sends the corrections back."""
        sent = await self._run(resubmit, self.frame.version)
        return self._go("register/submitted") if sent else None

    @rx.event
    @permission(Permission.OWN_UNIT)
    def ask_to_withdraw(self) -> None:
        self.is_withdrawing = self.check.can_withdraw

    @rx.event
    @permission(Permission.OWN_UNIT)
    def keep_unit(self) -> None:
        self.is_withdrawing = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def withdraw(self) -> Any:
        """The deed of the dialog."""
        self.is_withdrawing = False
        await self._run(withdraw_unit)
        return None if self._refused else self._go("progress")

    def _anchor(self, problem: FieldProblem) -> str:
        """The page that asks; a person's problem leads to the person."""
        place = int(problem.facts.get("person", 0))
        if 0 < place <= len(self.check.people):
            return self.check.people[place - 1].address
        if problem.field in BOX.values():
            return f"#{problem.field}"
        asking = (step_of(problem.field, category) for category in Category)
        step = next((one for one in asking if one is not Step.PEOPLE), Step.PEOPLE)
        return routes.path(self._locale, f"register/{step}") + f"#{problem.field}"


class SubmittedState(WizardState):
    """What was sent."""

    sent: SubmittedPage = SubmittedPage()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> Any:
        self.sent = await self._run(submitted_page) or SubmittedPage()
        if not self._refused and not self.sent.reference:
            return self._go("register/check")
        return None
