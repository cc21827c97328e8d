"""Who employs whom, and what nobody can do: raise rights, lock out the last administrator or themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from ciie_portal.actions import sessions
from ciie_portal.actions.employ import add_staff, enrol, see_enrolment
from ciie_portal.actions.manage_staff import change_member, disable_member, enable_member, enrol_anew
from ciie_portal.domain import access
from ciie_portal.domain.access import ADMINISTRATION, NOBODY, Actor, StaffRole
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.lookups.sessions import actor_of
from ciie_portal.lookups.settings_staff import member_screen, staff_screen
from ciie_portal.security import hash_token
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.tables import SettingChange, StaffMember
from tests import factories
from tests.actions.desk_scene import Scene, refusal, scene
from tests.factories import NOW

ADMIN = StaffRole.ADMINISTRATOR


def a_member(role: StaffRole, mission_id: int | None = None, login: str = "clerk") -> Actor:
    """Enrolled."""
    with transaction() as session:
        row = factories.staff_member(
            session, role, mission_id, login=login, password_hash="!", totp_sealed=b"sealed"
        )
        return access.staff(row.id, role, mission_id, "en", row.name)


def member(login: str) -> StaffMember:
    with reading() as session:
        return session.exec(select(StaffMember).where(StaffMember.login == login)).one()


def refused(action: Callable[[], object]) -> Rule | list[tuple[str, Rule]] | None:
    with pytest.raises(RuleBroken) as broken:
        action()
    return refusal(broken)


def changes() -> list[tuple[str, str, str | None, str | None, str | None]]:
    with reading() as session:
        rows = session.exec(select(SettingChange).order_by(col(SettingChange.id))).all()
        return [(row.event, row.subject, row.field, row.old_text, row.new_text) for row in rows]


@pytest.fixture
def at(database: str) -> Scene:
    return scene()


# ---- raising rights
@pytest.mark.parametrize("role", sorted(set(StaffRole) - {StaffRole.SECRETARIAT}))
@pytest.mark.parametrize("who", ["zhejiang", "organiser"])
def test_only_an_administrator_gives_any_role_but_a_secretariats(at: Scene, who: str, role: str) -> None:
    actor = getattr(at, who)
    answer = refused(lambda: add_staff(actor, "new.one", "A Name", role, "", now=NOW))
    assert answer == [("role", Rule.NOT_AN_OPTION)]
    with reading() as session:
        assert session.exec(select(StaffMember).where(StaffMember.login == "new.one")).first() is None


@pytest.mark.parametrize("mission", ["TM-33", "TM-3302", "TM-99", "' OR 1=1 --", "%", "x" * 10_000])
def test_a_secretariat_employs_for_no_mission_but_those_below_its_own(at: Scene, mission: str) -> None:
    answer = refused(lambda: add_staff(at.zhejiang, "new.one", "A", "secretariat", mission, now=NOW))
    assert answer == [("mission", Rule.NOT_AN_OPTION)]


def test_a_secretariat_employs_for_its_sub_missions_and_the_organiser_for_all(at: Scene) -> None:
    add_staff(at.zhejiang, "deep.one", "A", "secretariat", "TM-33-JH-YW", now=NOW)
    add_staff(at.organiser, "top.one", "A", "secretariat", "TM-3302", now=NOW)
    assert (member("deep.one").mission_id, member("top.one").mission_id) == (
        at.tree.yiwu.id,
        at.tree.ningbo.id,
    )
    assert changes() == [
        ("add_staff", "deep.one", "role", None, "secretariat"),
        ("add_staff", "top.one", "role", None, "secretariat"),
    ]


@pytest.mark.parametrize("who", ["ningbo", "jinhua", "yiwu"])
def test_a_stranger_or_a_colleague_of_the_own_mission_is_not_found(at: Scene, who: str) -> None:
    a_member(StaffRole.SECRETARIAT, at.tree.jinhua.id)
    actor = getattr(at, who)
    attempts: list[Callable[[], object]] = [
        lambda: disable_member(actor, "clerk", 1, now=NOW),
        lambda: enable_member(actor, "clerk", 1, now=NOW),
        lambda: enrol_anew(actor, "clerk", 1, now=NOW),
        lambda: change_member(actor, "clerk", 1, "Other", "TM-3302", now=NOW),
        lambda: member_screen(actor, "clerk", now=NOW),
    ]
    assert [refused(attempt) for attempt in attempts] == [Rule.NOT_FOUND] * 5
    assert "clerk" not in [row.login for row in staff_screen(actor, {}, now=NOW).rows]
    assert member("clerk").disabled_at is None


@pytest.mark.parametrize("role", sorted(set(StaffRole) - {StaffRole.SECRETARIAT}))
def test_nobody_but_an_administrator_reaches_another_role(at: Scene, role: str) -> None:
    a_member(StaffRole(role))
    for actor in (at.organiser, at.zhejiang):
        assert refused(lambda: enrol_anew(actor, "clerk", 1, now=NOW)) == Rule.NOT_FOUND  # noqa: B023


def test_a_member_is_moved_within_the_reach_of_whoever_moves(at: Scene) -> None:
    a_member(StaffRole.SECRETARIAT, at.tree.jinhua.id)
    for mission in ("TM-3302", "TM-33", "nowhere"):
        answer = refused(lambda: change_member(at.zhejiang, "clerk", 1, "A", mission, now=NOW))  # noqa: B023
        assert answer == [("mission", Rule.NOT_AN_OPTION)]
    change_member(at.zhejiang, "clerk", 1, "A", "TM-33-JH-YW", now=NOW)
    assert (member("clerk").mission_id, member("clerk").name) == (at.tree.yiwu.id, "A")
    assert changes() == [
        ("change_staff", "clerk", "name", "secretariat", "A"),
        ("change_staff", "clerk", "mission", "TM-33-JH", "TM-33-JH-YW"),
    ]


def test_other_roles_employ_nobody(at: Scene) -> None:
    for role in sorted(set(StaffRole) - {StaffRole.SECRETARIAT, StaffRole.ORGANISER_DESK, ADMIN}):
        with pytest.raises(NotPermitted):
            disable_member(access.staff(at.organiser.staff_id or 0, role), "x", 1, now=NOW)
        with pytest.raises(NotPermitted):
            staff_screen(access.staff(1, role), {}, now=NOW)


def test_a_sign_in_name_given_twice_at_once_is_taken(at: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    a_member(ADMIN)
    monkeypatch.setattr(signing_in, "staff_by_login", lambda *_asked: None)  # it came a moment later
    answer = refused(lambda: add_staff(at.organiser, "clerk", "Clerk", "secretariat", "TM-33", now=NOW))
    assert answer == [("login", Rule.LOGIN_TAKEN)]


# ---- locking out
def test_nobody_disables_enables_or_enrols_themselves(at: Scene) -> None:
    admin = a_member(ADMIN)
    a_member(ADMIN, login="second")
    for deed in (disable_member, enable_member, enrol_anew):
        assert refused(lambda: deed(admin, "clerk", 1, now=NOW)) == Rule.NOT_YOURSELF  # noqa: B023
    assert member("clerk").disabled_at is None


def test_the_last_administrator_stays(at: Scene) -> None:
    a_member(ADMIN, login="first")
    a_member(ADMIN, login="second")
    disable_member(ADMINISTRATION, "first", 1, now=NOW)
    assert refused(lambda: disable_member(ADMINISTRATION, "second", 1, now=NOW)) == Rule.LAST_ADMINISTRATOR
    assert refused(lambda: enrol_anew(ADMINISTRATION, "second", 1, now=NOW)) == Rule.LAST_ADMINISTRATOR


def test_one_who_has_yet_to_enrol_does_not_count_as_an_administrator(at: Scene) -> None:
    a_member(ADMIN, login="first")
    add_staff(ADMINISTRATION, "promised", "A", "administrator", "", now=NOW)
    assert refused(lambda: disable_member(ADMINISTRATION, "first", 1, now=NOW)) == Rule.LAST_ADMINISTRATOR


def test_an_administrator_who_was_disabled_meanwhile_disables_nobody(at: Scene) -> None:
    first, second = a_member(ADMIN, login="first"), a_member(ADMIN, login="second")
    a_member(ADMIN, login="third")
    disable_member(first, "second", 1, now=NOW)
    with pytest.raises(NotPermitted):
        disable_member(second, "first", 1, now=NOW)
    assert member("first").disabled_at is None


# ---- sessions, versions, enrolment
def test_disabling_ends_the_sessions_at_once_and_enabling_opens_the_way_again(at: Scene) -> None:
    clerk = a_member(StaffRole.SECRETARIAT, at.tree.jinhua.id)
    with transaction() as session:
        token = sessions.begin(session, NOW, staff_id=clerk.staff_id)
    assert actor_of(hash_token(token), "en", NOW).staff_id == clerk.staff_id
    disable_member(at.zhejiang, "clerk", 1, now=NOW)
    enable_member(at.zhejiang, "clerk", 2, now=NOW)
    assert actor_of(hash_token(token), "en", NOW) == Actor(locale="en")
    with transaction() as session:
        again = sessions.begin(session, NOW, staff_id=clerk.staff_id)
    assert actor_of(hash_token(again), "en", NOW).staff_id == clerk.staff_id


def test_moving_somebody_ends_what_the_old_mission_was_shown_in(at: Scene) -> None:
    clerk = a_member(StaffRole.SECRETARIAT, at.tree.jinhua.id)
    with transaction() as session:
        token = sessions.begin(session, NOW, staff_id=clerk.staff_id)
    change_member(at.organiser, "clerk", 1, "A", "TM-3302", now=NOW)
    assert actor_of(hash_token(token), "en", NOW) == Actor(locale="en")


def test_a_stale_page_changes_nothing(at: Scene) -> None:
    a_member(StaffRole.SECRETARIAT, at.tree.jinhua.id)
    change_member(at.zhejiang, "clerk", 1, "First", "TM-33-JH", now=NOW)
    assert refused(lambda: change_member(at.zhejiang, "clerk", 1, "Second", "TM-33-JH", now=NOW)) == (
        Rule.CHANGED_MEANWHILE
    )
    assert refused(lambda: disable_member(at.zhejiang, "clerk", 1, now=NOW)) == Rule.CHANGED_MEANWHILE
    assert member("clerk").name == "First"


def test_a_new_enrolment_replaces_password_and_authenticator(at: Scene) -> None:
    clerk = a_member(StaffRole.SECRETARIAT, at.tree.jinhua.id)
    with transaction() as session:
        token = sessions.begin(session, NOW, staff_id=clerk.staff_id)
    address = enrol_anew(at.zhejiang, "clerk", 1, now=NOW)
    row = member("clerk")
    assert (row.password_hash, row.totp_last_step, row.totp_sealed != b"sealed") == (None, None, True)
    assert actor_of(hash_token(token), "en", NOW) == Actor(locale="en")
    assert see_enrolment(NOBODY, address, now=NOW + timedelta(days=6)).login == "clerk"
    again = enrol_anew(at.zhejiang, "clerk", 2, now=NOW)
    assert refused(lambda: see_enrolment(NOBODY, address, now=NOW)) == Rule.ENROLMENT_NOT_VALID
    assert refused(lambda: enrol(NOBODY, address, "x", "1", "here", now=NOW)) == Rule.ENROLMENT_NOT_VALID
    assert [text for text in (address, again) if text in str(changes())] == []


# ---- what is typed
@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", Rule.REQUIRED),
        ("  \u200b ", Rule.REQUIRED),
        ("x" * 10_000, Rule.TOO_LONG),
        ("\u202egro", Rule.UNUSABLE_CHARACTERS),
        ("a\x00b", Rule.UNUSABLE_CHARACTERS),
    ],
)
def test_a_hostile_name_is_refused(at: Scene, name: str, rule: Rule) -> None:
    a_member(StaffRole.SECRETARIAT, at.tree.jinhua.id)
    assert refused(lambda: change_member(at.zhejiang, "clerk", 1, name, "TM-33-JH", now=NOW)) == [
        ("name", rule)
    ]
    new = refused(lambda: add_staff(at.zhejiang, "other", name, "secretariat", "TM-33-JH", now=NOW))
    assert new == [("name", rule)]


@pytest.mark.parametrize("search", ["%", "_", "'; DROP TABLE staff_member; --", "\\", "x" * 10_000])
def test_the_search_takes_wildcards_literally(at: Scene, search: str) -> None:
    assert staff_screen(at.organiser, {"q": search}, now=NOW).rows == ()


def test_the_list_is_of_the_scope_and_is_searched_by_name(at: Scene) -> None:
    admin = a_member(ADMIN, login="admin")
    everybody = {row.login for row in staff_screen(admin, {}, now=NOW).rows}
    with reading() as session:
        assert everybody == set(session.exec(select(StaffMember.login)))
    assert {row.name for row in staff_screen(at.zhejiang, {}, now=NOW).rows} == {"Reviewer 11", "Reviewer 12"}
    assert [row.name for row in staff_screen(at.organiser, {"q": "reviewer 20"}, now=NOW).rows] == [
        "Reviewer 20"
    ]
    assert [one.value for one in staff_screen(at.zhejiang, {}, now=NOW).roles] == ["secretariat"]
