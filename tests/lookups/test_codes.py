"""Codes as their secretariat sees them: masked, with uses and users, and only its own (Q8; C13)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from ciie_portal.domain.access import StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.work_unit import Channel
from ciie_portal.lookups.codes import code_in_clear, codes_screen
from ciie_portal.lookups.desk_home import desk_home
from ciie_portal.store.engine import transaction
from tests import factories
from tests.actions.code_request_scene import asked
from tests.actions.desk_scene import Scene, a_case, refusal, scene
from tests.factories import NOW

CODE = "K7QM4XRT9BDN"


def a_code(at: Scene, mission: str = "jinhua", code: str | None = None, **facts: object) -> tuple[int, str]:
    """Its id and its key."""
    with transaction() as session:
        mission_id = getattr(at.tree, mission).id
        row = factories.invitation_code(session, at.edition_id, mission_id, code, **facts)
        return row.id, row.key


def test_a_code_is_masked_until_its_secretariat_asks_for_it(database: str) -> None:
    at = scene()
    _, key = a_code(at, code=CODE)
    shown = codes_screen(at.zhejiang, {}, now=NOW)
    assert [row.masked for row in shown.rows] == ["****-****-9BDN"]
    assert CODE not in str(asdict(shown)).replace("-", "")
    assert code_in_clear(at.zhejiang, key, now=NOW) == "K7QM-4XRT-9BDN"


@pytest.mark.parametrize("who", ["ningbo", "yiwu"])
def test_a_stranger_sees_no_code_and_opens_none(database: str, who: str) -> None:
    at = scene()
    _, key = a_code(at, "jinhua", CODE, note="for the wholesalers")
    stranger = getattr(at, who)
    shown = codes_screen(stranger, {}, now=NOW)
    assert (shown.rows, shown.summary) == ((), "0 codes can be used")
    assert "wholesalers" not in str(asdict(shown))
    assert "TM-33-JH" not in [choice.value for choice in shown.missions]
    with pytest.raises(RuleBroken) as broken:
        code_in_clear(stranger, key, now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_other_roles_see_no_codes(database: str) -> None:
    at = scene()
    _, key = a_code(at)
    for actor in (buyer(1), staff(9, StaffRole.HELP_DESK), staff(9, StaffRole.ADMINISTRATOR)):
        with pytest.raises(NotPermitted):
            codes_screen(actor, {}, now=NOW)
        with pytest.raises(NotPermitted):
            code_in_clear(actor, key, now=NOW)


def test_the_state_says_why_a_code_cannot_be_used(database: str) -> None:
    at = scene()
    a_code(at, issued_at=NOW - timedelta(days=1))
    a_code(at, issued_at=NOW - timedelta(days=2), uses_spent=1)
    a_code(at, issued_at=NOW - timedelta(days=3), expires_at=NOW)
    a_code(at, issued_at=NOW - timedelta(days=4), revoked_at=NOW, uses_spent=1)
    shown = codes_screen(at.jinhua, {}, now=NOW)
    assert [(row.state, row.uses, row.is_open) for row in shown.rows] == [
        ("Can be used", "0 of 1", True),
        ("Used up", "1 of 1", False),
        ("Expired", "0 of 1", False),
        ("Revoked", "1 of 1", False),
    ]
    assert shown.summary == "1 code can be used"


def test_who_used_a_code_is_named_within_the_readers_missions_only(database: str) -> None:
    at = scene()
    number, _ = a_code(at, "jinhua", uses_allowed=3, uses_spent=2)
    mine, _ = a_case(at, "jinhua", channel=Channel.WITH_CODE, invitation_code_id=number)
    moved, _ = a_case(at, "ningbo", channel=Channel.WITH_CODE, invitation_code_id=number, credit_code=None)
    (row,) = codes_screen(at.jinhua, {}, now=NOW).rows
    assert [unit.reference for unit in row.used_by] == [mine.reference]
    (whole,) = codes_screen(at.organiser, {}, now=NOW).rows
    assert [unit.reference for unit in whole.used_by] == [mine.reference, moved.reference]


def test_a_contact_that_a_code_is_bound_to_is_masked(database: str) -> None:
    at = scene()
    a_code(at, bound_unit_name="宁波灯湾食品有限公司", bound_contact="+8613800138000")
    (row,) = codes_screen(at.jinhua, {}, now=NOW).rows
    assert row.bound_to == "宁波灯湾食品有限公司 · 138****8000"


def test_a_day_of_validity_is_shown_as_its_last_day(database: str) -> None:
    at = scene("zh")
    a_code(at, expires_at=NOW.replace(hour=16))
    (row,) = codes_screen(at.jinhua, {}, now=NOW).rows
    assert row.expires == "2026年11月23日"


def test_the_desks_first_page_counts_what_the_reader_may_do(database: str) -> None:
    at = scene()
    asked("TM-33-JH")
    asked("TM-3302")
    a_case(at, "jinhua")
    a_case(at, "ningbo", credit_code=None)
    home = desk_home(at.jinhua, now=NOW)
    assert [(one.name, one.count) for one in home.sections] == [
        ("Units", "1"),
        ("Invitation codes", "1"),
        ("Handing over", "0"),
        ("Settings", ""),
        ("History", ""),
    ]
    with pytest.raises(NotPermitted):
        desk_home(buyer(1), now=NOW)


def test_what_waits_on_the_first_page_leads_to_where_it_waits(database: str) -> None:
    at = scene()
    finance = staff(9, StaffRole.FINANCE)
    assert next((one.name, one.count) for one in desk_home(finance, now=NOW).sections) == ("缴费与退款", "0")
    pages = {one.name: one.address for one in desk_home(at.ningbo, now=NOW).sections}
    assert pages["Invitation codes"] == "/en/desk/codes/"
    asked("TM-3302")
    pages = {one.name: one.address for one in desk_home(at.ningbo, now=NOW).sections}
    assert pages["Invitation codes"] == "/en/desk/codes/requests/"
