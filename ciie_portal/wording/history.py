"""The record in plain words: what was done, what it was done to, and nothing that identifies anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.reference import is_reference
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.dates import day, moment
from ciie_portal.wording.money import money
from ciie_portal.wording.options import industry_name
from ciie_portal.wording.staff import role_name
from ciie_portal.wording.statuses import person_badge, unit_badge

# of units and persons alike; the reference beside it says of which
EVENTS: dict[str, str] = {
    "submit": N_("Submitted"),
    "resubmit": N_("Corrected and sent back"),
    "return": N_("Returned for correction"),
    "approve": N_("Approved"),
    "reject": N_("Not approved"),
    "withdraw": N_("Withdrawn"),
    "transfer": N_("Transferred to another mission"),
    "change_answers": N_("Answers changed"),
    "see_photo": N_("Photo looked at"),
    "leave_out": N_("Left out"),
    "return_by_mission": N_("Returned by the mission"),
    "open_request": N_("Certificate request opened"),
    "change_request": N_("Certificate request changed"),
    "withdraw_request": N_("Certificate request cancelled"),
    "pay_request": N_("Payment received"),
    "pay": N_("Fee paid"),
    "change_address": N_("Delivery address changed"),
    "pass": N_("Personnel review passed"),
    "fail": N_("Personnel review not passed"),
    "return_by_reviewer": N_("Returned by the personnel reviewer"),
    "certificate_made": N_("Certificate made"),
    "certificate_reissued": N_("Certificate issued again"),
    "batch_counted": N_("Batch counted"),
    "dispatch": N_("Certificate sent"),
    "sent_again": N_("Certificate sent again"),
    "set_out_again": N_("Certificate laid out again"),
    "handed_over_again": N_("Certificate handed over again"),
    "make_ready": N_("Certificate ready for collection"),
    "deliver": N_("Certificate delivered"),
    "collect": N_("Certificate collected"),
    "ask_refund": N_("Refund requested"),
    "send_refund": N_("Refund sent to the payment service"),
    "refund_paid": N_("Refund paid"),
    "match_payment": N_("Payment matched"),
    "return_payment": N_("Payment returned"),
    "retry_refund": N_("Refund tried again"),
    "change_contact": N_("Contact of the account changed"),
    "change_second_contact": N_("Second contact of the account changed"),
    "ask_for_code": N_("Invitation code asked for"),
    "grant_code": N_("Request for an invitation code granted"),
    "decline_code": N_("Request for an invitation code declined"),
    "ask_to_move": N_("Asked to be moved"),
    "decline_move": N_("Request to be moved declined"),
    "hold_code": N_("Decided: this unit holds the credit code"),
    "lose_code": N_("Decided: another unit holds the credit code"),
    "note_document": N_("Duplicate document noted"),
    "doubt": N_("Doubt about the unit noted for the unit review"),
    "doubt_settled": N_("Doubt about the unit settled"),
    "register_again": N_("Registered again after withdrawing"),
    "enter_anew": N_("Entered anew"),
    "batch_printed": N_("Batch printed"),
    "certificate_printed": N_("Certificate printed"),
    "count_sheet_printed": N_("Count sheet printed"),
    "classify_again": N_("Proposed mission worked out again"),
    "help_resend": N_("Notice sent again for a caller"),
    "help_search": N_("Searched for a caller"),
    "help_open": N_("Case opened for a caller"),
    "help_note": N_("Call noted"),
    "help_compare": N_("Last four digits compared for a caller"),
    "add_staff": N_("Staff member added"),
    "change_staff": N_("Staff member changed"),
    "disable_staff": N_("Staff member disabled"),
    "enable_staff": N_("Staff member allowed to sign in again"),
    "enrol_staff_anew": N_("Staff member enrolled anew"),
    "add_edition": N_("Edition made"),
    "change_edition": N_("Edition changed"),
    "change_areas": N_("Exhibition areas changed"),
    "change_labels": N_("Labels changed"),
    "add_mission": N_("Sub-mission added"),
    "change_mission": N_("Trade mission changed"),
    "close_mission": N_("Sub-mission closed"),
    "reopen_mission": N_("Sub-mission opened again"),
    "issue_codes": N_("Invitation codes issued"),
    "revoke_code": N_("Invitation code revoked"),
}
OTHER = N_("Another step")
FIELDS: dict[str, str] = {
    "name_zh": N_("Chinese name"),
    "name_en": N_("English name"),
    "name": N_("Name"),
    "role": N_("Role"),
    "mission": N_("Trade mission"),
    "starts_on": N_("The fair begins on"),
    "ends_on": N_("and ends on"),
    "opens_at": N_("Registration opens"),
    "closes_at": N_("Registration closes"),
    "pays_until": N_("Payment until"),
    "fee_minor": N_("Fee for a certificate"),
    "person_cap": N_("People of a unit at most"),
    "is_code_free_open": N_("Enterprises may register without a code"),
    "erases_on": N_("Personal data is erased on"),
    "copy_of": N_("Copied from"),
    "contact_office": N_("Office"),
    "contact_phone": N_("Telephone"),
    "contact_email": N_("Email address"),
    "contact_address": N_("Address"),
    "aliases": N_("Other names"),
    "claims_division": N_("Division covered"),
    "sector": N_("Industry covered"),
    "parent": N_("Below"),
    "codes_ended": N_("Codes ended"),
    "count": N_("How many codes"),
}
LONGEST_SHOWN = 300
_EMAIL = re.compile(r"[^\s@,;，、；：（(<]+@[^\s@,;，、；）)>]+")
_INVITATION = re.compile(r"\b[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}\b")
_NUMBER = re.compile(r"[0-9A-Za-z+][0-9A-Za-z-]{5,}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def event_name(locale: str, event: str) -> str:
    return gettext_in(locale, EVENTS.get(event, OTHER))


def called_alike(locale: str, event: str) -> tuple[str, ...]:
    """Every kind of event that bears the name of this one in a language, itself included."""
    name = event_name(locale, event)
    return tuple(one for one in EVENTS if event_name(locale, one) == name)


def field_name(locale: str, field: str | None) -> str:
    return gettext_in(locale, FIELDS[field]) if field in FIELDS else ""


def status_name(locale: str, status: str, *, is_person: bool) -> str:
    """The badge of a status; empty for what is none."""
    if is_person and status in set(PersonStatus):
        return person_badge(locale, PersonStatus(status))
    if not is_person and status in set(UnitStatus):
        return unit_badge(locale, UnitStatus(status))
    return ""


def from_to(locale: str, before: str, after: str) -> str:
    """A → B; what is empty is said so."""
    if not before and not after:
        return ""
    if not before:
        return after
    return f"{before} → {after or gettext_in(locale, N_('empty'))}"


def setting_value(locale: str, field: str | None, text: str | None) -> str:
    """A value of the record as its page shows it."""
    if not text:
        return ""
    try:
        if field in _SHOWN:
            return _SHOWN[field](locale, text)
    except (ValueError, KeyError):
        return shortened(text)
    return shortened(text.replace("|", "、" if locale == "zh" else ", "))


def _instant(locale: str, text: str) -> str:
    return moment(locale, datetime.fromisoformat(text))


def _day(locale: str, text: str) -> str:
    return day(locale, date.fromisoformat(text))


def _yes_or_no(locale: str, text: str) -> str:
    return gettext_in(locale, N_("yes") if text == "True" else N_("no"))


_SHOWN: dict[str, Callable[[str, str], str]] = {
    **dict.fromkeys(("opens_at", "closes_at", "pays_until"), _instant),
    **dict.fromkeys(("starts_on", "ends_on", "erases_on"), _day),
    "fee_minor": lambda locale, text: money(locale, int(text), "CNY"),
    "role": lambda locale, text: role_name(StaffRole(text), locale),
    "sector": industry_name,
    "is_code_free_open": _yes_or_no,
}


def masked(text: str) -> str:
    """Free words without contacts, codes or numbers that could identify somebody; references stay."""
    hidden = _INVITATION.sub("****", _EMAIL.sub("****", text))
    return shortened(_NUMBER.sub(_masked_number, hidden))


def _masked_number(match: re.Match[str]) -> str:
    found = match[0]
    if is_reference(found) or _DATE.fullmatch(found):
        return found
    return "****" if sum(one.isdigit() for one in found) >= 5 else found


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
