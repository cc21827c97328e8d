"""Q2, Q7, Q8: a secretariat issues codes for its missions; they lie sealed in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from ciie_portal.actions.invite import MOST_AT_ONCE, Issued, issue_codes, revoke
from ciie_portal.domain.access import StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.invitation import read_code, show_code
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.invitations import code_row, spend_invitation_use
from ciie_portal.store.sealed import code_of
from ciie_portal.store.tables import InvitationCode
from tests.actions.desk_scene import refusal, scene
from tests.factories import NOW

ONE = {"mission": "TM-33-JH", "code_count": "1", "uses_allowed": "1"}


def rows() -> list[InvitationCode]:
    with reading() as session:
        return list(session.exec(select(InvitationCode)).all())


def test_a_code_is_shown_to_its_issuer_and_lies_sealed(database: str) -> None:
    at = scene()
    issued = issue_codes(at.jinhua, ONE, NOW)
    (row,) = rows()
    code = read_code(issued.codes[0])
    assert issued == Issued("TM-33-JH", (show_code(code),))
    assert code.encode() not in row.code_sealed
    assert code_of(row) == code
    assert (row.mission_id, row.uses_allowed, row.uses_spent, row.issued_by, row.issued_at) == (
        at.tree.jinhua.id,
        1,
        0,
        at.jinhua.staff_id,
        NOW,
    )
    with reading() as session:
        found = code_row(session, at.edition_id, code)
    assert found is not None
    assert found.key == row.key


def test_several_codes_are_all_different_and_carry_the_same_terms(database: str) -> None:
    at = scene()
    answers = ONE | {
        "code_count": "１２",
        "uses_allowed": "3",
        "expires_on": "2026-12-31",
        "note": " for the  wholesalers ",
        "bound_unit_name": "宁波灯湾食品有限公司",
        "bound_contact": "138 0013 8000",
    }
    issued = issue_codes(at.zhejiang, answers, NOW)
    assert len(set(issued.codes)) == 12
    terms = {
        (row.uses_allowed, row.expires_at, row.note, row.bound_unit_name, row.bound_contact) for row in rows()
    }
    end_of_the_day = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert terms == {(3, end_of_the_day, "for the wholesalers", "宁波灯湾食品有限公司", "+8613800138000")}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"code_count": "0"}, [("code_count", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"code_count": str(MOST_AT_ONCE + 1)}, [("code_count", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"code_count": "9" * 500}, [("code_count", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"uses_allowed": "-1"}, [("uses_allowed", Rule.NOT_A_NUMBER)]),
        ({"uses_allowed": ""}, [("uses_allowed", Rule.REQUIRED)]),
        ({"uses_allowed": None}, [("uses_allowed", Rule.REQUIRED)]),
        ({"uses_allowed": ["1"]}, [("uses_allowed", Rule.NOT_AN_OPTION)]),
        ({"expires_on": "2026-11-22"}, [("expires_on", Rule.DATE_IN_PAST)]),
        ({"expires_on": "soon"}, [("expires_on", Rule.NOT_A_DATE)]),
        ({"expires_on": "9999-12-31"}, [("expires_on", Rule.NOT_A_DATE)]),
        ({"note": "x" * 201}, [("note", Rule.TOO_LONG)]),
        ({"note": "\u202eevil"}, [("note", Rule.UNUSABLE_CHARACTERS)]),
        ({"bound_contact": "12345"}, [("bound_contact", Rule.MAINLAND_MOBILE_NOT_VALID)]),
        ({"bound_contact": "a@"}, [("bound_contact", Rule.EMAIL_NOT_VALID)]),
        (
            {"code_count": "x", "expires_on": "x"},
            [("code_count", Rule.NOT_A_NUMBER), ("expires_on", Rule.NOT_A_DATE)],
        ),
    ],
)
def test_wrong_terms_are_refused_together_and_no_code_is_made(
    database: str, changed: dict[str, Any], expected: object
) -> None:
    at = scene()
    with pytest.raises(RuleBroken) as broken:
        issue_codes(at.jinhua, ONE | changed, NOW)
    assert refusal(broken) == expected
    assert rows() == []


def test_the_last_day_counts_to_its_end_in_china(database: str) -> None:
    at = scene()
    issue_codes(at.jinhua, ONE | {"expires_on": "2026-11-23"}, NOW)
    assert rows()[0].expires_at == datetime(2026, 11, 23, 16, tzinfo=UTC)


@pytest.mark.parametrize("mission", ["TM-33", "TM-3302", "TM-99", "", "' OR 1=1 --"])
def test_a_mission_out_of_scope_is_not_found(database: str, mission: str) -> None:
    at = scene()
    with pytest.raises(RuleBroken) as broken:
        issue_codes(at.jinhua, ONE | {"mission": mission}, NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_other_roles_issue_and_revoke_nothing(database: str) -> None:
    at = scene()
    issue_codes(at.jinhua, ONE, NOW)
    for actor in (buyer(1), staff(9, StaffRole.HELP_DESK), staff(9, StaffRole.ADMINISTRATOR)):
        with pytest.raises(NotPermitted):
            issue_codes(actor, ONE, NOW)
        with pytest.raises(NotPermitted):
            revoke(actor, rows()[0].key, NOW)


def test_a_revoked_code_is_spent_no_more_and_its_use_stays(database: str) -> None:
    at = scene()
    issue_codes(at.jinhua, ONE | {"uses_allowed": "2"}, NOW)
    (row,) = rows()
    with transaction() as session:
        assert spend_invitation_use(session, row.id or 0, NOW)
    revoke(at.zhejiang, row.key, NOW)
    revoke(at.zhejiang, row.key, NOW + timedelta(days=1))
    (after,) = rows()
    assert (after.revoked_at, after.revoked_by, after.uses_spent) == (NOW, at.zhejiang.staff_id, 1)
    with transaction() as session:
        assert not spend_invitation_use(session, row.id or 0, NOW)


@pytest.mark.parametrize("key", ["", "x", "%", "' OR 1=1 --"])
def test_a_code_of_a_stranger_or_of_nobody_is_not_found(database: str, key: str) -> None:
    at = scene()
    issue_codes(at.jinhua, ONE, NOW)
    for actor, asked in ((at.ningbo, rows()[0].key), (at.yiwu, rows()[0].key), (at.organiser, key)):
        with pytest.raises(RuleBroken) as broken:
            revoke(actor, asked, NOW)
        assert refusal(broken) is Rule.NOT_FOUND
