"""The buyer's refund page (Q11)."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.progress import StageShape


@dataclass(frozen=True)
class RefundLine:
    """A person whose fee was paid. `amount` is empty where nothing goes back; `why_not` says why."""

    reference: str
    name: str
    photo: str
    family: str
    result: str
    paid: str
    refund_family: str
    refund: str
    why_not: str
    way: str
    amount: str
    can_ask: bool


@dataclass(frozen=True)
class SurplusLine:
    """Money that goes back unasked: why, how much, how far."""

    reason: str
    amount: str
    family: str
    badge: str


@dataclass(frozen=True)
class RefundPage:
    """`askable`: whose refund can be confirmed now. `steps`: how far the slowest refund has come."""

    lead: str = ""
    people: tuple[RefundLine, ...] = ()
    surplus: tuple[SurplusLine, ...] = ()
    steps: tuple[StageShape, ...] = ()
    askable: tuple[str, ...] = ()
    names: str = ""
    amount: str = ""
    way: str = ""
    payment: str = ""
    expected: str = ""
