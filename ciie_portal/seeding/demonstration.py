"""Seeds the demonstration, once."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.seeding import people


def seed(now: datetime) -> None:
    """Repeats nothing that is there already."""
    people.add_staff(now)
