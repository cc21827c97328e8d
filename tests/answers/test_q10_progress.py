"""Q10. Notices by text message or email, and the progress under Buyer Login."""

from __future__ import annotations

import pytest

from ciie_portal.domain.journey import PersonStatus, UnitEvent, UnitStatus
from ciie_portal.domain.notice import (
    UNIT_NOTICES,
    NoticeChannel,
    NoticeKind,
    Recipient,
    first_channel,
    second_channel,
)
from ciie_portal.domain.progress import Holder, Now, ProgressFacts, ToDo, what_now
from ciie_portal.domain.stages import Stage, unit_line
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose
from ciie_portal.wording.progress import NowWords, now_waiting
from ciie_portal.wording.statuses import PersonWords, UnitWords, person_badge, person_sentence, unit_sentence


def test_submitting_is_answered_by_a_notice():
    assert UNIT_NOTICES[UnitEvent.SUBMIT] is NoticeKind.RECEIVED


def test_domestic_buyers_get_a_text_message():
    assert first_channel(Recipient(is_overseas=False, mobile="+8613812345206")) is NoticeChannel.SMS


def test_overseas_buyers_get_an_email():
    assert first_channel(Recipient(is_overseas=True, email="buyer@example.com")) is NoticeChannel.EMAIL


def test_a_failed_message_tries_the_other_way_where_there_is_one():
    both = Recipient(is_overseas=False, mobile="+8613812345206", email="li@example.com")
    assert second_channel(both, NoticeKind.RECEIVED) is NoticeChannel.EMAIL


def test_the_message_is_in_the_buyers_language():
    facts = NoticeFacts(unit_name="宁波某某公司", reference="WU-7K2M9QX4", mission="宁波交易团")
    message = compose(NoticeKind.RECEIVED, NoticeChannel.SMS, "zh", facts, Letterhead("进博会"))
    assert message.text == (
        "【进博会】宁波某某公司注册信息已提交，编号WU-7K2M9QX4，由宁波交易团审核。请登录“采购商登录”查看进度。"
    )


def test_progress_says_who_holds_it_since_when_and_how_long_it_takes():
    facts = ProgressFacts(UnitStatus.UNDER_REVIEW, (PersonStatus.AWAITING_UNIT_REVIEW,), is_with_mission=True)
    now = what_now(facts)
    assert now == Now(ToDo.WAIT, Holder.MISSION)
    words = NowWords(mission="Zhejiang Trade Mission", date="3 June", days=5)
    assert now_waiting("en", now, words) == (
        "Nothing to do now. Zhejiang Trade Mission has had your registration since 3 June; usually 5 days."
    )


def test_progress_shows_the_stages_of_reviews_payment_and_certificate():
    line = unit_line(UnitStatus.APPROVED, [PersonStatus.UNPAID], is_with_mission=True)
    assert [stage.stage for stage in line] == [
        Stage.SUBMISSION,
        Stage.UNIT_REVIEW,
        Stage.PAYMENT,
        Stage.PERSONNEL_REVIEW,
        Stage.CERTIFICATE,
    ]


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_status_has_a_word_and_a_sentence_in_both_languages(locale):
    for unit in UnitStatus:
        assert unit_sentence(locale, unit, UnitWords(mission="M", fields="F", reason="R", date="D"))
    for person in PersonStatus:
        assert person_badge(locale, person)
        assert person_sentence(locale, person, PersonWords(mission="M", fields="F", amount="A"))
