"""A batch: its size, its name in addresses, and what a count must agree with."""

from __future__ import annotations

import pytest

from ciie_portal.domain.batch import (
    BATCH_LIMIT,
    BatchCounts,
    EditionCounts,
    batch_name,
    check_count,
    check_size,
    parse_batch_name,
)
from ciie_portal.domain.certificate import (
    CertificateStatus,
    ParcelStatus,
    check_reissue,
    is_to_be_sent_again,
    sending_event,
)
from ciie_portal.domain.correction import Lock, delivery_lock
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PASSED, PersonEvent, PersonStatus


def test_a_batch_has_at_least_one_and_at_most_as_many_as_print_well() -> None:
    check_size(1)
    check_size(BATCH_LIMIT)
    for size, rule in ((0, Rule.NO_PERSONS), (BATCH_LIMIT + 1, Rule.BATCH_FULL)):
        with pytest.raises(RuleBroken) as broken:
            check_size(size)
        assert broken.value.rule is rule


def test_the_name_of_a_batch_is_read_back_whatever_the_edition_is_called() -> None:
    assert [parse_batch_name(batch_name(code, 12)) for code in ("DEMO", "CIIE-2019", "E-1")] == [
        ("DEMO", 12),
        ("CIIE-2019", 12),
        ("E-1", 12),
    ]


@pytest.mark.parametrize(
    "name", ["", "-", "DEMO", "DEMO-", "-3", "DEMO-x", "DEMO-１", "DEMO-9999999", "x" * 99]
)
def test_what_names_no_batch_was_not_found(name: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        parse_batch_name(name)
    assert broken.value.rule is Rule.NOT_FOUND


def test_a_count_that_differs_says_beside_each_number_what_is_on_record() -> None:
    check_count(BatchCounts(live=9, void=1), 9, 1)
    with pytest.raises(RuleBroken) as broken:
        check_count(BatchCounts(live=9, void=1), 8, 0)
    assert [(one.field, one.rule, one.facts) for one in broken.value.problems] == [
        ("good", Rule.COUNT_DIFFERS, {"counted": 8, "expected": 9}),
        ("spoiled", Rule.COUNT_DIFFERS, {"counted": 0, "expected": 1}),
    ]


def test_whoever_passed_has_a_certificate_or_gets_one() -> None:
    assert EditionCounts(passed=5, live=3, void=4, to_make=2).adds_up
    assert not EditionCounts(passed=5, live=3, void=4, to_make=1).adds_up


@pytest.mark.parametrize("status", list(PersonStatus))
def test_only_the_good_certificate_of_somebody_who_passed_is_replaced(status: PersonStatus) -> None:
    if status in PASSED:
        check_reissue(status, CertificateStatus.LIVE)
    else:
        with pytest.raises(RuleBroken):
            check_reissue(status, CertificateStatus.LIVE)
    for over in (CertificateStatus.VOID, CertificateStatus.REPLACED):
        with pytest.raises(RuleBroken) as broken:
            check_reissue(status, over)
        assert broken.value.rule is Rule.CERTIFICATE_NOT_LIVE


def test_a_certificate_is_sent_again_only_when_it_lies_with_the_makers() -> None:
    assert sending_event(PersonStatus.IN_PRODUCTION, None) is PersonEvent.DISPATCH
    for status in (PersonStatus.DISPATCHED, PersonStatus.DELIVERED):
        assert sending_event(status, ParcelStatus.CAME_BACK) is None
        assert sending_event(status, None) is None
        with pytest.raises(RuleBroken):
            sending_event(status, ParcelStatus.DISPATCHED)
    assert not is_to_be_sent_again(PersonStatus.COLLECTED, None)


def test_the_address_opens_again_when_the_parcel_came_back() -> None:
    assert delivery_lock(PersonStatus.DISPATCHED) is Lock.DISPATCHED
    assert delivery_lock(PersonStatus.DISPATCHED, is_to_be_sent_again=True) is None
