"""The buyer's certificate request (Q4 note, Q9)."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.progress import DeliveryShape


@dataclass(frozen=True)
class DeliveryDraft:
    """What stands in the questions of a delivery to begin with."""

    method: str = "express"
    recipient: str = ""
    mobile: str = ""
    division_code: str = ""
    street: str = ""


@dataclass(frozen=True)
class Requestable:
    """A person who can be requested for; `is_chosen` at first, with the delivery given before."""

    reference: str
    name: str
    label: str
    photo: str
    fee: str
    is_chosen: bool
    delivery: DeliveryDraft


@dataclass(frozen=True)
class OpenRequest:
    """A request that waits for its payment; `reference` is empty where there is none."""

    reference: str = ""
    version: int = 0
    names: str = ""
    amount: str = ""
    deliveries: tuple[DeliveryShape, ...] = ()
    is_confirming: bool = False
    is_declined: bool = False


@dataclass(frozen=True)
class CertificatesPage:
    """`why_not`: why nothing can be requested now. `sums` and `deeds`: total and button for 0, 1, 2 … people.

    `key` changes with everything that the form begins with.
    """

    key: str = ""
    unit: str = ""
    why_not: str = ""
    people: tuple[Requestable, ...] = ()
    is_counter: bool = False
    begins_with: DeliveryDraft = DeliveryDraft()
    sums: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    request: OpenRequest = OpenRequest()
    paid: tuple[DeliveryShape, ...] = ()
