"""C09 to C12 at sign-up: an account only behind a proved contact; nobody else learns who has one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.actions.sign_up import SignUp, sign_up
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.security import verify_password
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, Edition, WorkUnit
from tests.actions.identity_scene import (
    EMAIL,
    HERE,
    MOBILE,
    PASSWORD,
    Window,
    a_buyer,
    account_behind,
    another_code,
    ask_for_code,
    count_of,
    open_edition,
    refused,
    window,
)
from tests.factories import NOW

__all__ = ["window"]


@pytest.fixture(autouse=True)
def edition(database: str) -> int:
    return open_edition()


def form(**facts: object) -> SignUp:
    given = {
        "contact": MOBILE,
        "code": "",
        "password": PASSWORD,
        "category": "enterprise",
        "holds_code": False,
    }
    return SignUp(**given | facts)  # type: ignore[arg-type]


def refusal(given: SignUp, caller: str = HERE) -> list[Rule | tuple[str, Rule]]:
    with pytest.raises(RuleBroken) as broken:
        sign_up(NOBODY, given, caller, now=NOW)
    return refused(broken.value)


def test_a_proved_contact_gets_an_account_a_draft_and_a_session() -> None:
    token = sign_up(NOBODY, form(code=ask_for_code()), HERE, now=NOW)
    with reading() as session:
        (account,) = session.exec(select(Account)).all()
        (unit,) = session.exec(select(WorkUnit)).all()
    assert (account.mobile, account.email, account.locale) == (MOBILE, None, "en")
    assert verify_password(PASSWORD, account.password_hash) is True
    assert (unit.account_id, unit.status, unit.category, unit.channel) == (
        account.id,
        UnitStatus.DRAFT,
        Category.ENTERPRISE,
        Channel.CODE_FREE,
    )
    assert account_behind(token) == account.id


def test_an_overseas_unit_signs_up_by_email() -> None:
    token = sign_up(
        NOBODY, form(contact=EMAIL, code=ask_for_code(EMAIL), category="overseas_unit"), HERE, now=NOW
    )
    with reading() as session:
        (account,) = session.exec(select(Account)).all()
        (unit,) = session.exec(select(WorkUnit)).all()
    assert (account.mobile, account.email, unit.channel, unit.country) == (
        None,
        EMAIL,
        Channel.OVERSEAS,
        None,
    )
    assert account_behind(token) == account.id


def test_a_wrong_code_makes_nothing_and_counts() -> None:
    code = ask_for_code()
    for _ in range(5):
        assert refusal(form(code=another_code(code))) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert refusal(form(code=code)) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert count_of(Account) == 0


def test_a_code_counts_once_even_for_the_owner() -> None:
    code = ask_for_code()
    sign_up(NOBODY, form(code=code), HERE, now=NOW)
    assert refusal(form(code=code)) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert count_of(Account) == 1


def test_only_the_owner_of_a_contact_learns_that_it_has_an_account() -> None:
    a_buyer()
    assert refusal(form(code="000000")) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert refusal(form(code="000000", contact="+8613900139000")) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert refusal(form(code=ask_for_code())) == [Rule.CONTACT_HAS_ACCOUNT]


def test_a_known_and_an_unknown_contact_cost_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[str] = []
    monkeypatch.setattr(
        "ciie_portal.actions.sign_up.hash_password", lambda typed: computed.append(typed) or "!"
    )
    a_buyer()
    refusal(form(code="000000"))
    refusal(form(code="000000", contact="+8613900139000"))
    assert computed == [PASSWORD, PASSWORD]


def test_capitals_do_not_make_another_email_account() -> None:
    overseas = form(contact=EMAIL, category="overseas_unit")
    sign_up(NOBODY, replace(overseas, code=ask_for_code(EMAIL)), HERE, now=NOW)
    code = ask_for_code("LI.NA@Example.com")
    assert refusal(replace(overseas, contact="LI.NA@Example.com", code=code)) == [Rule.CONTACT_HAS_ACCOUNT]


@pytest.mark.parametrize("category", ["government_organ", "public_institution", "social_organisation"])
def test_who_needs_an_invitation_code_is_told_before_an_account_exists(category: str) -> None:
    given = form(category=category, code=ask_for_code())
    assert refusal(given) == [Rule.INVITATION_CODE_REQUIRED]
    sign_up(NOBODY, replace(given, holds_code=True), HERE, now=NOW)
    assert count_of(Account) == 1


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"category": ""}, [("category", Rule.NOT_AN_OPTION)]),
        ({"category": "ENTERPRISE"}, [("category", Rule.NOT_AN_OPTION)]),
        ({"contact": ""}, [("contact", Rule.REQUIRED)]),
        ({"contact": EMAIL}, [("contact", Rule.MAINLAND_MOBILE_NOT_VALID)]),
        ({"password": "short"}, [("password", Rule.PASSWORD_TOO_SHORT)]),
        ({"password": "13800138000"}, [("password", Rule.PASSWORD_TOO_WEAK)]),
        ({"password": "x" * 257}, [("password", Rule.TOO_LONG)]),
    ],
)
def test_wrong_answers_spend_no_code(facts: dict[str, object], problems: list[tuple[str, Rule]]) -> None:
    code = ask_for_code()
    assert refusal(form(code=code, **facts)) == problems
    sign_up(NOBODY, form(code=code), HERE, now=NOW)
    assert count_of(Account) == 1


@pytest.mark.parametrize("strange", ["\x00", "\ud800", "\u202e"])
def test_strange_characters_are_refused_or_kept_never_a_fault(strange: str) -> None:
    code = ask_for_code()
    assert refusal(form(code=strange * 6)) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert refusal(form(code=code, contact=strange * 11)) == [("contact", Rule.MAINLAND_MOBILE_NOT_VALID)]
    assert refusal(form(code=code, category=strange)) == [("category", Rule.NOT_AN_OPTION)]


def test_after_the_deadline_nobody_signs_up(edition: int) -> None:
    code = ask_for_code()
    with transaction() as session:
        session.get_one(Edition, edition).closes_at = NOW
    assert refusal(form(code=code)) == [Rule.REGISTRATION_CLOSED]
    assert count_of(Account) == 0


def test_one_address_tries_to_sign_up_a_hundred_times_in_a_quarter_of_an_hour(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ciie_portal.actions.sign_up.hash_password", lambda _typed: "!")
    for _ in range(100):
        assert refusal(form(code="000000")) == [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert refusal(form(code="000000")) == [Rule.TOO_MANY_TRIES]
    assert refusal(form(code="000000"), caller="198.51.100.4") == [("code", Rule.ONE_TIME_CODE_WRONG)]
    window.pass_by(timedelta(minutes=16))
    assert refusal(form(code="000000")) == [("code", Rule.ONE_TIME_CODE_WRONG)]
