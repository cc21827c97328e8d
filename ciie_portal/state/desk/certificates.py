"""Making, sending, setting out and handing over certificates."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.hand_out_certificates import (
    dispatch,
    hand_over,
    make_ready,
    note_came_back,
    note_delivered,
)
from ciie_portal.actions.make_certificates import make_all, make_certificates
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.batches import batch_address
from ciie_portal.lookups.certificate_desk import certificate_desk, hand_over_desk
from ciie_portal.lookups.shapes.personnel import CertificateDesk, HandOverDesk
from ciie_portal.state.desk.personnel import ticked
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.paper import batch_made_sentence
from ciie_portal.wording.personnel import done_sentence


class CertificateState(PortalState):
    """The makers' page. `told`: what the last deed did."""

    desk: CertificateDesk = CertificateDesk()
    told: str = ""

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def open_page(self) -> None:
        self.told = ""
        await self._read()

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def make_ticked(self, form: dict[str, Any]) -> Any:
        return await self._to_batch(await self._run(make_certificates, ticked(form)))

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def make_all(self) -> Any:
        return await self._to_batch(await self._run(make_all))

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def send_ticked(self, form: dict[str, Any]) -> None:
        """One parcel of all that were ticked."""
        carrier, number = str(form.get("carrier", "")), str(form.get("tracking_number", ""))
        await self._done(await self._run(dispatch, ticked(form), carrier, number))

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def set_out_ticked(self, form: dict[str, Any]) -> None:
        await self._done(await self._run(make_ready, ticked(form)))

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def parcel_delivered(self, reference: str) -> None:
        await self._done((str(reference),) if await self._run(note_delivered, str(reference)) else None)

    @rx.event
    @permission(Permission.MAKE_CERTIFICATES)
    async def parcel_came_back(self, reference: str) -> None:
        await self._done((str(reference),) if await self._run(note_came_back, str(reference)) else None)

    async def _to_batch(self, serials: tuple[str, ...] | None) -> Any:
        """What was made is printed and counted in its batch."""
        if not serials:
            return None
        await self._done(serials)
        self.told = batch_made_sentence(self._locale, len(serials))
        address = await self._run(batch_address, serials[0])
        return rx.redirect(address) if address else None

    async def _done(self, references: tuple[str, ...] | None) -> None:
        """After a refusal the rows and what was ticked stay."""
        if references is not None:
            self.told = done_sentence(self._locale, len(references))
            await self._read()

    async def _read(self) -> None:
        desk = await self._run(certificate_desk, dict(self.router.url.query_parameters))
        self.desk = desk or CertificateDesk(is_loaded=True)


class HandOverState(PortalState):
    """Certificates at the mission's table or the counter."""

    desk: HandOverDesk = HandOverDesk()
    told: str = ""

    @rx.event
    @permission(Permission.HAND_OVER)
    async def open_page(self) -> None:
        self.told = ""
        await self._read()

    @rx.event
    @permission(Permission.HAND_OVER)
    async def hand_over_to(self, reference: str, version: int) -> None:
        number = version if isinstance(version, int) else -1
        if await self._run(hand_over, str(reference), number):
            self.told = done_sentence(self._locale, 1)
            await self._read()

    async def _read(self) -> None:
        desk = await self._run(hand_over_desk, dict(self.router.url.query_parameters))
        self.desk = desk or HandOverDesk(is_loaded=True)
