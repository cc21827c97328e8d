"""The page of sign-in: the name that was refused is there again, for one more try."""

from __future__ import annotations

import inspect

from ciie_portal.domain.access import NOBODY
from ciie_portal.state.identity.sign_in import SignInState
from tests.state.without_browser import as_actor, moves_to, opened

REFUSED = "/en/sign-in/?fault=sign_in_wrong"


def call(page: SignInState, handler: str, *given: object) -> None:
    async def called() -> None:
        answer = type(page).event_handlers[handler].fn(page, *given)
        if inspect.isawaitable(answer):
            await answer

    as_actor(NOBODY, called())


def test_a_refused_name_is_there_again_and_a_new_visit_is_empty() -> None:
    page = opened(SignInState, "/en/sign-in/")
    call(page, "keep_name", "139 0000 1001" + "x" * 10_000)
    moves_to(page, REFUSED)
    call(page, "open_page")
    assert page.name == ("139 0000 1001" + "x" * 10_000)[:254]
    call(page, "open_page")
    assert page.name == ""
    call(page, "keep_name", "helpdesk")
    moves_to(page, "/en/sign-in/")
    call(page, "open_page")
    assert page.name == ""
