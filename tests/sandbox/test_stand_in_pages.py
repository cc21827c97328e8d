"""The pages that people see at the stand-ins: both languages, everything escaped, and no pretence."""

from __future__ import annotations

import json
from pathlib import Path

import pyotp
import pytest

from ciie_portal.gateways.cashier import Cashier
from ciie_portal.gateways.email import EmailGateway
from ciie_portal.gateways.sms import SmsGateway
from tests.sandbox_process import SECRET, SMS_SECRET, Sandbox

MARKUP = "<script>alert(1)</script>\"'&"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;"
STAND_IN = {
    "en": "A stand-in for demonstrations: nothing here is real.",
    "zh": "演示用模拟环境，内容均非真实。",
}
PAGES = ["/", "/mailbox", "/authenticator", "/switches"]


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_is_a_stand_in_in_its_language(
    sandbox: Sandbox, page: str, locale: str
) -> None:
    answer = sandbox.get(page, lang=locale)
    language = {"en": "en", "zh": "zh-Hans"}[locale]
    assert (answer.status_code, answer.headers["x-stand-in"]) == (200, "true")
    assert answer.text.count(STAND_IN[locale]) == 1
    assert answer.text.startswith(f'<!doctype html><html lang="{language}">')


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en", ["CNY 600.00", "Alipay", "WeChat Pay", "Bank card", "Pay now", "Decline"]),
     ("zh", ["¥600.00", "支付宝", "微信支付", "银行卡", "确认支付", "支付失败"])],
)  # fmt: skip
def test_the_hosted_page_speaks_the_buyers_language_and_escapes_what_the_merchant_said(
    sandbox: Sandbox, locale: str, words: list[str]
) -> None:
    checkout = Cashier(sandbox.url, SECRET).open_checkout(
        key=f"page-{locale}",
        reference=MARKUP,
        amount_minor=60000,
        currency="CNY",
        description=MARKUP,
        return_url="http://localhost:3000/",
        notify_url="http://127.0.0.1:9/",
        locale=locale,
    )
    assert checkout.hosted_url.startswith("http://127.0.0.1:")
    page = sandbox.get(checkout.hosted_url.removeprefix(sandbox.url))
    assert [word for word in words if word not in page.text] == []
    assert (page.text.count("<script>alert"), page.text.count(ESCAPED)) == (0, 2)
    sandbox.press(checkout.hosted_url)
    over = {"en": "This has been paid.", "zh": "该笔支付已完成。"}[locale]
    assert over in sandbox.get(checkout.hosted_url.removeprefix(sandbox.url)).text
    assert "<script>alert" not in sandbox.get("/switches").text


def test_an_unknown_hosted_page_is_not_found(sandbox: Sandbox) -> None:
    assert sandbox.get("/pay/co_unknown").status_code == 404
    assert sandbox.post("/pay/co_unknown", deed="pay").status_code == 404
    assert sandbox.post("/stray-payment", checkout="co_unknown").status_code == 404


def test_the_mailbox_shows_the_newest_first_and_filters_by_recipient(sandbox: Sandbox) -> None:
    sms, email = (
        SmsGateway(sandbox.url, SMS_SECRET),
        EmailGateway("127.0.0.1", sandbox.smtp_port, "a@ciie.example"),
    )
    sms.send("+8613900000001", f"first {MARKUP}", "page-sms-1")
    email.send("page@overseas.example", f"second {MARKUP}", MARKUP, "page-mail-1")
    sms.send("+8613900000001", "third", "page-sms-2")
    assert [one["text"] for one in sandbox.messages("+8613900000001")] == ["third", f"first {MARKUP}"]
    assert [one["to"] for one in sandbox.messages()[:3]] == [
        "+8613900000001",
        "page@overseas.example",
        "+8613900000001",
    ]
    page = sandbox.get("/mailbox", lang="en", to="page@overseas.example").text
    assert (page.count(ESCAPED), page.count("<script>alert"), page.count("third")) == (2, 0, 0)
    assert sandbox.get("/mailbox", to=MARKUP).text.count(ESCAPED) == 1


def test_the_authenticator_shows_the_codes_of_this_half_minute(sandbox: Sandbox) -> None:
    secret = pyotp.random_base32()
    file = sandbox.data_dir / "authenticator.json"
    file.write_text(json.dumps([{"login": "desk", "who": MARKUP, "secret": secret}, {"login": "half"}, 7]))
    codes = {pyotp.TOTP(secret).now()}
    shown = sandbox.get("/authenticator.json").json()
    page = sandbox.get("/authenticator", lang="zh").text
    codes.add(pyotp.TOTP(secret).now())
    file.unlink()
    assert (list(shown), shown["desk"] in codes) == (["desk"], True)
    assert (sum(page.count(code) for code in codes), page.count(ESCAPED)) == (1, 1)


@pytest.mark.parametrize(
    "content", ["", "{", "{}", "7", "[1]", '[{"login": "desk", "who": "x", "secret": "1"}]']
)
def test_an_authenticator_file_that_is_none_shows_nobody(sandbox: Sandbox, content: str) -> None:
    file: Path = sandbox.data_dir / "authenticator.json"
    file.write_text(content)
    assert sandbox.get("/authenticator.json").json() == {}
    assert sandbox.get("/authenticator").status_code == 200
    file.unlink()


def test_the_form_sets_every_switch_and_an_unticked_box_turns_one_off(sandbox: Sandbox) -> None:
    sandbox.switch(notification_lost=True, refund_seconds=9)
    assert sandbox.post("/switches", notification_doubled="on", notification_late="²").status_code == 303
    now = sandbox.get("/switches.json").json()
    assert (now["notification_lost"], now["notification_doubled"], now["notification_late"]) == (
        False,
        True,
        0,
    )
    assert now["refund_seconds"] == 2


def test_a_switch_that_does_not_exist_is_refused_so_that_no_test_trusts_it(sandbox: Sandbox) -> None:
    import httpx  # noqa: PLC0415

    for wanted in (b'{"no_such_switch": true}', b"[]", b"{"):
        answer = httpx.post(f"{sandbox.url}/switches.json", content=wanted, trust_env=False)
        assert answer.status_code == 400
