"""One production batch: printing, counting, re-issuing what is lost or spoiled."""

from __future__ import annotations

import dataclasses
from typing import Any

import reflex as rx

from ciie_portal.actions.count_batch import count_batch
from ciie_portal.actions.reissue import reissue
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.batches import batch_page
from ciie_portal.lookups.shapes.batches import BatchPage
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.paper import batch_agrees, reissued_sentence


class BatchState(PortalState):
    """`replacing`: the serial that the dialog asks about. `told`: what the last deed did."""

    sheet: BatchPage = BatchPage()
    replacing: str = ""
    told: str = ""

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def open_page(self) -> None:
        self.told = self.replacing = ""
        await self._read()

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def count(self, form: dict[str, Any]) -> None:
        good, spoiled = str(form.get("good", "")), str(form.get("spoiled", ""))
        if await self._run(count_batch, self.sheet.name, good, spoiled):
            self.told = batch_agrees(self._locale)
            await self._read()

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    def ask_to_replace(self, serial: str) -> None:
        known = {line.serial for line in self.sheet.lines if line.is_good}
        self.replacing = str(serial) if serial in known else ""

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    def keep(self) -> None:
        self.replacing = ""

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def replace(self, form: dict[str, Any]) -> None:
        serial, reason = self.replacing, str(form.get("reason", ""))
        made = await self._run(reissue, serial, reason)
        if not self.problems:
            self.replacing = ""
        if made is not None:
            self.told = reissued_sentence(self._locale, serial, made)
            await self._read()

    async def _read(self) -> None:
        name = self._last_part
        before = self.sheet.form_key
        sheet = await self._run(batch_page, name) or BatchPage(is_loaded=True)
        self.sheet = dataclasses.replace(sheet, form_key=before + 1)
