"""A contact is changed by who can read the new one and knows the password; the old one hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from ciie_portal.actions.contacts import (
    change_contact,
    remove_second_contact,
    send_contact_code,
    set_second_contact,
)
from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Actor, StaffRole
from ciie_portal.domain.errors import NotPermitted, Rule
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.lookups.account import account_page
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.contact_troubles import note_trouble, troubles_of
from ciie_portal.store.tables import Account, ContactTrouble, JourneyEvent, Notice
from tests.actions.identity_scene import (
    EMAIL,
    HERE,
    MOBILE,
    PASSWORD,
    WRONG,
    a_buyer,
    account_behind,
    another_code,
    ask_for_code,
    refusal,
    sent_codes,
    sign_in_at,
    wrong,
)
from tests.factories import NOW

NEW = "+8613900139000"
pytestmark = pytest.mark.usefixtures("database")


def me(**facts: object) -> Actor:
    return access.buyer(a_buyer(**facts), "en")


def code_for(actor: Actor, place: str, contact: str) -> str:
    send_contact_code(actor, place, contact, HERE, now=NOW)
    return sent_codes()[-1]


def account_of(actor: Actor) -> Account:
    with reading() as session:
        return session.get_one(Account, actor.account_id)


def told() -> list[tuple[NoticeChannel, str | None]]:
    """Who was told that a contact was changed."""
    with reading() as session:
        rows = session.exec(
            select(Notice).where(Notice.kind == NoticeKind.ACCOUNT_CHANGED).order_by(col(Notice.id))
        ).all()
    return [(row.channel, row.recipient) for row in rows]


def test_a_buyer_signs_in_with_another_number_and_the_old_one_hears_of_it() -> None:
    actor = me(locale="zh")
    before = sign_in_at()
    token = change_contact(actor, "139 0013 9000", code_for(actor, "first", NEW), PASSWORD, now=NOW)
    assert (account_behind(token), account_behind(before)) == (actor.account_id, None)
    assert account_behind(sign_in_at(name=NEW)) == actor.account_id
    assert wrong(name=MOBILE, password=PASSWORD) == [Rule.SIGN_IN_WRONG]
    assert told() == [(NoticeChannel.SMS, MOBILE)]
    with reading() as session:
        events = session.exec(select(JourneyEvent.event, JourneyEvent.account_id)).all()
    assert list(events) == [("change_contact", actor.account_id)]


def test_an_overseas_buyer_changes_the_address() -> None:
    actor = me(mobile=None, email=EMAIL, email_key=EMAIL)
    code = code_for(actor, "first", "Wang@Example.org")
    change_contact(actor, "Wang@Example.org", code, PASSWORD, now=NOW)
    account = account_of(actor)
    assert (account.email, account.email_key) == ("Wang@example.org", "wang@example.org")
    assert told() == [(NoticeChannel.EMAIL, EMAIL)]


def test_without_the_password_nothing_changes_and_it_is_not_guessed_here() -> None:
    actor = me()
    code = code_for(actor, "first", NEW)
    for _ in range(get_settings().sign_ins_per_account):
        assert refusal(lambda: change_contact(actor, NEW, code, WRONG, now=NOW)) == [
            ("password", Rule.OLD_PASSWORD_WRONG)
        ]
    assert refusal(lambda: change_contact(actor, NEW, code, PASSWORD, now=NOW)) == [Rule.TOO_MANY_TRIES]
    assert (account_of(actor).mobile, told()) == (MOBILE, [])


def test_five_wrong_codes_end_the_right_one() -> None:
    actor = me()
    code = code_for(actor, "first", NEW)
    for _ in range(5):
        assert refusal(lambda: change_contact(actor, NEW, another_code(code), PASSWORD, now=NOW)) == [
            ("code", Rule.ONE_TIME_CODE_WRONG)
        ]
    assert refusal(lambda: change_contact(actor, NEW, code, PASSWORD, now=NOW)) == [
        ("code", Rule.ONE_TIME_CODE_WRONG)
    ]


def test_a_code_of_another_contact_purpose_or_time_changes_nothing() -> None:
    actor = me()
    second = code_for(actor, "second", EMAIL)
    first = code_for(actor, "first", NEW)
    signing_up = ask_for_code("+8613900139001")
    wrong_code = [("code", Rule.ONE_TIME_CODE_WRONG)]
    late = NOW + timedelta(minutes=5)
    for contact, code, now in (
        ("13900139009", first, NOW),
        ("13900139001", signing_up, NOW),
        (NEW, first, late),
    ):
        assert refusal(lambda: change_contact(actor, contact, code, PASSWORD, now=now)) == wrong_code  # noqa: B023
    assert refusal(lambda: set_second_contact(actor, "other@example.com", second, now=NOW)) == wrong_code
    assert (account_of(actor).mobile, account_of(actor).second_contact) == (MOBILE, None)


def test_a_contact_that_signs_in_elsewhere_is_named_to_its_owner_alone() -> None:
    actor = me()
    with transaction() as session:
        session.add(Account(mobile=NEW, password_hash="x", created_at=NOW))
    code = code_for(actor, "first", NEW)
    assert refusal(lambda: change_contact(actor, NEW, code, PASSWORD, now=NOW)) == [Rule.CONTACT_HAS_ACCOUNT]
    assert account_of(actor).mobile == MOBILE


@pytest.mark.parametrize(
    ("place", "typed", "rule"),
    [
        ("first", "li.na@example.com", Rule.MAINLAND_MOBILE_NOT_VALID),
        ("first", "13800138000", Rule.CONTACT_UNCHANGED),
        ("first", "", Rule.REQUIRED),
        ("second", "13900139000", Rule.EMAIL_NOT_VALID),
        ("second", "x" * 10_000, Rule.EMAIL_NOT_VALID),
        ("second", "a@b.example\r\nBcc: c@d.example", Rule.EMAIL_NOT_VALID),
    ],
)
def test_a_mobile_stays_a_mobile_and_the_second_contact_is_of_the_other_kind(
    place: str, typed: str, rule: Rule
) -> None:
    actor = me()
    assert refusal(lambda: send_contact_code(actor, place, typed, HERE, now=NOW)) == [("contact", rule)]
    assert sent_codes() == []


@pytest.mark.parametrize("place", ["", "third", "FIRST", "first' OR 1=1"])
def test_there_is_no_third_contact(place: str) -> None:
    actor = me()
    assert refusal(lambda: send_contact_code(actor, place, EMAIL, HERE, now=NOW)) == [Rule.NOT_FOUND]


def test_a_second_contact_is_added_changed_and_removed_and_everybody_reached_hears_of_it() -> None:
    actor = me()
    set_second_contact(actor, EMAIL, code_for(actor, "second", EMAIL), now=NOW)
    assert account_page(actor, now=NOW).second_contact == "l***@example.com"
    assert told() == [(NoticeChannel.SMS, MOBILE)]
    other = "wang@example.org"
    set_second_contact(actor, other, code_for(actor, "second", other), now=NOW)
    assert told()[1:] == [(NoticeChannel.EMAIL, EMAIL), (NoticeChannel.SMS, MOBILE)]
    remove_second_contact(actor, now=NOW)
    assert told()[3:] == [(NoticeChannel.EMAIL, other), (NoticeChannel.SMS, MOBILE)]
    remove_second_contact(actor, now=NOW)
    assert len(told()) == 5
    assert (account_of(actor).second_channel, account_page(actor, now=NOW).second_contact) == (None, "")


def test_an_overseas_buyer_adds_a_mainland_mobile() -> None:
    actor = me(mobile=None, email=EMAIL, email_key=EMAIL)
    assert refusal(lambda: send_contact_code(actor, "second", "+33 6 12 34 56 78", HERE, now=NOW)) == [
        ("contact", Rule.MOBILE_NOT_MAINLAND)
    ]
    set_second_contact(actor, NEW, code_for(actor, "second", NEW), now=NOW)
    assert (account_of(actor).second_channel, account_of(actor).second_contact) == (NoticeChannel.SMS, NEW)


def test_a_changed_contact_is_no_longer_flagged() -> None:
    actor = me(second_channel=NoticeChannel.EMAIL, second_contact=EMAIL)
    with transaction() as session:
        account = session.get_one(Account, actor.account_id)
        note_trouble(session, account, NoticeChannel.SMS, MOBILE, NOW)
        note_trouble(session, account, NoticeChannel.EMAIL, EMAIL, NOW)
        note_trouble(session, account, NoticeChannel.SMS, MOBILE, NOW + timedelta(days=1))
        note_trouble(session, account, NoticeChannel.SMS, "+8613700000000", NOW)  # an older contact of theirs
        session.flush()
        assert [(one.contact, one.since) for one in troubles_of(session, account.id)] == [
            (MOBILE, NOW),
            (EMAIL, NOW),
        ]
    assert account_page(actor, now=NOW).troubles == (
        "A message to 138****8000 could not be delivered. Check the number.",
        "A message to l***@example.com could not be delivered. Check the address.",
    )
    remove_second_contact(actor, now=NOW)
    change_contact(actor, NEW, code_for(actor, "first", NEW), PASSWORD, now=NOW)
    with reading() as session:
        assert session.exec(select(ContactTrouble)).all() == []


def test_nobody_else_changes_a_contact() -> None:
    a_buyer()
    for actor in (NOBODY, access.staff(1, StaffRole.ADMINISTRATOR, None)):
        for step in (
            lambda who: send_contact_code(who, "first", NEW, HERE, now=NOW),
            lambda who: change_contact(who, NEW, "123456", PASSWORD, now=NOW),
            lambda who: set_second_contact(who, EMAIL, "123456", now=NOW),
            lambda who: remove_second_contact(who, now=NOW),
        ):
            with pytest.raises(NotPermitted):
                step(actor)
