"""The saved page checks codes with the network cut, and agrees with the check of the server (C37)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ciie_portal import clock
from ciie_portal.domain import access
from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.entry_code import EntryCode, Verdict, edition_mark, from_base45, to_base45, written
from ciie_portal.domain.reference import Prefix, new_reference
from ciie_portal.lookups import gate, gate_page
from ciie_portal.lookups.gate import check_code, gate_from
from ciie_portal.security import sign, signing_key_id
from ciie_portal.store.queries import batches
from ciie_portal.store.tables import Edition
from tests.gate.hostile_codes import attacks, good_ways

pytestmark = pytest.mark.browser
MAKER = access.staff(1, StaffRole.CERTIFICATE_MAKER, locale="en")
SERIALS = [new_reference(Prefix.CERTIFICATE, (place, 31, 0, 12, 5, 6, 30)) for place in range(6)]


def code(serial: str, made_at: datetime, edition: str = "GATE", key_id: int = 0) -> str:
    signer = signing_key_id()
    one = EntryCode(key_id or signer, edition_mark(edition), serial, made_at)
    return written(one.body, sign(signer, one.body))


def altered(text: str) -> str:
    content = bytearray(from_base45(text[6:]))
    content[16] ^= 1
    return f"CIIE1:{to_base45(bytes(content))}"


@pytest.fixture
def saved(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of an edition that goes on for a month, in which one certificate is void."""
    now = clock.now()
    edition = Edition(
        code="GATE",
        name_zh="测试届",
        name_en="A test edition",
        starts_on=date(2026, 1, 1),
        ends_on=(now + timedelta(days=30)).date(),
        opens_at=now,
        closes_at=now + timedelta(days=1),
        fee_minor=0,
        currency="CNY",
    )
    monkeypatch.setattr(gate, "_edition", lambda _code, _now: edition)
    monkeypatch.setattr(batches, "no_longer_good", lambda _session, _edition: [SERIALS[1]])
    file = tmp_path / "certificate-check.html"
    file.write_text(gate_page.gate_page(MAKER, now=now), encoding="utf-8")
    return file


@pytest.fixture
def page(browser: Browser, saved: Path) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(saved.as_uri())
    yield page
    assert [address for address in asked if not address.startswith("file:")] == []
    context.close()


def scan(page: Page, text: str, verdict: str) -> None:
    """As a scanner does it that types and presses Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", verdict)
    expect(page.locator("#code")).to_have_value("")


def test_the_page_and_the_server_say_the_same_of_every_code(page: Page, saved: Path) -> None:
    now = clock.now()
    good = code(SERIALS[0], now)
    tried = {
        Verdict.GOOD: good,
        Verdict.REVOKED: code(SERIALS[1], now),
        Verdict.OTHER_EDITION: code(SERIALS[2], now, edition="OTHER"),
        Verdict.MADE_LATER: code(SERIALS[3], now + timedelta(days=1)),
        Verdict.UNKNOWN_KEY: code(SERIALS[4], now, key_id=999),
        Verdict.ALTERED: altered(good),
        Verdict.UNREADABLE: "https://ciie.example/",
    }
    files = gate.keys_file(MAKER, now=now), gate.revoked_file(MAKER, now=now)
    for verdict, text in tried.items():
        scan(page, text, verdict.value)
        assert check_code(text, gate_from(*files), {}, now)[0] is verdict


def test_every_hostile_text_is_told_apart_as_the_server_does(page: Page) -> None:
    good = code(SERIALS[0], clock.now())
    told = {
        name: page.evaluate("async text => (await check(text)).verdict", text)
        for name, (text, _verdict) in attacks(good).items()
    }
    assert told == {name: verdict.value for name, (_text, verdict) in attacks(good).items()}
    ways = [
        page.evaluate("async text => (await check(text)).verdict", text) for text in good_ways(good).values()
    ]
    assert ways == ["good", "second_entry", "second_entry", "second_entry"]


def test_the_page_says_what_it_cannot_know(page: Page) -> None:
    expect(page.locator("#list")).to_have_text(re.compile("^Void certificates as of .+: 1$"))
    expect(page.locator("#since")).to_have_text("What was made void after that time is not known here.")


def test_a_copy_is_noticed_even_after_the_page_was_loaded_again(page: Page) -> None:
    text = code(SERIALS[0], clock.now())
    scan(page, text, "good")
    scan(page, text, "second_entry")
    expect(page.locator("#count")).to_have_text("Let in here: 1")
    page.reload()
    scan(page, text, "second_entry")
    scan(page, code(SERIALS[5], clock.now()), "good")


def test_a_typed_serial_is_only_looked_up_among_the_void_ones(page: Page) -> None:
    scan(page, SERIALS[1].lower(), "revoked")
    scan(page, SERIALS[0], "typed")


def test_hostile_text_stays_text_and_the_page_speaks_chinese(page: Page) -> None:
    scan(page, "<img src=x onerror=alert(1)>", "unreadable")
    assert page.locator("#answer img").count() == 0
    page.get_by_role("button", name="中文").click()
    expect(page.locator("#answer h2")).to_have_text("不是进博会证件二维码")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
