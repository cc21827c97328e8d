"""A cashier that keeps its books in memory: the same key is the same checkout or refund."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from ciie_portal.gateways import providers
from ciie_portal.gateways.cashier import (
    Cancelled,
    Cashier,
    OpenedCheckout,
    RefundAnswer,
    RefundState,
    Transaction,
)
from ciie_portal.gateways.errors import PermanentTrouble
from ciie_portal.settings import get_settings


@dataclass
class BookedCashier(Cashier):
    """The provider as a book: the same key is the same checkout or refund; what it will answer can be set."""

    checkouts: dict[str, dict[str, Any]] = field(default_factory=dict)  # by our key
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    paid: list[Transaction] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    trouble: Exception | None = None
    refund_says: RefundState = RefundState.PROCESSING

    def __post_init__(self) -> None:
        self.secret = get_settings().cashier_secret.get_secret_value()

    def _note(self, call: str) -> None:
        self.calls.append(call)
        if self.trouble is not None:
            raise self.trouble

    def open_checkout(self, *, key: str, **facts: Any) -> OpenedCheckout:
        self._note("open")
        asked = self.checkouts.setdefault(
            key, {"id": f"co_{secrets.token_hex(4)}", "status": "open", **facts}
        )
        if any(asked[name] != fact for name, fact in facts.items()):
            raise PermanentTrouble("refused with 409")
        return OpenedCheckout(asked["id"], f"http://127.0.0.1:3100/pay/{asked['id']}")

    def _checkout(self, provider_id: str) -> dict[str, Any]:
        for one in self.checkouts.values():
            if one["id"] == provider_id:
                return one
        raise PermanentTrouble("refused with 404")

    def cancel_checkout(self, provider_id: str) -> Cancelled:
        self._note("cancel")
        checkout = self._checkout(provider_id)
        if checkout["status"] == "paid":
            return Cancelled.ALREADY_PAID
        checkout["status"] = "cancelled"
        return Cancelled.CANCELLED

    def find_checkout(self, provider_id: str) -> dict[str, Any]:
        self._note("find")
        return self._checkout(provider_id)

    def transactions_since(self, instant: datetime) -> tuple[Transaction, ...]:
        self._note("transactions")
        return tuple(self.paid)

    def refund(self, *, key: str, **facts: Any) -> RefundAnswer:
        self._note("refund")
        booked = self.refunds.setdefault(
            key, {"id": f"re_{secrets.token_hex(4)}", "state": self.refund_says, **facts}
        )
        why = "the bank refuses" if booked["state"] is RefundState.REFUSED else ""
        return RefundAnswer(booked["state"], booked["id"], why)

    def find_refund(self, provider_id: str) -> RefundAnswer:
        self._note("find refund")
        for one in self.refunds.values():
            if one["id"] == provider_id:
                return RefundAnswer(one["state"], one["id"])
        raise PermanentTrouble("refused with 404")


@pytest.fixture
def cashier(database: str, monkeypatch: pytest.MonkeyPatch) -> BookedCashier:
    """Stands where the provider is; `database` is the test's own."""
    stand_in = BookedCashier()
    monkeypatch.setattr(providers, "cashier", lambda: stand_in)
    return stand_in
