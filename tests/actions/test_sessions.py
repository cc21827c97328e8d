"""C08: sessions have ids of their own, end in time, and end when the person says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.actions import sessions
from ciie_portal.actions.sign_in import change_password, give_second_factor
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import NotPermitted, Rule
from ciie_portal.lookups.sessions import signed_in
from ciie_portal.security import hash_token
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Account, WebSession
from tests.actions.identity_scene import (
    MOBILE,
    PASSWORD,
    WRONG,
    a_buyer,
    a_staff_member,
    account_behind,
    authenticator_code,
    quick_check,
    refusal,
    sign_in_at,
    staff_behind,
    wrong,
)
from tests.factories import NOW

__all__ = ["quick_check"]
pytestmark = pytest.mark.usefixtures("database")


def test_every_sign_in_has_an_id_of_its_own_and_only_its_hash_is_kept() -> None:
    a_buyer()
    tokens = {sign_in_at(), sign_in_at()}
    with reading() as session:
        kept = {row.id_hash for row in session.exec(select(WebSession)).all()}
    assert len(tokens) == 2
    assert kept == {hash_token(token) for token in tokens}


def test_a_session_ends_after_two_idle_hours_and_twelve_in_all() -> None:
    account = a_buyer()
    token = sign_in_at()
    second = timedelta(seconds=1)
    idle, lifetime = timedelta(hours=2), timedelta(hours=12)
    assert account_behind(token, NOW + idle) == account
    assert account_behind(token, NOW + idle + second) is None
    for hour in range(1, 12):
        sessions.note_seen(hash_token(token), NOW + timedelta(hours=hour))
    assert account_behind(token, NOW + lifetime - second) == account
    assert account_behind(token, NOW + lifetime) is None
    sessions.note_seen(hash_token(token), NOW + lifetime)
    assert account_behind(token, NOW + lifetime) is None


def test_a_visit_is_noted_again_after_five_minutes() -> None:
    a_buyer()
    token = sign_in_at()
    five = timedelta(minutes=5)
    seen = [
        signed_in(hash_token(token), "en", NOW + five + late).is_due_to_be_seen
        for late in (timedelta(), five)
    ]
    assert seen == [False, True]


def test_signing_out_ends_this_session_alone() -> None:
    account = a_buyer()
    first, second = sign_in_at(), sign_in_at()
    sessions.sign_out(first, NOW)
    assert (account_behind(first), account_behind(second)) == (None, account)


def test_signing_out_everywhere_ends_every_session_of_the_account_and_nobody_elses() -> None:
    account, other = a_buyer(), a_buyer(mobile="+8613900139000")
    member = a_staff_member()
    mine = [sign_in_at(), sign_in_at()]
    theirs = sign_in_at(name="+8613900139000")
    staff = give_second_factor(NOBODY, sign_in_at(name="desk"), authenticator_code(member), now=NOW).token
    sessions.sign_out_everywhere(access.buyer(account), now=NOW)
    assert [account_behind(token) for token in mine] == [None, None]
    assert (account_behind(theirs), staff_behind(staff)) == (other, member)


def test_nobody_signs_nobody_out() -> None:
    account = a_buyer()
    token = sign_in_at()
    with pytest.raises(NotPermitted):
        sessions.sign_out_everywhere(NOBODY, now=NOW)
    sessions.sign_out("invented", NOW)
    sessions.sign_out("", NOW)
    assert account_behind(token) == account


def test_changing_the_password_ends_every_other_session() -> None:
    account = a_buyer()
    old_tokens = [sign_in_at(), sign_in_at()]
    new = "quilt anchor 93 willow"
    token = change_password(access.buyer(account), PASSWORD, new, now=NOW)
    assert [account_behind(one) for one in old_tokens] == [None, None]
    assert account_behind(token) == account
    assert wrong(MOBILE, PASSWORD) == [Rule.SIGN_IN_WRONG]
    assert account_behind(sign_in_at(password=new)) == account


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (WRONG, "quilt anchor 93 willow", [("old_password", Rule.OLD_PASSWORD_WRONG)]),
        (PASSWORD, "short", [("new_password", Rule.PASSWORD_TOO_SHORT)]),
        (PASSWORD, "13800138000", [("new_password", Rule.PASSWORD_TOO_WEAK)]),
    ],
)
def test_a_password_is_not_changed_by_wrong_answers(old: str, new: str, problems: list[object]) -> None:
    account = a_buyer()
    token = sign_in_at()
    assert refusal(lambda: change_password(access.buyer(account), old, new, now=NOW)) == problems
    assert account_behind(token) == account
    with reading() as session:
        assert session.get_one(Account, account).password_changed_at is None


def test_the_old_password_is_not_guessed_through_the_account_page(quick_check: list[str | None]) -> None:
    account = a_buyer()
    actor = access.buyer(account)
    tries = [
        refusal(lambda: change_password(actor, WRONG, "quilt anchor 93 willow", now=NOW)) for _ in range(11)
    ]
    assert tries == [[("old_password", Rule.OLD_PASSWORD_WRONG)]] * 10 + [[Rule.TOO_MANY_TRIES]]


def test_staff_and_nobody_change_no_buyers_password() -> None:
    member = access.staff(a_staff_member(), access.StaffRole.ORGANISER_DESK)
    for actor in (NOBODY, member):
        with pytest.raises(NotPermitted):
            change_password(actor, PASSWORD, "quilt anchor 93 willow", now=NOW)
