"""Who may do what. Roles are sets of permissions; everything else asks for a permission, never for a role.

Rules section 1; a secretariat's scope is its mission and every sub-mission below it (Q1, Q7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.errors import NotPermitted


class Permission(StrEnum):
    """What a handler, an action or a lookup may ask for."""

    ANYONE = "anyone"  # no session needed
    SIGNED_IN = "signed_in"  # any buyer or staff member
    OPEN_DESK = "open_desk"  # any staff member: the first page of the desk
    OWN_UNIT = "own_unit"  # a buyer, for the buyer's own work unit
    REVIEW_UNITS = "review_units"
    TRANSFER_UNITS = "transfer_units"  # across missions: the organiser alone
    DECIDE_CLAIMS = "decide_claims"  # duplicates and claims: the organiser alone
    RUN_EDITION = "run_edition"
    MANAGE_SUB_MISSIONS = "manage_sub_missions"  # and their reviewers, within the scope
    ISSUE_CODES = "issue_codes"
    HAND_OVER = "hand_over"  # a mission hands certificates to its buyers
    REVIEW_PERSONNEL = "review_personnel"
    MAKE_CERTIFICATES = "make_certificates"
    HANDLE_MONEY = "handle_money"
    HELP_CALLERS = "help_callers"
    SEE_HISTORY = "see_history"  # what was done, within the scope
    ADMINISTER = "administer"
    RUN_UNATTENDED = "run_unattended"  # the system itself: notifications, reconciliation, reminders


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
    StaffRole.SECRETARIAT: frozenset(
        {
            Permission.REVIEW_UNITS,
            Permission.MANAGE_SUB_MISSIONS,
            Permission.ISSUE_CODES,
            Permission.HAND_OVER,
            Permission.SEE_HISTORY,
        }
    ),
    StaffRole.ORGANISER_DESK: frozenset(
        {
            Permission.REVIEW_UNITS,
            Permission.TRANSFER_UNITS,
            Permission.DECIDE_CLAIMS,
            Permission.RUN_EDITION,
            Permission.MANAGE_SUB_MISSIONS,
            Permission.ISSUE_CODES,
            Permission.HAND_OVER,
            Permission.SEE_HISTORY,
        }
    ),
    StaffRole.PERSONNEL_REVIEWER: frozenset({Permission.REVIEW_PERSONNEL, Permission.SEE_HISTORY}),
    StaffRole.CERTIFICATE_MAKER: frozenset({Permission.MAKE_CERTIFICATES}),
    StaffRole.FINANCE: frozenset({Permission.HANDLE_MONEY}),
    StaffRole.HELP_DESK: frozenset({Permission.HELP_CALLERS}),
    StaffRole.ADMINISTRATOR: frozenset(
        {
            Permission.ADMINISTER,
            Permission.RUN_EDITION,
            Permission.MANAGE_SUB_MISSIONS,
            Permission.SEE_HISTORY,
        }
    ),
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


def staff(
    staff_id: int, role: StaffRole, mission_id: int | None = None, locale: str = "zh", name: str = ""
) -> Actor:
    """The actor behind a staff member who has given the second factor.

    A secretariat has a mission, nobody else has: without one it would see every mission. Raises ValueError.
    """
    if (role is StaffRole.SECRETARIAT) != (mission_id is not None):
        raise ValueError("a secretariat has a mission, nobody else has")
    return Actor(
        permissions=PERMISSIONS[role] | {Permission.ANYONE, Permission.SIGNED_IN, Permission.OPEN_DESK},
        staff_id=staff_id,
        role=role,
        mission_id=mission_id,
        locale=locale,
        name=name,
    )


SYSTEM = Actor(
    permissions=frozenset({Permission.ANYONE, Permission.RUN_UNATTENDED}), is_system=True, name="system"
)


# Whoever may start programs on the server administers it: the command line.
ADMINISTRATION = Actor(
    permissions=frozenset({Permission.ANYONE, Permission.ADMINISTER, Permission.MANAGE_SUB_MISSIONS}),
    is_system=True,
    name="command line",
)


def require(actor: Actor, permission: Permission) -> None:
    """The first line of every action and lookup. Raises NotPermitted, naming the permission for the log."""
    if not actor.may(permission):
        raise NotPermitted(permission.value)


def scope_of(actor: Actor, parents: Mapping[int, int | None]) -> frozenset[int] | None:
    """The missions whose units the actor sees; None means all, and units in no mission too.

    `parents` maps every mission to the mission above it.
    """
    if not actor.permissions & _SCOPED:
        return frozenset()
    if actor.mission_id is None:
        return None
    return frozenset(mission for mission in parents if _is_within(mission, actor.mission_id, parents))


def is_in_scope(actor: Actor, mission_id: int | None, parents: Mapping[int, int | None]) -> bool:
    """Whether a unit of this mission (None: of no mission) is the actor's to see."""
    scope = scope_of(actor, parents)
    return scope is None or mission_id in scope


_SCOPED = frozenset({Permission.REVIEW_UNITS, Permission.ISSUE_CODES, Permission.HAND_OVER})


def _is_within(mission: int, top: int, parents: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    here: int | None = mission
    while here is not None and here not in seen:
        if here == top:
            return True
        seen.add(here)
        here = parents.get(here)
    return False
