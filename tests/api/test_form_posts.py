"""C07: only small forms of our own pages are read, and nothing that was typed travels back in an address."""

from __future__ import annotations

import pytest
from httpx import Client

from ciie_portal.domain.errors import Rule
from ciie_portal.store.tables import WebSession
from tests.actions.identity_scene import (
    MOBILE,
    PASSWORD,
    a_buyer,
    account_behind,
    count_of,
    open_edition,
)
from tests.api.wire import COOKIE, OWN_PAGE, PORTAL, browser, led_to, post

__all__ = ["browser"]
POSTS = (
    "/api/sign-up",
    "/api/sign-in",
    "/api/sign-in/second",
    "/api/enrol",
    "/api/password",
    "/api/sign-out",
    "/api/sign-out-everywhere",
)
ANOTHER_SITE = "https://evil.example"


@pytest.fixture(autouse=True)
def present(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The routes read the clock; the tests' own instant is what it shows."""
    from tests.factories import NOW  # noqa: PLC0415

    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW)


def sign_in(
    browser: Client, name: str = MOBILE, password: str = PASSWORD, **more: str
) -> tuple[int, str, dict[str, str]]:
    return led_to(post(browser, "/api/sign-in", name=name, password=password, **more))


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": ANOTHER_SITE},
        {"origin": "null"},
        {"origin": "http://localhost:3001"},
        {"origin": PORTAL + ".evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": PORTAL, "sec-fetch-site": "cross-site"},
        {"origin": ANOTHER_SITE, "sec-fetch-site": "same-origin"},
    ],
    ids=str,
)
def test_a_post_from_elsewhere_is_refused(browser: Client, address: str, headers: dict[str, str]) -> None:
    answer = post(browser, address, headers, name=MOBILE, password=PASSWORD)
    assert (answer.status_code, "set-cookie" in answer.headers, count_of(WebSession)) == (403, False, 0)


@pytest.mark.parametrize(
    "headers", [OWN_PAGE, {"origin": PORTAL}, {"sec-fetch-site": "same-origin"}], ids=str
)
def test_a_post_of_our_own_page_passes_with_either_sign(browser: Client, headers: dict[str, str]) -> None:
    a_buyer()
    assert post(browser, "/api/sign-in", headers, name=MOBILE, password=PASSWORD).status_code == 303


def test_another_site_signs_nobody_out(browser: Client) -> None:
    account = a_buyer()
    sign_in(browser)
    token = browser.cookies[COOKIE]
    for address in ("/api/sign-out", "/api/sign-out-everywhere"):
        post(browser, address, {"origin": ANOTHER_SITE, "sec-fetch-site": "cross-site"})
    assert account_behind(token) == account


@pytest.mark.parametrize("address", POSTS)
def test_nothing_happens_on_a_get(browser: Client, address: str) -> None:
    assert browser.get(address, headers=OWN_PAGE).status_code == 405


def test_no_contact_code_or_password_travels_back_in_an_address(browser: Client) -> None:
    open_edition()
    secret = {
        "contact": MOBILE,
        "code": "123456",
        "password": PASSWORD,
        "old_password": PASSWORD,
        "name": MOBILE,
    }
    for address in POSTS:
        place = post(browser, address, category="enterprise", **secret).headers["location"]
        assert [value for value in (MOBILE, "13800138000", "123456", "harbour") if value in place] == []


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"name=" + b"a" * 30_000, {"content-type": "application/x-www-form-urlencoded"}, 413),
        (b"--x\r\n\r\n--x--", {"content-type": "multipart/form-data; boundary=x"}, 413),
        (b'{"name": 1}', {"content-type": "application/json"}, 413),
        (b"name=a", {}, 413),
        (b"&".join(b"a=b" for _ in range(21)), {"content-type": "application/x-www-form-urlencoded"}, 400),
    ],
    ids=["long", "multipart", "json", "no kind", "many fields"],
)
def test_what_is_no_small_form_is_not_read(
    browser: Client, content: bytes, headers: dict[str, str], status: int
) -> None:
    answer = browser.post("/api/sign-in", content=content, headers={**OWN_PAGE, **headers})
    assert answer.status_code == status


def test_a_form_without_a_told_length_is_not_read(browser: Client) -> None:
    headers = {**OWN_PAGE, "content-type": "application/x-www-form-urlencoded"}
    answer = browser.post("/api/sign-in", content=iter([b"name=a"]), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("strange", ["\x00", "\u202e", "\ufffd" * 3, "😀", "<script>", "%", "{person}"])
def test_strange_characters_are_a_wrong_name_and_never_a_fault(browser: Client, strange: str) -> None:
    a_buyer()
    assert sign_in(browser, strange, strange) == (303, "/en/sign-in/", {"fault": Rule.SIGN_IN_WRONG.value})
    assert sign_in(browser, MOBILE, strange) == (303, "/en/sign-in/", {"fault": Rule.SIGN_IN_WRONG.value})


def test_a_fault_of_our_own_leads_back_with_a_reference_and_no_trace(
    browser: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("ciie_portal.api.session.sign_in", broken)
    status, place, query = sign_in(browser)
    assert (status, place, sorted(query)) == (303, "/en/sign-in/", ["reference"])
    assert f"fault {query['reference']}" in caplog.text
