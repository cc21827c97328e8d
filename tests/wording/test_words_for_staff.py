"""The help desk reads of the buyer in the third person; the buyer's own sentences stay as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.wording.statuses import Beside, PersonWords, beside_sentence, person_sentence

SECOND_PERSON = {
    "en": re.compile(r"\b(you|your|please|submit|collect|correct|replace|we)\b", re.IGNORECASE),
    "zh": re.compile("(?<!申)请|您|贵单位"),
}
BUYER_DOES = re.compile(r"The buyer has to (correct|replace|submit)")


def for_staff(locale: str) -> Iterator[str]:
    """Every sentence of a person, in every circumstance that has one of its own."""
    flags = product((False, True), repeat=3)
    for status, unit, (overseas, closed, unpayable) in product(PersonStatus, UnitStatus, [*flags]):
        words = PersonWords(
            mission="M",
            unit=unit,
            is_overseas=overseas,
            is_after_deadline=closed,
            is_payment_closed=unpayable,
        )
        yield person_sentence(locale, status, words, to_staff=True)
    for beside in Beside:
        yield beside_sentence(locale, beside, to_staff=True)


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_nothing_addresses_the_clerk_as_if_the_clerk_were_the_buyer(locale: str) -> None:
    told = {BUYER_DOES.sub("", sentence) for sentence in for_staff(locale)}
    assert [sentence for sentence in sorted(told) if SECOND_PERSON[locale].search(sentence)] == []


def test_the_buyer_is_still_addressed() -> None:
    words = PersonWords(amount="CNY 200.00")
    assert [
        person_sentence("en", PersonStatus.UNPAID, words, to_staff=to_staff) for to_staff in (False, True)
    ] == [
        "Submit the certificate request and pay CNY 200.00.",
        "The buyer has to submit the certificate request and pay CNY 200.00.",
    ]
