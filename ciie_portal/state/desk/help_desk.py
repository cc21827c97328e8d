"""The help desk: one box, one case at a time; nothing that was typed stays in the address."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.help_callers import compare_last_four, find_caller, note_call, open_caller
from ciie_portal.actions.resend import resend_notice
from ciie_portal.domain.access import Permission
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.reference import parse_reference
from ciie_portal.lookups.help_desk import help_desk_screen
from ciie_portal.lookups.shapes.help_desk import HelpDesk
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.help_desk import digits_answer, noted, sends_again


class HelpDeskState(PortalState):
    """`told`: what a deed led to, `compared`: the same of four characters, said beside their box;
    `form_key` empties the note after it was saved."""

    desk: HelpDesk = HelpDesk()
    told: str = ""
    compared: str = ""
    is_match: bool = False
    form_key: int = 0
    _found: tuple[tuple[tuple[str, str], ...], str, bool] = ((), "", False)
    _open: tuple[str, str] = ("", "")

    @rx.event
    @permission(Permission.HELP_CALLERS)
    async def open_page(self) -> Any:
        """The case that was open, in the language of the page; a reference in the address is searched."""
        self._tell()
        asked = str(dict(self.router.url.query_parameters).get("reference", ""))
        if _is_reference(asked) and asked != self._open[0]:
            return await self._search(asked)
        if self.desk.said:
            await self._look()
        return None

    @rx.event
    @permission(Permission.HELP_CALLERS)
    async def find(self, form: dict[str, Any]) -> Any:
        return await self._search(str(form.get("q", "")))

    @rx.event
    @permission(Permission.HELP_CALLERS)
    async def choose(self, unit: str, person: str) -> Any:
        """One of several."""
        await self._run(open_caller, str(unit), str(person))
        if self._refused:
            return None
        self._tell()
        self._open = str(unit), str(person)
        await self._look()
        return rx.set_focus("answer")

    @rx.event
    @permission(Permission.HELP_CALLERS)
    async def back_to_list(self) -> None:
        self._tell()
        self._open = "", ""
        await self._look()

    @rx.event
    @permission(Permission.HELP_CALLERS)
    async def save_note(self, form: dict[str, Any]) -> None:
        await self._run(note_call, self._open[0], str(form.get("note", "")))
        if not self._refused:
            self.form_key += 1
            await self._look()
            self._tell(noted(self._locale))

    @rx.event
    @permission(Permission.HELP_CALLERS)
    async def compare(self, form: dict[str, Any]) -> None:
        person, typed = str(form.get("whose", "")), str(form.get("last_four", ""))
        is_match = await self._run(compare_last_four, person, typed)
        if is_match is not None:
            await self._look()
            self._tell()
            self.compared, self.is_match = digits_answer(self._locale, is_match), is_match

    @rx.event
    @permission(Permission.HELP_CALLERS)
    async def send_again(self, key: str, channel: str) -> None:
        contact = await self._run(resend_notice, str(key), str(channel))
        if contact is not None:
            await self._look()
            self._tell(sends_again(self._locale, contact))

    async def _search(self, typed: str) -> Any:
        self._tell()
        found = await self._run(find_caller, typed)
        if found is None:
            if self.desk.is_nobody:  # what an earlier search did not find is no answer to this one
                self.desk = HelpDesk()
            return None
        callers = tuple((one.unit, one.person) for one in found.callers)
        self._found = (callers, found.fact, found.has_more)
        self._open = callers[0] if len(callers) == 1 else ("", "")
        await self._look()
        return rx.set_focus("answer")

    def _tell(self, told: str = "") -> None:
        """One answer at a time: the one before it goes."""
        self.told, self.compared, self.is_match = told, "", False

    def _form(self) -> str:
        return "call"

    async def _look(self) -> None:
        self.desk = await self._run(help_desk_screen, *self._found, self._open) or HelpDesk()


def _is_reference(text: str) -> bool:
    try:
        return bool(parse_reference(text))
    except RuleBroken:
        return False
