"""The finance page: payments, money to be decided on, refunds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MoneyTab:
    name: str
    address: str
    count: str
    is_current: bool


@dataclass(frozen=True)
class PaymentRow:
    """`address`: where finance decides about it; empty where nothing is to be decided."""

    transaction: str
    request: str
    unit: str
    amount: str
    refunded: str
    method: str
    family: str
    state: str
    paid: str
    address: str = ""


@dataclass(frozen=True)
class RefundRow:
    reference: str
    version: int
    request: str
    person: str
    amount: str
    reason: str
    family: str
    state: str
    since: str
    refusal: str = ""
    may_retry: bool = False


@dataclass(frozen=True)
class MoneyAstray:
    """One payment that matches no request. `request`: the one it names, if it names one of ours."""

    key: str = ""
    version: int = 0
    transaction: str = ""
    amount: str = ""
    method: str = ""
    paid: str = ""
    why: str = ""
    corrected: str = ""
    request: str = ""
    due: str = ""
    unit: str = ""


@dataclass(frozen=True)
class MoneyDesk:
    """One view of the page; `astray` is empty until a payment is chosen."""

    view: str = ""
    tabs: tuple[MoneyTab, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    refunds: tuple[RefundRow, ...] = ()
    astray: MoneyAstray = MoneyAstray()
    is_astray: bool = False
    shown: str = ""
    previous: str = ""
    following: str = ""
    search: str = ""
    reconciled: str = ""
    is_trouble: bool = False
    is_loaded: bool = False
