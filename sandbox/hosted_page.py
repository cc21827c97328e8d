"""The provider's own page: a person picks a way to pay, pays or declines, and goes back to the merchant."""

from __future__ import annotations

import asyncio
import time
from html import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.books import Row, new_id
from sandbox.html import both, money, page
from sandbox.notifications import notify_decline, notify_payment
from sandbox.world import World

PAID_LESS_MINOR = 100
METHODS = (
    ("alipay", "Alipay", "支付宝"),
    ("wechat", "WeChat Pay", "微信支付"),
    ("card", "Bank card", "银行卡"),
)
ENDED = {
    "paid": ("This has been paid.", "该笔支付已完成。"),
    "cancelled": ("The merchant has withdrawn this payment.", "商户已撤销该笔支付。"),
}


async def show(request: Request) -> Response:
    world: World = request.app.state.world
    checkout = world.books.get("checkout", request.path_params["id"])
    if checkout is None:
        return page("en", "Not found · 未找到", "", status=404)
    locale = locale_of(request, checkout)
    sum_ = f'<p class="sum">{escape(money(checkout["amount_minor"], checkout["currency"], locale))}</p>'
    about = f"<p>{escape(checkout['description'])}<br>{escape(checkout['reference'])}</p>"
    body = sum_ + about + (ended(checkout, locale) if checkout["status"] in ENDED else form(checkout, locale))
    return page(locale, both("Pay", "支付", locale), body)


def locale_of(request: Request, checkout: Row) -> str:
    asked = request.query_params.get("lang", checkout["locale"])
    return "zh" if asked == "zh" else "en"


def form(checkout: Row, locale: str) -> str:
    choices = "".join(
        f'<label><input type="radio" name="method" value="{value}"{" checked" if place == 0 else ""}> '
        f"{escape(both(english, chinese, locale))}</label>"
        for place, (value, english, chinese) in enumerate(METHODS)
    )
    legend = both("How do you pay?", "选择支付方式", locale)
    pay, decline = both("Pay now", "确认支付", locale), both("Decline", "支付失败", locale)
    return (
        f'<form method="post"><fieldset><legend>{legend}</legend>{choices}</fieldset><div class="row">'
        f'<button class="go" name="deed" value="pay">{pay}</button>'
        f'<button name="deed" value="decline">{decline}</button>'
        f'<button name="deed" value="back">{both("Back to the merchant", "返回商户", locale)}</button>'
        "</div></form>"
    )


def ended(checkout: Row, locale: str) -> str:
    said = escape(both(*ENDED[checkout["status"]], locale))
    back = both("Back to the merchant", "返回商户", locale)
    return f'<p>{said}</p><form method="post"><button name="deed" value="back">{back}</button></form>'


async def press(request: Request) -> Response:
    world: World = request.app.state.world
    checkout = world.books.get("checkout", request.path_params["id"])
    if checkout is None:
        return page("en", "Not found · 未找到", "", status=404)
    pressed = await request.form(max_files=0, max_fields=5)
    if pressed.get("deed") == "pay" and checkout["status"] == "open":
        method = str(pressed.get("method", "card"))
        pay(world, checkout, method if method in {value for value, *_ in METHODS} else "card")
        if world.switches.notification_before_return:
            await until_told(world)
    elif pressed.get("deed") == "decline" and checkout["status"] == "open":
        attempt = new_id("tx")
        world.books.enter("declined", checkout=checkout["id"], transaction=attempt)
        notify_decline(world, checkout, attempt)
    return RedirectResponse(checkout["return_url"], status_code=303)


async def until_told(world: World, seconds: float = 5.0) -> None:
    """Until no notification waits for its first try any more."""
    until = time.time() + seconds
    while time.time() < until and any(
        not row["tries"] for row in world.books.where("notification", "state", "queued")
    ):
        await asyncio.sleep(0.05)


def pay(world: World, checkout: Row, method: str) -> Row:
    """Takes the money, whatever the checkout's state: a payment already under way cannot be stopped."""
    less = PAID_LESS_MINOR if world.switches.payment_wrong_amount else 0
    payment = {
        "id": new_id("tx"),
        "checkout": checkout["id"],
        "reference": checkout["reference"],
        "amount_minor": max(1, checkout["amount_minor"] - less),
        "currency": checkout["currency"],
        "method": method,
        "notify_url": checkout["notify_url"],
        "paid_at": int(time.time()),
        "refunded_minor": 0,
    }
    if checkout.get("status") == "open":
        checkout["status"] = "paid"
        world.books.put("checkout", checkout)
    world.books.put("payment", payment)
    world.books.enter(
        "payment", transaction=payment["id"], checkout=checkout["id"], amount_minor=payment["amount_minor"]
    )
    notify_payment(world, payment)
    return payment


async def stray(request: Request) -> Response:
    """A payment that nobody asked for: on a checkout that is paid, cancelled or replaced, or on none at all.

    A form with `checkout`; or with `reference`, `amount_minor`, `currency` and `notify_url`.
    """
    world: World = request.app.state.world
    given = await request.form(max_files=0, max_fields=5)
    checkout = world.books.get("checkout", str(given.get("checkout", "")))
    amount = str(given.get("amount_minor", ""))
    if checkout is None and "checkout" not in given and amount.isascii() and amount.isdigit():
        said = {name: str(given.get(name, ""))[:300] for name in ("reference", "currency", "notify_url")}
        checkout = {"id": "", "amount_minor": int(amount[:12]), **said}
    if checkout is None:
        return JSONResponse({"error": "unknown"}, status_code=404)
    payment = pay(world, checkout, "alipay")
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/switches", status_code=303)
    return JSONResponse(payment)


ROUTES = [
    Route("/pay/{id}", show),
    Route("/pay/{id}", press, methods=["POST"]),
    Route("/stray-payment", stray, methods=["POST"]),
]
