"""An edition is run: what may still change, what cannot be, what stands in the record (Q5; D3, D9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from ciie_portal.actions.run_edition import change_areas, change_edition, change_labels, copy_edition
from ciie_portal.domain import access
from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.edition_change import minor_units
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.lookups.settings_editions import edition_screen, editions_screen
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import editions
from ciie_portal.store.tables import Edition, SettingChange, UnitArea
from tests import factories
from tests.actions.desk_scene import Scene, a_case, refusal, scene
from tests.factories import NOW

OPENS, CLOSES = NOW - timedelta(days=30), NOW + timedelta(days=60)  # 10:00 in China on both days


@pytest.fixture
def at(database: str) -> Scene:
    made = scene()
    with transaction() as session:
        edition = session.get_one(Edition, made.edition_id)
        edition.code = "NOW"
        edition.erases_on = date(2027, 9, 1)
        factories.rows.save(session, editions.EditionArea(edition_id=edition.id, **AREA))
    return made


AREA: dict[str, Any] = {"code": "food", "name_en": "Food", "name_zh": "食品", "place": 1}
FORM = {
    "name_en": "An edition", "name_zh": "某届", "starts_on": "2027-03-01", "ends_on": "2027-03-06",
    "opens_at": OPENS.strftime("%Y-%m-%d"), "opens_at_time": "10:00",
    "closes_at": CLOSES.strftime("%Y-%m-%d"), "closes_at_time": "10:00",
    "pays_until": "", "pays_until_time": "", "fee": "200.00", "person_cap": "50",
    "is_code_free_open": "on", "erases_on": "2027-09-01",
}  # fmt: skip


def edition() -> Edition:
    with reading() as session:
        return session.exec(select(Edition).where(Edition.code == "NOW")).one()


def changed(at: Scene, version: int = 1, **typed: str) -> None:
    change_edition(at.organiser, "NOW", version, FORM | typed, now=NOW)


def refused(action: Callable[[], object]) -> Rule | list[tuple[str, Rule]] | None:
    with pytest.raises(RuleBroken) as broken:
        action()
    return refusal(broken)


def record() -> list[tuple[str, str | None, str | None, str | None]]:
    with reading() as session:
        rows = session.exec(select(SettingChange).order_by(col(SettingChange.id))).all()
        return [(row.event, row.field, row.old_text, row.new_text) for row in rows]


def test_the_form_as_it_is_shown_changes_nothing(at: Scene) -> None:
    shown = edition_screen(at.organiser, "NOW", now=NOW)
    typed: dict[str, object] = {
        name: "-".join(getattr(shown, name)) if any(getattr(shown, name)) else ""
        for name in ("starts_on", "ends_on", "opens_at", "closes_at", "pays_until", "erases_on")
    }
    typed |= {"opens_at_time": shown.opens_time, "closes_at_time": shown.closes_time}
    typed |= {name: getattr(shown, name) for name in ("name_en", "name_zh", "fee", "person_cap")}
    typed["is_code_free_open"] = "on"
    change_edition(at.organiser, "NOW", shown.version, typed, now=NOW)
    assert (edition().version, record()) == (1, [])


def test_an_instant_with_seconds_is_not_changed_by_a_form_of_minutes(at: Scene) -> None:
    opened = OPENS + timedelta(seconds=17, microseconds=5)
    with transaction() as session:
        session.get_one(Edition, at.edition_id).opens_at = opened
    a_case(at, "jinhua")
    changed(at, fee="201")
    assert (edition().opens_at, [one[1] for one in record()]) == (opened, ["fee_minor"])


def test_what_changes_is_on_the_record_from_what_to_what(at: Scene) -> None:
    changed(at, fee="250.5", closes_at="2027-02-28", closes_at_time="24:00", is_code_free_open="")
    row = edition()
    assert (row.fee_minor, row.is_code_free_open, row.version) == (25_050, False, 2)
    assert row.closes_at == datetime(2027, 2, 28, 16, tzinfo=UTC)  # the end of the day in China
    assert record() == [
        ("change_edition", "closes_at", CLOSES.isoformat(), "2027-02-28T16:00:00+00:00"),
        ("change_edition", "fee_minor", "20000", "25050"),
        ("change_edition", "is_code_free_open", "True", "False"),
    ]


def test_a_fee_that_changes_leaves_the_requests_that_were_made(at: Scene) -> None:
    with transaction() as session:
        row = session.get_one(Edition, at.edition_id)
        unit, persons = factories.approved_unit(session, row, at.tree.ningbo, ["unpaid"])
        request = factories.request(session, unit, persons)
        before = request.amount_minor
    changed(at, fee="999")
    with reading() as session:
        assert session.get_one(type(request), request.id).amount_minor == before


def test_a_deadline_moves_later_at_any_time_and_earlier_only_into_the_future(at: Scene) -> None:
    changed(at, closes_at="2027-02-01")
    changed(at, 2, closes_at=(NOW + timedelta(days=1)).strftime("%Y-%m-%d"))
    past = {"closes_at": (NOW - timedelta(days=1)).strftime("%Y-%m-%d")}
    assert refused(lambda: changed(at, 3, **past)) == [("closes_at", Rule.EARLIER_ONLY_AHEAD)]
    exactly = {"closes_at": NOW.strftime("%Y-%m-%d"), "closes_at_time": "10:00"}
    assert refused(lambda: changed(at, 3, **exactly)) == [("closes_at", Rule.EARLIER_ONLY_AHEAD)]
    changed(at, 3, closes_at=NOW.strftime("%Y-%m-%d"), closes_at_time="10:01")
    assert edition().closes_at == NOW + timedelta(minutes=1)


def test_what_has_closed_may_be_opened_again_by_moving_the_deadline(at: Scene) -> None:
    with transaction() as session:
        session.get_one(Edition, at.edition_id).closes_at = NOW - timedelta(days=2)
    changed(at)
    assert edition().closes_at == CLOSES


def test_once_units_have_registered_the_opening_stays(at: Scene) -> None:
    later = {"opens_at": (NOW + timedelta(days=1)).strftime("%Y-%m-%d")}
    a_case(at, "jinhua")
    assert refused(lambda: changed(at, **later)) == [("opens_at", Rule.FIELD_LOCKED)]


def test_an_edition_that_another_has_followed_keeps_all_but_names_and_erasing(at: Scene) -> None:
    with transaction() as session:
        factories.edition(session, opens_at=NOW - timedelta(days=1))
    assert refused(lambda: changed(at, fee="1", person_cap="9", closes_at="2027-02-01")) == [
        ("closes_at", Rule.EDITION_IS_PAST),
        ("fee", Rule.EDITION_IS_PAST),
        ("person_cap", Rule.EDITION_IS_PAST),
    ]
    changed(at, name_en="As it was", erases_on="2028-01-01")
    assert edition().name_en == "As it was"


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"fee": "-1"}, [("fee", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"fee": "0"}, [("fee", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"fee": "100000.01"}, [("fee", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"fee": "1e3"}, [("fee", Rule.NOT_A_SUM)]),
        ({"fee": "200.001"}, [("fee", Rule.NOT_A_SUM)]),
        ({"fee": "NaN"}, [("fee", Rule.NOT_A_SUM)]),
        ({"fee": "９" * 10_000}, [("fee", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"fee": "二百"}, [("fee", Rule.NOT_A_SUM)]),
        ({"fee": ""}, [("fee", Rule.REQUIRED)]),
        ({"person_cap": "0"}, [("person_cap", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"person_cap": "10000000000"}, [("person_cap", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"closes_at": "2027-02-30"}, [("closes_at", Rule.NOT_A_DATE)]),
        ({"closes_at": "9999-12-31"}, [("closes_at", Rule.NOT_A_DATE)]),
        ({"closes_at": "1900-01-01"}, [("closes_at", Rule.NOT_A_DATE)]),
        ({"closes_at_time": "24:01"}, [("closes_at", Rule.NOT_A_TIME)]),
        ({"closes_at_time": "10:00+02:00"}, [("closes_at", Rule.NOT_A_TIME)]),
        ({"closes_at_time": "10:00Z"}, [("closes_at", Rule.NOT_A_TIME)]),
        ({"closes_at": "2027-02-01T00:00+02:00"}, [("closes_at", Rule.NOT_A_DATE)]),
        ({"closes_at": "2027-03-07"}, [("closes_at", Rule.CLOSES_AFTER_THE_FAIR)]),
        ({"ends_on": "2027-02-28"}, [("ends_on", Rule.ENDS_BEFORE_IT_BEGINS)]),
        (
            {"pays_until": "2026-12-01", "pays_until_time": "24:00"},
            [("pays_until", Rule.ENDS_BEFORE_IT_BEGINS)],
        ),
        ({"pays_until": "2026-12-01"}, [("pays_until", Rule.NOT_A_TIME)]),
        ({"erases_on": "2027-03-06"}, [("erases_on", Rule.ENDS_BEFORE_IT_BEGINS)]),
        ({"name_en": ""}, [("name_en", Rule.REQUIRED)]),
        ({"name_zh": "届" * 10_000}, [("name_zh", Rule.TOO_LONG)]),
        ({"name_zh": "\u202e"}, [("name_zh", Rule.UNUSABLE_CHARACTERS)]),
        ({"opens_at": "2027-02-20"}, [("closes_at", Rule.ENDS_BEFORE_IT_BEGINS)]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(
    at: Scene, typed: dict[str, str], problems: list[tuple[str, Rule]]
) -> None:
    assert refused(lambda: changed(at, **typed)) == problems
    assert record() == []


@pytest.mark.parametrize(
    ("typed", "minor"), [("200", 20_000), ("200.5", 20_050), ("1,234.50", 123_450), ("1", 100)]
)
def test_a_sum_is_read_in_minor_units(typed: str, minor: int) -> None:
    assert minor_units(typed) == minor


def test_two_organisers_at_once(at: Scene) -> None:
    changed(at, fee="201")
    assert refused(lambda: changed(at, fee="202")) == Rule.CHANGED_MEANWHILE
    assert edition().fee_minor == 20_100


def test_a_new_edition_is_a_copy_that_opens_in_the_future(at: Scene) -> None:
    form = {"code": "next-1", "name_zh": "下一届", "name_en": "The next one"}
    assert copy_edition(at.organiser, "NOW", form, now=NOW) == "NEXT-1"
    with reading() as session:
        row = session.exec(select(Edition).where(Edition.code == "NEXT-1")).one()
        assert row.opens_at > NOW
        assert (row.closes_at - row.opens_at, row.fee_minor) == (CLOSES - OPENS, 20_000)
        assert [one.code for one in editions.areas_of_edition(session, row.id)] == ["food"]
        assert len(editions.labels_of_edition(session, row.id)) == 4
        running = editions.running(session, NOW)
        assert running is not None
        assert running.code == "NOW"
    assert refused(lambda: copy_edition(at.organiser, "NOW", form, now=NOW)) == [("code", Rule.CODE_TAKEN)]
    missing = [(field, Rule.REQUIRED) for field in ("source", "code", "name_zh", "name_en")]
    assert refused(lambda: copy_edition(at.organiser, "", {}, now=NOW)) == missing
    assert [one.code for one in editions_screen(at.organiser, now=NOW).rows] == ["NEXT-1", "NOW"]


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("", Rule.REQUIRED),
        *[(code, Rule.CODE_SHAPE) for code in ("a b", "../x", "X" * 21, "届", "X" * 10_000)],
    ],
)
def test_the_code_of_an_edition_has_a_shape(at: Scene, code: str, rule: Rule) -> None:
    form = {"code": code, "name_zh": "下一届", "name_en": "The next one"}
    assert refused(lambda: copy_edition(at.organiser, "NOW", form, now=NOW)) == [("code", rule)]


def test_areas_are_renamed_added_ordered_and_taken_away_unless_in_use(at: Scene) -> None:
    form = {
        "zh-food": "食品及农产品", "en-food": "Food", "place-food": "2",
        "zh-new": "汽车", "en-new": "Cars & vans", "place-new": "1",
    }  # fmt: skip
    change_areas(at.organiser, "NOW", 1, form, now=NOW)
    with reading() as session:
        rows = editions.areas_of_edition(session, at.edition_id)
        assert [(row.code, row.name_zh, row.place) for row in rows] == [
            ("cars_vans", "汽车", 1),
            ("food", "食品及农产品", 2),
        ]
    unit, _ = a_case(at, "jinhua")
    with transaction() as session:
        session.add(UnitArea(unit_id=unit.id, area_code="food"))
    names = {"zh-food": "食品", "en-food": "Food", "zh-cars_vans": "汽车", "en-cars_vans": "Cars"}
    gone = names | {"off-food": "on", "off-cars_vans": "on"}
    assert refused(lambda: change_areas(at.organiser, "NOW", 2, gone, now=NOW)) == [("off-food", Rule.IN_USE)]
    change_areas(at.organiser, "NOW", 2, names | {"off-cars_vans": "on"}, now=NOW)
    with reading() as session:
        assert [row.code for row in editions.areas_of_edition(session, at.edition_id)] == ["food"]
    assert record()[-1] == ("change_areas", None, "汽车 · Cars & vans\n食品及农产品 · Food", "食品 · Food")


def test_an_edition_keeps_one_area_and_a_list_has_each_name_once(at: Scene) -> None:
    assert refused(lambda: change_areas(at.organiser, "NOW", 1, {"off-food": "on"}, now=NOW)) == [
        ("zh-new", Rule.LAST_ONE)
    ]
    twice = {"zh-food": "食品", "en-food": "Food", "zh-new": "食品", "en-new": "Other"}
    assert refused(lambda: change_areas(at.organiser, "NOW", 1, twice, now=NOW)) == [
        ("zh-new", Rule.NAME_TAKEN)
    ]


def test_two_labels_exchange_their_roles_and_no_role_has_two(at: Scene) -> None:
    roles = [role.value for role in list(PersonRole)[:4]]
    form = {f"{part}-{role}": f"{part} {role}" for role in roles for part in ("zh", "en")}
    given = dict(zip(roles, [roles[1], roles[0], roles[2], ""], strict=True))
    form |= {f"role-{label}": role for label, role in given.items()}
    change_labels(at.organiser, "NOW", 1, form, now=NOW)
    with reading() as session:
        rows = editions.labels_of_edition(session, at.edition_id)
        assert {row.code: row.default_role or "" for row in rows} == given
    form[f"role-{roles[0]}"] = roles[0]
    assert refused(lambda: change_labels(at.organiser, "NOW", 2, form, now=NOW)) == [
        (f"role-{roles[1]}", Rule.ROLE_GIVEN_TWICE)
    ]


def test_only_those_who_run_the_edition_see_and_change_it(at: Scene) -> None:
    allowed = []
    for role in sorted(set(StaffRole) - {StaffRole.SECRETARIAT}):
        actor = access.staff(at.organiser.staff_id or 0, role)
        try:
            edition_screen(actor, "NOW", now=NOW)
            change_edition(actor, "NOW", 1, FORM, now=NOW)
        except NotPermitted:
            continue
        allowed.append(role)
    assert allowed == [StaffRole.ADMINISTRATOR, StaffRole.ORGANISER_DESK]
    with pytest.raises(NotPermitted):
        change_edition(at.zhejiang, "NOW", 1, FORM, now=NOW)
    assert refused(lambda: edition_screen(at.organiser, "' OR 1=1 --", now=NOW)) == Rule.NOT_FOUND
