"""The first thing on the dashboard: who holds it, since when, what comes next, one button (Q4, Q9 to Q11)."""

from __future__ import annotations

from dataclasses import replace

from ciie_portal.domain import wizard
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.progress import WAITED_FOR, Family, Holder, Now, ProgressFacts, ToDo, what_now
from ciie_portal.i18n import _, ngettext
from ciie_portal.lookups.buyer_case import BuyerCase, names_joined
from ciie_portal.lookups.progress_people import returned_fields, sentence_of
from ciie_portal.lookups.shapes.progress import NowShape
from ciie_portal.lookups.wizard_frame import page_of
from ciie_portal.routes import path
from ciie_portal.store.queries.registering import wizard_facts
from ciie_portal.store.tables import Person
from ciie_portal.wording.dates import day, deadline, short_day
from ciie_portal.wording.fields import field_list
from ciie_portal.wording.money import payment_method
from ciie_portal.wording.progress import NowWords, family_word, holder_name, now_title, now_waiting
from ciie_portal.wording.rules import sentence
from ciie_portal.wording.statuses import (
    Beside,
    UnitWords,
    beside_sentence,
    person_badge,
    unit_badge,
    unit_sentence,
)


def now_block(case: BuyerCase) -> NowShape:
    """What the buyer does next, or who is waited for."""
    registration = case.registration
    now = what_now(
        ProgressFacts(
            unit=registration.unit.status,
            people=tuple(person.status for person in registration.persons),
            is_with_mission=case.is_with_mission,
            is_registration_open=registration.is_open(case.now),
            is_confirming_payment=case.is_confirming,
            is_payment_declined=case.is_declined,
            parcels_back_count=sum(case.is_parcel_back(person) for person in registration.persons),
        )
    )
    you = NowShape(
        family=Family.YOU.value,
        who=family_word(case.locale, Family.YOU),
        title=now_title(case.locale, now),
    )
    match now.todo:
        case ToDo.WAIT | ToDo.CONFIRMING_PAYMENT:
            return _waiting(case, now)
        case ToDo.NOTHING_MORE:
            return _over(case, now)
        case ToDo.SUBMIT | ToDo.CORRECT_UNIT | ToDo.RESUBMIT_AFTER_REJECTION:
            return _registering(case, now, you)
        case ToDo.PAY_AGAIN:
            return _pay_again(case, you)
        case ToDo.PAY:
            return _pay(case, now, you)
        case ToDo.CONFIRM_REFUND:
            return _refund(case, now, you)
        case _:
            return _of_persons(case, now, you)


def unit_words(case: BuyerCase) -> str:
    """What the unit's status means."""
    unit = case.registration.unit
    fields = list(dict.fromkeys(row.field for row in case.registration.returns))
    words = UnitWords(
        mission=case.mission,
        deadline=deadline(case.locale, case.registration.edition.closes_at),
        fields=field_list(case.locale, fields),
        field_count=len(fields),
        reason=(unit.decision_reason or "").rstrip(" .。"),
        date=day(case.locale, unit.status_since),
        is_overseas=case.is_overseas,
        is_after_deadline=not case.registration.is_open(case.now),
        is_resubmitted=unit.is_resubmitted,
    )
    return unit_sentence(case.locale, unit.status, words)


def _registering(case: BuyerCase, now: Now, you: NowShape) -> NowShape:
    unit, text = case.registration.unit, unit_words(case)
    if now.todo is ToDo.SUBMIT:
        step = wizard.position(wizard_facts(case.registration))
        address = path(case.locale, page_of(step))
        return replace(you, text=text, deed=_("Continue registration"), address=address)
    deed = _("Correct and send back")
    reason = ""
    if now.todo is ToDo.RESUBMIT_AFTER_REJECTION:
        deed = _("Correct and submit again")
    elif unit.decision_reason:
        reason = _("Reason: {reason}", reason=unit.decision_reason)
    return replace(you, text=text, warning=reason, deed=deed, address=path(case.locale, "register/check"))


def _pay(case: BuyerCase, now: Now, you: NowShape) -> NowShape:
    edition = case.registration.edition
    if not case.may_pay:
        closed = family_word(case.locale, Family.CLOSED)
        text = sentence(Rule.PAYMENT_CLOSED, case.locale)
        return replace(you, family=Family.CLOSED.value, who=closed, text=text)
    return replace(
        you,
        text=_("Your unit is approved. The personnel review starts when the payment arrives."),
        warning=before_paying(),
        deed=ngettext(
            "Pay for 1 person · {amount}",
            "Pay for {count} people · {amount}",
            now.person_count,
            amount=case.amount(edition.fee_minor * now.person_count),
        ),
        address=path(case.locale, "certificates"),
        beneath=_("{amount} each", amount=case.amount(edition.fee_minor)),
    )


def _pay_again(case: BuyerCase, you: NowShape) -> NowShape:
    """The request stands as it is; the page of it leads back to the payment service."""
    request = case.open_request
    amount = case.amount(request.amount_minor, request.currency) if request else ""
    return replace(
        you,
        text=beside_sentence(case.locale, Beside.PAYMENT_FAILED),
        warning=before_paying(),
        deed=_("Pay again · {amount}", amount=amount),
        address=path(case.locale, "certificates"),
    )


