"""Badges and sentences of statuses, and the dashboard's other words."""

from __future__ import annotations

import re

import pytest

from ciie_portal.domain.correction import Lock
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.progress import Family, Holder, Now, ToDo
from ciie_portal.domain.stages import Stage, unit_line
from ciie_portal.domain.wizard import PERSON_FIELDS, all_unit_fields
from ciie_portal.domain.work_unit import Category
from ciie_portal.wording import fields, progress, statuses
from ciie_portal.wording.statuses import Beside, PersonWords, UnitWords

UNIT_BADGES = {
    UnitStatus.DRAFT: ("Not submitted", "未提交"),
    UnitStatus.UNDER_REVIEW: ("Unit review", "单位审核中"),
    UnitStatus.RETURNED: ("Correction needed", "退回修改"),
    UnitStatus.APPROVED: ("Unit approved", "单位审核通过"),
    UnitStatus.REJECTED: ("Not approved", "单位审核未通过"),
    UnitStatus.WITHDRAWN: ("Withdrawn", "已撤回"),
}
PERSON_BADGES = {
    PersonStatus.DRAFT: ("Not submitted", "未提交"),
    PersonStatus.AWAITING_UNIT_REVIEW: ("Awaiting unit review", "待单位审核"),
    PersonStatus.RETURNED_BY_MISSION: ("Correction needed", "退回修改"),
    PersonStatus.LEFT_OUT: ("Not included", "未列入"),
    PersonStatus.UNPAID: ("Unpaid", "待缴费"),
    PersonStatus.WAITING_FOR_REVIEW: ("Waiting for review", "待审核"),
    PersonStatus.RETURNED_BY_REVIEWER: ("Correction needed", "退回修改"),
    PersonStatus.IN_PRODUCTION: ("Certificate being made", "制证中"),
    PersonStatus.DISPATCHED: ("On its way", "寄递发放中"),
    PersonStatus.READY_FOR_COLLECTION: ("Ready for collection", "证件可领取"),
    PersonStatus.DELIVERED: ("Delivered", "已签收"),
    PersonStatus.COLLECTED: ("Collected", "已领取"),
    PersonStatus.FAILED: ("Not passed", "人员审核未通过"),
    PersonStatus.REFUND_REQUESTED: ("Refund requested", "退款申请已提交"),
    PersonStatus.REFUNDING: ("Refund under way", "退款处理中"),
    PersonStatus.REFUNDED: ("Refunded", "已退款"),
    PersonStatus.WITHDRAWN: ("Withdrawn", "已撤回"),
}
WORDS = UnitWords(
    mission="宁波交易团", deadline="北京时间2019年9月30日24时", fields="营业执照", reason="不清晰"
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def test_the_badges_of_a_unit():
    shown = {s: (statuses.unit_badge("en", s), statuses.unit_badge("zh", s)) for s in UnitStatus}
    assert shown == UNIT_BADGES


def test_the_badges_of_a_person():
    shown = {s: (statuses.person_badge("en", s), statuses.person_badge("zh", s)) for s in PersonStatus}
    assert shown == PERSON_BADGES


def test_a_correction_that_arrived_has_its_own_badge_and_sentence_while_under_review():
    assert statuses.unit_badge("en", UnitStatus.UNDER_REVIEW, is_resubmitted=True) == "Resubmitted"
    assert statuses.unit_badge("zh", UnitStatus.UNDER_REVIEW, is_resubmitted=True) == "已重新提交"
    assert statuses.unit_badge("en", UnitStatus.APPROVED, is_resubmitted=True) == "Unit approved"
    words = UnitWords(is_resubmitted=True)
    assert statuses.unit_sentence("zh", UnitStatus.UNDER_REVIEW, words) == "修改后的信息已提交，正在审核。"


@pytest.mark.parametrize(
    ("status", "words", "sentence"),
    [
        (UnitStatus.DRAFT, WORDS, "注册信息尚未提交，请于北京时间2019年9月30日24时前确认提交。"),
        (UnitStatus.UNDER_REVIEW, WORDS, "宁波交易团正在审核单位信息，审核完成前可修改已提交的信息。"),
        (
            UnitStatus.UNDER_REVIEW,
            UnitWords(),
            "博览局受理处正在审核单位信息，审核完成前可修改已提交的信息。",
        ),
        (UnitStatus.APPROVED, WORDS, "单位审核已通过，所属交易团：宁波交易团。请提交办证申请并缴费。"),
        (UnitStatus.APPROVED, UnitWords(is_overseas=True), "单位审核已通过，请提交办证申请并缴费。"),
        (
            UnitStatus.REJECTED,
            UnitWords(reason="不清晰", is_after_deadline=True),
            "单位审核未通过，原因：不清晰。本届注册已截止。",
        ),
        (
            UnitStatus.REJECTED,
            WORDS,
            "单位审核未通过，原因：不清晰。可于北京时间2019年9月30日24时前修改后重新提交。",
        ),
    ],
)
def test_the_sentence_about_a_unit(status, words, sentence):
    assert statuses.unit_sentence("zh", status, words) == sentence


def test_the_organiser_desk_is_named_where_no_mission_reviews():
    sentence = statuses.unit_sentence("en", UnitStatus.UNDER_REVIEW, UnitWords())
    assert sentence == "The organiser desk is reviewing your unit. You may still change what you submitted."
    locked = progress.lock_sentence("en", Lock.APPROVED, date="12 July")
    assert locked == (
        "Locked since the unit was approved on 12 July. If something is wrong, contact the organiser desk."
    )


def test_overseas_persons_read_other_sentences():
    words = PersonWords(reason="x", is_overseas=True)
    assert statuses.person_sentence("zh", PersonStatus.LEFT_OUT, words) == (
        "博览局受理处未将该人员列入，原因：x。无需缴费。"
    )
    assert statuses.person_sentence("en", PersonStatus.READY_FOR_COLLECTION, words) == (
        "Collect the certificate at the organiser's counter, as told by email."
    )


def test_a_reason_with_braces_is_shown_as_it_was_typed():
    words = UnitWords(reason="{mission} {0}", deadline="D")
    assert "{mission} {0}" in statuses.unit_sentence("en", UnitStatus.REJECTED, words)


def test_english_has_no_chinese_and_chinese_is_complete():
    for status in PersonStatus:
        assert not CHINESE.search(statuses.person_sentence("en", status, PersonWords()))
        assert CHINESE.search(statuses.person_sentence("zh", status, PersonWords()))
    for beside in Beside:
        assert CHINESE.search(statuses.beside_badge("zh", beside))
        assert CHINESE.search(statuses.beside_sentence("zh", beside))
    for family in Family:
        assert CHINESE.search(progress.family_word("zh", family))
    for stage in Stage:
        assert CHINESE.search(progress.stage_name("zh", stage))
    for lock in Lock:
        assert CHINESE.search(progress.lock_sentence("zh", lock))
    for holder in Holder:
        assert bool(progress.holder_name("zh", holder)) == (holder is not Holder.NOBODY)
    for todo in ToDo:
        for count in (0, 1, 2):
            assert CHINESE.search(progress.now_title("zh", Now(todo, person_count=count)))


def test_whoever_is_waited_for_has_a_sentence():
    for holder in set(Holder) - {Holder.BUYER, Holder.NOBODY}:
        assert progress.now_waiting("en", Now(ToDo.WAIT, holder), progress.NowWords(days=3))
    paying = Now(ToDo.CONFIRMING_PAYMENT, Holder.PAYMENT_SERVICE, 3)
    assert progress.now_waiting("zh", paying, progress.NowWords()) == "正在与支付机构核对，请勿重复缴费。"
    assert progress.now_waiting("zh", Now(ToDo.PAY), progress.NowWords()) == ""


def test_one_and_several():
    assert progress.now_title("en", Now(ToDo.CONFIRM_REFUND, person_count=1)) == (
        "1 person did not pass: confirm the refund"
    )
    assert progress.now_title("zh", Now(ToDo.CONFIRM_REFUND, person_count=2)) == (
        "2名人员审核未通过，请确认退款"
    )


def test_the_review_says_how_it_went():
    people = [PersonStatus.IN_PRODUCTION, PersonStatus.DELIVERED, PersonStatus.REFUNDING]
    review = unit_line(UnitStatus.APPROVED, people, True)[3]
    assert progress.stage_counts("en", review) == "2 passed, 1 not"
    assert progress.stage_counts("zh", review) == "2名通过，1名未通过"
    waiting = unit_line(UnitStatus.APPROVED, [PersonStatus.WAITING_FOR_REVIEW, PersonStatus.FAILED], True)[3]
    assert progress.stage_counts("en", waiting) == "1 waiting for review, 1 not passed"
    assert progress.stage_counts("zh", waiting) == "待审核1名，人员审核未通过1名"


def test_every_answer_has_a_name():
    asked = {field for category in Category for field in all_unit_fields(category)} | set(PERSON_FIELDS)
    assert asked <= set(fields.FIELD_NAMES)
    assert (
        fields.field_list("en", ["photo_file_id", "mobile", "position"])
        == "photo, mobile number and position"
    )
    assert fields.field_list("zh", ["photo_file_id", "mobile", "position"]) == "证件照片、手机号码和职务"
    assert fields.field_list("zh", ["photo_file_id"]) == "证件照片"
    assert fields.field_list("zh", []) == ""
