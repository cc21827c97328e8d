"""The help desk sends a notice again: the very words, a row of its own, linked, not too often (Q10)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import col, select

from ciie_portal.actions.notices import tell
from ciie_portal.actions.resend import resend_notice
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.caller import JUST_NOW
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.settings import get_settings
from ciie_portal.store import outbox
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, JourneyEvent, Notice, NoticeState, WorkUnit
from tests import factories
from tests.actions.desk_scene import Scene, a_case, notices_of, refusal, scene
from tests.factories import NOW

LATER = NOW + JUST_NOW


@pytest.fixture
def at(database: str) -> Scene:
    return scene()


@pytest.fixture
def clerk(at: Scene) -> Actor:
    with transaction() as session:
        row = factories.staff_member(session, StaffRole.HELP_DESK)
        return access.staff(row.id, StaffRole.HELP_DESK, None, "en")


@pytest.fixture
def unit(at: Scene) -> WorkUnit:
    return a_case(at, status=UnitStatus.APPROVED, people=(), approved_at=NOW)[0]


def told(unit: WorkUnit, kind: NoticeKind = NoticeKind.APPROVED, **facts: Any) -> Notice:
    """A notice of yesterday that the provider has taken."""
    with transaction() as session:
        row = session.get_one(WorkUnit, unit.id)
        notice = tell(session, row, kind, NOW - JUST_NOW * 100, **facts)
        assert notice is not None
        outbox.mark_sent(session, notice.outbox_id or 0, NOW, "SMS-1")
        notice.state, notice.provider_reference = NoticeState.SENT, "SMS-1"
        return notice


def contacts(unit: WorkUnit, **facts: object) -> None:
    with transaction() as session:
        account = session.get_one(Account, unit.account_id)
        for name, fact in facts.items():
            setattr(account, name, fact)


def payload(notice: Notice) -> dict[str, object]:
    """What the dispatcher will send."""
    with transaction() as session:
        jobs = outbox.claim_due(session, ["sms", "email"], 50, "test", NOW + JUST_NOW * 50)
        return next(job.payload for job in jobs if job.id == notice.outbox_id)


def test_the_same_words_go_to_where_the_buyer_is_reached_now(clerk: Actor, unit: WorkUnit) -> None:
    first = told(unit, person_count=3, amount_minor=60_000)
    contacts(unit, mobile="+8613700009999")
    assert resend_notice(clerk, first.key, "sms", NOW) == "137****9999"
    _first, again = notices_of(unit)
    assert (again.resends_id, again.kind, again.channel, again.state) == (
        first.id,
        NoticeKind.APPROVED,
        NoticeChannel.SMS,
        NoticeState.QUEUED,
    )
    assert (again.masked_text, again.recipient, again.locale) == (first.masked_text, "+8613700009999", "zh")
    assert again.outbox_id != first.outbox_id
    said = payload(again)
    assert (said["to"], said["text"], said["notice"]) == ("+8613700009999", first.masked_text, again.key)


def test_who_sent_what_again_stands_in_the_record(clerk: Actor, unit: WorkUnit) -> None:
    resend_notice(clerk, told(unit).key, "sms", NOW)
    with reading() as session:
        row = session.exec(select(JourneyEvent).where(JourneyEvent.event == "help_resend")).one()
    assert (row.unit_id, row.staff_id, row.reason, row.at) == (unit.id, clerk.staff_id, "approved sms", NOW)


def test_the_other_channel_is_chosen_where_there_is_one(clerk: Actor, unit: WorkUnit) -> None:
    first = told(unit, person_count=3, amount_minor=60_000)
    contacts(unit, email="Li@buyer.example", email_key="li@buyer.example", second_channel=None)
    assert resend_notice(clerk, first.key, "email", NOW) == "L***@buyer.example"
    again = notices_of(unit)[-1]
    assert (again.channel, again.subject) == (NoticeChannel.EMAIL, f"单位审核通过 ({unit.reference})")
    assert again.masked_text.startswith("尊敬的采购商：\n\n单位审核已通过，3名人员待缴费，共600元。")
    assert "【" not in again.masked_text


def test_an_email_goes_as_a_short_text_to_a_mainland_mobile(at: Scene, clerk: Actor) -> None:
    unit = a_case(
        at, None, UnitStatus.APPROVED, (), approved_at=NOW, category="overseas_unit", channel="overseas"
    )[0]
    contacts(unit, mobile="+8613700009999", email="li@buyer.example", locale="en")
    first = told(unit, person_count=1, amount_minor=20_000)
    assert first.channel is NoticeChannel.EMAIL
    assert resend_notice(clerk, first.key, "sms", NOW) == "137****9999"
    assert notices_of(unit)[-1].masked_text == f"【进博会】Unit approved: {unit.reference}. See Buyer Login."


@pytest.mark.parametrize("channel", ["email", "", "fax", "sms ", "x" * 10_000])
def test_a_channel_that_the_buyer_has_not_is_refused(clerk: Actor, unit: WorkUnit, channel: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        resend_notice(clerk, told(unit).key, channel, NOW)
    assert (refusal(broken), len(notices_of(unit))) == ([("channel", Rule.NOT_AN_OPTION)], 1)


def test_pressed_twice_it_goes_once_and_again_after_ten_minutes(clerk: Actor, unit: WorkUnit) -> None:
    first = told(unit)
    resend_notice(clerk, first.key, "sms", NOW)
    again = notices_of(unit)[-1]
    for key in (first.key, again.key):
        with pytest.raises(RuleBroken) as broken:
            resend_notice(clerk, key, "sms", LATER - JUST_NOW / 10)
        assert refusal(broken) is Rule.SENT_JUST_NOW
    resend_notice(clerk, again.key, "sms", LATER)
    assert [row.resends_id for row in notices_of(unit)] == [None, first.id, first.id]


@pytest.mark.parametrize("kind", [NoticeKind.CODE_GRANTED, NoticeKind.VERIFICATION])
def test_a_code_is_never_sent_again_from_here(clerk: Actor, unit: WorkUnit, kind: NoticeKind) -> None:
    notice = told(unit, kind, code="K7QM-4XRT-9BDN")
    with pytest.raises(RuleBroken) as broken:
        resend_notice(clerk, notice.key, "sms", NOW)
    assert (refusal(broken), len(notices_of(unit))) == (Rule.CODE_NOT_RESENT, 1)


@pytest.mark.parametrize("key", ["", "unknown", "%", "' OR 1=1 --", "x" * 10_000, "\x00"])
def test_an_unknown_notice_is_not_found(clerk: Actor, unit: WorkUnit, key: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        resend_notice(clerk, key, "sms", NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_nobody_else_sends_again(at: Scene, unit: WorkUnit) -> None:
    key = told(unit).key
    for actor in (at.zhejiang, at.ningbo, at.organiser, access.buyer(unit.account_id), access.NOBODY):
        with pytest.raises(NotPermitted):
            resend_notice(actor, key, "sms", NOW)
    assert len(notices_of(unit)) == 1


def test_one_member_of_staff_sends_so_many_and_no_more(
    clerk: Actor, unit: WorkUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "help_resends", 1)
    resend_notice(clerk, told(unit).key, "sms", NOW)
    with pytest.raises(RuleBroken) as broken:
        resend_notice(clerk, told(unit, NoticeKind.RECEIVED).key, "sms", NOW)
    assert refusal(broken) is Rule.TOO_MANY_TRIES
    with reading() as session:
        again = session.exec(select(Notice).where(col(Notice.resends_id).is_not(None))).all()
    assert len(again) == 1
