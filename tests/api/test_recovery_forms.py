"""C07, C08, C10: the forms of a forgotten password and of another contact, over HTTP."""

from __future__ import annotations

import threading

import pytest
from httpx import Client

from ciie_portal.actions import for_the_owner
from ciie_portal.actions.contacts import send_contact_code
from ciie_portal.actions.recover import ask_recovery
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY
from ciie_portal.jobs import dispatcher
from tests.actions.identity_scene import (
    HERE,
    MOBILE,
    PASSWORD,
    a_buyer,
    account_behind,
    another_code,
    sent_codes,
    sign_in_at,
)
from tests.api.wire import COOKIE, browser, led_to, post
from tests.factories import NOW

__all__ = ["browser"]
NEW_PASSWORD = "orchard violin 93 gravel"
NEW = "+8613900139000"


@pytest.fixture(autouse=True)
def present(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW)


def recovery_code() -> str:
    ask_recovery(NOBODY, MOBILE, HERE, now=NOW)
    dispatcher.run_once(tuple(for_the_owner.WORK), "house", threading.Event())
    return sent_codes()[-1]


def test_the_code_and_a_new_password_sign_in_and_end_every_other_session(browser: Client) -> None:
    account = a_buyer()
    elsewhere = sign_in_at()
    answer = post(browser, "/api/recover", contact=MOBILE, code=recovery_code(), password=NEW_PASSWORD)
    assert led_to(answer) == (303, "/en/account/", {"done": "password"})
    token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert answer.headers["set-cookie"].startswith(COOKIE)
    assert (account_behind(token), account_behind(elsewhere)) == (account, None)


def test_a_known_and_an_unknown_contact_get_the_same_refusal_to_the_letter(browser: Client) -> None:
    a_buyer()
    code = another_code(recovery_code())
    answers = [
        post(browser, "/api/recover", contact=contact, code=code, password=NEW_PASSWORD)
        for contact in (MOBILE, "13800138001")
    ]
    known, unknown = [
        (answer.status_code, sorted(answer.headers.multi_items()), answer.content) for answer in answers
    ]
    assert known == unknown
    assert led_to(answers[0]) == (
        303,
        "/en/recover/",
        {"fault": "one_time_code_wrong", "field": "code"},
    )


def test_neither_contact_nor_code_nor_password_stands_in_an_address(browser: Client) -> None:
    answer = post(browser, "/api/recover", contact=MOBILE, code="123456", password="short")
    assert led_to(answer) == (
        303,
        "/en/recover/",
        {"fault": "password_too_short", "field": "password", "facts": "shortest:8,length:5"},
    )


@pytest.mark.parametrize("address", ["/api/recover", "/api/contact"])
def test_a_form_of_another_site_changes_nothing(browser: Client, address: str) -> None:
    a_buyer()
    foreign = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    given = {"contact": MOBILE, "code": recovery_code(), "password": NEW_PASSWORD}
    assert post(browser, address, foreign, **given).status_code == 403
    assert account_behind(sign_in_at()) is not None


def test_another_contact_keeps_this_browser_signed_in_and_no_other(browser: Client) -> None:
    account = a_buyer()
    elsewhere = sign_in_at()
    browser.cookies.set(COOKIE, sign_in_at())
    send_contact_code(access.buyer(account, "en"), "first", NEW, HERE, now=NOW)
    answer = post(browser, "/api/contact", contact=NEW, code=sent_codes()[-1], password=PASSWORD)
    assert led_to(answer) == (303, "/en/account/", {"done": "contact"})
    token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert (account_behind(token), account_behind(elsewhere)) == (account, None)


def test_who_is_not_signed_in_changes_no_contact(browser: Client) -> None:
    answer = post(browser, "/api/contact", contact=NEW, code="123456", password=PASSWORD)
    assert led_to(answer) == (303, "/en/sign-in/", {"fault": "sign_in_first"})
