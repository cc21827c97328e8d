"""The words of invitation codes on the desk, and of the desk's first page."""

from __future__ import annotations

from enum import StrEnum

from ciie_portal.i18n import N_, gettext_in


class CodeState(StrEnum):
    """What has become of a code."""

    OPEN = "open"
    USED_UP = "used_up"
    EXPIRED = "expired"
    REVOKED = "revoked"


STATES: dict[CodeState, str] = {
    CodeState.OPEN: N_("Can be used"),
    CodeState.USED_UP: N_("Used up"),
    CodeState.EXPIRED: N_("Expired"),
    CodeState.REVOKED: N_("Revoked"),
}
# name of the section: its title, and what waits there
SECTIONS: dict[str, tuple[str, str]] = {
    "units": (N_("Units"), N_("units to decide on")),
    "claims": (N_("Code claims and duplicate documents"), N_("code claims and duplicates to decide")),
    "codes": (N_("Invitation codes"), N_("requests for a code to answer")),
    "personnel": (N_("Personnel"), N_("people to review")),
    "certificates": (N_("Certificates"), N_("certificates to make or hand on")),
    "handover": (N_("Handing over"), N_("certificates to hand over")),
    "money": (N_("Money"), N_("payments and refunds to look into")),
    "help": (N_("Help desk"), ""),
    "settings": (N_("Settings"), ""),
    "history": (N_("History"), ""),
}


def code_state(locale: str, state: CodeState) -> str:
    return gettext_in(locale, STATES[state])


def uses(locale: str, spent: int, allowed: int) -> str:
    """1 of 3 · 已用1次，共3次"""
    return gettext_in(locale, N_("{spent} of {allowed}"), spent=spent, allowed=allowed)


def codes_summary(locale: str, open_count: int) -> str:
    """12 codes can be used"""
    if open_count == 1:
        return gettext_in(locale, N_("1 code can be used"))
    return gettext_in(locale, N_("{count} codes can be used"), count=open_count)


def and_more(locale: str, count: int) -> str:
    """and 3 more; empty for none"""
    return gettext_in(locale, N_("and {count} more"), count=count) if count > 0 else ""


def bound_to(locale: str, unit_name: str, contact: str) -> str:
    """Whom a code is for, where it is not for anyone; the contact comes masked."""
    return " · ".join(part for part in (unit_name, contact) if part)


def section_words(locale: str, name: str) -> tuple[str, str]:
    """The title of a section and what waits in it."""
    title, waits = SECTIONS[name]
    return gettext_in(locale, title), gettext_in(locale, waits) if waits else ""
