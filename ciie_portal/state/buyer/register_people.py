"""The people page, and one person's page."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import reflex as rx

from ciie_portal.actions.fill_in_person import save_person
from ciie_portal.actions.keep_file import attach_photo
from ciie_portal.actions.people import add_person, copy_person, remove_person
from ciie_portal.actions.withdraw import withdraw_person
from ciie_portal.domain.access import Permission
from ciie_portal.domain.errors import FieldProblem
from ciie_portal.lookups.registration_people import check_people, people_page, person_page
from ciie_portal.lookups.shapes.registration import PeoplePage, PersonPage
from ciie_portal.state.buyer.register import WizardState
from ciie_portal.state.guard import permission


class PeopleState(WizardState):
    """Everyone entered. `leaving`: whose removal is being confirmed, by reference."""

    list: PeoplePage = PeoplePage()
    leaving: str = ""
    leaving_name: str = ""
    leaving_version: int = 0
    is_leaving_submitted: bool = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> Any:
        self._stay()
        elsewhere, page = await self._open("people", people_page)
        if elsewhere is None:
            self.list = page or PeoplePage()
        return elsewhere

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def add(self) -> Any:
        return self._to_person(await self._run(add_person))

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def copy_from(self, reference: str) -> Any:
        """A new person with role, position and kind of document of another; empty: of the last."""
        return self._to_person(await self._run(copy_person, str(reference)))

    @rx.event
    @permission(Permission.OWN_UNIT)
    def ask_to_remove(self, reference: str) -> None:
        """Opens the dialog that names what is lost."""
        for card in self.list.people:
            if card.reference == reference and (card.can_remove or card.can_withdraw):
                self.leaving, self.leaving_name = card.reference, card.name
                self.leaving_version, self.is_leaving_submitted = card.version, card.can_withdraw

    @rx.event
    @permission(Permission.OWN_UNIT)
    def keep_person(self) -> None:
        self._stay()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def remove(self) -> None:
        """The deed of the dialog."""
        reference, version, is_submitted = self.leaving, self.leaving_version, self.is_leaving_submitted
        self._stay()
        if is_submitted:
            await self._run(withdraw_person, reference, version)
        else:
            await self._run(remove_person, reference)
        if not self._refused:
            await self._open_frame("people")
            self.list = await self._run(people_page) or PeoplePage()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def go_on(self) -> Any:
        """*Continue*: somebody must be entered, and everybody complete."""
        if not self.frame.is_draft:
            return self._go("register/check")
        following = await self._run(check_people)
        return self._go(f"register/{following}") if following else None

    def _anchor(self, problem: FieldProblem) -> str:
        place = int(problem.facts.get("person", 0))
        return self.list.people[place - 1].address if 0 < place <= len(self.list.people) else "#people"

    def _to_person(self, reference: str | None) -> Any:
        return self._go(f"register/people/{reference}") if reference else None

    def _stay(self) -> None:
        self.leaving, self.leaving_name, self.leaving_version = "", "", 0
        self.is_leaving_submitted = False


class PersonState(WizardState):
    """One person's questions."""

    form: PersonPage = PersonPage()

    def _reference(self) -> str:
        """Whom the address names, whatever this tab still holds: a server may have come back."""
        return self._last_part

    def _form(self) -> str:
        return "person"

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> AsyncGenerator[Any, None]:
        """Nobody else's answers are shown while these are read."""
        if self.form.reference != self._reference():
            self.form = PersonPage()
            yield
        elsewhere, page = await self._open("people", person_page, self._reference())
        if elsewhere is None:
            self.form = page or PersonPage()
            self.saved = self.form.saved
        yield elsewhere

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def keep(self, field: str, typed: str) -> None:
        await self._keep(self._reference(), field, typed)

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def save(self, form: dict[str, Any]) -> Any:
        saved = await self._run(save_person, self._reference(), form, self.form.version)
        if saved is None:
            return None
        self.form = PersonPage()
        return self._go("register/people")

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def attach_photo(self, key: str) -> None:
        """The photo has arrived under this key; what is typed in the other fields stays."""
        await self._run_quietly(attach_photo, self._reference(), str(key))
        self._mended("photo_file_id")
        form = await self._run_quietly(person_page, self._reference())
        self.form = replace(form, key=self.form.key) if form else self.form
