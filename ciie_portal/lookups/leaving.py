"""What withdrawing a registration gives up, and whether it may be begun again (Q5; D3)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.withdrawal import check_unit_withdrawal
from ciie_portal.i18n import _, ngettext
from ciie_portal.store.queries.registering import Registration


def may_withdraw(registration: Registration) -> bool:
    """A draft, or a unit of which nobody has been paid for."""
    unit = registration.unit
    try:
        check_unit_withdrawal(unit.status, [person.status for person in registration.persons])
    except RuleBroken:
        return False
    return True


def may_register_again(registration: Registration, now: datetime) -> bool:
    """Who withdrew may come back while registration is open."""
    return registration.unit.status is UnitStatus.WITHDRAWN and registration.is_open(now)


def loss_of_unit(registration: Registration, locale: str, has_open_request: bool, now: datetime) -> str:
    """Said before the unit is withdrawn."""
    unit = registration.unit
    parts = [
        ngettext(
            "Registration {reference} ends, for 1 person too.",
            "Registration {reference} ends, for all {count} people too.",
            len(registration.present),
            reference=unit.reference,
        )
    ]
    if has_open_request:
        parts.append(_("The open certificate request is cancelled."))
    if unit.code_spent_at is not None:
        parts.append(_("The invitation code can be used again."))
    if registration.is_open(now):
        parts.append(_("No fee is due. Until registration closes you can register again with these answers."))
    else:
        parts.append(_("No fee is due. Registration has closed, so this cannot be undone."))
    return ("" if locale == "zh" else " ").join(parts)
