"""The page of questions: what the address searches for; a search becomes an address."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.domain.access import Permission
from ciie_portal.lookups.paging import as_searched
from ciie_portal.lookups.questions import PAGE, questions_page
from ciie_portal.lookups.shapes.questions import Questions
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState


class QuestionsState(PortalState):
    """Needs nothing of a person."""

    questions: Questions = Questions()

    @rx.event
    @permission(Permission.ANYONE)
    async def open_page(self) -> None:
        query = dict(self.router.url.query_parameters)
        self.questions = await self._run(questions_page, query) or Questions()

    @rx.event
    @permission(Permission.ANYONE)
    def look_for(self, form: dict[str, Any]) -> Any:
        """The search goes into the address, which can be shared."""
        search = as_searched(form.get("q", ""))
        return rx.redirect(routes.path(self._locale, PAGE, q=search))
