"""Dates and instants in the reader's form; every time is China Standard Time (ui.md, Measured)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ciie_portal.clock import BEIJING

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(locale: str, on: date) -> str:
    """7 June 2019 · 2019年6月7日. An instant gives its day in China."""
    on = _beijing_day(on)
    if locale == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_day(locale: str, on: date) -> str:
    """7 June · 6月7日"""
    on = _beijing_day(on)
    return f"{on.month}月{on.day}日" if locale == "zh" else f"{on.day} {_MONTHS[on.month - 1]}"


def clock_time(at: datetime) -> str:
    """16:40"""
    return at.astimezone(BEIJING).strftime("%H:%M")


def time_since(locale: str, at: datetime, now: datetime) -> str:
    """16:40 of today; of another day with the day: 7 June, 16:40 · 6月7日 16:40"""
    return clock_time(at) if _beijing_day(at) == _beijing_day(now) else short_moment(locale, at)


def moment(locale: str, at: datetime) -> str:
    """7 June 2019, 16:40 · 2019年6月7日 16:40"""
    return f"{day(locale, at)} {clock_time(at)}" if locale == "zh" else f"{day(locale, at)}, {clock_time(at)}"


def short_moment(locale: str, at: datetime) -> str:
    """7 June, 16:40 · 6月7日 16:40"""
    separator = " " if locale == "zh" else ", "
    return f"{short_day(locale, at)}{separator}{clock_time(at)}"


def deadline(locale: str, closes_at: datetime) -> str:
    """24:00 on 30 September 2019, Beijing time (UTC+8) · 北京时间2019年9月30日24时"""
    last, hour, minute = _last_moment(closes_at)
    if locale == "zh":
        minutes = f"{minute:02}分" if minute else ""
        return f"北京时间{day('zh', last)}{hour}时{minutes}"
    return f"{hour:02}:{minute:02} on {day('en', last)}, Beijing time (UTC+8)"


def short_deadline(locale: str, closes_at: datetime) -> str:
    """30 Sep 24:00 · 9月30日24时, for text messages."""
    last, hour, minute = _last_moment(closes_at)
    if locale == "zh":
        minutes = f"{minute:02}分" if minute else ""
        return f"{last.month}月{last.day}日{hour}时{minutes}"
    return f"{very_short_day('en', last)} {hour:02}:{minute:02}"


def very_short_day(locale: str, on: date) -> str:
    """30 Sep · 9月30日, for text messages."""
    on = _beijing_day(on)
    return short_day("zh", on) if locale == "zh" else f"{on.day} {_MONTHS[on.month - 1][:3]}"


def listed_deadline(closes_at: datetime) -> str:
    """2019-09-30 24:00: in lists a day ends at 24:00 instead of the next beginning at 00:00."""
    last, hour, minute = _last_moment(closes_at)
    return f"{last.isoformat()} {hour:02}:{minute:02}"


def listed_moment(at: datetime) -> str:
    """2019-09-30 16:40"""
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def _beijing_day(on: date) -> date:
    return on.astimezone(BEIJING).date() if isinstance(on, datetime) else on


def _last_moment(closes_at: datetime) -> tuple[date, int, int]:
    """Midnight is the 24:00 of the day before."""
    local = closes_at.astimezone(BEIJING)
    if (local.hour, local.minute) == (0, 0):
        return local.date() - timedelta(days=1), 24, 0
    return local.date(), local.hour, local.minute
