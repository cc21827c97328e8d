"""The payment provider: a hosted page, signed notifications, refunds that take time (rules.md section 8)."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from ciie_portal.domain.payment import is_fresh
from ciie_portal.gateways.errors import BadNotification, PermanentTrouble, TemporaryTrouble
from ciie_portal.gateways.signed_http import SignedClient, signature

PROVIDER = "cashier"
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class OpenedCheckout:
    provider_id: str
    hosted_url: str


class Cancelled(StrEnum):
    """What became of a cancellation."""

    CANCELLED = "cancelled"
    ALREADY_PAID = "already_paid"


class RefundState(StrEnum):
    PROCESSING = "processing"
    PAID = "paid"
    REFUSED = "refused"


@dataclass(frozen=True)
class RefundAnswer:
    status: RefundState
    provider_id: str
    why: str = ""


class NotificationKind(StrEnum):
    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True)
class Notification:
    """What the provider says, its signature proved. `reference` is ours; amounts are minor units."""

    event_id: str
    kind: NotificationKind
    status: str
    reference: str
    checkout_id: str
    transaction: str
    refund_id: str
    amount_minor: int
    currency: str
    method: str
    occurred_at: datetime


@dataclass(frozen=True)
class Transaction:
    """A payment in the provider's own books."""

    transaction: str
    checkout_id: str
    reference: str
    amount_minor: int
    currency: str
    method: str
    paid_at: datetime


class Cashier:
    """Every call that moves money carries our own stored key: the same key is done once."""

    def __init__(self, base: str, secret: str) -> None:
        self.client = SignedClient(f"{base.rstrip('/')}/cashier/v1", secret)
        self.secret = secret

    def open_checkout(
        self,
        *,
        key: str,
        reference: str,
        amount_minor: int,
        currency: str,
        description: str,
        return_url: str,
        notify_url: str,
        locale: str,
    ) -> OpenedCheckout:
        """Raises TemporaryTrouble, PermanentTrouble."""
        body = {
            "reference": reference,
            "amount_minor": amount_minor,
            "currency": currency,
            "description": description,
            "return_url": return_url,
            "notify_url": notify_url,
            "locale": locale,
        }
        answer = self.client.expect("POST", "/checkouts", body, key)
        return OpenedCheckout(text(answer, "id"), text(answer, "url"))

    def cancel_checkout(self, provider_id: str) -> Cancelled:
        status, answer = self.client.call("POST", f"/checkouts/{quote(provider_id, safe='')}/cancel", {})
        if status == 409 and answer.get("status") == "paid":
            return Cancelled.ALREADY_PAID
        if status >= 400 and answer.get("status") != "cancelled":
            raise PermanentTrouble(f"refused with {status}")
        return Cancelled.CANCELLED

    def find_checkout(self, provider_id: str) -> Mapping[str, Any]:
        """Its `status`: open, paid or cancelled; raises PermanentTrouble for an unknown one."""
        return self.client.expect("GET", f"/checkouts/{quote(provider_id, safe='')}")

    def transactions_since(self, instant: datetime) -> tuple[Transaction, ...]:
        """All payments from an instant on, oldest first."""
        found: list[Transaction] = []
        after = ""
        while True:
            address = f"/transactions?since={int(instant.timestamp())}&after={quote(after, safe='')}"
            rows = self.client.expect("GET", address).get("transactions")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise TemporaryTrouble("the answer has no list of transactions")
            if not rows:
                return tuple(found)
            found += [transaction_of(row) for row in rows]
            if found[-1].transaction == after:
                raise TemporaryTrouble("the same page twice")
            after = found[-1].transaction

    def refund(
        self, *, key: str, provider_transaction: str, amount_minor: int, currency: str, reference: str
    ) -> RefundAnswer:
        """Back the way it came. A refusal is an answer, not a fault."""
        body = {
            "transaction": provider_transaction,
            "amount_minor": amount_minor,
            "currency": currency,
            "reference": reference,
        }
        status, answer = self.client.call("POST", "/refunds", body, key)
        if status in (402, 422):  # 409 is a key that was used for something else: our own fault
            return RefundAnswer(RefundState.REFUSED, str(answer.get("id", "")), str(answer.get("error", "")))
        if status >= 400:
            raise PermanentTrouble(f"refused with {status}")
        return refund_answer(answer)

    def find_refund(self, provider_id: str) -> RefundAnswer:
        return refund_answer(self.client.expect("GET", f"/refunds/{quote(provider_id, safe='')}"))

    def verify(self, raw: bytes, headers: Mapping[str, str], now: datetime) -> Notification:
        """Raises BadNotification: too large, unsigned, altered, five minutes old, or no notification."""
        sent = {name.lower(): value for name, value in headers.items()}
        stamp, given = sent.get("x-timestamp", ""), sent.get("x-signature", "")
        is_instant = stamp.isascii() and stamp.isdigit() and len(stamp) <= 12
        if not self.secret or len(raw) > MOST_BYTES or not is_instant:
            raise BadNotification("malformed")
        if not hmac.compare_digest(signature(self.secret, stamp, raw).encode(), given.encode()):
            raise BadNotification("signature")
        if not is_fresh(int(stamp), now.timestamp()):
            raise BadNotification("too old")
        try:
            said = json.loads(raw)
            return Notification(
                event_id=text(said, "event"),
                kind=NotificationKind(said["kind"]),
                status=text(said, "status"),
                reference=text(said, "reference"),
                checkout_id=str(said.get("checkout", ""))[:100],
                transaction=text(said, "transaction"),
                refund_id=str(said.get("refund", ""))[:100],
                amount_minor=number(said, "amount_minor"),
                currency=text(said, "currency"),
                method=str(said.get("method", ""))[:30],
                occurred_at=instant_of(said, "occurred_at"),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, TemporaryTrouble):
            raise BadNotification("not a notification") from None


def transaction_of(row: Mapping[str, Any]) -> Transaction:
    return Transaction(
        transaction=text(row, "transaction"),
        checkout_id=str(row.get("checkout", ""))[:100],  # none for money that nobody had asked for
        reference=text(row, "reference"),
        amount_minor=number(row, "amount_minor"),
        currency=text(row, "currency"),
        method=text(row, "method"),
        paid_at=instant_of(row, "paid_at"),
    )


def refund_answer(answer: Mapping[str, Any]) -> RefundAnswer:
    try:
        status = RefundState(answer["status"])
    except (KeyError, ValueError):
        raise TemporaryTrouble("an unknown refund status") from None
    return RefundAnswer(status, text(answer, "id"), str(answer.get("error", ""))[:200])


def text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value or len(value) > 500:
        raise TemporaryTrouble(f"{name} is missing in the answer")
    return value


def number(said: Mapping[str, Any], name: str) -> int:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**12:
        raise TemporaryTrouble(f"{name} is no amount")
    return value


def instant_of(said: Mapping[str, Any], name: str) -> datetime:
    """Seconds since 1970, as the provider writes them."""
    try:
        return datetime.fromtimestamp(number(said, name), UTC)
    except (ValueError, OverflowError, OSError):
        raise TemporaryTrouble(f"{name} is no instant") from None
