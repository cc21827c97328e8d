"""The words of the settings: parts, states of staff, missions and editions."""

from __future__ import annotations

from ciie_portal.i18n import N_, gettext_in

# part: its title, what is done there
PARTS: dict[str, tuple[str, str]] = {
    "staff": (N_("Staff"), N_("Who signs in to the desk: add, change, disable, enrol anew.")),
    "missions": (
        N_("Trade missions"),
        N_("How each is reached, what it is called, its sub-missions and what they cover."),
    ),
    "editions": (N_("Editions"), N_("Dates, fee, exhibition areas and labels; the next edition.")),
}
MEMBER_STATES: dict[str, str] = {
    "active": N_("May sign in"),
    "to_enrol": N_("Has yet to enrol"),
    "enrolment_over": N_("Enrolment address expired"),
    "disabled": N_("Disabled"),
}
MISSION_STATES: dict[str, str] = {"open": N_("Open"), "closed": N_("Closed")}
EDITION_STATES: dict[str, str] = {
    "future": N_("Opens later"),
    "open": N_("Registration open"),
    "closed": N_("Registration closed"),
    "past": N_("Past"),
}


def part_words(locale: str, part: str) -> tuple[str, str]:
    title, sentence = PARTS[part]
    return gettext_in(locale, title), gettext_in(locale, sentence)


def member_state(locale: str, state: str) -> str:
    return gettext_in(locale, MEMBER_STATES[state])


def mission_state(locale: str, is_closed: bool) -> str:
    return gettext_in(locale, MISSION_STATES["closed" if is_closed else "open"])


def edition_state(locale: str, state: str) -> str:
    return gettext_in(locale, EDITION_STATES[state])


def contact_state(locale: str, is_published: bool) -> str:
    return gettext_in(locale, N_("Contact published") if is_published else N_("No contact published"))


def units_count(locale: str, count: int) -> str:
    """3 units · 3家单位"""
    if count == 1:
        return gettext_in(locale, N_("1 unit"))
    return gettext_in(locale, N_("{count} units"), count=count)


def saved(locale: str) -> str:
    return gettext_in(locale, N_("Saved."))


def opened_on(locale: str, moment: str) -> str:
    """Why the opening is fixed."""
    return gettext_in(locale, N_("{moment}. Units have registered, so it stays."), moment=moment)
