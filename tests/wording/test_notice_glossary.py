"""Every notice says what the glossary says, in both languages, by both channels (sections 8 and 9)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.wording.notices import ONE_SMS, Letterhead, compose, shortened, sms_parts
from tests.wording.test_notices import CHINESE_SMS, FACTS, HEAD, LATIN, LONGEST

ENGLISH_HEAD = Letterhead("CIIE", "021-00000000")
ENGLISH = replace(LATIN, person_name="Li Wei", certificate_count=2)
# kind: text message in English, subject in English, subject in Chinese; as the glossary has them
GLOSSARY: dict[NoticeKind, tuple[str, str, str]] = {
    NoticeKind.VERIFICATION: (
        "Your code is K7QM-4XRT-9BDN, valid for 5 minutes. Do not share it.",
        "Your verification code for the CIIE",
        "进博会采购商注册验证码",
    ),
    NoticeKind.RECEIVED: (
        "Registration WU-7K2M9QX4 received. Ningbo Trade Mission reviews it. See progress under Buyer Login.",
        "Registration received: Acme Ltd (WU-7K2M9QX4)",
        "注册信息已提交：宁波某某公司（WU-7K2M9QX4）",
    ),
    NoticeKind.APPROVED: (
        "Unit approved. 3 people to pay for: CNY 600. Submit the certificate request under Buyer Login.",
        "Approved: please pay for 3 people by 10 October 2019",
        "单位审核已通过：请于2019年10月10日前为3名人员缴费",
    ),
    NoticeKind.RETURNED: (
        "Please correct: licence unreadable. Open Buyer Login and send it back.",
        "Please correct your registration (WU-7K2M9QX4)",
        "注册信息需修改（WU-7K2M9QX4）",
    ),
    NoticeKind.REJECTED: (
        "Unit not approved: licence unreadable. You may correct and resubmit by 30 Sep 24:00.",
        "Your unit was not approved (WU-7K2M9QX4)",
        "单位审核未通过（WU-7K2M9QX4）",
    ),
    NoticeKind.PAYMENT_RECEIVED: (
        "CNY 600 received for 3 people. Please wait for the personnel review.",
        "Payment received: CNY 600.00 for 3 people",
        "缴费成功：3名人员，人民币600.00元",
    ),
    NoticeKind.PASSED: (
        "Li * passed the review; the certificate is being made."
        " No refund and no change of person from now on.",
        "Review passed: the certificate is being made",
        "人员审核已通过，证件制作中",
    ),
    NoticeKind.FAILED: (
        "Li * did not pass the review. Apply for the refund under Buyer Login.",
        "Review not passed: how to get your refund",
        "人员审核未通过：申请退款指引",
    ),
    NoticeKind.REFUND_PAID: (
        "CNY 600 for Li * returned by the original payment method.",
        "Refund paid: CNY 600.00",
        "退款完成：人民币600.00元",
    ),
    NoticeKind.HOW_TO_OBTAIN: (
        "2 certificates ready at the organiser's counter. See the email or Buyer Login.",
        "How to obtain your certificate for the CIIE",
        "进博会证件领取通知",
    ),
    NoticeKind.DISPATCHED: (
        "2 certificates sent by SF Express, number SF1234567890123.",
        "Certificates sent: SF Express SF1234567890123",
        "证件已寄出：顺丰速运 SF1234567890123",
    ),
    NoticeKind.READY: (
        "2 certificates ready. Contact Ningbo Trade Mission, 0574-12345678.",
        "Certificates ready for collection",
        "证件可领取",
    ),
    NoticeKind.CODE_GRANTED: (
        "Code K7QM-4XRT-9BDN from Ningbo Trade Mission, valid to 15 Sep. Please register online.",
        "Your invitation code from Ningbo Trade Mission",
        "宁波交易团邀请码",
    ),
    NoticeKind.TRANSFERRED: (
        "Your registration is now with Ningbo Trade Mission: licence unreadable. See Buyer Login.",
        "Your registration is now with Ningbo Trade Mission",
        "贵单位注册已调整至宁波交易团",
    ),
    NoticeKind.DRAFT_REMINDER: (
        "Not submitted yet. Closes 30 Sep 24:00 Beijing time. Confirm under Buyer Login.",
        "Not submitted yet: registration closes on 30 Sep 24:00",
        "注册信息尚未提交：9月30日24时截止",
    ),
    NoticeKind.PAY_REMINDER: (
        "3 people still to be paid for. The review starts after payment. See Buyer Login.",
        "3 people still to be paid for",
        "3名人员待缴费",
    ),
    NoticeKind.ACCOUNT_CHANGED: (
        "The mobile number or email address of your account was changed."
        " If it was not you, call the hotline.",
        "Your mobile number or email address was changed",
        "账号联系方式变更提醒",
    ),
}
# decided here: the glossary has no text for them
OUR_OWN = {
    NoticeKind.CODE_REFUSED,
    NoticeKind.MOVE_DECLINED,
    NoticeKind.LEFT_OUT,
    NoticeKind.SIGN_IN_BLOCKED,
    NoticeKind.PASSWORD_CHANGED,
}


def subject(kind: NoticeKind, locale: str) -> str:
    facts, head = (FACTS, HEAD) if locale == "zh" else (ENGLISH, ENGLISH_HEAD)
    return compose(kind, NoticeChannel.EMAIL, locale, facts, head).subject


def test_every_kind_is_in_the_glossary_or_is_known_to_be_our_own() -> None:
    assert set(GLOSSARY) | OUR_OWN == set(NoticeKind)
    assert set(CHINESE_SMS) | {NoticeKind.RECEIVED, NoticeKind.HOW_TO_OBTAIN} == set(NoticeKind)


@pytest.mark.parametrize("kind", sorted(GLOSSARY))
def test_the_english_text_message_and_both_subjects_are_the_glossarys(kind: NoticeKind) -> None:
    text = compose(kind, NoticeChannel.SMS, "en", ENGLISH, ENGLISH_HEAD).text
    said = (text.removeprefix("【CIIE】"), subject(kind, "en"), subject(kind, "zh"))
    assert said == GLOSSARY[kind]


def test_the_two_longer_chinese_texts() -> None:
    received = compose(NoticeKind.RECEIVED, NoticeChannel.SMS, "zh", FACTS, HEAD).text
    assert received == (
        "【进博会】宁波某某公司注册信息已提交，编号WU-7K2M9QX4，由宁波交易团审核。"
        "请登录“采购商登录”查看进度。"
    )


@pytest.mark.parametrize("kind", sorted(set(NoticeKind) - {NoticeKind.VERIFICATION}))
def test_the_glossarys_own_chinese_example_is_one_text_message(kind: NoticeKind) -> None:
    text = compose(kind, NoticeChannel.SMS, "zh", FACTS, HEAD).text
    assert (sms_parts(text), len(text) <= ONE_SMS) == (1, True)


@pytest.mark.parametrize("kind", sorted(NoticeKind))
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_long_unit_name_is_cut_after_twelve_characters(kind: NoticeKind, locale: str) -> None:
    text = compose(kind, NoticeChannel.SMS, locale, LONGEST, HEAD).text
    assert LONGEST.unit_name not in text
    assert len(shortened(LONGEST.unit_name, 12)) == 13


@pytest.mark.parametrize("kind", sorted(NoticeKind))
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_what_somebody_typed_brings_no_link_no_number_and_no_name_into_a_message(
    kind: NoticeKind, locale: str
) -> None:
    """Name, phone and code are the portal's own; a document never is among the facts."""
    for channel in NoticeChannel:
        message = compose(kind, channel, locale, FACTS, HEAD)
        assert re.findall(r"https?:|www\.|[0-9]{17}[0-9X]|李伟", message.text + message.subject) == []
