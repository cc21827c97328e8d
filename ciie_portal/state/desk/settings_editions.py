"""Settings of editions: the list, a new one from a copy, one with its areas and labels."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.run_edition import change_areas, change_edition, change_labels, copy_edition
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.settings_editions import PAGE, edition_screen, editions_screen
from ciie_portal.lookups.shapes.settings import EditionList, EditionSettings
from ciie_portal.state.desk.codes import typed_date
from ciie_portal.state.desk.settings_staff import typed
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState, Problem
from ciie_portal.wording.settings_desk import saved

DAYS = ("starts_on", "ends_on", "opens_at", "closes_at", "pays_until", "erases_on")


class EditionsState(PortalState):
    """Each of the three forms of an edition is saved by itself."""

    editions: EditionList = EditionList()
    edition: EditionSettings = EditionSettings()
    told: str = ""

    @rx.event
    @permission(Permission.RUN_EDITION)
    async def open_page(self) -> None:
        self.editions = await self._run(editions_screen) or EditionList(is_loaded=True)

    @rx.event
    @permission(Permission.RUN_EDITION)
    async def copy_one(self, form: dict[str, Any]) -> Any:
        code = await self._run(copy_edition, typed(form, "source"), form)
        return rx.redirect(routes.path(self._locale, f"{PAGE}/{code}")) if code else None

    @rx.event
    @permission(Permission.RUN_EDITION)
    async def open_edition(self) -> None:
        self.told = ""
        await self._read()

    @rx.event
    @permission(Permission.RUN_EDITION)
    async def save(self, form: dict[str, Any]) -> None:
        answers = {**form, **{name: typed_date(form, name) for name in DAYS}}
        await self._change(change_edition, answers)

    @rx.event
    @permission(Permission.RUN_EDITION)
    async def save_areas(self, form: dict[str, Any]) -> None:
        await self._change(change_areas, _of_list(form, "area-"))
        self._name_again("area-")

    @rx.event
    @permission(Permission.RUN_EDITION)
    async def save_labels(self, form: dict[str, Any]) -> None:
        await self._change(change_labels, _of_list(form, "label-"))
        self._name_again("label-")

    async def _change(self, change: Any, answers: dict[str, Any]) -> None:
        self.told = ""
        await self._run(change, self.edition.code, self.edition.version, answers)
        if not self._refused:
            await self._read()
            self.told = saved(self._locale)

    def _name_again(self, before: str) -> None:
        """Areas and labels stand on one page: their fields are told apart by what comes first."""
        self.problems = [
            Problem(before + one.field, one.text, f"#{before}{one.field}") for one in self.problems
        ]
        self.problem_of = {before + name: text for name, text in self.problem_of.items()}

    async def _read(self) -> None:
        code = self._last_part
        self.edition = await self._run(edition_screen, code) or EditionSettings()


def _of_list(form: dict[str, Any], before: str) -> dict[str, Any]:
    return {str(name).removeprefix(before): text for name, text in form.items()}
