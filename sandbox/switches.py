"""How the outside world may misbehave; changed on the switches page or by a test."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class Switches:
    """Everything off is a world that works. Seconds where a number is meant."""

    notification_late: int = 0
    notification_doubled: bool = False
    notification_lost: bool = False
    notification_before_return: bool = False
    notification_wrong_amount: bool = False
    notification_wrong_currency: bool = False
    payment_wrong_amount: bool = False
    refunds_refused: bool = False
    refunds_refused_later: bool = False
    refund_seconds: int = 2
    cashier_fails: bool = False  # answers 500
    cashier_fails_after: bool = False  # does the work, then answers 500
    cashier_answers_nonsense: bool = False  # does the work
    cashier_is_forged: bool = False  # does the work, but somebody else signs the answer
    cashier_hangs: int = 0
    sms_fails_for_now: bool = False
    sms_fails_for_good: bool = False
    mail_fails_for_now: bool = False
    mail_fails_for_good: bool = False


TITLES: dict[str, tuple[str, str]] = {
    "notification_late": ("Seconds by which a notification is late", "支付结果通知延迟（秒）"),
    "notification_doubled": ("Each notification comes twice", "通知重复发送"),
    "notification_lost": ("Notifications are lost", "通知丢失"),
    "notification_before_return": (
        "The notification arrives before the payer returns",
        "通知先于页面返回到达",
    ),
    "notification_wrong_amount": ("Notifications name another amount", "通知金额不符"),
    "notification_wrong_currency": ("Notifications name another currency", "通知币种不符"),
    "payment_wrong_amount": ("Payers pay 1.00 less than asked", "实付金额少1.00"),
    "refunds_refused": ("Refunds are refused at once", "立即拒绝退款"),
    "refunds_refused_later": ("Refunds are refused after a while", "处理后拒绝退款"),
    "refund_seconds": ("Seconds that a refund takes", "退款处理用时（秒）"),
    "cashier_fails": ("The payment service answers with an error", "支付服务返回错误"),
    "cashier_fails_after": (
        "The payment service does the work, then answers with an error",
        "支付服务已处理，但返回错误",
    ),
    "cashier_answers_nonsense": (
        "The payment service does the work, then answers nonsense",
        "支付服务已处理，但应答无法识别",
    ),
    "cashier_is_forged": ("Somebody else signs the payment service's answers", "支付服务应答签名不符"),
    "cashier_hangs": ("Seconds that the payment service hangs", "支付服务响应延迟（秒）"),
    "sms_fails_for_now": ("SMS fail for now", "短信暂时发送失败"),
    "sms_fails_for_good": ("SMS fail for good", "短信永久发送失败"),
    "mail_fails_for_now": ("Mail fails for now (451)", "邮件暂时发送失败（451）"),
    "mail_fails_for_good": ("Mail fails for good (550)", "邮件永久发送失败（550）"),
}


def changed(switches: Switches, wanted: dict[str, Any]) -> Switches:
    """With some of them set; wrong kinds are passed over."""
    known: dict[str, Any] = {}
    for one in fields(Switches):
        if one.name not in wanted:
            continue
        value, present = wanted[one.name], getattr(switches, one.name)
        if isinstance(present, bool):
            known[one.name] = value in (True, "on", "true", "1", 1)
        elif str(value).isascii() and str(value).isdigit():
            known[one.name] = min(int(value), 3600)
    return replace(switches, **known)


def as_dict(switches: Switches) -> dict[str, Any]:
    return asdict(switches)
