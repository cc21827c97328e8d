"""Who may do what. Roles are sets of permissions; everything else asks for a permission, never for a role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What a handler, an action or a lookup may ask for."""

    ANYONE = "anyone"  # no session needed
    SIGNED_IN = "signed_in"  # any buyer or staff member
    OWN_UNIT = "own_unit"  # a buyer, for the buyer's own work unit
    REVIEW_UNITS = "review_units"
    TRANSFER_UNITS = "transfer_units"  # across missions: the organiser alone
    ISSUE_CODES = "issue_codes"
    HAND_OVER = "hand_over"  # a mission hands certificates to its buyers
    REVIEW_PERSONNEL = "review_personnel"
    MAKE_CERTIFICATES = "make_certificates"
    HANDLE_MONEY = "handle_money"
    HELP_CALLERS = "help_callers"
    ADMINISTER = "administer"


class StaffRole(StrEnum):
    """The roles of `rules.md` section 1. Money and review never meet in one role."""

    SECRETARIAT = "secretariat"  # of a trade mission or a sub-mission, by its scope
    ORGANISER_DESK = "organiser_desk"
    PERSONNEL_REVIEWER = "personnel_reviewer"
    CERTIFICATE_MAKER = "certificate_maker"
    FINANCE = "finance"
    HELP_DESK = "help_desk"
    ADMINISTRATOR = "administrator"


PERMISSIONS: dict[StaffRole, frozenset[Permission]] = {
    StaffRole.SECRETARIAT: frozenset({Permission.REVIEW_UNITS, Permission.ISSUE_CODES, Permission.HAND_OVER}),
    StaffRole.ORGANISER_DESK: frozenset(
        {Permission.REVIEW_UNITS, Permission.TRANSFER_UNITS, Permission.ISSUE_CODES, Permission.HAND_OVER}
    ),
    StaffRole.PERSONNEL_REVIEWER: frozenset({Permission.REVIEW_PERSONNEL}),
    StaffRole.CERTIFICATE_MAKER: frozenset({Permission.MAKE_CERTIFICATES}),
    StaffRole.FINANCE: frozenset({Permission.HANDLE_MONEY}),
    StaffRole.HELP_DESK: frozenset({Permission.HELP_CALLERS}),
    StaffRole.ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
}


@dataclass(frozen=True)
class Actor:
    """Who is asking: nobody, a buyer account, a staff member, or the system itself.

    `mission_id` is the scope of a secretariat; None with REVIEW_UNITS means all missions (organiser desk).
    """

    permissions: frozenset[Permission] = frozenset({Permission.ANYONE})
    account_id: int | None = None
    staff_id: int | None = None
    mission_id: int | None = None
    role: StaffRole | None = None
    locale: str = "en"
    name: str = ""
    is_system: bool = False

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


NOBODY = Actor()


def buyer(account_id: int, locale: str = "zh", name: str = "") -> Actor:
    """The actor behind a signed-in buyer account."""
    return Actor(
        permissions=frozenset({Permission.ANYONE, Permission.SIGNED_IN, Permission.OWN_UNIT}),
        account_id=account_id,
        locale=locale,
        name=name,
    )


def staff(staff_id: int, role: StaffRole, mission_id: int | None = None, locale: str = "zh", name: str = "") -> Actor:
    """The actor behind a staff member who has given the second factor."""
    return Actor(
        permissions=PERMISSIONS[role] | {Permission.ANYONE, Permission.SIGNED_IN},
        staff_id=staff_id,
        role=role,
        mission_id=mission_id,
        locale=locale,
        name=name,
    )


SYSTEM = Actor(is_system=True, name="system")
