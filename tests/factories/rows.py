"""What every factory needs: an instant, a reference, a saved row."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from ciie_portal.domain.reference import ALPHABET, RANDOM_COUNT, Prefix, new_reference

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FEE = 20_000


def reference(prefix: Prefix) -> str:
    return new_reference(prefix, [secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_COUNT)])


def save(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
