"""Q9. How certificates are obtained: members of a trade mission choose, everybody else is told by email."""

from __future__ import annotations

from dataclasses import replace

from ciie_portal.domain.certificate import (
    DeliveryAddress,
    DeliveryMethod,
    address_problems,
    delivery_methods,
    delivery_problems,
)
from ciie_portal.domain.correction import Lock, delivery_lock
from ciie_portal.domain.errors import FieldProblem, Rule
from ciie_portal.domain.journey import PersonEvent, PersonStatus
from ciie_portal.domain.notice import (
    NoticeChannel,
    NoticeKind,
    Recipient,
    first_channel,
    person_notice,
)
from ciie_portal.wording.statuses import PersonWords, person_sentence

ADDRESS = DeliveryAddress("李伟", "+8613812345206", "330203", "青禾路88号", is_valid_six_months=True)


def test_members_of_a_mission_choose_express_delivery_or_collection():
    assert delivery_methods(is_member=True) == (DeliveryMethod.EXPRESS, DeliveryMethod.COLLECTION)


def test_express_delivery_is_limited_to_domestic_addresses():
    assert address_problems(ADDRESS) == []
    for elsewhere in ("810000", "820000", "710000"):  # Hong Kong, Macao, Taiwan
        assert address_problems(replace(ADDRESS, division_code=elsewhere)) == [
            FieldProblem("division_code", Rule.MAINLAND_ADDRESS_ONLY)
        ]


def test_the_address_is_valid_within_the_next_six_months():
    assert address_problems(replace(ADDRESS, is_valid_six_months=False)) == [
        FieldProblem("is_valid_six_months", Rule.ADDRESS_NOT_CONFIRMED)
    ]


def test_collection_by_the_mission_needs_no_address():
    assert delivery_problems(DeliveryMethod.COLLECTION, None, is_member=True) == []


def test_the_address_can_be_changed_until_the_certificate_is_sent():
    assert delivery_lock(PersonStatus.IN_PRODUCTION) is None
    assert delivery_lock(PersonStatus.DISPATCHED) is Lock.DISPATCHED


def test_after_sending_the_delivery_information_is_shown():
    words = PersonWords(carrier="SF Express", number="SF1234567890123")
    shown = person_sentence("en", PersonStatus.DISPATCHED, words)
    assert shown == "Sent by SF Express, tracking number SF1234567890123."
    assert person_notice(PersonEvent.DISPATCH) is NoticeKind.DISPATCHED


def test_buyers_who_have_not_joined_a_mission_are_told_by_email_how_to_obtain_theirs():
    assert delivery_methods(is_member=False) == (DeliveryMethod.COUNTER,)
    assert person_notice(PersonEvent.MAKE_READY, is_member=False) is NoticeKind.HOW_TO_OBTAIN
    assert first_channel(Recipient(is_overseas=True, email="buyer@example.com")) is NoticeChannel.EMAIL
