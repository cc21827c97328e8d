"""The certificate request: whom for, which way, then the payment page. Paying twice opens one checkout."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.change_delivery import change_delivery_address
from ciie_portal.actions.check_payment import check_payment
from ciie_portal.actions.deliveries import Delivery
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.request_certificate import (
    Requested,
    change_request,
    request_certificates,
    withdraw_request,
)
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.certificates import certificates
from ciie_portal.lookups.registration import division_choice
from ciie_portal.lookups.shapes.certificates import CertificatesPage
from ciie_portal.lookups.shapes.registration import DivisionChoice
from ciie_portal.state.guard import permission, polling
from ciie_portal.state.portal import PortalState, Problem

EVERYBODY, MOVED = "all", "moved"  # blocks of questions that speak for several persons


class CertificatesState(PortalState):
    """`editing`: an open request is being changed; `is_each`: every person has a delivery of their own.

    `divisions`: the address being chosen, by block of questions. `moving`: by whom a delivery is changed.
    """

    page: CertificatesPage = CertificatesPage()
    is_loaded: bool = False
    editing: bool = False
    is_each: bool = False
    is_busy: bool = False
    is_withdrawing: bool = False
    moving: str = ""
    told: str = ""  # "paid" or "unpaid"
    sum_line: str = ""
    deed: str = ""
    divisions: dict[str, DivisionChoice] = {}
    _ticked: set[str] = set()
    _left_in: str = ""  # the language in which the payment page was opened

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_page(self) -> Any:
        """The browser's return from the payment page reads the case again and nothing else.

        It comes back in the account's language; who left from the other goes on in that one.
        """
        query = self.router.url.query_parameters
        left_in, self._left_in = self._left_in, ""
        if "paid" in query and left_in not in ("", self._locale):
            return rx.redirect(routes.path(left_in, "certificates", paid=str(query["paid"])[:20]))
        self.page = await self._run(certificates) or CertificatesPage()
        self.is_loaded = not self._refused
        self.editing = self.is_each = self.is_busy = self.is_withdrawing = False
        self.moving = self.told = ""
        if "paid" in query and self.page.paid and not self.page.request.reference:
            self.told = "paid"
        await self._begin_form()
        return None

    @rx.event
    @permission(Permission.OWN_UNIT)
    @polling
    async def read_again(self) -> None:
        """A form that somebody is filling in stays; what is typed in it is not touched."""
        page = await self._run_quietly(certificates)
        if page is None or page == self.page:
            return
        is_other_form = page.key != self.page.key or len(page.people) != len(self.page.people)
        if self.page.request.reference and len(page.paid) > len(self.page.paid):
            self.told = "paid"
        self.page, self.is_loaded = page, True
        if is_other_form:
            self.editing = False
            await self._begin_form()

    @rx.event
    @permission(Permission.OWN_UNIT)
    def tick(self, reference: str, is_ticked: bool) -> None:
        """The total follows."""
        known = {one.reference for one in self.page.people}
        ticked = self._ticked | {str(reference)} if is_ticked is True else self._ticked - {str(reference)}
        self._ticked = ticked & known
        self._count()

    @rx.event
    @permission(Permission.OWN_UNIT)
    def choose_each(self, which: str) -> None:
        self.is_each = which == "each"

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def choose_division(self, block: str, code: str) -> None:
        """A province, a city or a county: the next list follows."""
        block = str(block)
        if block in self.divisions:
            found = await self._run_quietly(division_choice, str(code)[:6])
            self.divisions[block] = found or DivisionChoice()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def pay(self, form: dict[str, Any]) -> AsyncGenerator[Any, None]:
        """Asks for the certificates, or changes the open request, then leads to the payment page."""
        self.is_busy = True
        yield
        request = self.page.request
        if request.reference and not self.editing:
            yield await self._to_payment_page(request.reference)
            return
        requested = await self._requested(form)
        if requested is None:
            self.is_busy = False
            yield rx.set_focus("error-summary")
            return
        self.editing = False
        yield await self._to_payment_page(requested.reference)

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def pay_request(self) -> AsyncGenerator[Any, None]:
        """The open request as it is; an open checkout is used again."""
        self.is_busy = True
        yield
        yield await self._to_payment_page(self.page.request.reference)

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def check_result(self) -> None:
        """Asks the payment service at once."""
        paid = await self._run(check_payment, self.page.request.reference)
        self.told = {True: "paid", False: "unpaid", None: ""}[paid]
        await self._read_quietly()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def edit(self) -> None:
        self.editing, self.told = True, ""
        await self._begin_form()

    @rx.event
    @permission(Permission.OWN_UNIT)
    def ask_withdrawal(self) -> None:
        self.is_withdrawing = True

    @rx.event
    @permission(Permission.OWN_UNIT)
    def keep_request(self) -> None:
        self.is_withdrawing = self.editing = False

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def withdraw(self) -> None:
        self.is_withdrawing = False
        await self._run(withdraw_request, self.page.request.reference, self.page.request.version)
        await self._read_quietly()

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def open_move(self, reference: str) -> None:
        """Opens the address of a delivery; an empty reference closes it."""
        self._clear()
        self.moving = str(reference)
        now = next((one for one in self.page.paid if one.person == self.moving), None)
        await self._set_division(MOVED, now.division_code if now else "")

    @rx.event
    @permission(Permission.OWN_UNIT)
    async def move(self, form: dict[str, Any]) -> Any:
        """The new address of everybody whose certificate travels with this one."""
        together = next((one.people for one in self.page.paid if one.person == self.moving), ())
        for reference in together:
            await self._run(change_delivery_address, _delivery(reference, MOVED, form, "express"))
            if self._refused:
                self._as_one(MOVED)
                return rx.set_focus("error-summary")
        self.moving = ""
        await self._read_quietly()
        return None

    async def _requested(self, form: dict[str, Any]) -> Requested | None:
        chosen = [one.reference for one in self.page.people if form.get(f"{one.reference}.people")]
        method = "counter" if self.page.is_counter else ""
        deliveries = [_delivery(one, one if self.is_each else EVERYBODY, form, method) for one in chosen]
        if self.editing:
            request = self.page.request
            requested = await self._run(change_request, request.reference, request.version, deliveries)
        else:
            requested = await self._run(request_certificates, self.page.unit, deliveries)
        if requested is None and not self.is_each:
            self._as_one(EVERYBODY)
        return requested

    async def _to_payment_page(self, reference: str) -> Any:
        address = await self._run(begin_payment, reference)
        await self._read_quietly()
        self.is_busy, self._left_in = False, self._locale
        return rx.redirect(address) if address else rx.set_focus("error-summary")

    def _form(self) -> str:
        return "delivery"

    def _as_one(self, block: str) -> None:
        """What is wrong with the one address that speaks for several persons is said once."""
        named: dict[str, Problem] = {}
        for problem in self.problems:
            owner, _dot, field = problem.field.partition(".")
            is_of_delivery = bool(field) and field != "people"
            name = f"{block if is_of_delivery else owner}.{field}" if field else owner
            named.setdefault(name, Problem(name, problem.text, f"#{name}"))
        self.problems = list(named.values())
        self.problem_of = {name: problem.text for name, problem in named.items()}

    async def _read_quietly(self) -> None:
        self.page = await self._run_quietly(certificates) or self.page

    async def _begin_form(self) -> None:
        self._ticked = {one.reference for one in self.page.people if one.is_chosen}
        self._count()
        self.divisions = {}
        await self._set_division(EVERYBODY, self.page.begins_with.division_code)
        for one in self.page.people:
            await self._set_division(one.reference, one.delivery.division_code)

    async def _set_division(self, block: str, code: str) -> None:
        self.divisions[block] = await self._run_quietly(division_choice, code) or DivisionChoice()

    def _count(self) -> None:
        count = len(self._ticked)
        self.sum_line = self.page.sums[count] if count < len(self.page.sums) else ""
        self.deed = self.page.deeds[count] if count < len(self.page.deeds) else ""


def _delivery(person: str, block: str, form: dict[str, Any], method: str) -> Delivery:
    """One person's choice, read from a block of questions; the action checks every part."""

    def typed(name: str) -> str:
        return str(form.get(f"{block}.{name}", ""))

    return Delivery(
        person=person,
        method=method or typed("method"),
        recipient=typed("recipient"),
        mobile=typed("mobile"),
        division_code=typed("division_code"),
        street=typed("street"),
        is_valid_six_months=typed("is_valid_six_months") == "on",
    )
