"""One person's page: read when it opens, read again by itself, corrected, entered anew, withdrawn."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import reflex as rx

from ciie_portal.actions.enter_anew import enter_anew
from ciie_portal.actions.fill_in_person import save_person
from ciie_portal.actions.withdraw import withdraw_person
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.person_progress import person_progress
from ciie_portal.lookups.registration_people import person_page
from ciie_portal.lookups.shapes.person_progress import PersonProgress
from ciie_portal.lookups.shapes.registration import PersonPage
from ciie_portal.state.buyer.register_people import PersonState
from ciie_portal.state.guard import permission, polling


class PersonProgressState(PersonState):
    """`form` holds what came back, if anything did. `told`: "sent" or "saved", after a correction."""

    person: PersonProgress = PersonProgress()
    told: str = ""
    is_leaving: bool = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> AsyncGenerator[Any, None]:
        """Nobody else is shown while this person is read."""
        self.told, self.is_leaving = "", False
        if self.person.reference != self._reference():
            self.person, self.form = PersonProgress(), PersonPage()
            yield
        await self._read()
        yield

    @rx.event
    @permission(Permission.OWN_UNIT)
    @polling
    async def read_again(self) -> None:
        """What others decided meanwhile; a form that somebody is filling in stays while it is asked."""
        person = await self._run_quietly(person_progress, self._reference())
        if person is None or person == self.person:
            return
        is_other_form = person.returned != self.person.returned
        self.person = person
        if is_other_form:
            self.told = ""
            await self._read_form()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def send(self, form: dict[str, Any]) -> None:
        """The answers that came back, and no others."""
        saved = await self._run(save_person, self.form.reference, form, self.form.version)
        if saved is not None:
            await self._read()
            self.told = "sent" if saved.is_sent else "saved"

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def enter_anew(self) -> Any:
        reference = await self._run(enter_anew, self.person.reference)
        return self._go(f"register/people/{reference}") if reference else None

    @rx.event
    @permission(Permission.OWN_UNIT)
    def ask_to_leave(self) -> None:
        self.is_leaving = bool(self.person.loss)

    @rx.event
    @permission(Permission.OWN_UNIT)
    def stay(self) -> None:
        self.is_leaving = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def leave(self) -> None:
        """The dialog was confirmed."""
        self.is_leaving = False
        await self._run(withdraw_person, self.person.reference, self.person.version)
        person = await self._run_quietly(person_progress, self.person.reference)
        self.person = person or self.person

    async def _read(self) -> None:
        self.person = await self._run(person_progress, self._reference()) or PersonProgress()
        if self.person.reference:
            await self._read_form()

    async def _read_form(self) -> None:
        """The questions with what stands in them, where some came back."""
        if not self.person.returned:
            self.form = PersonPage()
            return
        _elsewhere, form = await self._open("people", person_page, self.person.reference)
        self.form = form or PersonPage()
        self.saved = self.form.saved
