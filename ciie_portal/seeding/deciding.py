"""The desk's part of the demonstration: reviews of units and persons, certificates, by the real actions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import select

from ciie_portal.actions import hand_out_certificates, make_certificates, review_personnel
from ciie_portal.actions.review import approve_work_unit, reject, return_fields
from ciie_portal.actions.review_person import return_added_persons
from ciie_portal.actions.withdraw import withdraw_person, withdraw_unit
from ciie_portal.domain.access import Actor
from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.journey import PASSED, PersonStatus, UnitStatus
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.domain.unit_review import Labelled, LeftOut
from ciie_portal.seeding.registering import Registered, enter_person
from ciie_portal.seeding.timeline import DECIDED, ENDED, HANDED_OUT, JUDGED, MADE
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Person, TradeMission, WorkUnit

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
        for reference, status in unit.people:
            if status is P.WITHDRAWN:
                withdraw_person(unit.buyer, reference, None, unit.times.lately)


def decision(unit: Registered, reference: str, status: PersonStatus) -> Labelled | LeftOut:
    """The label of the person's role."""
    if status is P.LEFT_OUT:
        return LeftOut(unit.plan.reason)
    role = person_row(reference).role or PersonRole.TRADER
    return Labelled(role.value)


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


def make_and_hand_out(unit: Registered, cast: Cast) -> None:
    """Certificates made, sent in one parcel or laid ready, delivered or collected."""
    maker = cast.staff["maker"]
    given = [reference for reference, status in unit.people if status in PASSED - {P.IN_PRODUCTION}]
    lying = [one for one, status in unit.people if unit.plan.is_made and status is P.IN_PRODUCTION]
    if given or lying:
        make_certificates.make_certificates(maker, [*given, *lying], now=unit.times.at(MADE))
    if not given:
        return
    if unit.plan.method is not DeliveryMethod.EXPRESS:
        hand_out_certificates.make_ready(maker, given, now=unit.times.at(HANDED_OUT))
        hand_over(unit, cast)
        return
    number = f"SF{secrets.randbelow(10**13):013}"
    hand_out_certificates.dispatch(maker, given, CARRIER, number, now=unit.times.at(HANDED_OUT))
    if any(status is P.DELIVERED for _one, status in unit.people):
        hand_out_certificates.note_delivered(maker, given[0], now=unit.times.at(ENDED))


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


def person_row(reference: str) -> Person:
    with reading() as session:
        return session.exec(select(Person).where(Person.reference == reference)).one()
