"""The whole record in words, as the help desk reads it: nothing of it is left out (rules.md section 9)."""

from __future__ import annotations

from ciie_portal.domain.caller import Compared
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.searched import Fact
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.desk_case import event_text
from ciie_portal.wording.fields import FIELD_NAMES, field_list
from ciie_portal.wording.help_desk import channel_word, fact_name, notice_name
from ciie_portal.wording.history import event_name
from ciie_portal.wording.statuses import person_badge, unit_badge

# of a unit · of a person; what a reviewer reads too stands in `desk_case`
MORE_UNIT_EVENTS: dict[str, str] = {
    "match_payment": N_("Money matched by finance"),
    "return_payment": N_("Money returned by finance"),
    "retry_refund": N_("Refund sent again by finance"),
    "help_search": N_("Help desk: found on a call"),
    "help_open": N_("Help desk: opened on a call"),
    "help_note": N_("Help desk: note of a call"),
    "help_resend": N_("Help desk: notice sent again"),
}
MORE_PERSON_EVENTS: dict[str, str] = {
    "certificate_made": N_("{person}: certificate made"),
    "see_photo": N_("{person}: photo looked at"),
    "ask_refund": N_("{person}: refund asked for"),
    "send_refund": N_("{person}: refund sent to the payment service"),
    "refund_paid": N_("{person}: refund paid"),
    "help_search": N_("{person}: help desk, found on a call"),
    "help_open": N_("{person}: help desk, opened on a call"),
    "help_compare": N_("{person}: help desk, last four characters compared"),
    "help_resend": N_("{person}: help desk, notice sent again"),
}
NOBODY_FOUND = "nobody"
OF_THE_HELP_DESK = frozenset({"help_search", "help_open", "help_note", "help_resend", "help_compare"})


def whole_event(
    locale: str,
    event: str,
    person: str,
    statuses: tuple[str | None, str | None],
    missions: tuple[str, str],
) -> str:
    """What happened. Without words of the desk's: the statuses that it led between, or as the record says it.

    `statuses` and `missions`: before and after.
    """
    known = event_text(locale, event, person, before=missions[0], after=missions[1])
    if known:
        return known
    more = (MORE_PERSON_EVENTS if person else MORE_UNIT_EVENTS).get(event)
    if more:
        return gettext_in(locale, more, person=person)
    moved = event_name(locale, event)
    if any(statuses) and statuses[0] != statuses[1]:
        moved = moved_between(locale, *statuses, is_person=bool(person))
    return f"{person}{'：' if locale == 'zh' else ': '}{moved}" if person else moved


def moved_between(locale: str, before: str | None, after: str | None, *, is_person: bool) -> str:
    """Unpaid → Waiting for review"""
    badges = [_badge(locale, word, is_person) for word in (before, after) if word]
    shown = list(dict.fromkeys(badge for badge in badges if badge))
    return " → ".join(shown) or gettext_in(locale, N_("An entry of the record"))


def _badge(locale: str, word: str, is_person: bool) -> str:
    if is_person:
        return person_badge(locale, PersonStatus(word)) if word in set(PersonStatus) else ""
    return unit_badge(locale, UnitStatus(word)) if word in set(UnitStatus) else ""


def search_in_words(locale: str, reason: str) -> str:
    """By what the help desk searched, and whom it found: reference · WU-1SBG2DNX."""
    first, _space, found = reason.partition(" ")
    if reason == NOBODY_FOUND:
        return gettext_in(locale, N_("nobody found"))
    if first not in set(Fact):
        return reason
    return " · ".join(part for part in (fact_name(locale, Fact(first)), found) if part)


def reason_in_words(locale: str, event: str, reason: str) -> str:
    """Why, as it was written; what a program wrote is put into words."""
    first, _space, rest = reason.partition(" ")
    if event == "help_search" and first in set(Fact):
        return fact_name(locale, Fact(first))
    if event == "help_resend" and first in set(NoticeKind) and rest in set(NoticeChannel):
        return f"{notice_name(locale, NoticeKind(first))} · {channel_word(locale, NoticeChannel(rest))}"
    if event == "help_compare" and reason in set(Compared):
        texts = {Compared.MATCH: N_("they agree"), Compared.NO_MATCH: N_("they do not agree")}
        return gettext_in(locale, texts[Compared(reason)])
    fields = reason.split(",")
    if event == "change_answers" and all(field in FIELD_NAMES for field in fields):
        return field_list(locale, fields)
    return reason
