"""The record of one person as the buyer reads it: what happened, and who did it (rules.md section 9; Q10)."""

from __future__ import annotations

from ciie_portal.domain.access import StaffRole
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.statuses import organiser_desk

# events that are no news to a buyer, such as a look at the photo, are not here
_WHAT: dict[str, str] = {
    "submit": N_("Submitted"),
    "resubmit": N_("Corrected and sent back"),
    "change_answers": N_("Changed: {fields}"),
    "enter_anew": N_("Entered anew"),
    "withdraw": N_("Withdrawn"),
    "approve": N_("Approved; the fee is due"),
    "leave_out": N_("Not included"),
    "return_by_mission": N_("Returned for correction"),
    "pay": N_("Fee received"),
    "change_address": N_("Delivery address changed"),
    "pass": N_("Personnel review passed"),
    "fail": N_("Personnel review not passed"),
    "return_by_reviewer": N_("Returned for correction"),
    "certificate_made": N_("Certificate made"),
    "dispatch": N_("Certificate sent"),
    "make_ready": N_("Certificate ready for collection"),
    "deliver": N_("Certificate delivered"),
    "collect": N_("Certificate collected"),
    "certificate_reissued": N_("Certificate re-issued, the earlier one void"),
    "sent_again": N_("Certificate sent again"),
    "set_out_again": N_("Re-issued certificate ready for collection"),
    "handed_over_again": N_("Re-issued certificate collected"),
    "ask_refund": N_("Refund requested"),
    "send_refund": N_("Refund handed to the payment service"),
    "refund_paid": N_("Refund paid"),
}
# who fails a person explains it to colleagues; everybody else explains it to the buyer
REASON_IS_TOLD = frozenset({"leave_out", "return_by_mission", "return_by_reviewer"})
_ROLE: dict[StaffRole, str] = {
    StaffRole.PERSONNEL_REVIEWER: N_("The personnel reviewers"),
    StaffRole.CERTIFICATE_MAKER: N_("The certificate makers"),
}
_BY_THE_PROVIDER = frozenset({"pay", "send_refund", "refund_paid"})


def what_happened(locale: str, event: str, fields: str = "") -> str:
    """Empty for what is no news to the buyer."""
    return gettext_in(locale, _WHAT[event], fields=fields) if event in _WHAT else ""


def who_did_it(locale: str, event: str, role: StaffRole | None, mission: str, is_system: bool) -> str:
    """The buyer, the mission, or an office by its name; never a member of staff."""
    if event in _BY_THE_PROVIDER:
        return gettext_in(locale, N_("The payment service"))
    if is_system:
        return gettext_in(locale, N_("The system"))
    if role is None:
        return gettext_in(locale, N_("You"))
    return gettext_in(locale, _ROLE[role]) if role in _ROLE else mission or organiser_desk(locale)
