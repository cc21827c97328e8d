"""One person's page says what is true in every state, in both languages (Q3, Q4, Q9 to Q11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ciie_portal.domain.access import NOBODY, Actor, buyer
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PAID_FOR, PersonStatus, UnitStatus
from ciie_portal.lookups.person_progress import person_progress
from ciie_portal.lookups.progress import progress
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Edition, JourneyEvent
from tests import factories
from tests.factories import NOW
from tests.lookups.buyer_scene import a_unit, change

AFTER = NOW + timedelta(days=61)


@pytest.mark.parametrize("status", sorted(PersonStatus))
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_state_has_its_page(database: str, status: PersonStatus, locale: str) -> None:
    actor, _, (person,) = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID, locale=locale)
    change(person, status=status, left_out_reason="名额已满" if status is PersonStatus.LEFT_OUT else None)
    page = person_progress(actor, person.reference, now=NOW)
    (row,) = progress(actor, now=NOW).people
    assert (page.badge, page.family, page.reference) == (row.badge, row.family, person.reference)
    assert [stage.family for stage in page.stages] == list(row.dots)
    assert page.now.text == row.sentence != ""
    assert bool(page.now.deed) == bool(page.now.address)


DEEDS = {
    PersonStatus.UNPAID: ("Request the certificate and pay", "/en/certificates/"),
    PersonStatus.FAILED: ("Apply for a refund", "/en/refund/"),
    PersonStatus.WAITING_FOR_REVIEW: ("", ""),
    PersonStatus.IN_PRODUCTION: ("", ""),
    PersonStatus.REFUNDING: ("", ""),
    PersonStatus.COLLECTED: ("", ""),
}


@pytest.mark.parametrize("status", sorted(DEEDS))
def test_there_is_one_deed_or_none(database: str, status: PersonStatus) -> None:
    actor, _, (person,) = a_unit(UnitStatus.APPROVED, status)
    page = person_progress(actor, person.reference, now=NOW)
    assert (page.now.deed, page.now.address) == DEEDS[status]


UNIT_SENTENCES = {
    (UnitStatus.UNDER_REVIEW, NOW): "The unit is reviewed first; then this person can be paid for.",
    (UnitStatus.RETURNED, NOW): (
        "Your unit was returned for correction; this person waits until you send it back."
    ),
    (UnitStatus.REJECTED, AFTER): "Your unit was not approved, and registration has closed. No fee is due.",
}


@pytest.mark.parametrize(("unit", "now"), sorted(UNIT_SENTENCES))
def test_who_waits_for_the_unit_is_told_how_the_unit_stands(
    database: str, unit: UnitStatus, now: object
) -> None:
    actor, _, (person,) = a_unit(unit, PersonStatus.AWAITING_UNIT_REVIEW, decision_reason="x")
    page = person_progress(actor, person.reference, now=now)  # type: ignore[arg-type]
    assert page.now.text == UNIT_SENTENCES[unit, now]  # type: ignore[index]


def test_until_the_deadline_a_rejected_units_person_goes_out_with_it(database: str) -> None:
    actor, _, (person,) = a_unit(UnitStatus.REJECTED, PersonStatus.AWAITING_UNIT_REVIEW, decision_reason="x")
    now = person_progress(actor, person.reference, now=NOW).now
    assert (now.deed, now.address) == ("Correct and submit again", "/en/register/check/")
    closed = person_progress(actor, person.reference, now=AFTER)
    assert (closed.now.deed, closed.badge, closed.family) == ("", "Not approved", "refused")


def test_an_added_person_is_reviewed_by_the_mission_alone(database: str) -> None:
    actor, _, (_, added) = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID, PersonStatus.AWAITING_UNIT_REVIEW)
    text = person_progress(actor, added.reference, now=NOW).now.text
    assert text == "Zhejiang Trade Mission reviews this person; your unit is approved already."


def test_after_the_last_day_for_paying_nobody_is_asked_to_pay(database: str) -> None:
    actor, unit, (person,) = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    with transaction() as session:
        session.get_one(Edition, unit.edition_id).pays_until = NOW
    now = person_progress(actor, person.reference, now=NOW + timedelta(seconds=1)).now
    assert (now.text, now.deed, now.warning) == (
        "The time for paying is over; this person gets no certificate.",
        "",
        "",
    )


def test_the_number_is_masked_and_the_reason_of_a_failure_stays_with_the_staff(database: str) -> None:
    actor, unit, (person,) = a_unit(UnitStatus.APPROVED, PersonStatus.FAILED)
    with transaction() as session:
        for event, reason in (("return_by_reviewer", "Too dark"), ("fail", "On a list"), ("see_photo", None)):
            events.record(
                session,
                buyer(unit.account_id),
                event=event,
                now=NOW,
                unit_id=unit.id,
                person_id=person.id,
                reason=reason,
            )
    page = person_progress(actor, person.reference, now=NOW)
    told = [(one.what, one.reason) for one in page.history]
    assert told[:2] == [("Personnel review not passed", ""), ("Returned for correction", "Too dark")]
    assert "33020319850101" not in str(page)
    number = next(row.answer for row in page.answers if row.term == "Document number")
    assert number == f"3302{'*' * 10}{number[-4:]}"


@pytest.mark.parametrize("status", sorted(PAID_FOR))
def test_whoever_is_paid_for_has_no_way_out_of_it(database: str, status: PersonStatus) -> None:
    actor, _, (person,) = a_unit(UnitStatus.APPROVED, status)
    page = person_progress(actor, person.reference, now=NOW)
    assert (page.loss, page.anew) == ("", "")
    assert [row.term for row in page.answers if not row.is_locked] == []


def test_a_strangers_person_is_not_found(database: str) -> None:
    _, _, (person,) = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    stranger = another_buyer()
    for wrong in (person.reference, "P-00000000", "", "%", "王" * 10_000):
        with pytest.raises(RuleBroken) as broken:
            person_progress(stranger, wrong, now=NOW)
        assert broken.value.rule is Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        person_progress(NOBODY, person.reference, now=NOW)


def another_buyer() -> Actor:
    with transaction() as session:
        edition = factories.edition(session, code="another")
        unit = factories.unit(session, edition, UnitStatus.UNDER_REVIEW, None)
        return buyer(unit.account_id, "en")


def test_what_is_told_of_the_record_is_only_this_persons(database: str) -> None:
    actor, unit, (one, other) = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID, PersonStatus.UNPAID)
    with transaction() as session:
        session.add(JourneyEvent(at=NOW, event="withdraw", unit_id=unit.id, person_id=other.id))
    assert person_progress(actor, one.reference, now=NOW).history == ()
    (line,) = person_progress(actor, other.reference, now=NOW).history
    assert (line.what, line.who) == ("Withdrawn", "You")
