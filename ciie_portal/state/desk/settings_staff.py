"""Settings: its parts, and the staff. An enrolment address is shown once, to whoever made it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.employ import add_staff
from ciie_portal.actions.manage_staff import change_member, disable_member, enable_member, enrol_anew
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.paging import as_searched
from ciie_portal.lookups.settings_staff import PAGE, member_screen, settings_home, staff_screen
from ciie_portal.lookups.shapes.settings import Member, SettingsPart, Staffing
from ciie_portal.settings import get_settings
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.settings_desk import saved


def typed(form: dict[str, Any], name: str) -> str:
    return str(form.get(name, "") or "")


class SettingsState(PortalState):
    """The parts that the reader may open."""

    parts: tuple[SettingsPart, ...] = ()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def open_page(self) -> None:
        self.parts = await self._run(settings_home) or ()


class StaffState(PortalState):
    """`enrolment` is shown once; `asking` is what the dialog asks about."""

    staffing: Staffing = Staffing()
    member: Member = Member()
    enrolment: str = ""
    enrolling: str = ""
    told: str = ""
    asking: str = ""
    form_key: int = 0

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def open_page(self) -> None:
        self._forget()
        await self._read()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    def look_for(self, form: dict[str, Any]) -> Any:
        search = as_searched(form.get("q", ""))
        return rx.redirect(routes.path(self._locale, PAGE, q=search))

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def add(self, form: dict[str, Any]) -> None:
        names = [typed(form, name) for name in ("login", "name", "role", "mission")]
        token = await self._run(add_staff, *names)
        if token:
            self._show_enrolment(token, names[0])
            self.form_key += 1
            await self._read()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def open_member(self) -> None:
        self._forget()
        await self._read_member()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def save_member(self, form: dict[str, Any]) -> None:
        names = typed(form, "name"), typed(form, "mission")
        await self._run(change_member, self.member.login, self.member.version, *names)
        await self._then()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    def ask(self, what: str) -> None:
        self.asking = str(what) if what in ("disable", "enrol") else ""

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def disable(self) -> None:
        self.asking = ""
        await self._run(disable_member, self.member.login, self.member.version)
        await self._then()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def enable(self) -> None:
        await self._run(enable_member, self.member.login, self.member.version)
        await self._then()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def enrol_again(self) -> None:
        self.asking = ""
        login = self.member.login
        token = await self._run(enrol_anew, login, self.member.version)
        if token:
            await self._read_member()
            self._show_enrolment(token, login)

    def _show_enrolment(self, token: str, login: str) -> None:
        address = routes.path(self._locale, "sign-in/enrol", token=token)
        self.enrolment, self.enrolling = f"{get_settings().public_address}{address}", login.strip().casefold()

    def _forget(self) -> None:
        self.enrolment, self.enrolling, self.told, self.asking = "", "", "", ""
        self.form_key += 1

    async def _then(self) -> None:
        """What was typed stays where something was refused."""
        self.told = ""
        if not self._refused:
            await self._read_member()
            self.told = saved(self._locale)

    async def _read(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.staffing = await self._run(staff_screen, query) or Staffing(is_loaded=True)

    async def _read_member(self) -> None:
        self.enrolment = ""
        self.member = await self._run(member_screen, self._last_part) or Member()
