"""The certificate, the request for it, and how it reaches the person (Q4 note, Q9; D8)."""

from __future__ import annotations

from enum import StrEnum


class DeliveryMethod(StrEnum):
    EXPRESS = "express"
    COLLECTION = "collection"  # by the trade mission
    COUNTER = "counter"  # at the organiser's, non-trade-mission buyers


class RequestStatus(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"


class CertificateStatus(StrEnum):
    LIVE = "live"
    VOID = "void"
    REPLACED = "replaced"


class ParcelStatus(StrEnum):
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CAME_BACK = "came_back"
