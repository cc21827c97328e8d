"""The refund page: whose fee goes back, how much, the way it came, how far it is (Q11; D7)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.journey import MONEY_GOES_BACK, PASSED, PersonStatus
from ciie_portal.domain.progress import PERSON_FAMILY, Family
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.i18n import N_, _, gettext_in, in_locale, ngettext
from ciie_portal.lookups.buyer_case import BuyerCase, names_joined, read_case
from ciie_portal.lookups.shapes.progress import StageShape
from ciie_portal.lookups.shapes.refund import RefundLine, RefundPage, SurplusLine
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Person, Refund
from ciie_portal.wording.dates import day, short_day, short_moment
from ciie_portal.wording.money import payment_method
from ciie_portal.wording.statuses import person_badge

_REASONS: dict[RefundReason, str] = {
    RefundReason.SECOND_PAYMENT: N_("The request was paid twice; the second payment goes back."),
    RefundReason.CANCELLED_REQUEST: N_("The request had been cancelled; the payment goes back."),
    RefundReason.REPLACED_CHECKOUT: N_("An older payment page was paid; the payment goes back."),
    RefundReason.UNMATCHED: N_("The payment belonged to no request; it goes back."),
}
_BACK = MONEY_GOES_BACK | {PersonStatus.FAILED}


def refund(actor: Actor, *, now: datetime) -> RefundPage:
    """The actor's own registration. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        case = read_case(session, actor, now)
        paid = [person for person in case.registration.persons if case.paid_line(person)]
        paid.sort(key=lambda person: (person.status not in _BACK, person.ordinal))
        failed = [person for person in paid if person.status is PersonStatus.FAILED]
        return RefundPage(
            lead=_lead(case, paid),
            people=tuple(_line(case, person) for person in paid),
            surplus=tuple(_surplus(case, row) for row in case.surplus),
            steps=_steps(case, paid),
            askable=tuple(person.reference for person in failed),
            names=names_joined(actor.locale, [case.name(person) for person in failed]),
            amount=case.amount(sum(_fee(case, person) for person in failed)),
            way=names_joined(actor.locale, list(dict.fromkeys(_way(case, person) for person in failed))),
            payment=_payments(case, failed),
            expected=_(
                "The money returns by the way it was paid, usually within {n} working days.",
                n=case.refund_days(),
            ),
        )


def _lead(case: BuyerCase, paid: list[Person]) -> str:
    count = sum(person.status in _BACK for person in paid)
    if not count:
        return _("Nothing is to be refunded. If a person does not pass the review, ask for the refund here.")
    return ngettext(
        "One person did not pass the personnel review. The fee goes back the way it was paid.",
        "{count} people did not pass the personnel review. Each fee goes back the way it was paid.",
        count,
    )


def _fee(case: BuyerCase, person: Person) -> int:
    line = case.paid_line(person)
    return line[0].fee_minor if line else 0


def _way(case: BuyerCase, person: Person) -> str:
    line = case.paid_line(person)
    payment = case.payments.get(line[1].id) if line else None
    return payment_method(case.locale, payment.method) if payment else ""


def _payments(case: BuyerCase, failed: list[Person]) -> str:
    """CR-…, 8 June 2019"""
    found = {}
    for person in failed:
        line = case.paid_line(person)
        if line and line[1].paid_at:
            found[line[1].reference] = day(case.locale, line[1].paid_at)
    separator = "，" if case.locale == "zh" else ", "
    return names_joined(case.locale, [f"{one}{separator}{date}" for one, date in found.items()])


def _line(case: BuyerCase, person: Person) -> RefundLine:
    line, row = case.paid_line(person), case.refunds.get(person.id)
    goes_back = person.status in _BACK
    family, badge = _state(case, person, row)
    shown = PersonStatus.FAILED if goes_back else person.status
    return RefundLine(
        reference=person.reference,
        name=case.name(person),
        photo=case.photo(person),
        family=PERSON_FAMILY[shown].value,
        result=person_badge(case.locale, shown),
        paid=day(case.locale, line[1].paid_at) if line and line[1].paid_at else "",
        refund_family=family.value if goes_back else "",
        refund=badge if goes_back else "",
        why_not="" if goes_back else _why_not(case, person),
        way=_way(case, person) if goes_back else "",
        amount=case.amount(row.amount_minor if row else _fee(case, person)) if goes_back else "",
        can_ask=person.status is PersonStatus.FAILED,
    )


def _state(case: BuyerCase, person: Person, row: Refund | None) -> tuple[Family, str]:
    if person.status is PersonStatus.FAILED:
        return Family.YOU, _("Confirm the refund")
    if row is not None and row.status is RefundStatus.REFUSED:
        return Family.THEM, _("With finance")
    return PERSON_FAMILY[person.status], person_badge(case.locale, person.status)


def _why_not(case: BuyerCase, person: Person) -> str:
    if person.status in PASSED:
        return _("No refund: the review is passed.")
    return _("No refund while the review is running.")


def _surplus(case: BuyerCase, row: Refund) -> SurplusLine:
    is_paid = row.status is RefundStatus.PAID
    status = PersonStatus.REFUNDED if is_paid else PersonStatus.REFUNDING
    return SurplusLine(
        reason=gettext_in(case.locale, _REASONS.get(row.reason, _REASONS[RefundReason.UNMATCHED])),
        amount=case.amount(row.amount_minor, row.currency),
        family=PERSON_FAMILY[status].value,
        badge=person_badge(case.locale, status),
    )


def _steps(case: BuyerCase, paid: list[Person]) -> tuple[StageShape, ...]:
    """Of the refund that is least far: not passed, confirmed, at the payment service, back."""
    order = (
        PersonStatus.FAILED,
        PersonStatus.REFUND_REQUESTED,
        PersonStatus.REFUNDING,
        PersonStatus.REFUNDED,
    )
    concerned = [person for person in paid if person.status in order]
    if not concerned:
        return ()
    person = min(concerned, key=lambda one: (order.index(one.status), one.ordinal))
    row, place = case.refunds.get(person.id), order.index(person.status)
    way = _way(case, person)
    refused = row is not None and row.status is RefundStatus.REFUSED
    return (
        StageShape(person_badge(case.locale, PersonStatus.FAILED), "refused", "", False),
        StageShape(
            _("You confirm"),
            "done" if place else "you",
            _when_confirmed(case, person, row),
            place == 0,
        ),
        StageShape(
            _("It goes to {way}", way=way),
            ("next", "them", "them", "done")[place],
            _sending(refused, place),
            place in (1, 2),
        ),
        StageShape(
            _("Back in your account"),
            "done" if place == len(order) - 1 else "next",
            short_moment(case.locale, row.paid_at)
            if row and row.paid_at
            else _("Usually {days} days", days=case.refund_days()),
            False,
        ),
    )


def _when_confirmed(case: BuyerCase, person: Person, row: Refund | None) -> str:
    if row is not None:
        return short_moment(case.locale, row.requested_at)
    return _("Waiting on you since {date}", date=short_day(case.locale, person.status_since))


def _sending(is_refused: bool, place: int) -> str:
    if is_refused:
        return _("The payment service did not take it. Finance is dealing with it; there is nothing to do.")
    return _("At once, without further approval") if place == 0 else ""
