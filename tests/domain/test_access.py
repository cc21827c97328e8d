"""Roles are sets of permissions, and a secretariat sees its subtree (rules.md section 1)."""

from __future__ import annotations

import pytest

from ciie_portal.domain.access import (
    NOBODY,
    PERMISSIONS,
    SYSTEM,
    Permission,
    StaffRole,
    buyer,
    is_in_scope,
    require,
    scope_of,
    staff,
)
from ciie_portal.domain.errors import NotPermitted

REVIEW_RIGHTS = {
    Permission.REVIEW_UNITS,
    Permission.TRANSFER_UNITS,
    Permission.DECIDE_CLAIMS,
    Permission.REVIEW_PERSONNEL,
}
# mission 1 has the sub-missions 2 and 3, 3 has 4; mission 5 is a neighbour
PARENTS = {1: None, 2: 1, 3: 1, 4: 3, 5: None}


def test_every_role_has_permissions() -> None:
    assert set(PERMISSIONS) == set(StaffRole)
    assert [role for role, permissions in PERMISSIONS.items() if not permissions] == []


@pytest.mark.parametrize("role", StaffRole)
def test_money_and_review_never_meet_in_one_role(role: StaffRole) -> None:
    assert Permission.HANDLE_MONEY not in PERMISSIONS[role] or not PERMISSIONS[role] & REVIEW_RIGHTS


def test_the_administrator_decides_on_no_unit_person_or_money() -> None:
    assert PERMISSIONS[StaffRole.ADMINISTRATOR] & (REVIEW_RIGHTS | {Permission.HANDLE_MONEY}) == set()


def test_only_the_organiser_desk_moves_units_across_missions_and_decides_claims() -> None:
    for permission in (Permission.TRANSFER_UNITS, Permission.DECIDE_CLAIMS):
        holders = [role for role, permissions in PERMISSIONS.items() if permission in permissions]
        assert holders == [StaffRole.ORGANISER_DESK]


def test_no_staff_role_acts_for_a_buyer_and_no_buyer_for_staff() -> None:
    assert [role for role in StaffRole if Permission.OWN_UNIT in PERMISSIONS[role]] == []
    assert buyer(1).permissions == {Permission.ANYONE, Permission.SIGNED_IN, Permission.OWN_UNIT}


def test_a_missing_permission_is_refused_and_named_for_the_log() -> None:
    require(buyer(1), Permission.OWN_UNIT)
    with pytest.raises(NotPermitted, match="review_units"):
        require(buyer(1), Permission.REVIEW_UNITS)
    with pytest.raises(NotPermitted, match="signed_in"):
        require(NOBODY, Permission.SIGNED_IN)


def test_the_system_decides_nothing() -> None:
    assert SYSTEM.permissions == {Permission.ANYONE, Permission.RUN_UNATTENDED}


def test_a_secretariat_sees_its_mission_and_every_sub_mission_below() -> None:
    top, below = staff(1, StaffRole.SECRETARIAT, mission_id=1), staff(2, StaffRole.SECRETARIAT, mission_id=3)
    assert scope_of(top, PARENTS) == {1, 2, 3, 4}
    assert scope_of(below, PARENTS) == {3, 4}
    assert [is_in_scope(below, mission, PARENTS) for mission in (1, 2, 3, 4, 5, None)] == [
        *(False, False, True, True),
        *(False, False),
    ]


def test_the_organiser_desk_sees_all_units_and_those_in_no_mission() -> None:
    desk = staff(1, StaffRole.ORGANISER_DESK)
    assert scope_of(desk, PARENTS) is None
    assert is_in_scope(desk, None, PARENTS)


@pytest.mark.parametrize("actor", [NOBODY, buyer(1), SYSTEM, staff(1, StaffRole.FINANCE)])
def test_others_have_no_mission_in_scope(actor) -> None:  # type: ignore[no-untyped-def]
    assert scope_of(actor, PARENTS) == frozenset()


def test_a_secretariat_without_a_mission_would_see_all_and_cannot_be() -> None:
    with pytest.raises(ValueError, match="a secretariat has a mission"):
        staff(1, StaffRole.SECRETARIAT)
    with pytest.raises(ValueError, match="nobody else"):
        staff(1, StaffRole.FINANCE, mission_id=1)


def test_a_circle_of_missions_ends() -> None:
    assert scope_of(staff(1, StaffRole.SECRETARIAT, mission_id=9), {1: 2, 2: 1}) == frozenset()
