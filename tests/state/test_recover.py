"""The page of a forgotten password: reload, second tab, fault and signed-in reader."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Actor
from ciie_portal.state.identity.account import AccountState
from ciie_portal.state.identity.recover import RecoverState
from ciie_portal.state.identity.sign_up import SignUpState
from ciie_portal.state.portal import PortalState
from tests.actions.identity_scene import EMAIL, MOBILE, PASSWORD, a_buyer, sent_codes
from tests.state.without_browser import as_actor, goes_to, opened

pytestmark = pytest.mark.usefixtures("database")
PAGE = "/en/recover/"


def run(actor: Actor, page: PortalState, handler: str, *given: object) -> Any:
    """A handler as the page calls it, for somebody."""

    async def call() -> Any:
        answer = type(page).event_handlers[handler].fn(page, *given)
        return await answer if inspect.isawaitable(answer) else answer

    return as_actor(actor, call())


def test_the_answer_is_the_same_for_a_known_and_an_unknown_contact() -> None:
    a_buyer()
    shown = []
    for contact in (MOBILE, "13800138001"):
        page = opened(RecoverState, PAGE)
        focus = run(NOBODY, page, "send", {"contact": contact})
        shown.append((page.sent_to[:7], page.problems, page.trouble, str(focus.args)))
    assert shown[0] == shown[1]
    assert shown[0][:3] == ("138****", [], "")


def test_a_reload_and_a_fault_come_back_to_the_code_and_a_new_tab_to_the_contact() -> None:
    page = opened(RecoverState, PAGE)
    run(NOBODY, page, "send", {"contact": EMAIL})
    run(NOBODY, page, "open_page")
    assert (page.contact, page.sent_to) == (EMAIL, "l***@example.com")
    assert opened(RecoverState, PAGE).sent_to == ""


def test_the_code_that_was_typed_is_there_again_while_the_password_is_mended() -> None:
    page = opened(RecoverState, PAGE)
    run(NOBODY, page, "send", {"contact": MOBILE})
    run(NOBODY, page, "keep_code", "１２３ 456" + "x" * 1_000)
    run(NOBODY, page, "open_page")
    assert (page.sent_to, page.code) == ("138****8000", "１２３ 456" + "x" * 13)
    run(NOBODY, page, "send", {"contact": MOBILE})
    assert page.code == ""


def test_what_is_no_contact_is_said_beside_the_field_and_stays_typed() -> None:
    page = opened(RecoverState, PAGE)
    run(NOBODY, page, "send", {"contact": "x" * 10_000})
    assert (list(page.problem_of), page.sent_to, page.contact) == (["contact"], "", "x" * 300)
    run(NOBODY, page, "send", {"contact": None})
    assert page.sent_to == ""


@pytest.mark.parametrize(
    ("kind", "page"), [(RecoverState, PAGE), (SignUpState, "/en/register/?category=enterprise")]
)
def test_a_refused_code_is_said_no_more_when_another_one_is_asked_for(
    kind: type[RecoverState] | type[SignUpState], page: str
) -> None:
    fault = "fault=one_time_code_wrong&field=code&reference=0123abcd"
    tab = opened(kind, f"{page}{'&' if '?' in page else '?'}{fault}")
    run(NOBODY, tab, "open_page")
    assert (tab.fault_field, tab.fault_text != "", tab.fault_reference) == ("code", True, "0123abcd")
    run(NOBODY, tab, "change_contact")
    assert (tab.fault_field, tab.fault_text, tab.fault_reference) == ("", "", "")


def test_who_is_signed_in_is_led_to_the_account_page() -> None:
    page = opened(RecoverState, PAGE)

    led = run(access.buyer(a_buyer(), "en"), page, "open_page")
    assert goes_to(led) == "/en/account/"


def test_a_second_contact_is_proved_on_the_account_page() -> None:
    buyer = access.buyer(a_buyer(password_hash=PASSWORD), "en")
    page = opened(AccountState, "/en/account/")
    run(buyer, page, "begin_change", "second")
    run(buyer, page, "send_code", {"contact": EMAIL})
    assert (page.changing, page.sent_to) == ("second", "l***@example.com")
    run(buyer, page, "set_second", {"code": "x" * 10_000})
    assert list(page.problem_of) == ["code"]
    run(buyer, page, "set_second", {"code": sent_codes()[-1]})
    assert (page.account.second_contact, page.done, page.changing) == ("l***@example.com", "second", "")
    run(buyer, page, "remove_second")
    assert (page.account.second_contact, page.done) == ("", "second")


@pytest.mark.parametrize("place", ["", "third", "first; DROP TABLE account"])
def test_no_other_contact_is_changed(place: str) -> None:
    buyer = access.buyer(a_buyer(), "en")
    page = opened(AccountState, "/en/account/")
    run(buyer, page, "begin_change", place)
    run(buyer, page, "send_code", {"contact": EMAIL})
    assert (page.changing, page.sent_to, sent_codes()) == ("", "", [])
