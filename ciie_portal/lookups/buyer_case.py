"""A buyer's own case with everything that the dashboard, the request and the refund page show of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from ciie_portal.data import divisions
from ciie_portal.domain.access import Actor
from ciie_portal.domain.certificate import (
    CertificateStatus,
    DeliveryMethod,
    ParcelStatus,
    RequestStatus,
    is_to_be_sent_again,
)
from ciie_portal.domain.contact import mask_mobile
from ciie_portal.domain.edition import may_pay
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import PaymentState, PaymentUnderWay
from ciie_portal.domain.work_unit import Category
from ciie_portal.i18n import gettext_in
from ciie_portal.lookups import queue_days
from ciie_portal.lookups.person_rows import METHOD_NAMES
from ciie_portal.lookups.registration import file_address, reviewer_name
from ciie_portal.store.queries import editions, moves, progress
from ciie_portal.store.queries.registering import Registration, own_registration
from ciie_portal.store.tables import (
    Certificate,
    CertificateRequest,
    CertificateRequestPerson,
    Parcel,
    Payment,
    Person,
    Refund,
)
from ciie_portal.wording.money import money

Line = tuple[CertificateRequestPerson, CertificateRequest]


@dataclass
class BuyerCase:
    """`lines`, `made` and `refunds` by the person's id, `payments` by the request's."""

    session: Session
    actor: Actor
    now: datetime
    registration: Registration
    mission: str  # its name; empty: the organiser desk
    lines: dict[int, Line] = field(default_factory=dict)
    made: dict[int, tuple[Certificate, Parcel | None]] = field(default_factory=dict)
    refunds: dict[int, Refund] = field(default_factory=dict)
    surplus: list[Refund] = field(default_factory=list)
    payments: dict[int, Payment] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    payment: PaymentUnderWay | None = None  # of the open request

    @property
    def locale(self) -> str:
        return self.actor.locale

    @property
    def is_for_staff(self) -> bool:
        """A clerk reads it with a caller on the line, not the buyer."""
        return self.actor.staff_id is not None

    @property
    def is_with_mission(self) -> bool:
        return self.registration.unit.mission_id is not None

    @property
    def is_overseas(self) -> bool:
        return self.registration.unit.category is Category.OVERSEAS_UNIT

    @property
    def is_confirming(self) -> bool:
        return self.payment is PaymentUnderWay.BEING_CONFIRMED

    @property
    def is_declined(self) -> bool:
        return self.payment is PaymentUnderWay.DECLINED

    @property
    def open_request(self) -> CertificateRequest | None:
        """The oldest open request."""
        requests = (request for _, request in self.lines.values() if request.status is RequestStatus.OPEN)
        return min(requests, key=lambda request: request.id, default=None)

    @property
    def may_pay(self) -> bool:
        return may_pay(editions.facts(self.registration.edition), self.now)

    def paid_line(self, person: Person) -> Line | None:
        found = self.lines.get(person.id)
        return found if found and found[1].status is RequestStatus.PAID else None

    def parcel_of(self, person: Person) -> Parcel | None:
        return self.made[person.id][1] if person.id in self.made else None

    def is_parcel_back(self, person: Person) -> bool:
        parcel = self.parcel_of(person)
        is_out = person.status is PersonStatus.DISPATCHED
        return is_out and parcel is not None and parcel.status is ParcelStatus.CAME_BACK

    def is_to_be_sent_again(self, person: Person) -> bool:
        made = self.made.get(person.id)
        if made is None or made[0].status is not CertificateStatus.LIVE:
            return False
        return is_to_be_sent_again(person.status, made[1].status if made[1] else None)

    def amount(self, minor: int, currency: str = "") -> str:
        return money(self.locale, minor, currency or self.registration.edition.currency)

    def name(self, person: Person) -> str:
        """In the reader's language where the person has a name in it."""
        names = (person.name_zh, person.name_latin)
        first, second = names if self.locale == "zh" else reversed(names)
        return first or second or person.reference

    def photo(self, person: Person) -> str:
        return file_address(self.session, person.photo_file_id)

    def label(self, person: Person) -> str:
        return self.labels.get(person.label_code or "", "")

    def held_since(self) -> datetime:
        """Since when the present mission, or the organiser desk, has had the unit as it stands."""
        unit = self.registration.unit
        moved = moves.last_move(self.session, unit.id)
        return max(unit.status_since, moved.at) if moved else unit.status_since

    def unit_days(self) -> int:
        """How long the review of a unit usually takes in this mission, from the queue."""
        return queue_days.unit_days(self.session, self.registration.unit.mission_id)

    def personnel_days(self) -> int:
        return queue_days.personnel_days(self.session)

    def certificate_days(self) -> int:
        return queue_days.certificate_days(self.session)

    def refund_days(self) -> int:
        return queue_days.refund_days(self.session)


def read_case(session: Session, actor: Actor, now: datetime) -> BuyerCase:
    """The newest registration of the actor's account. Raises NOT_FOUND."""
    return case_of(session, actor, own_registration(session, actor), now)


def case_of(session: Session, actor: Actor, registration: Registration, now: datetime) -> BuyerCase:
    """The same of a registration that the actor may see, in the actor's language."""
    unit_id, edition_id = registration.unit.id, registration.edition.id
    case = BuyerCase(session, actor, now, registration, reviewer_name(session, registration, actor.locale))
    for line, request in progress.live_lines(session, unit_id):
        case.lines[line.person_id] = (line, request)
    for certificate, parcel in progress.certificates_of(session, unit_id):
        case.made[certificate.person_id] = (certificate, parcel)
    for refund in progress.refunds_of(session, unit_id):
        if refund.person_id is None:
            case.surplus.append(refund)
        else:
            case.refunds[refund.person_id] = refund
    for payment in progress.payments_of(session, unit_id):
        if payment.state is PaymentState.MATCHED and payment.request_id is not None:
            case.payments[payment.request_id] = payment
    for row in editions.labels_of_edition(session, edition_id):
        case.labels[row.code] = row.name_zh if actor.locale == "zh" else row.name_en
    asked = case.open_request
    case.payment = progress.payment_of_request(session, asked.id) if asked is not None else None
    return case


def method_name(locale: str, method: DeliveryMethod) -> str:
    return gettext_in(locale, METHOD_NAMES[method])


def destination(line: CertificateRequestPerson) -> str:
    """Recipient, masked mobile and address of an express parcel; empty for the other ways."""
    if line.method is not DeliveryMethod.EXPRESS:
        return ""
    mobile = mask_mobile(line.recipient_mobile or "")
    place = f"{divisions.full_name(line.division_code or '')}{line.street or ''}"
    return f"{line.recipient} · {mobile} · {place}"


def names_joined(locale: str, names: list[str]) -> str:
    return ("、" if locale == "zh" else ", ").join(names)
