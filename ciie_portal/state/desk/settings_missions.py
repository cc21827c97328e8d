"""Settings of missions: the list, one of them, its sub-missions."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.manage_missions import (
    add_sub_mission,
    change_mission,
    close_mission,
    reopen_mission,
)
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.paging import as_searched
from ciie_portal.lookups.settings_missions import PAGE, mission_screen, missions_screen
from ciie_portal.lookups.shapes.settings import MissionList, MissionSettings
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState, Problem
from ciie_portal.wording.settings_desk import saved


class MissionSettingsState(PortalState):
    """`is_asking`: whether the dialog asks to close the mission."""

    missions: MissionList = MissionList()
    mission: MissionSettings = MissionSettings()
    told: str = ""
    is_asking: bool = False
    form_key: int = 0

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def open_page(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.missions = await self._run(missions_screen, query) or MissionList(is_loaded=True)

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    def look_for(self, form: dict[str, Any]) -> Any:
        search = as_searched(form.get("q", ""))
        return rx.redirect(routes.path(self._locale, PAGE, q=search))

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def open_mission(self) -> None:
        self.told, self.is_asking = "", False
        await self._read()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def save(self, form: dict[str, Any]) -> None:
        await self._run(change_mission, self.mission.code, self.mission.version, form)
        await self._then()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def add(self, form: dict[str, Any]) -> None:
        """Its answers begin with `new_`, so that a problem finds its own field."""
        answers = {str(name).removeprefix("new_"): text for name, text in form.items()}
        await self._run(add_sub_mission, self.mission.code, answers)
        await self._then()
        self.problems = [Problem(f"new_{one.field}", one.text, f"#new_{one.field}") for one in self.problems]
        self.problem_of = {f"new_{name}": text for name, text in self.problem_of.items()}

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    def ask(self) -> None:
        self.is_asking = True

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    def keep(self) -> None:
        self.is_asking = False

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def close(self) -> None:
        self.is_asking = False
        await self._run(close_mission, self.mission.code, self.mission.version)
        await self._then()

    @rx.event
    @permission(Permission.MANAGE_SUB_MISSIONS)
    async def reopen(self) -> None:
        await self._run(reopen_mission, self.mission.code, self.mission.version)
        await self._then()

    async def _then(self) -> None:
        """What was typed stays where something was refused."""
        self.told = ""
        if not self._refused:
            await self._read()
            self.told = saved(self._locale)

    async def _read(self) -> None:
        code = self._last_part
        self.mission = await self._run(mission_screen, code) or MissionSettings()
        self.form_key += 1
