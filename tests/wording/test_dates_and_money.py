"""Dates, instants and sums in the reader's form."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ciie_portal.wording import dates, money

CLOSES_AT = datetime(2019, 9, 30, 16, tzinfo=UTC)  # 2019-10-01T00:00+08:00
MOVED = datetime(2019, 9, 30, 6, 5, tzinfo=UTC)
APPROVED_AT = datetime(2019, 6, 7, 8, 40, tzinfo=UTC)
LATE = datetime(2019, 6, 7, 16, 30, tzinfo=UTC)  # already 8 June in China


def test_days():
    assert dates.day("en", date(2019, 6, 7)) == "7 June 2019"
    assert dates.day("zh", date(2019, 6, 7)) == "2019年6月7日"
    assert dates.short_day("en", APPROVED_AT) == "7 June"
    assert dates.short_day("zh", LATE) == "6月8日"
    assert dates.very_short_day("en", CLOSES_AT) == "1 Oct"


def test_moments_are_in_china_standard_time():
    assert dates.moment("en", APPROVED_AT) == "7 June 2019, 16:40"
    assert dates.moment("zh", APPROVED_AT) == "2019年6月7日 16:40"
    assert dates.moment("en", LATE) == "8 June 2019, 00:30"
    assert dates.listed_moment(APPROVED_AT) == "2019-06-07 16:40"


def test_a_deadline_at_midnight_is_the_24_00_of_its_day():
    assert dates.deadline("en", CLOSES_AT) == "24:00 on 30 September 2019, Beijing time (UTC+8)"
    assert dates.deadline("zh", CLOSES_AT) == "北京时间2019年9月30日24时"
    assert dates.short_deadline("en", CLOSES_AT) == "30 Sep 24:00"
    assert dates.short_deadline("zh", CLOSES_AT) == "9月30日24时"
    assert dates.listed_deadline(CLOSES_AT) == "2019-09-30 24:00"


def test_a_deadline_in_the_middle_of_a_day_says_its_minute():
    assert dates.deadline("en", MOVED) == "14:05 on 30 September 2019, Beijing time (UTC+8)"
    assert dates.deadline("zh", MOVED) == "北京时间2019年9月30日14时05分"
    assert dates.short_deadline("zh", MOVED) == "9月30日14时05分"
    assert dates.listed_deadline(MOVED) == "2019-09-30 14:05"


def test_the_last_second_of_a_day_belongs_to_that_day():
    last = datetime(2019, 9, 30, 15, 59, 59, tzinfo=UTC)
    assert dates.listed_deadline(last) == "2019-09-30 23:59"


@pytest.mark.parametrize(
    ("minor", "currency", "button_en", "button_zh", "sentence_zh", "sms_zh", "sms_en"),
    [
        (60000, "CNY", "CNY 600.00", "¥600.00", "人民币600.00元", "600元", "CNY 600"),
        (20050, "CNY", "CNY 200.50", "¥200.50", "人民币200.50元", "200.50元", "CNY 200.50"),
        (123456789, "CNY", "CNY 1,234,567.89", "¥1,234,567.89", "人民币1,234,567.89元", "1234567.89元", None),
        (5, "CNY", "CNY 0.05", "¥0.05", "人民币0.05元", "0.05元", "CNY 0.05"),
        (-5, "CNY", "CNY -0.05", "¥-0.05", "人民币-0.05元", "-0.05元", "CNY -0.05"),
        (60000, "USD", "USD 600.00", "USD 600.00", "USD 600.00", "USD 600", "USD 600"),
        (600, "JPY", "JPY 600", "JPY 600", "JPY 600", "JPY 600", "JPY 600"),
    ],
)
def test_sums(minor, currency, button_en, button_zh, sentence_zh, sms_zh, sms_en):
    assert money.money("en", minor, currency) == button_en
    assert money.money("zh", minor, currency) == button_zh
    assert money.money_in_sentence("zh", minor, currency) == sentence_zh
    assert money.money_in_sentence("en", minor, currency) == button_en
    assert money.money_in_sms("zh", minor, currency) == sms_zh
    if sms_en:
        assert money.money_in_sms("en", minor, currency) == sms_en
