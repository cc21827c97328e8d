"""The settings without a browser: what is typed stays, a stale page overwrites nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from ciie_portal import clock
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.errors import Rule
from ciie_portal.state.desk.settings_editions import EditionsState
from ciie_portal.state.desk.settings_missions import MissionSettingsState
from ciie_portal.state.desk.settings_staff import SettingsState, StaffState
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Edition, StaffMember, TradeMission
from ciie_portal.wording.rules import sentence
from tests import factories
from tests.actions.desk_scene import Scene, scene
from tests.factories import NOW
from tests.state.without_browser import as_actor, goes_to, opened

STALE = sentence(Rule.CHANGED_MEANWHILE, "en")
NEW = {"login": "yu.lan", "name": "于岚", "role": "secretariat", "mission": "TM-33-JH"}
DAYS = ("starts_on", "ends_on", "opens_at", "closes_at", "pays_until", "erases_on")
JINHUA = "/en/desk/settings/missions/TM-33-JH/"
HOSTILE = ("<script>", "\x00", "x" * 10_000, "' OR 1=1 --", "%_")


@pytest.fixture
def at(database: str, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = scene()
    with transaction() as session:
        session.get_one(Edition, made.edition_id).code = "NOW"
    return made


@pytest.fixture
def admin(at: Scene) -> Actor:
    with transaction() as session:
        row = factories.staff_member(session, StaffRole.ADMINISTRATOR, name="Admin 01")
        return access.staff(row.id, StaffRole.ADMINISTRATOR, None, "en", row.name)


def row(table: Any, condition: Any) -> Any:
    with reading() as session:
        return session.exec(select(table).where(condition)).first()


def form_of(state: EditionsState, **typed: str) -> dict[str, Any]:
    """The form as it stands on the page."""
    shown = state.edition
    days = {
        f"{name}_{part}": text
        for name in DAYS
        for part, text in zip(("year", "month", "day"), getattr(shown, name), strict=True)
    }
    times = {"opens_at_time": shown.opens_time, "closes_at_time": shown.closes_time}
    texts = {name: getattr(shown, name) for name in ("name_zh", "name_en", "fee", "person_cap")}
    return {**days, **times, "pays_until_time": shown.pays_time, **texts, "is_code_free_open": "on", **typed}


def edition_open(actor: Actor) -> EditionsState:
    state = opened(EditionsState, "/en/desk/settings/editions/NOW/")
    as_actor(actor, state.open_edition())
    return state


def test_the_parts_are_those_that_the_reader_may_open(at: Scene, admin: Actor) -> None:
    parts = {}
    for name, actor in (("admin", admin), ("jinhua", at.jinhua)):
        state = opened(SettingsState, "/en/desk/settings/")
        as_actor(actor, state.open_page())
        parts[name] = [part.name for part in state.parts]
    assert parts == {
        "admin": ["Staff", "Trade missions", "Editions"],
        "jinhua": ["Staff", "Trade missions"],
    }


def test_a_copy_leads_to_its_page_and_a_refused_one_stays(admin: Actor) -> None:
    state = opened(EditionsState, "/en/desk/settings/editions/")
    as_actor(admin, state.open_page())
    form = {"source": "NOW", "code": "next-1", "name_zh": "下一届", "name_en": "The next one"}
    assert goes_to(as_actor(admin, state.copy_one(form))) == "/en/desk/settings/editions/NEXT-1/"
    assert as_actor(admin, state.copy_one(form)) is None
    assert list(state.problem_of) == ["code"]


def test_an_edition_is_saved_once_and_the_page_that_is_behind_changes_nothing(admin: Actor) -> None:
    state, behind = edition_open(admin), edition_open(admin)
    as_actor(admin, state.save(form_of(state, fee="free")))
    assert (list(state.problem_of), state.told) == (["fee"], "")
    as_actor(admin, state.save(form_of(state, fee="260.50")))
    assert (state.told, state.edition.fee, state.problems) == ("Saved.", "260.50", [])
    as_actor(admin, behind.save(form_of(behind, fee="999")))
    assert (behind.trouble, behind.told) == (STALE, "")
    assert row(Edition, Edition.code == "NOW").fee_minor == 26_050


def test_a_problem_of_an_area_or_label_stands_beside_its_own_field(admin: Actor) -> None:
    state = edition_open(admin)
    texts: dict[str, str] = {}
    for label in state.edition.labels:
        texts |= {f"zh-{label.code}": label.name_zh, f"en-{label.code}": label.name_en}
    for before, save, kept in (("area-", state.save_areas, {}), ("label-", state.save_labels, texts)):
        form = {"code-new": "vip", "zh-new": "贵宾", "en-new": ""} | kept
        as_actor(admin, save({before + name: text for name, text in form.items()}))
        beside = f"{before}en-new"
        assert list(state.problem_of) == [beside]
        assert [(one.field, one.anchor) for one in state.problems] == [(beside, f"#{beside}")]


def test_a_new_members_address_is_shown_once_to_whoever_made_it(admin: Actor) -> None:
    state = opened(StaffState, "/en/desk/settings/staff/")
    as_actor(admin, state.open_page())
    as_actor(admin, state.add(NEW | {"login": "yu lan", "mission": ""}))
    assert (sorted(state.problem_of), state.enrolment) == (["login", "mission"], "")
    as_actor(admin, state.add(NEW))
    assert ("/en/sign-in/enrol/?token=" in state.enrolment, state.enrolling) == (True, "yu.lan")
    assert "yu.lan" in [member.login for member in state.staffing.rows]
    as_actor(admin, state.open_page())
    assert (state.enrolment, state.enrolling) == ("", "")


def member_open(actor: Actor) -> StaffState:
    state = opened(StaffState, "/en/desk/settings/staff/yu.lan/")
    as_actor(actor, state.open_member())
    return state


def test_a_member_is_changed_disabled_and_enrolled_by_the_page_that_is_up_to_date(admin: Actor) -> None:
    adding = opened(StaffState, "/en/desk/settings/staff/")
    as_actor(admin, adding.add(NEW))
    state, behind = member_open(admin), member_open(admin)
    as_actor(admin, state.save_member({"name": "于岚岚", "mission": "TM-33-JH"}))
    assert (state.told, state.member.name) == ("Saved.", "于岚岚")
    for deed in (
        behind.save_member({"name": "别人", "mission": "TM-33-JH"}),
        behind.disable(),
        behind.enrol_again(),
    ):
        as_actor(admin, deed)
        assert (behind.trouble, behind.enrolment) == (STALE, "")
    as_actor(admin, state.disable())
    assert (state.member.is_disabled, row(StaffMember, StaffMember.login == "yu.lan").name) == (
        True,
        "于岚岚",
    )
    as_actor(admin, state.enable())
    as_actor(admin, state.enrol_again())
    assert (state.member.is_disabled, "token=" in state.enrolment) == (False, True)


def mission_open(actor: Actor) -> MissionSettingsState:
    state = opened(MissionSettingsState, JINHUA)
    as_actor(actor, state.open_mission())
    return state


def test_a_mission_keeps_what_the_page_that_is_up_to_date_said(at: Scene, admin: Actor) -> None:
    state, behind = mission_open(at.zhejiang), mission_open(admin)
    form = {"contact_office": "处室", "contact_phone": "0579-8200 0000", "parent": "TM-33"}
    form |= {"name_zh": state.mission.name_zh, "name_en": state.mission.name_en}
    as_actor(at.zhejiang, state.save(form | {"contact_phone": "call me"}))
    assert list(state.problem_of) == ["contact_phone"]
    as_actor(at.zhejiang, state.save(form))
    assert (state.told, state.mission.contact_office) == ("Saved.", "处室")
    as_actor(admin, behind.save(form | {"contact_office": "另一处室"}))
    assert behind.trouble == STALE
    assert row(TradeMission, TradeMission.code == "TM-33-JH").contact_office == "处室"


def test_a_sub_missions_problems_find_their_own_fields(at: Scene) -> None:
    state = opened(MissionSettingsState, "/en/desk/settings/missions/TM-33/")
    as_actor(at.zhejiang, state.open_mission())
    as_actor(at.zhejiang, state.add({"new_suffix": "", "new_name_zh": "", "new_name_en": "Quzhou"}))
    assert sorted(state.problem_of) == ["new_name_zh", "new_suffix"]
    as_actor(at.zhejiang, state.add({"new_suffix": "QZ", "new_name_zh": "衢州", "new_name_en": "Quzhou"}))
    assert (state.problems, "TM-33-QZ" in [one.code for one in state.mission.below]) == ([], True)


def test_a_neighbour_finds_neither_mission_nor_member(at: Scene, admin: Actor) -> None:
    adding = opened(StaffState, "/en/desk/settings/staff/")
    as_actor(admin, adding.add(NEW))
    mission, member = mission_open(at.ningbo), member_open(at.ningbo)
    assert (mission.mission.code, member.member.login) == ("", "")
    assert (mission.trouble != "", member.trouble != "") == (True, True)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_answers_are_refused_without_a_fault(admin: Actor, typed: str) -> None:
    staff = opened(StaffState, "/en/desk/settings/staff/")
    as_actor(admin, staff.add({"login": typed, "name": typed, "role": typed, "mission": typed}))
    edition = opened(EditionsState, "/en/desk/settings/editions/")
    as_actor(admin, edition.copy_one({"source": "NOW", "code": typed, "name_zh": "某届", "name_en": "One"}))
    gone = opened(EditionsState, "/en/desk/settings/editions/")
    as_actor(admin, gone.copy_one({"source": typed, "code": "OK-1", "name_zh": "某届", "name_en": "One"}))
    states = (staff, edition, gone)
    assert [(state.fault, state._refused) for state in states] == [("", True)] * 3
