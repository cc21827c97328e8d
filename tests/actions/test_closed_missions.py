"""What a closed sub-mission is to everybody else; codes on the record, but never in clear."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import col, select

from ciie_portal.actions.invite import issue_codes, revoke
from ciie_portal.actions.manage_missions import close_mission
from ciie_portal.actions.transfer import transfer
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.lookups.mission_page import mission_page
from ciie_portal.lookups.missions import directory
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import InvitationCode, SettingChange
from tests.actions.desk_scene import Scene, a_case, refusal, scene
from tests.factories import NOW


@pytest.fixture
def at(database: str) -> Scene:
    return scene()


def record() -> list[tuple[str, str, str | None, str | None, str | None]]:
    with reading() as session:
        rows = session.exec(select(SettingChange).order_by(col(SettingChange.id))).all()
        return [(row.event, row.subject, row.field, row.old_text, row.new_text) for row in rows]


def test_codes_issued_and_revoked_are_on_the_record_without_the_codes(at: Scene) -> None:
    form = {"mission": "TM-33-JH", "code_count": "2", "uses_allowed": "1"}
    issued = issue_codes(at.jinhua, form, NOW)
    with reading() as session:
        keys = list(session.exec(select(InvitationCode.key)))
    revoke(at.jinhua, keys[0], NOW)
    revoke(at.jinhua, keys[0], NOW)
    assert record() == [
        ("issue_codes", "TM-33-JH", "count", None, "2"),
        ("revoke_code", "TM-33-JH", None, None, None),
    ]
    assert [code for code in issued.codes if code in str(record())] == []


def test_a_closed_mission_is_in_no_directory_and_no_unit_is_moved_there(at: Scene) -> None:
    reader = replace(NOBODY, locale="en")
    unit, _ = a_case(at, "jinhua")
    before = mission_page(reader, "TM-33-JH", now=NOW)
    close_mission(at.jinhua, "TM-33-JH-YW", 1, now=NOW)
    after = mission_page(reader, "TM-33-JH", now=NOW)
    assert (len(before.below), len(after.below)) == (1, 0)
    shown = directory(reader, {}, now=NOW)
    assert "TM-33-JH-YW" not in str(shown)
    assert "TM-33-JH" in str(shown)
    assert mission_page(reader, "TM-33-JH-YW", now=NOW).is_closed
    with pytest.raises(RuleBroken) as broken:
        transfer(at.jinhua, unit.reference, unit.version, "TM-33-JH-YW", "Yiwu", NOW)
    assert refusal(broken) == [("mission", Rule.MISSION_CLOSED)]
