"""The desk's part of the demonstration: reviews of units and persons, certificates, by the real actions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from ciie_portal.actions import hand_out_certificates, make_certificates, review_personnel
from ciie_portal.actions.count_batch import count_batch
from ciie_portal.actions.review import approve_work_unit, reject, return_fields
from ciie_portal.actions.review_person import return_added_persons
from ciie_portal.actions.withdraw import withdraw_person, withdraw_unit
from ciie_portal.domain.access import Actor
from ciie_portal.domain.batch import batch_name
from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.journey import PASSED, PersonStatus, UnitStatus
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.domain.unit_review import Labelled, LeftOut
from ciie_portal.seeding.registering import Registered, enter_person
from ciie_portal.seeding.timeline import DECIDED, ENDED, HANDED_OUT, JUDGED, MADE
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import CertificateBatch, Edition, Person, TradeMission, WorkUnit

P = PersonStatus
FAILED_WHY = "身份信息核验未通过。"
PHOTO_WHY = "照片背景过暗，请换一张浅色背景的近照。"
CARRIER = "顺丰速运"


@dataclass(frozen=True)
class Cast:
    """The staff of the demonstration by sign-in."""

    staff: Mapping[str, Actor]

    def reviewer_of(self, mission_code: str) -> Actor:
        """The secretariat that has a sign-in; the organiser desk for all others."""
        if mission_code.startswith("TM-3302"):
            return self.staff["ningbo"]
        if mission_code.startswith("TM-33-JH"):
            return self.staff["jinhua"]
        return self.staff["zhejiang" if mission_code.startswith("TM-33") else "desk"]


def decide_unit(unit: Registered, cast: Cast) -> None:
    """The mission's decision, or the buyer's withdrawal."""
    at = unit.times.at(DECIDED)
    if unit.plan.status is UnitStatus.WITHDRAWN:
        withdraw_unit(unit.buyer, at)
        return
    row, mission = unit_row(unit)
    reviewer = cast.reviewer_of(mission)
    if unit.plan.status is UnitStatus.REJECTED:
        reject(reviewer, unit.reference, row.version, unit.plan.reason, at)
    elif unit.plan.status is UnitStatus.RETURNED:
        fields = {} if unit.plan.is_overseas else {"licence_file_id": unit.plan.reason}
        for reference, status in unit.people:
            if status is P.RETURNED_BY_MISSION:
                fields[f"{reference}.photo_file_id"] = (
                    unit.plan.reason if unit.plan.is_overseas else PHOTO_WHY
                )
        return_fields(reviewer, unit.reference, row.version, fields, "", at)
    elif unit.plan.status is UnitStatus.APPROVED:
        decisions = {reference: decision(unit, reference, status) for reference, status in unit.people}
        approve_work_unit(reviewer, unit.reference, row.version, decisions, at)


def decision(unit: Registered, reference: str, status: PersonStatus) -> Labelled | LeftOut:
    """The label of the person's role."""
    if status is P.LEFT_OUT:
        return LeftOut(unit.plan.reason)
    role = person_row(reference).role or PersonRole.TRADER
    return Labelled(role.value)


def withdraw_people(unit: Registered) -> None:
    """The buyer takes back who was approved and shall not come."""
    for reference, status in unit.people:
        if status is P.WITHDRAWN:
            withdraw_person(unit.buyer, reference, None, unit.times.lately)


def add_people(unit: Registered, first_number: int, cast: Cast) -> None:
    """Persons entered after the approval; one of them is given back."""
    _row, mission = unit_row(unit)
    for place, status in enumerate(unit.plan.added):
        reference = enter_person(unit, first_number + place, unit.times.lately)
        if status is P.RETURNED_BY_MISSION:
            version = person_row(reference).version
            reviewer = cast.reviewer_of(mission)
            reasons = {f"{reference}.photo_file_id": PHOTO_WHY}
            return_added_persons(reviewer, {reference: version}, reasons, "", unit.times.lately)


def judge_people(unit: Registered, cast: Cast) -> None:
    """The second review of those who shall come further than waiting for it."""
    reviewer, at = cast.staff["personnel"], unit.times.at(JUDGED)
    for reference, status in unit.people:
        version = person_row(reference).version
        if status in PASSED:
            review_personnel.pass_person(reviewer, reference, version, now=at)
        elif status is P.RETURNED_BY_REVIEWER:
            reasons = {"photo_file_id": PHOTO_WHY}
            review_personnel.return_person(reviewer, reference, version, reasons, now=at)
        elif status in (P.FAILED, P.REFUND_REQUESTED, P.REFUNDING, P.REFUNDED):
            review_personnel.fail_person(reviewer, reference, version, FAILED_WHY, now=at)


def make(unit: Registered, cast: Cast) -> str:
    """A batch of the certificates that shall be handed out or lie ready for it; its name, or nothing."""
    lying = [one for one, status in unit.people if unit.plan.is_made and status is P.IN_PRODUCTION]
    wanted = [*given_out(unit), *lying]
    if not wanted:
        return ""
    make_certificates.make_certificates(cast.staff["maker"], wanted, now=unit.times.at(MADE))
    return newest_batch()


def count(unit: Registered, cast: Cast, batch: str) -> None:
    """What goes out was counted before; a batch that still lies there is not yet."""
    given = given_out(unit)
    if given:
        count_batch(cast.staff["maker"], batch, str(len(given)), "0", now=unit.times.at(MADE, 50))


def hand_out(unit: Registered, cast: Cast) -> None:
    """Sent in one parcel, or laid ready."""
    maker, given, at = cast.staff["maker"], given_out(unit), unit.times.at(HANDED_OUT)
    if given and unit.plan.method is DeliveryMethod.EXPRESS:
        number = f"SF{secrets.randbelow(10**13):013}"
        hand_out_certificates.dispatch(maker, given, CARRIER, number, now=at)
    elif given:
        hand_out_certificates.make_ready(maker, given, now=at)


def given_out(unit: Registered) -> list[str]:
    return [reference for reference, status in unit.people if status in PASSED - {P.IN_PRODUCTION}]


def arrive(unit: Registered, cast: Cast) -> None:
    """The parcel is delivered; or certificates are collected."""
    if any(status is P.DELIVERED for _one, status in unit.people):
        first = given_out(unit)[0]
        hand_out_certificates.note_delivered(cast.staff["maker"], first, now=unit.times.at(ENDED))
    hand_over(unit, cast)


def hand_over(unit: Registered, cast: Cast) -> None:
    """At the mission's table, or at the organiser's counter."""
    _row, mission = unit_row(unit)
    for reference, status in unit.people:
        if status is P.COLLECTED:
            version = person_row(reference).version
            holder = cast.reviewer_of(mission)
            hand_out_certificates.hand_over(holder, reference, version, now=unit.times.at(ENDED))


def unit_row(unit: Registered) -> tuple[WorkUnit, str]:
    """The unit as it is now, and its mission's code."""
    with reading() as session:
        row = session.exec(select(WorkUnit).where(WorkUnit.reference == unit.reference)).one()
        mission = session.get(TradeMission, row.mission_id) if row.mission_id else None
        return row, mission.code if mission else ""


def newest_batch() -> str:
    """As it stands in addresses."""
    query = (
        select(Edition.code, CertificateBatch.number)
        .join(Edition, col(Edition.id) == col(CertificateBatch.edition_id))
        .order_by(col(CertificateBatch.id).desc())
    )
    with reading() as session:
        return batch_name(*session.exec(query.limit(1)).one())


def person_row(reference: str) -> Person:
    with reading() as session:
        return session.exec(select(Person).where(Person.reference == reference)).one()
