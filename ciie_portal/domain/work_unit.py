"""The work unit: its category and what it must answer (Q1, Q2, Q6; D1)."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    ENTERPRISE = "enterprise"
    GOVERNMENT_ORGAN = "government_organ"
    PUBLIC_INSTITUTION = "public_institution"
    SOCIAL_ORGANISATION = "social_organisation"
    OVERSEAS_UNIT = "overseas_unit"


class Channel(StrEnum):
    """How a unit registers (Q2)."""

    WITH_CODE = "with_code"
    CODE_FREE = "code_free"
    OVERSEAS = "overseas"
