"""The tree of trade missions and sub-missions (Q1, Q7)."""

from __future__ import annotations

from enum import StrEnum


class MissionKind(StrEnum):
    PROVINCE = "province"
    PLANNED_CITY = "planned_city"
    XPCC = "xpcc"
    CENTRAL_ENTERPRISE = "central_enterprise"
    NHC = "nhc"
    INDUSTRY = "industry"
