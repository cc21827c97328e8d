"""Identity documents, each checked by its own rule (rules.md section 3, Identity)."""

from __future__ import annotations

from enum import StrEnum


class DocumentType(StrEnum):
    RESIDENT_ID = "resident_id"
    RESIDENCE_PERMIT = "residence_permit"  # Hong Kong, Macao, Taiwan: 81, 82, 83
    HONG_KONG_MACAO_PERMIT = "hong_kong_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    PERMANENT_RESIDENCE = "permanent_residence"  # foreigner's, old and new
    PASSPORT = "passport"
