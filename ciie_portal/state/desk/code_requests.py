"""Requests for an invitation code: the queue, one request, its answer."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.actions.answer_code_request import decline, grant
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.code_requests import request_case, requests_screen
from ciie_portal.lookups.request_notice import request_notice
from ciie_portal.lookups.shapes.code_requests import RequestCase, RequestQueue
from ciie_portal.lookups.shapes.unit_case import NoticePreview
from ciie_portal.state.desk.codes import typed_date
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.code_requests import told
from ciie_portal.wording.reasons import reason_text


class RequestsState(PortalState):
    """The queue as the address asks for it."""

    queue: RequestQueue = RequestQueue()

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def open_page(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.queue = await self._run(requests_screen, query) or RequestQueue(is_loaded=True)


class RequestState(PortalState):
    """One request; what is chosen here is lost without harm until a form is sent."""

    case: RequestCase = RequestCase()
    decision: str = "grant"
    reason: str = ""
    reason_key: int = 0
    preview: tuple[NoticePreview, ...] = ()
    told: str = ""
    _mission: str = ""

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def open_page(self) -> None:
        self.told, self.reason, self.decision, self._mission = "", "", "grant", ""
        self.reason_key += 1
        await self._read(self._last_part)

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def choose(self, decision: str) -> None:
        if decision in ("grant", "decline"):
            self.decision = decision
            await self._show_notice()

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def choose_mission(self, code: str) -> None:
        self._mission = str(code)[:30]
        await self._show_notice()

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def use_template(self, code: str) -> None:
        """The template's words in the buyer's language, to be sent as they are or changed."""
        self.reason = reason_text(str(code), self.case.locale)
        self.reason_key += 1
        await self._show_notice()

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def say_reason(self, text: str) -> None:
        self.reason = str(text)
        await self._show_notice()

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def give(self, form: dict[str, Any]) -> Any:
        answers = {**form, "expires_on": typed_date(form, "expires_on")}
        return await self._answer(grant, answers, is_grant=True)

    @rx.event
    @permission(Permission.ISSUE_CODES)
    async def refuse(self, form: dict[str, Any]) -> Any:
        self.reason = str(form.get("reason", ""))
        return await self._answer(decline, {"reason": self.reason}, is_grant=False)

    async def _answer(self, answer: Any, answers: dict[str, Any], *, is_grant: bool) -> Any:
        """What the rules refuse stays as it was typed; after an answer the request says how it ended."""
        await self._run(answer, self.case.key, self.case.version, answers)
        if self._refused:
            return rx.set_focus("error-summary")
        self.told = told(self._locale, is_grant)
        await self._read(self.case.key)
        return None

    async def _read(self, key: str) -> None:
        self.case = await self._run(request_case, key) or RequestCase(is_loaded=True)
        await self._show_notice()

    async def _show_notice(self) -> None:
        if not self.case.may_answer:
            self.preview = ()
            return
        shown = await self._run_quietly(
            request_notice,
            self.case.key,
            is_grant=self.decision == "grant",
            reason=self.reason,
            mission_code=self._mission,
        )
        self.preview = shown or ()
