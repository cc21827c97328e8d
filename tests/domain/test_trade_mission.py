"""The tree of missions, and the data of the Second CIIE (Q1, Q7)."""

from __future__ import annotations

import pytest

from ciie_portal.domain.trade_mission import Mission, MissionKind, MissionTree
from tests.fair_data import groups, known, rows, tree


def test_thirty_seven_missions_are_regional() -> None:
    kinds = [mission.kind for mission in tree().at_top()]
    assert len(kinds) == 39
    counts = {kind: kinds.count(kind) for kind in MissionKind}
    assert counts == {
        MissionKind.PROVINCE: 31,
        MissionKind.PLANNED_CITY: 5,
        MissionKind.XPCC: 1,
        MissionKind.CENTRAL_ENTERPRISE: 1,
        MissionKind.NHC: 1,
        MissionKind.INDUSTRY: 0,
    }
    assert sum(mission.is_regional for mission in tree().at_top()) == 37


def test_every_central_enterprise_has_a_sub_mission() -> None:
    assert {group.mission_code for group in groups()} == {mission.code for mission in tree().below("TM-CE")}
    assert len(groups()) == 96


def test_every_invented_sub_mission_is_marked_and_of_its_parents_kind() -> None:
    for row in rows("sub_missions.csv"):
        assert (row["is_invented"], row["kind"]) == ("yes", tree()[row["parent"]].kind.value)
        claimed = [code for code in known().divisions if code.startswith(row["claims_division"] or "x")]
        assert bool(claimed) == bool(row["claims_division"])


def test_a_subtree_reaches_down_to_the_last_sub_mission() -> None:
    assert tree().subtree("TM-33") == {"TM-33", "TM-33-HZ", "TM-33-JH", "TM-33-JH-YW"}
    assert tree().path("TM-33-JH-YW") == ("TM-33", "TM-33-JH", "TM-33-JH-YW")
    within = [tree().is_within("TM-33-JH-YW", top) for top in ("TM-33", "TM-33-JH", "TM-33-HZ", "TM-3302")]
    assert within == [True, True, False, False]


def test_a_name_that_does_not_say_its_mission_gets_it_before() -> None:
    province = Mission("A", MissionKind.PROVINCE, "Anhui Trade Mission", "安徽交易团")
    below = Mission("B", MissionKind.PROVINCE, "Hefei Sub-mission", "合肥分团", parent_code="A")
    small = MissionTree([below, province])
    assert (small.display("B", "en"), small.display("B", "zh")) == (
        "Anhui Trade Mission: Hefei Sub-mission",
        "安徽交易团合肥分团",
    )
    assert tree().display("TM-33-HZ", "zh") == "浙江交易团杭州分团"


@pytest.mark.parametrize("parents", [{"A": "B", "B": "A"}, {"A": "A"}, {"A": "nobody"}])
def test_a_tree_with_a_circle_or_a_missing_parent_is_refused(parents: dict[str, str]) -> None:
    missions = [Mission(code, MissionKind.PROVINCE, code, code, parent) for code, parent in parents.items()]
    with pytest.raises(ValueError, match="does not hang"):
        MissionTree(missions)


def test_a_code_is_used_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        MissionTree([tree()["TM-33"], tree()["TM-33"]])
