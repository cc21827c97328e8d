"""Every step that anybody may try, and where a drive through the small fair begins."""

from __future__ import annotations

from collections.abc import Callable

from ciie_portal.domain.certificate import DeliveryMethod
from tests.domain.fair import Fair
from tests.domain.fair_books import Person
from tests.domain.fair_money_steps import (
    a_notification_arrives_late_or_again,
    a_request_is_withdrawn_or_its_checkout_expires,
    finance_matches_or_returns,
    money_comes_by_any_checkout_old_or_new,
    money_comes_for_nothing_we_know,
    the_buyer_asks_for_certificates,
    the_buyer_asks_for_the_refund,
    the_buyer_pays_and_we_are_told,
    the_certificate_arrives,
    the_certificate_goes_out,
    the_certificate_is_made,
    the_provider_answers_a_refund,
)
from tests.domain.fair_review_steps import (
    a_verdict_falls,
    approve,
    somebody_decides_on_a_person,
    somebody_decides_on_the_unit,
    submit,
    the_buyer_adds_a_person,
    the_buyer_sends_a_correction,
    the_buyer_withdraws_a_person,
    the_deadline_passes,
    the_unit_is_returned_with_a_person,
)


def begin(fair: Fair, person_count: int, stage: int) -> None:
    """At a draft, after the approval, or after the payment: else few drives would get far."""
    fair.people = [Person(document) for document in range(person_count)]
    if stage > 0:
        submit(fair)
        approve(fair, left_out=-1)
    if stage > 1:
        fair.ask_certificates(list(fair.people), list(DeliveryMethod)[person_count % 2])
        the_buyer_pays_and_we_are_told(fair, 0, 0)


Step = Callable[[Fair, int, int], None]
STEPS: tuple[Step, ...] = (
    somebody_decides_on_the_unit,
    the_unit_is_returned_with_a_person,
    the_buyer_sends_a_correction,
    the_deadline_passes,
    the_buyer_adds_a_person,
    somebody_decides_on_a_person,
    the_buyer_withdraws_a_person,
    a_verdict_falls,
    the_buyer_asks_for_certificates,
    a_request_is_withdrawn_or_its_checkout_expires,
    the_buyer_pays_and_we_are_told,
    money_comes_by_any_checkout_old_or_new,
    money_comes_for_nothing_we_know,
    a_notification_arrives_late_or_again,
    finance_matches_or_returns,
    the_certificate_is_made,
    the_certificate_goes_out,
    the_certificate_arrives,
    the_buyer_asks_for_the_refund,
    the_provider_answers_a_refund,
)
