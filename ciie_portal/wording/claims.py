"""The words of claims: what several units entered, what was decided, what it means for each."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.claim import ClaimKind, ClaimOutcome
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.dates import day

KINDS: dict[ClaimKind, str] = {
    ClaimKind.CREDIT_CODE: N_("Credit code"),
    ClaimKind.DOCUMENT: N_("Identity document"),
}
VIEWS: dict[str, str] = {"open": N_("To decide"), "decided": N_("Decided")}
_IF_OTHER: dict[ClaimOutcome, str] = {
    ClaimOutcome.REJECTED: N_(
        "If another unit holds the code: rejected with the reason. It may enter its own code and submit again"
        " until the deadline."
    ),
    ClaimOutcome.TO_CORRECT: N_(
        "If another unit holds the code: the credit code is given back for correction with the reason, beside"
        " what is returned already."
    ),
    ClaimOutcome.STAYS_REJECTED: N_(
        "If another unit holds the code: stays rejected and is told the reason. It may enter its own code and"
        " submit again until the deadline."
    ),
}
_OUTCOMES: dict[ClaimOutcome, str] = {
    ClaimOutcome.HOLDS: N_("Holds the credit code."),
    ClaimOutcome.REJECTED: N_("Does not hold the code: it was rejected with the reason."),
    ClaimOutcome.TO_CORRECT: N_("Does not hold the code: it was given back for correction with the reason."),
    ClaimOutcome.STAYS_REJECTED: N_("Does not hold the code: it stayed rejected and was told the reason."),
    ClaimOutcome.NOTED: "",
}
_APPROVED = N_("Approved: it holds the code. The approval, and what was paid, is not taken back.")
_ONLY_APPROVED = N_(
    "One of the units is approved, and an approval is not taken back: only it can hold the code. Before"
    " anybody of it is paid for, its buyer can still withdraw it."
)


def kind_name(locale: str, kind: ClaimKind) -> str:
    return gettext_in(locale, KINDS[kind])


def view_name(locale: str, view: str) -> str:
    return gettext_in(locale, VIEWS[view])


def if_other_holds(locale: str, outcome: ClaimOutcome | None) -> str:
    """What another unit's holding the code means for this one; an approved unit holds it."""
    return gettext_in(locale, _APPROVED if outcome is None else _IF_OTHER[outcome])


def outcome(locale: str, what: ClaimOutcome) -> str:
    """What was decided on this unit; empty where nothing changed."""
    return gettext_in(locale, _OUTCOMES[what]) if _OUTCOMES[what] else ""


def only_the_approved(locale: str) -> str:
    return gettext_in(locale, _ONLY_APPROVED)


def summary(locale: str, count: int) -> str:
    """3 to decide"""
    return gettext_in(locale, N_("{count} to decide"), count=count)


def held_by(locale: str, name: str, at: datetime, who: str) -> str:
    """On 3 June 2019 Desk 01 decided that … holds the code."""
    message = N_("Decided on {date} by {who}: {name} holds the code.")
    return gettext_in(locale, message, date=day(locale, at), who=who, name=name)


def looked_at(locale: str, at: datetime, who: str) -> str:
    """Looked at on 3 June 2019 by Desk 01."""
    return gettext_in(locale, N_("Looked at on {date} by {who}."), date=day(locale, at), who=who)


def decided_sentence(locale: str, is_document: bool) -> str:
    """What is said at once after it."""
    if is_document:
        return gettext_in(locale, N_("The note is kept. No buyer is told of it."))
    return gettext_in(locale, N_("Decided. The buyers of the other units are notified."))


def term(locale: str, name: str) -> str:
    """The name of a fact beside the answers."""
    return gettext_in(locale, TERMS[name])


TERMS: dict[str, str] = {
    "reference": N_("Reference"),
    "submitted": N_("Submitted"),
    "mission": N_("Trade mission"),
    "account": N_("Account"),
    "unit": N_("Work unit"),
    "document": N_("Identity document"),
    "born": N_("Date of birth"),
    "mobile": N_("Mobile number"),
    "position": N_("Position"),
    "role": N_("Role"),
}
