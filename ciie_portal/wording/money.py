"""Sums of money in the reader's form, from minor units and a currency (glossary, rules of style)."""

from __future__ import annotations

from ciie_portal.i18n import N_, gettext_in

_METHODS: dict[str, str] = {"alipay": N_("Alipay"), "wechat": N_("WeChat Pay"), "card": N_("Bank card")}
_WITHOUT_CENTS = frozenset({"JPY", "KRW", "VND"})


def money(locale: str, minor: int, currency: str) -> str:
    """CNY 600.00 · ¥600.00, for buttons, tables and badges."""
    if locale == "zh" and currency == "CNY":
        return f"¥{_number(minor, currency)}"
    return f"{currency} {_number(minor, currency)}"


def money_in_sentence(locale: str, minor: int, currency: str) -> str:
    """CNY 600.00 · 人民币600.00元"""
    if locale == "zh" and currency == "CNY":
        return f"人民币{_number(minor, currency)}元"
    return money(locale, minor, currency)


def money_in_sms(locale: str, minor: int, currency: str) -> str:
    """CNY 600 · 600元: no cents where there are none."""
    number = _number(minor, currency).replace(",", "").removesuffix(".00")
    return f"{number}元" if locale == "zh" and currency == "CNY" else f"{currency} {number}"


def payment_method(locale: str, method: str) -> str:
    """Alipay · 支付宝; a way that we have no word for is the original one."""
    return gettext_in(locale, _METHODS.get(method, N_("The original way of payment")))


def _number(minor: int, currency: str) -> str:
    """1,234.50; the sign in front."""
    if currency in _WITHOUT_CENTS:
        return f"{minor:,}"
    sign = "-" if minor < 0 else ""
    whole, cents = divmod(abs(minor), 100)
    return f"{sign}{whole:,}.{cents:02}"
