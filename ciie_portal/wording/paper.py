"""Words about batches and certificates on paper, for their makers and on the count sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ciie_portal.i18n import N_, gettext_in, in_locale, ngettext
from ciie_portal.wording.dates import day, moment

_HEADS = (N_("No."), N_("Serial"), N_("Name"), N_("Work unit"), N_("Remark"))


def batch_title(locale: str, number: int) -> str:
    return gettext_in(locale, N_("Batch {number}"), number=number)


def count_sheet_title(locale: str, number: int) -> str:
    return gettext_in(locale, N_("Count sheet, batch {number}"), number=number)


def count_sheet_heads(locale: str) -> tuple[str, str, str, str, str]:
    number, serial, name, unit, remark = (gettext_in(locale, head) for head in _HEADS)
    return number, serial, name, unit, remark


def batch_made(locale: str, at: datetime) -> str:
    return gettext_in(locale, N_("Made on {moment}"), moment=moment(locale, at))


def batch_sums(locale: str, made: int, good: int, void: int, by_hand: int) -> str:
    """Made 40 · good 38 · void 2 · of the good 1 by hand"""
    parts = [
        gettext_in(locale, N_("Made {count}"), count=made),
        gettext_in(locale, N_("Good {count}"), count=good),
        gettext_in(locale, N_("Void {count}"), count=void),
    ]
    if by_hand:
        parts.append(gettext_in(locale, N_("By hand {count}"), count=by_hand))
    return " · ".join(parts)


def edition_sums(locale: str, passed: int, good: int, to_make: int, void: int) -> tuple[tuple[str, str], ...]:
    """What was passed is what was made and what is still to make."""
    terms = (N_("Passed"), N_("Good certificates"), N_("Still to make"), N_("Void or re-issued"))
    counts = (passed, good, to_make, void)
    return tuple((gettext_in(locale, term), str(count)) for term, count in zip(terms, counts, strict=True))


def adding_up(locale: str, adds_up: bool) -> str:
    if adds_up:
        return gettext_in(
            locale, N_("The record adds up: everybody who passed has a certificate or gets one.")
        )
    return gettext_in(locale, N_("The count does not add up. Tell the administrator before you go on."))


def counted(locale: str, at: datetime | None, good: int | None, spoiled: int | None) -> str:
    """When a batch was counted last, and what there was."""
    if at is None:
        return gettext_in(locale, N_("Not counted yet"))
    words = N_("Counted on {moment}: {good} good, {spoiled} void")
    return gettext_in(locale, words, moment=moment(locale, at), good=good, spoiled=spoiled)


def counted_by(locale: str) -> str:
    return gettext_in(locale, N_("Counted by"))


def remark(locale: str, is_good: bool, is_by_hand: bool) -> str:
    if not is_good:
        return gettext_in(locale, N_("Void"))
    return gettext_in(locale, N_("Make by hand")) if is_by_hand else ""


def characters(lacking: Sequence[str]) -> str:
    """吉 U+20BB7 · the character where it is seen, and its code point."""
    return "、".join(f"{one if one.isprintable() else ''} U+{ord(one):04X}".strip() for one in lacking)


def flag(locale: str, lacking: Sequence[str]) -> str:
    """Why a certificate cannot be printed; empty where it can."""
    if not lacking:
        return ""
    return gettext_in(locale, N_("Not in the font: {characters}"), characters=characters(lacking))


def batch_made_sentence(locale: str, count: int) -> str:
    with in_locale(locale):
        return ngettext("1 certificate made", "{count} certificates made", count)


def batch_agrees(locale: str) -> str:
    return gettext_in(locale, N_("The count agrees with the record and is noted."))


def reissued_sentence(locale: str, old: str, new: str) -> str:
    words = N_("{old} is void. {new} was made in its place, in a batch of its own.")
    return gettext_in(locale, words, old=old, new=new)


def reissued_beside(locale: str, at: datetime) -> str:
    """For the buyer, beside the status."""
    words = N_("The certificate was re-issued on {date}; the earlier one is void.")
    return gettext_in(locale, words, date=day(locale, at))
