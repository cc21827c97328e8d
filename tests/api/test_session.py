"""C06 to C08 over HTTP: forms of our own pages begin and end sessions; nobody else's do."""

from __future__ import annotations

import pytest
from httpx import Client

from ciie_portal.store.tables import Account
from tests.actions.identity_scene import (
    MOBILE,
    PASSWORD,
    a_buyer,
    a_staff_member,
    account_behind,
    another_code,
    ask_for_code,
    authenticator_code,
    count_of,
    open_edition,
    staff_behind,
)
from tests.api.wire import COOKIE, OWN_PAGE, a_browser, browser, led_to, post

__all__ = ["browser"]


@pytest.fixture(autouse=True)
def present(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The routes read the clock; the tests' own instant is what it shows."""
    from tests.factories import NOW  # noqa: PLC0415

    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW)


def sign_in(
    browser: Client, name: str = MOBILE, password: str = PASSWORD, **more: str
) -> tuple[int, str, dict[str, str]]:
    return led_to(post(browser, "/api/sign-in", name=name, password=password, **more))


def test_a_buyer_signs_in_and_the_cookie_is_out_of_reach_of_scripts(browser: Client) -> None:
    account = a_buyer()
    answer = post(browser, "/api/sign-in", name=MOBILE, password=PASSWORD)
    assert led_to(answer) == (303, "/en/progress/", {})
    cookie = answer.headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    token, *attributes = rest.split("; ")
    assert (name, attributes) == (COOKIE, ["Path=/", "HttpOnly", "SameSite=Lax"])
    assert account_behind(token) == account
    assert answer.headers["cache-control"] == "no-store"


def test_behind_tls_the_cookie_is_secure_and_bound_to_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    from ciie_portal.settings import get_settings  # noqa: PLC0415

    own = {"origin": "https://buyers.example", "sec-fetch-site": "same-origin"}
    monkeypatch.setattr(get_settings(), "public_url", "https://buyers.example")
    with a_browser("https://buyers.example") as browser:
        a_buyer()
        answer = post(browser, "/api/sign-in", own, name=MOBILE, password=PASSWORD)
    assert answer.headers["set-cookie"].startswith("__Host-ciie_session=")
    assert answer.headers["set-cookie"].endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_nobody_signs_everybody_out(browser: Client) -> None:
    account = a_buyer()
    sign_in(browser)
    token = browser.cookies[COOKIE]
    browser.cookies.clear()
    answer = led_to(post(browser, "/api/sign-out-everywhere"))
    assert answer == (303, "/en/sign-in/", {"fault": "sign_in_first"})
    assert account_behind(token) == account


def test_a_planted_session_id_does_not_survive_the_sign_in(browser: Client) -> None:
    account = a_buyer()
    browser.cookies.set(COOKIE, "planted", domain="localhost.local")
    answer = browser.post(
        "/api/sign-in",
        data={"name": MOBILE, "password": PASSWORD},
        headers={**OWN_PAGE, "cookie": f"{COOKIE}=planted"},
    )
    token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert token != "planted"
    assert (account_behind(token), account_behind("planted")) == (account, None)


def test_signing_in_again_ends_the_session_before(browser: Client) -> None:
    account = a_buyer()
    sign_in(browser)
    first = browser.cookies[COOKIE]
    sign_in(browser)
    assert (account_behind(first), account_behind(browser.cookies[COOKIE])) == (None, account)


def test_a_wrong_password_ends_no_session(browser: Client) -> None:
    account = a_buyer()
    sign_in(browser)
    sign_in(browser, password="not this one 7")
    assert account_behind(browser.cookies[COOKIE]) == account


def test_signing_out_ends_the_session_and_takes_the_cookie(browser: Client) -> None:
    a_buyer()
    sign_in(browser)
    token = browser.cookies[COOKIE]
    answer = post(browser, "/api/sign-out")
    assert led_to(answer) == (303, "/en/", {})
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}=;")
    assert account_behind(token) is None


