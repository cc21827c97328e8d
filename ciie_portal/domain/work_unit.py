"""The work unit: its category, its industry, its size (Q1, Q2, Q6; D1)."""

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


class Industry(StrEnum):
    """The sections A to T of GB/T 4754-2017, in their order."""

    AGRICULTURE = "agriculture"
    MINING = "mining"
    MANUFACTURING = "manufacturing"
    UTILITIES = "utilities"
    CONSTRUCTION = "construction"
    TRADE = "trade"
    TRANSPORT = "transport"
    HOSPITALITY = "hospitality"
    INFORMATION = "information"
    FINANCE = "finance"
    REAL_ESTATE = "real_estate"
    BUSINESS_SERVICES = "business_services"
    RESEARCH = "research"
    ENVIRONMENT = "environment"
    PERSONAL_SERVICES = "personal_services"
    EDUCATION = "education"
    HEALTH = "health"
    CULTURE = "culture"
    ADMINISTRATION = "administration"
    INTERNATIONAL_BODIES = "international_bodies"


class UnitSize(StrEnum):
    """As the statistics know it; the buyer says which."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


NO_PARENT_GROUP = "none"


def is_domestic(category: Category) -> bool:
    """Registered on the Chinese mainland, whoever owns it (D1)."""
    return category is not Category.OVERSEAS_UNIT