def before_paying() -> str:
    return _(
        "Once a person passes the review, the fee is not refunded"
        " and nobody else can take that person's place."
    )


def _refund(case: BuyerCase, now: Now, you: NowShape) -> NowShape:
    failed = _in_status(case, PersonStatus.FAILED)
    lines = [case.paid_line(person) for person in failed]
    total = sum(line[0].fee_minor for line in lines if line)
    payments = [case.payments.get(line[1].id) for line in lines if line]
    ways = list(dict.fromkeys(payment_method(case.locale, one.method) for one in payments if one))
    title = you.title
    if len(failed) == 1:
        title = _("{name} did not pass: confirm the refund", name=case.name(failed[0]))
    return replace(
        you,
        title=title,
        text=_("The fee goes back the way it was paid. Nobody else of your unit is affected."),
        deed=ngettext(
            "Refund for 1 person · {amount}",
            "Refund for {count} people · {amount}",
            now.person_count,
            amount=case.amount(total),
        ),
        address=path(case.locale, "refund"),
        beneath=_("{way}, usually {days} days", way=names_joined(case.locale, ways), days=case.refund_days()),
    )


_STATUSES_OF: dict[ToDo, tuple[PersonStatus, ...]] = {
    ToDo.CORRECT_PERSON: (PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER),
    ToDo.SUBMIT_PERSON: (PersonStatus.DRAFT,),
    ToDo.COLLECT: (PersonStatus.READY_FOR_COLLECTION,),
    ToDo.CHECK_ADDRESS: (PersonStatus.DISPATCHED,),
}


def _of_persons(case: BuyerCase, now: Now, you: NowShape) -> NowShape:
    """Corrections, added persons, a parcel that came back, collection."""
    concerned = _in_status(case, *_STATUSES_OF[now.todo])
    if now.todo is ToDo.CHECK_ADDRESS:
        concerned = [person for person in concerned if case.is_parcel_back(person)]
    first = concerned[0]
    text = sentence_of(case, first)
    if now.todo is ToDo.COLLECT:
        return replace(you, text=text)
    if now.todo is ToDo.CHECK_ADDRESS:
        return replace(you, text=text, deed=_("See the address"), address=path(case.locale, "certificates"))
    if now.todo is ToDo.SUBMIT_PERSON:
        text = _("Complete the details and send them to the review.")
        page = path(case.locale, f"register/people/{first.reference}")
        return replace(you, text=text, deed=_("Complete {name}", name=case.name(first)), address=page)
    page = path(case.locale, f"progress/{first.reference}")
    if returned_fields(case, first) == ["photo_file_id"]:
        deed = _("Replace the photo of {name}", name=case.name(first))
    else:
        deed = _("Correct the details of {name}", name=case.name(first))
    reason = _("Reason: {reason}", reason=first.decision_reason) if first.decision_reason else ""
    return replace(you, text=text, warning=reason, deed=deed, address=page)


def _waiting(case: BuyerCase, now: Now) -> NowShape:
    unit = case.registration.unit
    block = NowShape(
        family=Family.THEM.value,
        who=holder_name(case.locale, now.holder, case.mission),
        title=now_title(case.locale, now),
    )
    if now.todo is ToDo.CONFIRMING_PAYMENT:
        return replace(
            block,
            text=now_waiting(case.locale, now, NowWords()),
            deed=_("Check payment result"),
            address=path(case.locale, "certificates"),
        )
    if unit.status is UnitStatus.UNDER_REVIEW:
        since, title = case.held_since(), unit_badge(case.locale, unit.status, unit.is_resubmitted)
    else:
        status = next(status for status in WAITED_FOR if _in_status(case, status))
        since = min(person.status_since for person in _in_status(case, status))
        title = person_badge(case.locale, status)
    words = NowWords(
        mission=case.mission, date=short_day(case.locale, since), days=_usual_days(case, now.holder)
    )
    return replace(block, title=title, text=now_waiting(case.locale, now, words))


def _usual_days(case: BuyerCase, holder: Holder) -> int:
    match holder:
        case Holder.MISSION | Holder.ORGANISER_DESK:
            return case.unit_days()
        case Holder.PERSONNEL_REVIEWER:
            return case.personnel_days()
        case Holder.CERTIFICATE_MAKER:
            return case.certificate_days()
        case Holder.PAYMENT_SERVICE:
            return case.refund_days()
        case _:
            return 0


def _over(case: BuyerCase, now: Now) -> NowShape:
    """Nothing can come any more, or every certificate is in hand."""
    family = Family.DONE if now.person_count else Family.CLOSED
    if case.registration.unit.status is not UnitStatus.APPROVED:
        text = unit_words(case)
    elif now.person_count:
        text = _("Every certificate is in hand.")
    else:
        text = _("Nobody of this registration waits for a certificate.")
    return NowShape(
        family=family.value,
        who=family_word(case.locale, family),
        title=now_title(case.locale, now),
        text=text,
    )


def _in_status(case: BuyerCase, *statuses: PersonStatus) -> list[Person]:
    return [person for person in case.registration.persons if person.status in statuses]
