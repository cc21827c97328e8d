"""The only place that reads the clock. Instants are aware UTC; people read China Standard Time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def beijing_date(instant: datetime) -> date:
    """The calendar day in China at an instant."""
    return instant.astimezone(BEIJING).date()
