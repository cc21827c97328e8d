"""Staff come from the command line and enrol once, with a password and an authenticator of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from sqlmodel import select

from ciie_portal.actions.employ import add_staff, enrol, see_enrolment
from ciie_portal.actions.sign_in import give_second_factor
from ciie_portal.domain import access
from ciie_portal.domain.access import ADMINISTRATION, NOBODY, StaffRole
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.security import hash_token
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import StaffMember
from tests import factories
from tests.actions.identity_scene import (
    HERE,
    PASSWORD,
    another_code,
    authenticator_code,
    refused,
    sign_in_at,
    staff_behind,
)
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("database")
WEEK = timedelta(days=7)


def refusal(action: Callable[[], object]) -> list[Rule | tuple[str, Rule]]:
    with pytest.raises(RuleBroken) as broken:
        action()
    return refused(broken.value)


def added(login: str = "desk", role: str = "organiser_desk", mission: str = "") -> str:
    return add_staff(ADMINISTRATION, login, "Gu Wenjing", role, mission, now=NOW)


def the_member() -> StaffMember:
    with reading() as session:
        return session.exec(select(StaffMember)).one()


def test_whoever_enrols_is_signed_in_and_the_address_is_spent() -> None:
    address = added()
    shown = see_enrolment(NOBODY, address, now=NOW)
    code = pyotp.TOTP(shown.secret).at(NOW)
    token = enrol(NOBODY, address, PASSWORD, code, HERE, now=NOW)
    assert (shown.login, staff_behind(token)) == ("desk", the_member().id)
    assert refusal(lambda: see_enrolment(NOBODY, address, now=NOW)) == [Rule.ENROLMENT_NOT_VALID]
    again = refusal(lambda: enrol(NOBODY, address, PASSWORD, code, HERE, now=NOW))
    assert again == [Rule.ENROLMENT_NOT_VALID]


def test_the_code_of_the_enrolment_opens_nothing_afterwards() -> None:
    address = added()
    code = pyotp.TOTP(see_enrolment(NOBODY, address, now=NOW).secret).at(NOW)
    enrol(NOBODY, address, PASSWORD, code, HERE, now=NOW)
    half = sign_in_at(name="desk")
    answer = refusal(lambda: give_second_factor(NOBODY, half, code, now=NOW))
    assert answer == [("code", Rule.SECOND_FACTOR_WRONG)]
    later = NOW + timedelta(seconds=30)
    fresh = authenticator_code(the_member().id, later)
    assert staff_behind(give_second_factor(NOBODY, half, fresh, now=later).token, later) == the_member().id


def test_nothing_of_the_enrolment_is_kept_in_clear() -> None:
    address = added()
    secret = see_enrolment(NOBODY, address, now=NOW).secret
    member = the_member()
    assert member.enrolment_token_hash == hash_token(address)
    assert [word for word in (address, secret) if word in f"{member.model_dump()}"] == []


def test_an_address_is_good_for_seven_days() -> None:
    address = added()
    assert see_enrolment(NOBODY, address, now=NOW + WEEK - timedelta(seconds=1)).login == "desk"
    assert refusal(lambda: see_enrolment(NOBODY, address, now=NOW + WEEK)) == [Rule.ENROLMENT_NOT_VALID]


@pytest.mark.parametrize("address", ["", "invented", "\x00", "\ud800", "x" * 10_000])
def test_an_invented_address_shows_nothing(address: str) -> None:
    added()
    assert refusal(lambda: see_enrolment(NOBODY, address, now=NOW)) == [Rule.ENROLMENT_NOT_VALID]
    with transaction() as session:  # nor does it find a member who has enrolled: no token is no token
        session.exec(select(StaffMember)).one().enrolment_token_hash = None
    assert refusal(lambda: see_enrolment(NOBODY, address, now=NOW)) == [Rule.ENROLMENT_NOT_VALID]


def test_a_weak_password_or_a_wrong_code_spends_nothing() -> None:
    address = added()
    code = pyotp.TOTP(see_enrolment(NOBODY, address, now=NOW).secret).at(NOW)
    bad = another_code(code)
    answers = [
        refusal(lambda: enrol(NOBODY, address, "desk1234", code, HERE, now=NOW)),
        refusal(lambda: enrol(NOBODY, address, PASSWORD, bad, HERE, now=NOW)),
    ]
    assert answers == [[("password", Rule.PASSWORD_TOO_WEAK)], [("code", Rule.SECOND_FACTOR_WRONG)]]
    assert the_member().password_hash is None
    assert staff_behind(enrol(NOBODY, address, PASSWORD, code, HERE, now=NOW)) == the_member().id


def test_before_the_enrolment_no_password_opens_the_account() -> None:
    added()
    for typed in ("", PASSWORD, "!"):
        answer = refusal(lambda: sign_in_at(name="desk", password=typed))  # noqa: B023
        assert answer == [Rule.SIGN_IN_WRONG]


def test_twenty_tries_to_enrol_from_one_address() -> None:
    answers = [refusal(lambda: enrol(NOBODY, "x", PASSWORD, "1", HERE, now=NOW)) for _ in range(21)]
    assert answers == [[Rule.ENROLMENT_NOT_VALID]] * 20 + [[Rule.TOO_MANY_TRIES]]


@pytest.mark.parametrize(
    ("login", "role", "mission", "problems"),
    [
        ("", "finance", "", [("login", Rule.REQUIRED)]),
        ("a b", "finance", "", [("login", Rule.UNUSABLE_CHARACTERS)]),
        ("x@y.z", "finance", "", [("login", Rule.UNUSABLE_CHARACTERS)]),
        ("x" * 101, "finance", "", [("login", Rule.TOO_LONG)]),
        ("clerk", "king", "", [("role", Rule.NOT_AN_OPTION)]),
        ("clerk", "secretariat", "", [("mission", Rule.REQUIRED)]),
        ("clerk", "secretariat", "TM-99", [("mission", Rule.NOT_AN_OPTION)]),
        ("clerk", "finance", "TM-33", [("mission", Rule.NOT_AN_OPTION)]),
    ],
)
def test_wrong_particulars_add_nobody(
    login: str, role: str, mission: str, problems: list[tuple[str, Rule]]
) -> None:
    with transaction() as session:
        factories.mission(session, "TM-33")
    assert refusal(lambda: added(login, role, mission)) == problems
    with reading() as session:
        assert session.exec(select(StaffMember)).all() == []


def test_a_staff_name_is_taken_however_it_is_written() -> None:
    added("desk")
    assert refusal(lambda: added(" DESK ")) == [("login", Rule.LOGIN_TAKEN)]


def test_only_the_administration_adds_staff_of_every_role() -> None:
    with transaction() as session:
        somebody = factories.staff_member(session, StaffRole.FINANCE).id
    actors = [
        NOBODY,
        access.buyer(1),
        *(access.staff(somebody, role) for role in StaffRole if role != "secretariat"),
    ]
    refusals = {}
    for actor in actors:
        try:
            add_staff(actor, f"clerk-{actor.role}", "A", "finance", "", now=NOW)
        except NotPermitted:
            continue
        except RuleBroken as broken:
            refusals[actor.role] = refused(broken)
        else:
            refusals[actor.role] = []
    assert refusals == {
        StaffRole.ORGANISER_DESK: [("role", Rule.NOT_AN_OPTION)],
        StaffRole.ADMINISTRATOR: [],
    }
