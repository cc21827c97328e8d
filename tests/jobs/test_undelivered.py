"""C28: a contact that a message does not reach is flagged, the other channel is tried, and people see it."""

from __future__ import annotations

import secrets

import pytest
from sqlmodel import col, select

from ciie_portal import clock
from ciie_portal.actions.notices import tell, tell_code
from ciie_portal.domain import access
from ciie_portal.domain.access import StaffRole
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.lookups.account import account_page
from ciie_portal.lookups.help_desk import help_desk_screen
from ciie_portal.lookups.progress import progress
from ciie_portal.lookups.unit_case import unit_case
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, ContactTrouble, Notice, NoticeState, WorkUnit
from ciie_portal.wording.dates import day
from tests.actions.money_scene import Scene, scene
from tests.jobs.test_dispatcher import a_mobile, one_round
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.processes
SMS, EMAIL = NoticeChannel.SMS, NoticeChannel.EMAIL


def an_email() -> str:
    return f"{secrets.token_hex(6)}@example.com"


def reached_at(at: Scene, first: str, second: str = "") -> None:
    """The account's contacts; the first one is of its own kind, the second one of the other."""
    with transaction() as session:
        account = session.get_one(Account, at.buyer.account_id)
        if "@" in first:
            account.email = account.email_key = first
        else:
            account.mobile = first
        if second:
            account.second_channel, account.second_contact = (EMAIL if "@" in second else SMS), second


def news(at: Scene, kind: NoticeKind = NoticeKind.PAYMENT_RECEIVED, once: str = "") -> None:
    with transaction() as session:
        unit = session.get_one(WorkUnit, at.unit.id)
        tell(session, unit, kind, clock.now(), once=once, person_count=1, amount_minor=20_000)


def sent() -> list[tuple[NoticeChannel, NoticeState]]:
    with reading() as session:
        rows = session.exec(select(Notice).order_by(col(Notice.id))).all()
    return [(row.channel, row.state) for row in rows]


def flags() -> list[tuple[NoticeChannel, str]]:
    with reading() as session:
        rows = session.exec(select(ContactTrouble).order_by(col(ContactTrouble.id))).all()
    return [(row.channel, row.contact) for row in rows]


def test_a_refused_number_is_flagged_and_everybody_concerned_sees_it(outside: Sandbox) -> None:
    at, to, other = scene(), a_mobile(), an_email()
    reached_at(at, to, other)
    news(at)
    outside.switch(sms_fails_for_good=True)
    for _ in range(3):
        one_round()
    assert sent() == [(SMS, NoticeState.FAILED), (EMAIL, NoticeState.SENT)]
    assert (flags(), len(outside.messages(other))) == ([(SMS, to)], 1)

    shown = f"{to[3:6]}****{to[-4:]}"
    told = f"A message to {shown} could not be delivered. Check the number."
    buyer = access.buyer(at.buyer.account_id or 0, "en")
    assert progress(buyer, now=clock.now()).troubles == (told,)
    assert account_page(buyer, now=clock.now()).troubles == (told,)
    warning = f"Messages to {shown} cannot be delivered since {day('en', clock.now())}."
    desk = access.staff(1, StaffRole.ORGANISER_DESK, None, "en")
    checks = unit_case(desk, at.unit.reference, now=clock.now()).checks
    assert [one.text for one in checks if shown in one.text] == [warning]
    clerk, found = access.staff(2, StaffRole.HELP_DESK, None, "en"), (at.unit.reference, "")
    screen = help_desk_screen(clerk, [found], "reference", False, found, now=clock.now())
    assert [one.contact.endswith(f" · {warning}") for one in screen.case] == [True]


def test_a_bounced_mail_is_flagged_and_tried_by_sms(outside: Sandbox) -> None:
    at, to, other = scene(is_overseas=True), an_email(), a_mobile()
    reached_at(at, to, other)
    news(at)
    outside.switch(mail_fails_for_good=True)
    for _ in range(3):
        one_round()
    assert sent() == [(EMAIL, NoticeState.FAILED), (SMS, NoticeState.SENT)]
    assert (flags(), len(outside.messages(other))) == ([(EMAIL, to)], 1)


def test_where_neither_is_reached_it_ends_there_and_both_are_flagged(outside: Sandbox) -> None:
    at, to, other = scene(), a_mobile(), an_email()
    reached_at(at, to, other)
    news(at)
    outside.switch(sms_fails_for_good=True, mail_fails_for_good=True)
    for _ in range(4):
        one_round()
    assert sent() == [(SMS, NoticeState.FAILED), (EMAIL, NoticeState.FAILED)]
    assert flags() == [(SMS, to), (EMAIL, other)]


def test_a_message_that_arrives_takes_the_flag_away(outside: Sandbox) -> None:
    at, to = scene(), a_mobile()
    reached_at(at, to)
    news(at)
    outside.switch(sms_fails_for_good=True)
    one_round()
    assert flags() == [(SMS, to)]
    outside.reset()
    news(at, once="again")
    one_round()
    assert (sent(), flags()) == ([(SMS, NoticeState.FAILED), (SMS, NoticeState.SENT)], [])


def test_a_provider_that_is_down_flags_nobody(outside: Sandbox) -> None:
    at = scene()
    reached_at(at, a_mobile())
    news(at)
    outside.switch(sms_fails_for_now=True)
    one_round()
    assert (sent(), flags()) == ([(SMS, NoticeState.QUEUED)], [])


def test_a_code_to_somebody_without_an_account_flags_nobody(outside: Sandbox) -> None:
    with transaction() as session:
        tell_code(session, a_mobile(), SMS, "482913", "zh", clock.now())
    outside.switch(sms_fails_for_good=True)
    one_round()
    assert (sent(), flags()) == ([(SMS, NoticeState.FAILED)], [])