def test_a_new_password_ends_the_other_sessions(browser: Client) -> None:
    account = a_buyer()
    sign_in(browser)
    other = browser.cookies[COOKIE]
    browser.cookies.clear()
    sign_in(browser)
    answer = post(browser, "/api/password", old_password=PASSWORD, new_password="quilt anchor 93 willow")
    assert led_to(answer) == (303, "/en/account/", {"done": "password"})
    assert (account_behind(other), account_behind(browser.cookies[COOKIE])) == (None, account)


@pytest.mark.parametrize("address", ["/api/password", "/api/sign-out-everywhere"])
def test_who_is_not_signed_in_is_led_to_sign_in(browser: Client, address: str) -> None:
    answer = post(browser, address, old_password=PASSWORD, new_password="quilt anchor 93 willow")
    assert led_to(answer) == (303, "/en/sign-in/", {"fault": "sign_in_first"})


def test_a_known_and_an_unknown_name_get_the_same_answer_to_the_letter(browser: Client) -> None:
    a_buyer()
    answers = [
        post(browser, "/api/sign-in", name=name, password="wrong one 7")
        for name in (MOBILE, "+8613900139000")
    ]
    told = [(answer.status_code, dict(answer.headers), answer.content) for answer in answers]
    assert told[0] == told[1]
    assert led_to(answers[0]) == (303, "/en/sign-in/", {"fault": "sign_in_wrong"})


def test_too_many_tries_say_how_long_to_wait(browser: Client) -> None:
    for _ in range(10):
        sign_in(browser, password="wrong one 7")
    answer = sign_in(browser)
    assert answer == (303, "/en/sign-in/", {"fault": "too_many_tries", "facts": "minutes:15"})


def test_staff_go_through_the_second_step_to_where_they_wanted(browser: Client) -> None:
    member = a_staff_member()
    assert sign_in(browser, "desk", next="/en/desk/units/") == (
        303,
        "/en/sign-in/second/",
        {"next": "/en/desk/units/"},
    )
    half = browser.cookies[COOKIE]
    code = authenticator_code(member)
    wrong = post(browser, "/api/sign-in/second", code=another_code(code), next="/en/desk/units/")
    assert led_to(wrong) == (
        303,
        "/en/sign-in/second/",
        {"next": "/en/desk/units/", "fault": "second_factor_wrong", "field": "code"},
    )
    right = post(browser, "/api/sign-in/second", code=code, next="/en/desk/units/")
    assert led_to(right) == (303, "/en/desk/units/", {})
    assert (staff_behind(browser.cookies[COOKIE]), browser.cookies[COOKIE] != half) == (member, True)


def test_a_second_step_without_the_first_leads_back_to_it(browser: Client) -> None:
    answer = led_to(post(browser, "/api/sign-in/second", code="123456", next="/en/desk/units/"))
    assert answer == (303, "/en/sign-in/", {"next": "/en/desk/units/", "fault": "sign_in_first"})


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/en/../../evil",
        "/en/@evil.example",
        "/en/%2f%2fevil.example",
        "javascript:alert(1)",
        "/zh/progress/",
        "/en/progress/?x=1",
        "/en/a\r\nset-cookie: a=b",
        "/api/sign-out",
        "evil",
        "/en/" + "a" * 200,
    ],
)
def test_next_leads_to_a_page_of_ours_or_nowhere(browser: Client, elsewhere: str) -> None:
    a_buyer()
    assert sign_in(browser, next=elsewhere) == (303, "/en/progress/", {})


def test_next_leads_back_to_the_page_that_was_asked_for(browser: Client) -> None:
    a_buyer()
    assert sign_in(browser, next="/en/certificates/CR-7XK29QMA/") == (
        303,
        "/en/certificates/CR-7XK29QMA/",
        {},
    )


def test_signing_up_over_the_form(browser: Client) -> None:
    open_edition()
    code = ask_for_code()
    given = {"contact": MOBILE, "category": "enterprise", "code_held": "no"}
    wrong = post(browser, "/api/sign-up", code=another_code(code), password=PASSWORD, **given)
    assert led_to(wrong) == (
        303,
        "/en/register/",
        {"category": "enterprise", "code_held": "no", "fault": "one_time_code_wrong", "field": "code"},
    )
    right = post(browser, "/api/sign-up", code=code, password=PASSWORD, **given)
    assert led_to(right) == (303, "/en/register/unit/", {})
    assert count_of(Account) == 1
