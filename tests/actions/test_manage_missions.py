"""Missions are kept up: within the reach, without circles, with claims that hold; closed, never removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, select

from ciie_portal.actions.invite import issue_codes
from ciie_portal.actions.manage_missions import (
    add_sub_mission,
    change_mission,
    close_mission,
    reopen_mission,
)
from ciie_portal.domain import access
from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.lookups.settings_missions import mission_screen, missions_screen
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.tables import CentralEnterprise, InvitationCode, SettingChange, TradeMission
from tests import factories
from tests.actions.desk_scene import Scene, a_case, refusal, scene
from tests.factories import NOW

CONTACT = {
    "contact_office": "Department of Commerce", "contact_phone": "0571-8705 0000 转 8",
    "contact_email": "office@example.org", "contact_address": "1 Some Road, Hangzhou",
}  # fmt: skip
NAMES = {"name_zh": "浙江交易团金华分团", "name_en": "Jinhua", "aliases": "金华\n金华分团"}
JINHUA = CONTACT | NAMES | {"claims_division": "3307", "sector": "", "parent": "TM-33"}
NEW = {"suffix": "hz", "name_zh": "杭州分团", "name_en": "Hangzhou", "claims_division": "3301", "sector": ""}


@pytest.fixture
def at(database: str) -> Scene:
    return scene()


def mission(code: str) -> TradeMission:
    with reading() as session:
        return session.exec(select(TradeMission).where(TradeMission.code == code)).one()


def refused(action: Callable[[], object]) -> Rule | list[tuple[str, Rule]] | None:
    with pytest.raises(RuleBroken) as broken:
        action()
    return refusal(broken)


def record() -> list[tuple[str, str, str | None, str | None, str | None]]:
    with reading() as session:
        rows = session.exec(select(SettingChange).order_by(col(SettingChange.id))).all()
        return [(row.event, row.subject, row.field, row.old_text, row.new_text) for row in rows]


def changed(actor: Any, code: str = "TM-33-JH", version: int = 1, **typed: str) -> None:
    change_mission(actor, code, version, JINHUA | typed, now=NOW)


# ---- who may what
def test_a_secretariat_publishes_its_contact_and_changes_nothing_else_of_its_own_mission(at: Scene) -> None:
    changed(at.jinhua, name_en="The greatest", claims_division="33", parent="TM-3302")
    row = mission("TM-33-JH")
    assert (row.contact_phone, row.name_en, row.claims_division, row.parent_id) == (
        "0571-8705 0000 转 8",
        "TM-33-JH Mission",
        "3307",
        at.tree.zhejiang.id,
    )
    assert [one[2] for one in record()] == [
        "contact_office",
        "contact_phone",
        "contact_email",
        "contact_address",
    ]


@pytest.mark.parametrize("code", ["TM-3302", "TM-33", "TM-99", "%", "' OR 1=1 --"])
def test_what_is_not_within_the_reach_is_not_found(at: Scene, code: str) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: changed(at.jinhua, code),
        lambda: add_sub_mission(at.jinhua, code, NEW, now=NOW),
        lambda: close_mission(at.jinhua, code, 1, now=NOW),
        lambda: reopen_mission(at.jinhua, code, 1, now=NOW),
        lambda: mission_screen(at.jinhua, code, now=NOW),
    ]
    assert [refused(attempt) for attempt in attempts] == [Rule.NOT_FOUND] * 5
    assert (record(), mission("TM-3302").version) == ([], 1)


def test_nobody_closes_the_own_mission(at: Scene) -> None:
    assert refused(lambda: close_mission(at.jinhua, "TM-33-JH", 1, now=NOW)) == Rule.NOT_FOUND


def test_the_parent_the_organiser_and_the_administrator_decide_on_names_and_claims(at: Scene) -> None:
    admin = access.staff(at.organiser.staff_id or 0, StaffRole.ADMINISTRATOR, None, "en")
    for version, actor in enumerate((at.zhejiang, at.organiser, admin), start=1):
        changed(
            actor,
            version=version,
            name_en=f"Name {version}",
            claims_division="330782" if version == 9 else "3307",
        )
    assert (mission("TM-33-JH").name_en, mission("TM-33-JH").aliases) == ("Name 3", "金华|金华分团")


def test_roles_without_missions_reach_none(at: Scene) -> None:
    desks = {StaffRole.SECRETARIAT, StaffRole.ORGANISER_DESK, StaffRole.ADMINISTRATOR}
    for role in sorted(set(StaffRole) - desks):
        for deed in (changed, lambda actor: missions_screen(actor, {}, now=NOW)):
            with pytest.raises(NotPermitted):
                deed(access.staff(1, role))


def test_the_list_is_of_the_own_subtree(at: Scene) -> None:
    assert [row.code for row in missions_screen(at.jinhua, {}, now=NOW).rows] == ["TM-33-JH", "TM-33-JH-YW"]
    assert [row.code for row in missions_screen(at.organiser, {"q": "ningbo"}, now=NOW).rows] == []
    assert [row.code for row in missions_screen(at.organiser, {"q": "3302交"}, now=NOW).rows] == ["TM-3302"]
    for search in ("%", "_", "\\", "x" * 10_000):
        assert missions_screen(at.organiser, {"q": search}, now=NOW).rows == ()
    assert mission_screen(at.zhejiang, "TM-33", now=NOW).is_managed is False


# ---- the tree
def test_a_mission_never_hangs_below_itself(at: Scene) -> None:
    for parent in ("TM-33-JH", "TM-33-JH-YW"):
        answer = refused(lambda: changed(at.organiser, parent=parent))  # noqa: B023
        assert answer == [("parent", Rule.PARENT_NOT_POSSIBLE)]
    with reading() as session:
        assert mission_tree(session).path("TM-33-JH-YW") == ("TM-33", "TM-33-JH", "TM-33-JH-YW")


def test_two_who_would_hang_each_under_the_other_make_no_circle(at: Scene) -> None:
    add_sub_mission(at.zhejiang, "TM-33", NEW, now=NOW)
    changed(at.organiser, parent="TM-33-HZ")
    answer = refused(lambda: change_mission(
        at.organiser, "TM-33-HZ", 1, NEW | {"parent": "TM-33-JH"}, now=NOW
    ))  # fmt: skip
    assert answer == [("parent", Rule.PARENT_NOT_POSSIBLE)]
    assert record()[-1] == ("change_mission", "TM-33-JH", "parent", "TM-33", "TM-33-HZ")


def test_no_mission_hangs_under_another_kind_or_out_of_reach(at: Scene) -> None:
    assert refused(lambda: changed(at.organiser, parent="TM-3302")) == [("parent", Rule.PARENT_NOT_POSSIBLE)]
    assert refused(lambda: changed(at.zhejiang, parent="TM-3302")) == [("parent", Rule.NOT_AN_OPTION)]


def test_the_tree_does_not_grow_deeper_than_five(at: Scene) -> None:
    code = "TM-33-JH-YW"
    for depth in ("A", "B"):
        form = NEW | {"suffix": depth, "claims_division": ""}
        code = add_sub_mission(at.organiser, code, form, now=NOW)
    deeper = NEW | {"suffix": "C", "claims_division": ""}
    assert refused(lambda: add_sub_mission(at.organiser, code, deeper, now=NOW)) == [
        ("parent", Rule.PARENT_NOT_POSSIBLE)
    ]


# ---- claims
@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"claims_division": "3302x"}, [("claims_division", Rule.CLAIM_OUTSIDE)]),
        ({"claims_division": "110105"}, [("claims_division", Rule.CLAIM_OUTSIDE)]),
        ({"claims_division": "3399"}, [("claims_division", Rule.CLAIM_OUTSIDE)]),
        ({"claims_division": "330"}, [("claims_division", Rule.CLAIM_OUTSIDE)]),
        ({"claims_division": "330782"}, [("claims_division", Rule.CLAIM_TAKEN)]),
        ({"sector": "piracy"}, [("sector", Rule.NOT_AN_OPTION)]),
        ({"name_zh": ""}, [("name_zh", Rule.REQUIRED)]),
        ({"name_en": "x" * 10_000}, [("name_en", Rule.TOO_LONG)]),
        ({"name_en": "\u202eevil"}, [("name_en", Rule.UNUSABLE_CHARACTERS)]),
        ({"aliases": "\n".join(map(str, range(31)))}, [("aliases", Rule.TOO_LONG)]),
        ({"contact_phone": "call me"}, [("contact_phone", Rule.PHONE_NOT_VALID)]),
        ({"contact_phone": "1" * 61}, [("contact_phone", Rule.TOO_LONG)]),
        ({"contact_email": "nobody"}, [("contact_email", Rule.EMAIL_NOT_VALID)]),
        ({"contact_address": "x" * 301}, [("contact_address", Rule.TOO_LONG)]),
        (
            {"contact_phone": "?", "name_zh": "", "claims_division": "9"},
            [
                ("contact_phone", Rule.PHONE_NOT_VALID),
                ("name_zh", Rule.REQUIRED),
                ("claims_division", Rule.CLAIM_OUTSIDE),
            ],
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    at: Scene, typed: dict[str, str], problems: list[tuple[str, Rule]]
) -> None:
    assert refused(lambda: changed(at.organiser, **typed)) == problems
    assert record() == []


def test_only_sub_missions_of_a_province_claim(at: Scene) -> None:
    form = {"suffix": "X", "name_zh": "甲", "name_en": "A", "claims_division": "330203", "sector": ""}
    assert refused(lambda: add_sub_mission(at.ningbo, "TM-3302", form, now=NOW)) == [
        ("claims_division", Rule.CLAIM_NOT_HERE)
    ]


def test_the_classification_reads_what_was_claimed_and_no_closed_mission(at: Scene) -> None:
    add_sub_mission(at.zhejiang, "TM-33", NEW, now=NOW)
    with reading() as session:
        assert mission_tree(session)["TM-33-HZ"].claims_division == "3301"
    close_mission(at.zhejiang, "TM-33-HZ", 1, now=NOW)
    with reading() as session:
        assert mission_tree(session)["TM-33-HZ"].claims_division is None
    reopen_mission(at.zhejiang, "TM-33-HZ", 2, now=NOW)
    with reading() as session:
        assert mission_tree(session)["TM-33-HZ"].claims_division == "3301"


# ---- new and closed
@pytest.mark.parametrize(
    ("suffix", "rule"),
    [
        ("", Rule.REQUIRED),
        ("JH", Rule.CODE_TAKEN),
        ("jh", Rule.CODE_TAKEN),
        *[(suffix, Rule.CODE_SHAPE) for suffix in ("A-B", "金", "X" * 9, "X" * 10_000)],
    ],
)
def test_the_code_of_a_sub_mission_has_a_shape_and_is_its_own(at: Scene, suffix: str, rule: Rule) -> None:
    form = NEW | {"suffix": suffix}
    assert refused(lambda: add_sub_mission(at.zhejiang, "TM-33", form, now=NOW)) == [("suffix", rule)]


def test_a_mission_that_decides_or_has_missions_below_is_not_closed(at: Scene) -> None:
    assert refused(lambda: close_mission(at.organiser, "TM-33", 1, now=NOW)) == Rule.MISSION_NOT_CLOSABLE
    assert refused(lambda: close_mission(at.zhejiang, "TM-33-JH", 1, now=NOW)) == Rule.MISSION_HAS_OPEN_BELOW
    a_case(at, "yiwu")
    assert refused(lambda: close_mission(at.zhejiang, "TM-33-JH-YW", 1, now=NOW)) == (
        Rule.MISSION_HAS_OPEN_UNITS
    )


def test_a_closed_mission_keeps_its_members_and_takes_nobody_new(at: Scene) -> None:
    a_case(at, "yiwu", UnitStatus.APPROVED)
    with transaction() as session:
        factories.invitation_code(session, at.edition_id, at.tree.yiwu.id)
    close_mission(at.jinhua, "TM-33-JH-YW", 1, now=NOW)
    assert mission("TM-33-JH-YW").closed_at == NOW
    with reading() as session:
        (code,) = session.exec(select(InvitationCode)).all()
        assert (code.revoked_at, code.revoked_by) == (NOW, at.jinhua.staff_id)
    form = {"mission": "TM-33-JH-YW", "code_count": "1", "uses_allowed": "1"}
    assert refused(lambda: issue_codes(at.jinhua, form, NOW)) == [("mission", Rule.MISSION_CLOSED)]
    assert refused(lambda: add_sub_mission(at.jinhua, "TM-33-JH-YW", NEW, now=NOW)) == Rule.NOT_FOUND
    assert record() == [("close_mission", "TM-33-JH-YW", "codes_ended", None, "1")]
    assert mission_screen(at.jinhua, "TM-33-JH-YW", now=NOW).units == "1 unit"


def test_a_mission_of_a_central_enterprise_is_not_closed(at: Scene) -> None:
    with transaction() as session:
        session.add(
            TradeMission(
                code="CE-001",
                parent_id=at.tree.zhejiang.id,
                kind=MissionKind.PROVINCE,
                name_en="G",
                name_zh="集团",
            )
        )
        session.flush()
        row = session.exec(select(TradeMission).where(TradeMission.code == "CE-001")).one()
        session.add(CentralEnterprise(code="CE-001", name_en="G", name_zh="集团", mission_id=row.id))
    assert refused(lambda: close_mission(at.organiser, "CE-001", 1, now=NOW)) == Rule.MISSION_NOT_CLOSABLE


def test_a_stale_page_changes_nothing(at: Scene) -> None:
    changed(at.zhejiang, name_en="First")
    assert refused(lambda: changed(at.zhejiang, name_en="Second")) == Rule.CHANGED_MEANWHILE
    assert refused(lambda: close_mission(at.zhejiang, "TM-33-JH", 1, now=NOW)) == Rule.CHANGED_MEANWHILE
    assert mission("TM-33-JH").name_en == "First"
