"""Every notice, by text message and by email, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ciie_portal.domain.notice import WITH_SECRET, NoticeChannel, NoticeKind
from ciie_portal.wording.notice_emails import EMAIL_BODY, EMAIL_SUBJECT
from ciie_portal.wording.notice_texts import SMS
from ciie_portal.wording.notices import (
    Letterhead,
    NoticeFacts,
    compose,
    shortened,
    sms_parts,
)

HEAD = Letterhead("进博会", "021-00000000")
CLOSES_AT = datetime(2019, 9, 30, 16, tzinfo=UTC)
FACTS = NoticeFacts(
    unit_name="宁波某某公司",
    reference="WU-7K2M9QX4",
    mission="宁波交易团",
    mission_phone="0574-12345678",
    person_count=3,
    certificate_count=2,
    amount_minor=60000,
    reason="营业执照不清晰",
    person_name="李伟",
    closes_at=CLOSES_AT,
    pays_until=datetime(2019, 10, 10, tzinfo=UTC),
    carrier="顺丰速运",
    tracking_number="SF1234567890123",
    code="K7QM-4XRT-9BDN",
    valid_until=date(2019, 9, 15),
    minutes=15,
)
LATIN = replace(
    FACTS,
    unit_name="Acme Ltd",
    mission="Ningbo Trade Mission",
    reason="licence unreadable",
    person_name="Li Wei",
    carrier="SF Express",
)
LONGEST = replace(
    FACTS,
    unit_name="中国某某进出口贸易（集团）股份有限公司宁波分公司",
    mission="中央企业交易团中国某某某某某某集团有限公司分团",
    person_count=50,
    amount_minor=1000000,
    certificate_count=10,
    reason="营业执照扫描件不清晰，请重新扫描后上传，并核对单位名称是否与执照一致",
    carrier="中国邮政速递物流股份有限公司",
)
CHINESE_SMS = {
    NoticeKind.VERIFICATION: "【进博会】验证码482913，5分钟内有效，用于采购商注册。请勿告知他人。",
    NoticeKind.APPROVED: (
        "【进博会】单位审核已通过，3名人员待缴费，共600元。请登录“采购商登录”提交办证申请并缴费。"
    ),
    NoticeKind.RETURNED: "【进博会】注册信息需修改：营业执照不清晰。请登录“采购商登录”修改后重新提交。",
    NoticeKind.REJECTED: "【进博会】单位审核未通过：营业执照不清晰。可于9月30日24时前修改后重新提交。",
    NoticeKind.PAYMENT_RECEIVED: "【进博会】已收到3名人员费用600元，人员信息待审核，请等待审核结果。",
    NoticeKind.PASSED: "【进博会】李*人员审核已通过，证件制作中。审核通过后不予退款，不得更换人员。",
    NoticeKind.FAILED: "【进博会】李*人员审核未通过。请登录“采购商登录”申请退款，费用将按原支付渠道退回。",
    NoticeKind.REFUND_PAID: "【进博会】李*的费用600元已按原支付渠道退回，到账时间以支付机构为准。",
    NoticeKind.DISPATCHED: "【进博会】2张证件已由顺丰速运寄出，单号SF1234567890123，请注意查收。",
    NoticeKind.READY: "【进博会】2张证件已可领取，请联系宁波交易团秘书处，电话0574-12345678。",
    NoticeKind.CODE_GRANTED: "【进博会】宁波交易团邀请码K7QM-4XRT-9BDN，9月15日前有效。请在线完成注册。",
    NoticeKind.DRAFT_REMINDER: (
        "【进博会】注册信息尚未提交，截止时间为9月30日24时。请登录“采购商登录”确认提交。"
    ),
    NoticeKind.PAY_REMINDER: ("【进博会】3名人员尚未缴费，缴费后方可进入人员审核。请登录“采购商登录”办理。"),
    NoticeKind.TRANSFERRED: (
        "【进博会】贵单位注册已调整至宁波交易团，原因：营业执照不清晰。请登录“采购商登录”查看。"
    ),
    NoticeKind.ACCOUNT_CHANGED: "【进博会】账号联系方式已变更。如非本人操作，请拨打服务热线。",
    NoticeKind.CODE_REFUSED: (
        "【进博会】宁波交易团未予发放邀请码，原因：营业执照不清晰。可向其他交易团或交易分团申请。"
    ),
    NoticeKind.MOVE_DECLINED: (
        "【进博会】调整交易团申请未获同意，原因：营业执照不清晰。贵单位注册仍由宁波交易团办理。"
    ),
    NoticeKind.LEFT_OUT: (
        "【进博会】李*未列入，原因：营业执照不清晰。无需缴费，详情请登录“采购商登录”查看。"
    ),
    NoticeKind.SIGN_IN_BLOCKED: (
        "【进博会】账号密码多次输入有误，已暂停登录15分钟。如非本人操作，请在恢复登录后修改密码。"
    ),
    NoticeKind.PASSWORD_CHANGED: "【进博会】账号密码已修改。如非本人操作，请拨打服务热线。",
}


def sms(kind, locale="zh", facts=FACTS, head=HEAD):
    return compose(kind, NoticeChannel.SMS, locale, facts, head).text


def email(kind, locale="zh", facts=FACTS, head=HEAD):
    return compose(kind, NoticeChannel.EMAIL, locale, facts, head)


@pytest.mark.parametrize("kind", CHINESE_SMS)
def test_the_chinese_text_message(kind):
    facts = replace(FACTS, code="482913") if kind is NoticeKind.VERIFICATION else FACTS
    assert sms(kind, facts=facts) == CHINESE_SMS[kind]
    assert sms_parts(sms(kind, facts=facts)) == 1


@pytest.mark.parametrize("kind", NoticeKind)
def test_no_text_message_runs_to_more_than_three_parts(kind):
    assert sms_parts(sms(kind, "zh", LONGEST)) <= 2
    assert sms_parts(sms(kind, "en", replace(LONGEST, mission="Trade Mission of Central Enterprises"))) <= 3


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_notice_has_both_forms_in_both_languages_with_nothing_left_open(kind, locale):
    head = {"en": Letterhead("CIIE", "021-00000000"), "zh": HEAD}[locale]
    facts = {"en": LATIN, "zh": FACTS}[locale]
    message = email(kind, locale, facts, head)
    for text in (sms(kind, locale, facts, head), message.text, message.subject):
        assert text
        assert not re.search(r"[{}]", text)
        assert bool(re.search("[\u4e00-\u9fff]", text)) == (locale == "zh")
    assert "\n" not in message.subject
    opening = {"en": "Dear buyer,\n\n", "zh": "尊敬的采购商：\n\n"}[locale]
    assert message.text.startswith(opening)


@pytest.mark.parametrize("kind", NoticeKind)
def test_no_notice_tells_a_full_name_or_carries_a_link(kind):
    for locale in ("en", "zh"):
        for text in (sms(kind, locale), email(kind, locale).text):
            assert "李伟" not in text
            assert "http" not in text


@pytest.mark.parametrize("kind", sorted(WITH_SECRET))
def test_codes_are_masked_on_the_record(kind):
    for channel in NoticeChannel:
        message = compose(kind, channel, "zh", FACTS, HEAD)
        assert FACTS.code in message.text
        assert "****-****-****" in message.record_text
        assert not any(part in message.record_text for part in FACTS.code.split("-"))
        assert FACTS.code not in message.record_subject


def test_the_signature_is_a_setting():
    assert sms(NoticeKind.FAILED, "en", head=Letterhead("CIIE")).startswith("【CIIE】李* did not pass")


def test_an_email_closes_with_the_bureau_the_hotline_and_a_word_on_replies():
    assert email(NoticeKind.REFUND_PAID).text.endswith(
        "\n\n中国国际进口博览局\n服务热线：021-00000000\n\n本邮件由系统自动发送，请勿直接回复。\n"
    )
    without = email(NoticeKind.REFUND_PAID, "en", head=Letterhead("CIIE")).text
    assert without.endswith(
        "\n\nChina International Import Expo Bureau\n\nSent automatically; please do not reply.\n"
    )


def test_after_the_deadline_a_rejection_says_that_registration_has_closed():
    facts = replace(FACTS, is_after_deadline=True)
    assert sms(NoticeKind.REJECTED, facts=facts) == (
        "【进博会】单位审核未通过：营业执照不清晰。本届注册已截止。"
    )
    assert "Registration has closed." in email(NoticeKind.REJECTED, "en", facts).text


def test_a_phone_that_is_not_known_is_not_invented():
    assert sms(NoticeKind.READY, facts=replace(FACTS, mission_phone="")) == (
        "【进博会】2张证件已可领取，请联系宁波交易团秘书处。"
    )


def test_without_a_last_day_to_pay_none_is_named():
    facts = replace(FACTS, pays_until=None)
    assert email(NoticeKind.APPROVED, "en", facts).subject == "Approved: please pay for 3 people"
    assert email(NoticeKind.APPROVED, "zh", facts).subject == "单位审核已通过：请为3名人员缴费"
    assert email(NoticeKind.APPROVED, "zh").subject == "单位审核已通过：请于2019年10月10日前为3名人员缴费"


def test_the_organiser_desk_reviews_where_no_mission_does():
    facts = replace(FACTS, mission="")
    assert "The organiser desk reviews it." in sms(NoticeKind.RECEIVED, "en", facts)
    assert "由博览局受理处审核" in sms(NoticeKind.RECEIVED, "zh", facts)
    assert sms(NoticeKind.TRANSFERRED, "en", facts).startswith(
        "【进博会】Your registration is now with the organiser desk:"
    )


def test_one_person_is_one_person():
    facts = replace(FACTS, person_count=1, amount_minor=20000, certificate_count=1)
    assert sms(NoticeKind.PAYMENT_RECEIVED, "en", facts) == (
        "【进博会】CNY 200 received for 1 person. Please wait for the personnel review."
    )
    assert sms(NoticeKind.DISPATCHED, "en", facts).startswith("【进博会】1 certificate sent by")


def test_what_people_typed_is_shortened_in_a_text_message():
    assert "中国某某进出口贸易（集团…注册信息已提交" in sms(NoticeKind.RECEIVED, "zh", LONGEST)
    assert shortened("  a\n b ", 12) == "a b"
    assert shortened("一二三四五", 3) == "一二三…"


def test_a_line_break_in_a_name_does_not_reach_the_subject():
    facts = replace(FACTS, unit_name="Acme\r\nBcc: everybody@example.com")
    assert email(NoticeKind.RECEIVED, "en", facts).subject == (
        "Registration received: Acme Bcc: everybody@example.com (WU-7K2M9QX4)"
    )


def test_braces_that_somebody_typed_stay_braces():
    facts = replace(FACTS, reason="{code} {0}")
    assert "{code} {0}" in sms(NoticeKind.RETURNED, "en", facts)


def test_parts_are_counted_as_the_carrier_bills_them():
    assert sms_parts("字" * 70) == 1
    assert sms_parts("字" * 71) == 2
    assert sms_parts("字" * 134) == 2
    assert sms_parts("字" * 135) == 3
    assert sms_parts("字" * 69 + "😀") == 2


def test_every_kind_has_its_templates():
    for kind in NoticeKind:
        assert kind in SMS
        assert kind in EMAIL_SUBJECT
        assert kind in EMAIL_BODY
