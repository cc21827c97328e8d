"""The code page: one answer for every bad code, tries are counted, nothing is spent before submission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ciie_portal.actions import throttles
from ciie_portal.actions.enter_code import Caller, choose_no_code, enter_code
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.work_unit import Category, Channel
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import HERE, submitted
from tests.actions.desk_scene import refusal
from tests.factories.rows import NOW

REFUSED = [("invitation_code", Rule.INVITATION_CODE_NOT_USABLE)]


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


def test_a_good_code_shows_its_mission_and_is_not_spent(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    code = given.a_code(at)
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]} "
    assert enter_code(actor, typed, HERE, NOW).mission == "TM-33 Mission: TM-33-JH Mission"
    unit, [row] = given.unit_of(actor), given.code_rows()
    assert (unit.channel, unit.invitation_code_id, row.uses_spent) == (Channel.WITH_CODE, row.id, 0)


def test_every_bad_code_is_refused_in_the_same_words(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    bad = [
        "",
        "AAAA-BBBB-CCCC",
        "no code at all",
        "🎉" * 5_000,
        given.a_code(at, revoked_at=NOW),
        given.a_code(at, expires_at=NOW),
        given.a_code(at, uses_allowed=1, uses_spent=1),
        given.a_code(at, bound_contact="+8613911111111"),
    ]
    for typed in bad[1:]:
        with pytest.raises(RuleBroken) as broken:
            enter_code(actor, typed, HERE, NOW)
        assert refusal(broken) == REFUSED
    with pytest.raises(RuleBroken) as broken:
        enter_code(actor, "", HERE, NOW)
    assert refusal(broken) == [("invitation_code", Rule.INVITATION_CODE_NEEDED_OR_NONE)]
    assert given.unit_of(actor).invitation_code_id is None


@pytest.mark.parametrize("typed", [None, 7, ["AAAA"], {"a": 1}, True])
def test_what_is_no_text_is_no_code(database: str, typed: object) -> None:
    actor = given.buyer(given.scene())
    with pytest.raises(RuleBroken) as broken:
        enter_code(actor, typed, HERE, NOW)
    assert refusal(broken) == [("invitation_code", Rule.INVITATION_CODE_NEEDED_OR_NONE)]


def test_a_code_is_good_until_the_instant_it_expires(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    code = given.a_code(at, expires_at=NOW)
    assert enter_code(actor, code, HERE, NOW - timedelta(microseconds=1)).mission


def test_ten_tries_from_a_session_are_enough(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    code = given.a_code(at)
    for _ in range(10):
        with pytest.raises(RuleBroken):
            enter_code(actor, "AAAA-BBBB-CCCC", HERE, NOW)
    with pytest.raises(RuleBroken) as broken:
        enter_code(actor, code, HERE, NOW)
    assert refusal(broken) == Rule.TOO_MANY_TRIES
    assert enter_code(actor, code, Caller("another session", HERE.address), NOW).mission


def test_sixty_tries_from_an_address_are_enough(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    for number in range(60):
        with pytest.raises(RuleBroken):
            enter_code(actor, "AAAA-BBBB-CCCC", Caller(str(number), HERE.address), NOW)
    with pytest.raises(RuleBroken) as broken:
        enter_code(actor, "AAAA-BBBB-CCCC", Caller("the next", HERE.address), NOW)
    assert refusal(broken) == Rule.TOO_MANY_TRIES


def test_an_enterprise_may_have_no_code_for_now(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    enter_code(actor, given.a_code(at), HERE, NOW)
    choose_no_code(actor, NOW)
    unit = given.unit_of(actor)
    assert (unit.channel, unit.invitation_code_id) == (Channel.CODE_FREE, None)


@pytest.mark.parametrize(
    "category", [Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION]
)
def test_the_others_need_one(database: str, category: Category) -> None:
    actor = given.buyer(given.scene(), category)
    with pytest.raises(RuleBroken) as broken:
        choose_no_code(actor, NOW)
    assert refusal(broken) == [("invitation_code", Rule.INVITATION_CODE_REQUIRED)]


@pytest.mark.parametrize("is_open", [True, False])
def test_who_needs_one_is_not_offered_to_have_none(database: str, is_open: bool) -> None:
    at = given.scene(is_code_free_open=is_open)
    category = Category.GOVERNMENT_ORGAN if is_open else Category.ENTERPRISE
    with pytest.raises(RuleBroken) as broken:
        enter_code(given.buyer(at, category), "", HERE, NOW)
    assert refusal(broken) == [("invitation_code", Rule.INVITATION_CODE_REQUIRED)]


def test_an_edition_may_close_the_code_free_channel(database: str) -> None:
    actor = given.buyer(given.scene(is_code_free_open=False))
    with pytest.raises(RuleBroken) as broken:
        choose_no_code(actor, NOW)
    assert refusal(broken) == [("invitation_code", Rule.CODE_FREE_CLOSED)]


def test_an_overseas_unit_is_never_asked(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at, Category.OVERSEAS_UNIT)
    with pytest.raises(RuleBroken) as broken:
        enter_code(actor, given.a_code(at), HERE, NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_the_code_stays_as_submitted(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor, given.a_code(at))
    with pytest.raises(RuleBroken) as broken:
        enter_code(actor, given.a_code(at), HERE, NOW)
    assert refusal(broken) == [("invitation_code", Rule.FIELD_LOCKED)]
