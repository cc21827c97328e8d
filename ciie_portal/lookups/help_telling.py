"""The caller's sentence from the rows: its facts in either language, and who holds the case since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ciie_portal.domain.caller import CallerFacts, Tell, Told, about_person, what_to_tell
from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.edition import may_pay
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.progress import (
    PERSON_FAMILY,
    WAITED_FOR,
    Family,
    Holder,
    ProgressFacts,
    ToDo,
    what_now,
)
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.lookups.buyer_case import BuyerCase
from ciie_portal.lookups.progress_people import returned_fields
from ciie_portal.lookups.registration import reviewer_name
from ciie_portal.settings import get_settings
from ciie_portal.store.queries import editions
from ciie_portal.store.tables import Person, Refund
from ciie_portal.wording.caller import CallerWords, caller_sentence
from ciie_portal.wording.dates import day, deadline, short_day
from ciie_portal.wording.fields import field_list
from ciie_portal.wording.help_desk import past_the_goal, with_whom


@dataclass(frozen=True)
class Telling:
    """What to say in both languages, and for the clerk who holds it."""

    zh: str
    en: str
    family: str
    holder: str
    late: str  # empty unless the review has taken longer than the goal


def telling(case: BuyerCase, asked: Person | None) -> Telling:
    """About the unit, or about the one person whom the caller asks about."""
    facts = _facts(case, asked)
    told = what_to_tell(facts)
    concerned = [asked] if asked is not None else list(case.registration.persons)
    said = {locale: _sentence(_in_locale(case, locale), told, concerned) for locale in ("zh", "en")}
    now = what_now(facts.progress)
    family, holder = Family.YOU, now.holder
    if now.todo in (ToDo.WAIT, ToDo.CONFIRMING_PAYMENT):
        family = Family.THEM
    elif now.todo is ToDo.NOTHING_MORE:
        family = Family.DONE if told.tell is Tell.IN_HAND else Family.CLOSED
    since = short_day(case.locale, _since(case, holder, concerned))
    late = _late(case, holder) if told.tell in (Tell.UNDER_REVIEW_LATE, Tell.RESUBMITTED_LATE) else ""
    whose = with_whom(case.locale, holder, case.mission, since)
    return Telling(said["zh"], said["en"], family.value, whose, late)


def _days_waited(case: BuyerCase) -> int:
    """As the queue of the desk counts them."""
    return (case.now - case.registration.unit.status_since).days


def _late(case: BuyerCase, holder: Holder) -> str:
    goal = get_settings().unit_review_days
    return past_the_goal(case.locale, holder, case.mission, _days_waited(case), goal)


def _facts(case: BuyerCase, asked: Person | None) -> CallerFacts:
    registration, persons = case.registration, case.registration.persons
    concerned = [asked] if asked is not None else persons
    is_in_open_request = asked is None or asked.id in case.lines
    facts = CallerFacts(
        progress=ProgressFacts(
            unit=registration.unit.status,
            people=tuple(person.status for person in persons),
            is_with_mission=case.is_with_mission,
            is_registration_open=registration.is_open(case.now),
            is_confirming_payment=case.is_confirming and is_in_open_request,
            is_payment_declined=case.is_declined and is_in_open_request,
            parcels_back_count=sum(case.is_parcel_back(person) for person in persons),
        ),
        is_resubmitted=registration.unit.is_resubmitted,
        is_review_late=_days_waited(case) > get_settings().unit_review_days,
        is_overseas=case.is_overseas,
        is_payment_open=may_pay(editions.facts(registration.edition), case.now),
        refused_refund_count=len(_refused(case, concerned)),
        void_count=sum(_is_void(case, person) for person in concerned),
    )
    return facts if asked is None else about_person(facts, asked.status, case.is_parcel_back(asked))


def _refused(case: BuyerCase, persons: Iterable[Person]) -> list[Refund]:
    own = [case.refunds[person.id] for person in persons if person.id in case.refunds]
    return [refund for refund in own if refund.status is RefundStatus.REFUSED]


def _is_void(case: BuyerCase, person: Person) -> bool:
    made = case.made.get(person.id)
    return made is not None and made[0].status is not CertificateStatus.LIVE


def _in_locale(case: BuyerCase, locale: str) -> BuyerCase:
    mission = reviewer_name(case.session, case.registration, locale)
    return replace(case, actor=replace(case.actor, locale=locale), mission=mission)


def _sentence(case: BuyerCase, told: Told, persons: list[Person]) -> str:
    unit, locale = case.registration.unit, case.locale
    reason = unit.decision_reason
    if told.tell is Tell.LEFT_OUT:
        reason = persons[0].left_out_reason
    words = CallerWords(
        mission=case.mission,
        deadline=deadline(locale, case.registration.edition.closes_at),
        fields=field_list(locale, _fields(case, told, persons)),
        reason=(reason or "").rstrip(" .。"),
        date=_date(case, told, persons),
        days=_days(case, told),
        amount=_amount(case, told, persons),
        parcels=_parcels(case, persons),
    )
    return caller_sentence(locale, told, words)


def _fields(case: BuyerCase, told: Told, persons: list[Person]) -> list[str]:
    if told.tell is Tell.RETURNED:
        return list(dict.fromkeys(row.field for row in case.registration.returns))
    returned = [field for person in persons for field in returned_fields(case, person)]
    return list(dict.fromkeys(returned))


_STATUSES_OF: dict[Tell, tuple[PersonStatus, ...]] = {
    Tell.ON_ITS_WAY: (PersonStatus.DISPATCHED,),
    Tell.REFUND_UNDER_WAY: (PersonStatus.REFUND_REQUESTED, PersonStatus.REFUNDING),
}


def _date(case: BuyerCase, told: Told, persons: list[Person]) -> str:
    unit = case.registration.unit
    if told.tell is Tell.WITHDRAWN:
        return day(case.locale, unit.status_since)
    if told.tell in (Tell.REFUNDED, Tell.PERSON_WITHDRAWN):
        return day(case.locale, persons[0].status_since)
    wanted = _STATUSES_OF.get(told.tell, ())
    since = [person.status_since for person in persons if person.status in wanted]
    return short_day(case.locale, min(since, default=unit.status_since))


def _days(case: BuyerCase, told: Told) -> int:
    match told.tell:
        case Tell.UNDER_REVIEW | Tell.RESUBMITTED:
            return case.unit_days()
        case Tell.PRODUCTION:
            return case.certificate_days()
        case Tell.REFUND_UNDER_WAY:
            return case.refund_days()
        case _:
            return 0


def _amount(case: BuyerCase, told: Told, persons: list[Person]) -> str:
    if told.tell is Tell.CONFIRM_REFUND:
        lines = [case.paid_line(person) for person in persons if person.status is PersonStatus.FAILED]
        return case.amount(sum(line[0].fee_minor for line in lines if line))
    own = [case.refunds[person.id] for person in persons if person.id in case.refunds]
    if told.tell is Tell.REFUND_STUCK:
        own = _refused(case, persons)
    elif told.tell is Tell.REFUND_UNDER_WAY:
        own = [refund for refund in own if refund.status is not RefundStatus.PAID]
    return case.amount(sum(refund.amount_minor for refund in own), own[0].currency if own else "")


def _parcels(case: BuyerCase, persons: list[Person]) -> str:
    """Carriers and numbers of what is on its way, each parcel once."""
    out = [person for person in persons if person.status is PersonStatus.DISPATCHED]
    parcels = [parcel for person in out if (parcel := case.parcel_of(person))]
    told = dict.fromkeys(f"{parcel.carrier} {parcel.tracking_number}" for parcel in parcels)
    return ("、" if case.locale == "zh" else ", ").join(told)


def _since(case: BuyerCase, holder: Holder, persons: list[Person]) -> datetime:
    """Since when the holder has it: of the persons who wait for that holder, the first."""
    unit = case.registration.unit
    if unit.status is not UnitStatus.APPROVED:
        return unit.status_since
    if holder is Holder.BUYER:
        mine = [person for person in persons if PERSON_FAMILY[person.status] in (Family.YOU, Family.REFUSED)]
        return min((person.status_since for person in mine), default=unit.status_since)
    for status in WAITED_FOR:
        waiting = [person.status_since for person in persons if person.status is status]
        if waiting:
            return min(waiting)
    return unit.status_since
