"""The words of the desk's queue: its views, flags and columns."""

from __future__ import annotations

from ciie_portal.domain.journey import UnitStatus
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.statuses import unit_badge

VIEWS: dict[str, str] = {
    "review": N_("To review"),
    "mine": N_("Mine"),
    "added": N_("People added"),
    "returned": N_("Returned"),
    "approved": N_("Approved"),
    "rejected": N_("Rejected"),
    "withdrawn": N_("Withdrawn"),
    "moving": N_("Asks to be moved"),
}
FLAGS: dict[str, str] = {
    "claim": N_("Same credit code"),
    "document": N_("Same document"),
    "address": N_("Address differs"),
    "move": N_("Asks to be moved"),
    "doubt": N_("Doubt noted"),
}
CHANNELS: dict[str, str] = {
    "with_code": N_("With code"),
    "code_free": N_("No code"),
    "overseas": N_("Overseas"),
}


def view_name(locale: str, view: str) -> str:
    return gettext_in(locale, VIEWS[view])


def state_name(locale: str, status: UnitStatus, is_resubmitted: bool) -> str:
    """The badge as the desk reads it: what is under review waits for the reader."""
    if status is UnitStatus.UNDER_REVIEW and not is_resubmitted:
        return gettext_in(locale, N_("To review"))
    return unit_badge(locale, status, is_resubmitted)


def flag_name(locale: str, flag: str) -> str:
    return gettext_in(locale, FLAGS[flag])


def channel_name(locale: str, channel: str) -> str:
    return gettext_in(locale, CHANNELS[channel])


def queue_summary(locale: str, waiting: int, oldest_days: int, goal: int) -> str:
    """412 waiting · oldest 14 days · goal 5 days"""
    if not waiting:
        return gettext_in(locale, N_("Nothing waits · goal {goal}"), goal=days(locale, goal))
    return gettext_in(
        locale,
        N_("{waiting} waiting · oldest {oldest} · goal {goal}"),
        waiting=waiting,
        oldest=days(locale, oldest_days),
        goal=days(locale, goal),
    )


def days(locale: str, count: int) -> str:
    """1 day, 5 days · 5天"""
    return gettext_in(locale, N_("1 day") if count == 1 else N_("{count} days"), count=count)


def shown_range(locale: str, first: int, last: int, total: int) -> str:
    """1–50 of 412 · 第1至50条，共412条"""
    if not total:
        return gettext_in(locale, N_("None"))
    return gettext_in(locale, N_("{first}–{last} of {total}"), first=first, last=last, total=total)


def nothing_waits(locale: str) -> str:
    """Why no next case opens."""
    return gettext_in(locale, N_("No other case waits: what is left is held by colleagues."))


def short_mission(locale: str, name: str, own: str = "") -> str:
    """Zhejiang, Jinhua; below one's own mission only Jinhua. Chinese names are short: 金华分团."""
    short = name.removeprefix(own).lstrip(", ")
    return short if locale == "zh" else short.replace(" Trade Mission", "").removesuffix(" Sub-mission")
