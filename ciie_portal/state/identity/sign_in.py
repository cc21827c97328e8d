"""Sign-in, the second factor and the enrolment of staff: what the pages show around their native forms."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.employ import see_enrolment
from ciie_portal.domain.access import Permission
from ciie_portal.state.guard import acting, permission
from ciie_portal.state.identity.fault_in_query import FaultInQuery
from ciie_portal.state.portal import PortalState

LONGEST_NAME = 254  # characters of an email address


class SignInState(FaultInQuery, PortalState):
    """The fault of the last try, and where the reader wanted to go."""

    next_place: str = ""
    name: str = ""
    _typed: str = ""
    enrolment_token: str = ""
    login: str = ""
    authenticator_secret: str = ""
    authenticator_address: str = ""

    def _read_query(self) -> None:
        self._clear()
        self._read_fault("code", "password")
        self.next_place = str(self.router.url.query_parameters.get("next", ""))[:110]

    @rx.event
    @permission(Permission.ANYONE)
    def open_page(self) -> Any:
        """Who is signed in already goes on. A name that was refused stays to be mended, and no longer."""
        self._read_query()
        self.name, self._typed = self._typed if self.fault_text else "", ""
        locale = routes.locale_of(self.router.url.path)
        if acting.get().may(Permission.OWN_UNIT):
            return rx.redirect(routes.path(locale, "progress"))
        if acting.get().staff_id is not None:
            return rx.redirect(routes.path(locale, "desk"))
        return None

    @rx.event
    @permission(Permission.ANYONE)
    def keep_name(self, typed: str) -> None:
        """The browser posts the form; what comes back with a fault finds the name as it was typed."""
        self._typed = str(typed)[:LONGEST_NAME]

    @rx.event
    @permission(Permission.ANYONE)
    def open_second(self) -> None:
        self._read_query()

    @rx.event
    @permission(Permission.ANYONE)
    async def open_enrolment(self) -> None:
        """The address is the secret; it opens once and for seven days."""
        self._read_query()
        self.enrolment_token = str(self.router.url.query_parameters.get("token", ""))[:100]
        shown = await self._run(see_enrolment, self.enrolment_token)
        self.login = shown.login if shown else ""
        self.authenticator_secret = shown.secret if shown else ""
        self.authenticator_address = shown.otpauth if shown else ""
