"""Mobiles, addresses, passwords (Q10; D4, D7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain import contact
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.domain.work_unit import Category


def refusal(parse, *typed: object) -> Rule | None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleBroken) as refused:
        parse(*typed)
    return refused.value.rule


def test_domestic_buyers_hear_by_sms_and_overseas_ones_by_email() -> None:
    channels = {category: contact.channel_of(category) for category in Category}
    overseas = {Category.OVERSEAS_UNIT: NoticeChannel.EMAIL}
    assert channels == dict.fromkeys(Category, NoticeChannel.SMS) | overseas


@pytest.mark.parametrize(
    "typed",
    ["13812345678", "138 1234 5678", "0086-138-1234-5678", "+86 13812345678", "１３８１２３４５６７８"],
)
def test_a_mainland_mobile_is_kept_in_one_form(typed: str) -> None:
    assert contact.mainland_mobile(typed) == "+8613812345678"


@pytest.mark.parametrize(
    "typed", ["", "12345", "021-61234567", "4008001234", "1381234567a", "x" * 500, "+86 138123456789"]
)
def test_what_is_no_mobile_is_refused(typed: str) -> None:
    assert refusal(contact.mainland_mobile, typed) is Rule.MAINLAND_MOBILE_NOT_VALID


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("139000010", {"length": 9}),
        ("+86 138123456789", {"length": 12}),
        ("１３９ ０００", {"length": 6}),
        ("19900000000x", {}),
        ("02161234567", {}),
        ("11100000000", {}),
        ("", {}),
    ],
)
def test_a_mainland_mobile_is_told_its_length_where_that_is_wrong(typed: str, facts: dict[str, int]) -> None:
    with pytest.raises(RuleBroken) as broken:
        contact.mainland_mobile(typed)
    assert (broken.value.rule, broken.value.facts) == (Rule.MAINLAND_MOBILE_NOT_VALID, facts)


@pytest.mark.parametrize(
    ("number", "here", "abroad"),
    [
        ("+8613812345678", "13812345678", "+86 138 1234 5678"),
        ("+41791234567", "+41 79 123 45 67", "+41 79 123 45 67"),
        ("+85291234567", "+852 9123 4567", "+852 9123 4567"),
        ("", "", ""),
    ],
)
def test_a_number_is_shown_as_it_is_typed_again(number: str, here: str, abroad: str) -> None:
    assert (contact.as_dialled(number), contact.as_dialled(number, abroad=True)) == (here, abroad)
    if abroad:
        assert contact.any_mobile(abroad) == number


def test_a_mobile_of_another_place_gets_no_domestic_sms() -> None:
    assert refusal(contact.mainland_mobile, "+852 9123 4567") is Rule.MOBILE_NOT_MAINLAND
    assert contact.any_mobile("00852 9123 4567") == "+85291234567"
    assert contact.any_mobile("+1 212 555 1234") == "+12125551234"
    assert refusal(contact.any_mobile, "9123 4567") is Rule.MOBILE_NOT_VALID


@pytest.mark.parametrize(
    ("number", "masked"),
    [("+8613812341234", "138****1234"), ("+85291234567", "+852 ****4567"), ("+12125551234", "+1 ****1234")],
)
def test_a_mobile_is_masked(number: str, masked: str) -> None:
    assert contact.mask_mobile(number) == masked


def test_an_address_keeps_its_name_and_lowers_its_domain() -> None:
    assert contact.email_address(" Li.Wei＠Example.COM ") == "Li.Wei@example.com"
    assert contact.email_key("Li.Wei@example.com") == contact.email_key("LI.WEI@example.com")
    assert contact.mask_email("li.wei@example.com") == "l***@example.com"


@pytest.mark.parametrize(
    "typed",
    [
        *("plain", "a@", "@b.com", "a@localhost", "a b@c.com", "李@example.com", '"a"@example.com'),
        *(
            "a@[127.0.0.1]",
            "a@b.com\r\nBcc: c@d.com",
            "a\u202e@example.com",
            "x" * 65 + "@example.com",
            "x" * 9999,
        ),
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert refusal(contact.email_address, typed) is Rule.EMAIL_NOT_VALID


@given(st.text(max_size=60))
def test_a_contact_is_kept_in_one_form_or_refused(typed: str) -> None:
    for parse in (contact.mainland_mobile, contact.any_mobile, contact.email_address):
        try:
            kept = parse(typed)
        except RuleBroken:
            continue
        assert parse(kept) == kept


KNOWN = ("李伟", "+8613812345678", "liwei@qinghe.example", "Zhejiang Qinghe Medical")


@pytest.mark.parametrize(
    "password",
    [
        *(
            "password1",
            "woaini1314520",
            "ciie2019shanghai",
            "jinbohui2019",
            "13812345678",
            "liwei13812345678",
        ),
        *("qingheqinghe", "88888888", "x" * 100, "caigoushang123"),
    ],
)
def test_a_password_that_others_would_guess_is_refused(password: str) -> None:
    assert refusal(contact.check_password, password, KNOWN) is Rule.PASSWORD_TOO_WEAK


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "tea mountain rain 7", "清禾的第三个杯子是蓝色的", "🐢🐇🐢🐇turtle-rabbit"],
)
def test_a_long_or_odd_password_needs_no_special_characters(password: str) -> None:
    contact.check_password(password, KNOWN)


def test_short_and_endless_passwords_are_refused() -> None:
    assert refusal(contact.check_password, "a1B$xyz") is Rule.PASSWORD_TOO_SHORT
    assert refusal(contact.check_password, "ab cd" * 100) is Rule.TOO_LONG
