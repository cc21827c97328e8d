"""Whatever stands where an address names a staff member, a mission or an edition: found, or not found."""

from __future__ import annotations

import pytest

from ciie_portal.actions.manage_missions import close_mission
from ciie_portal.actions.manage_staff import disable_member
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.lookups.settings_editions import edition_screen
from ciie_portal.lookups.settings_missions import mission_screen
from ciie_portal.lookups.settings_staff import member_screen
from tests.actions.desk_scene import refusal, scene
from tests.factories import NOW


@pytest.mark.parametrize("name", ["\x00", "DEMO\x00", "\ud800", "'; DROP TABLE edition --", "x" * 10_000])
def test_a_name_that_no_table_can_hold_is_not_found(database: str, name: str) -> None:
    at = scene()
    for attempt in (
        lambda: member_screen(at.organiser, name, now=NOW),
        lambda: mission_screen(at.organiser, name, now=NOW),
        lambda: edition_screen(at.organiser, name, now=NOW),
        lambda: disable_member(at.organiser, name, 1, now=NOW),
        lambda: close_mission(at.organiser, name, 1, now=NOW),
    ):
        with pytest.raises(RuleBroken) as broken:
            attempt()
        assert refusal(broken) is Rule.NOT_FOUND
