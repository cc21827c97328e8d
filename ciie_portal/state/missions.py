"""The directory of trade missions, and asking one of them for an invitation code."""

from __future__ import annotations

import dataclasses
from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.ask_for_code import ask_for_code
from ciie_portal.actions.one_time_codes import Proof, Purpose, prove, send_code
from ciie_portal.domain.access import Permission
from ciie_portal.domain.code_request import FIELDS
from ciie_portal.domain.contact import mask_mobile
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.lookups.mission_page import mission_page
from ciie_portal.lookups.missions import PAGE, directory
from ciie_portal.lookups.paging import as_searched
from ciie_portal.lookups.shapes.missions import Asking, Directory, MissionPage
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.dates import moment
from ciie_portal.wording.rules import sentence

LONGEST_KEPT = 2_000  # characters of an answer that comes back with its problem


class MissionsState(PortalState):
    """The directory as the address asks for it."""

    directory: Directory = Directory()

    @rx.event
    @permission(Permission.ANYONE)
    async def open_page(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.directory = await self._run(directory, query) or Directory(is_loaded=True)

    @rx.event
    @permission(Permission.ANYONE)
    def narrow(self, form: dict[str, Any]) -> Any:
        """The search becomes an address that can be shared."""
        search, kind = as_searched(form.get("q")), as_searched(form.get("kind"))
        return rx.redirect(routes.path(self._locale, PAGE, q=search, kind=kind))


class MissionState(PortalState):
    """One mission. The proof of the contact stays on the server: the browser sees the number masked."""

    mission: MissionPage = MissionPage()
    asking: Asking = Asking()
    _proof: Proof | None = None

    @rx.event
    @permission(Permission.ANYONE)
    async def open_page(self) -> None:
        """A number that was proved a moment ago serves for the next mission as well."""
        code = self._last_part
        found = await self._run(mission_page, code)
        if found is None and self.trouble == sentence(Rule.NOT_FOUND, self._locale):
            self._clear()
        is_another = found is None or found.code != self.mission.code
        self.mission = found or MissionPage(is_loaded=True)
        if is_another or self.asking.step == "sent":
            self._begin("request" if self._proof else "contact")

    @rx.event
    @permission(Permission.ANYONE)
    async def send(self, form: dict[str, Any]) -> Any:
        """Sends a one-time code to the mobile that was typed."""
        typed = str(form.get("contact", ""))[:100]
        self._set(contact=typed)
        caller = self.router.session.client_ip
        sent_to = await self._run(send_code, typed, NoticeChannel.SMS, Purpose.ASK_FOR_CODE, caller)
        if sent_to is None:
            return rx.set_focus("error-summary")
        self._set(step="code", sent_to=sent_to)
        return rx.set_focus("code")

    @rx.event
    @permission(Permission.ANYONE)
    def change_contact(self) -> Any:
        """Back to the number; what was typed stays."""
        self._clear()
        self._proof = None
        self._set(step="contact")
        return rx.set_focus("contact")

    @rx.event
    @permission(Permission.ANYONE)
    async def prove(self, form: dict[str, Any]) -> Any:
        """The six digits: from here on the number is known to be the visitor's."""
        typed, caller = str(form.get("code", ""))[:40], self.router.session.client_ip
        self._proof = await self._run(
            prove, self.asking.contact, NoticeChannel.SMS, Purpose.ASK_FOR_CODE, typed, caller
        )
        if self._proof is None:
            return rx.set_focus("error-summary")
        self._set(step="request", sent_to=mask_mobile(self._proof.contact))
        return rx.set_focus("unit_name")

    @rx.event
    @permission(Permission.ANYONE)
    async def ask(self, form: dict[str, Any]) -> Any:
        """Sends the request. A second press finds it sent."""
        if self._proof is None or self.asking.step != "request":
            return None
        typed = {name: str(form.get(name, "")) for name in FIELDS}
        self._set(**{name: text[:LONGEST_KEPT] for name, text in typed.items()})
        caller = self.router.session.client_ip
        asked = await self._run(ask_for_code, self.mission.code, typed, self._proof, caller)
        if asked is None:
            if self.trouble == sentence(Rule.PROOF_TOO_OLD, self._locale):
                self._proof = None
                self._set(step="contact")
            return rx.set_focus("error-summary")
        since = moment(self._locale, asked.asked_at)
        self._begin("sent", since=since, is_new=asked.is_new)
        return rx.set_focus("sent")

    def _form(self) -> str:
        return "request"

    def _begin(self, step: str, **facts: Any) -> None:
        """Nothing typed; the number stays where it is proved."""
        kept = self.asking
        self.asking = Asking(step=step, form_key=kept.form_key + 1, **facts)
        if self._proof is not None:
            self._set(contact=kept.contact, sent_to=kept.sent_to)

    def _set(self, **facts: Any) -> None:
        self.asking = dataclasses.replace(self.asking, **facts)
