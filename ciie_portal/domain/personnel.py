"""The persons a unit brings (Q1, Q6; D2, D5)."""

from __future__ import annotations

from enum import StrEnum


class PersonRole(StrEnum):
    TRADER = "trader"
    SCIENTIFIC_RESEARCHER = "scientific_researcher"
    GOVERNMENT_ADMINISTRATOR = "government_administrator"
    INTERMEDIARY = "intermediary"
    OTHER = "other"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
