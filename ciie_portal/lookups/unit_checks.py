"""What the house knows beside the answers: credit code, claims, documents, classification, earlier editions.

Outside the reviewer's scope a duplicate or a claim is a bare fact (rules.md section 3, Identity).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from ciie_portal.data import divisions
from ciie_portal.domain.access import Actor, Permission, is_in_scope
from ciie_portal.domain.classification import Certainty, FlagKind, agrees_with_code, classify
from ciie_portal.domain.credit_code import CreditCodeFlag, credit_code_flags, credit_code_for, division_of
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.journey import OVER_WITHOUT_CERTIFICATE, UnitStatus
from ciie_portal.domain.progress import Family
from ciie_portal.domain.transfer import MoveOutcome
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.lookups.shapes.unit_case import Check
from ciie_portal.routes import path
from ciie_portal.store.queries import claims, missions, moves, unit_desk, unit_queue
from ciie_portal.store.queries.atlas import atlas, unit_facts
from ciie_portal.store.queries.contact_troubles import troubles_of
from ciie_portal.store.tables import InvitationCode, Person, TradeMission, WorkUnit
from ciie_portal.wording import classification as told
from ciie_portal.wording.contact_trouble import trouble_for_staff
from ciie_portal.wording.dates import moment, short_day
from ciie_portal.wording.desk_case import Finding, finding
from ciie_portal.wording.fields import field_list
from ciie_portal.wording.notices import people as people_counted
from ciie_portal.wording.rules import sentence
from ciie_portal.wording.statuses import organiser_desk, unit_badge

SHOWN_AT_MOST = 5  # of one kind; whoever needs more has the queue


@dataclass(frozen=True)
class Beside:
    """What every check needs."""

    session: Session
    actor: Actor
    unit: WorkUnit
    persons: tuple[Person, ...]

    @property
    def locale(self) -> str:
        return self.actor.locale

    def may_open(self, unit: WorkUnit) -> bool:
        return is_in_scope(self.actor, unit.mission_id, missions.parents(self.session))

    def say(self, family: Family, what: Finding, other: WorkUnit | None = None, **facts: object) -> Check:
        """`other`: the case that the finding leads to."""
        text = finding(self.locale, what, **facts)
        if other is None:
            return Check(family.value, text)
        address = path(self.locale, f"desk/units/{other.reference}")
        return Check(family.value, text, address, other.reference)


def checks_of(
    session: Session, actor: Actor, unit: WorkUnit, persons: tuple[Person, ...]
) -> tuple[Check, ...]:
    """Everything worth knowing before the decision; what needs a look comes with the mark of work to do."""
    beside = Beside(session, actor, unit, persons)
    return (
        *_credit_code(beside),
        *_claims(beside),
        *_documents(beside),
        *_belonging(beside),
        *_since(beside),
        *_not_reached(beside),
        *_earlier(beside),
    )


def _credit_code(beside: Beside) -> Iterator[Check]:
    unit = beside.unit
    if not unit.credit_code or unit.category is None or unit.category is Category.OVERSEAS_UNIT:
        return
    try:
        code = credit_code_for(unit.credit_code, unit.category)
    except RuleBroken as broken:
        if broken.rule:
            yield Check(Family.REFUSED.value, sentence(broken.rule, beside.locale, **broken.facts))
        return
    yield beside.say(Family.DONE, Finding.CODE_VALID)
    flags = credit_code_flags(code, unit.category, unit.division_code)
    odd = CreditCodeFlag.PREFIX_DOES_NOT_FIT in flags
    family, what = (Family.YOU, Finding.PREFIX_DIFFERS) if odd else (Family.DONE, Finding.PREFIX_FITS)
    yield beside.say(family, what, prefix=code[:2])
    division = division_of(code)
    division = f"{division} {divisions.full_name(division)}".strip()
    if CreditCodeFlag.DIVISION_UNKNOWN in flags:
        yield beside.say(Family.YOU, Finding.DIVISION_UNKNOWN, division=division)
    elif CreditCodeFlag.DIVISION_DOES_NOT_FIT in flags:
        yield beside.say(Family.YOU, Finding.DIVISION_DIFFERS, division=division)
    else:
        yield beside.say(Family.DONE, Finding.DIVISION_FITS, division=division)


_DECIDED = {
    True: (Family.DONE, Finding.CLAIM_HELD),
    False: (Family.REFUSED, Finding.CLAIM_LOST),
}


def _claims(beside: Beside) -> Iterator[Check]:
    if not beside.unit.credit_code:
        return
    others = unit_desk.units_with_credit_code(beside.session, beside.unit)
    if not others:
        yield beside.say(Family.DONE, Finding.NO_CLAIM)
        return
    seen = [other for other in others if beside.may_open(other)]
    holds = claims.holds_code(beside.session, beside.unit)
    if holds is not None:
        yield beside.say(*_DECIDED[holds])
    family = Family.YOU if holds is None else Family.NEXT
    if holds is None and len(seen) < len(others):
        yield beside.say(Family.YOU, Finding.CLAIM)
    for other in seen[:SHOWN_AT_MOST]:
        yield beside.say(
            family,
            Finding.CLAIM_BY,
            other,
            date=short_day(beside.locale, other.submitted_at or other.created_at),
            status=unit_badge(beside.locale, other.status, other.is_resubmitted),
            mission=_mission_of(beside, other),
        )
    is_decided = any(other.status is UnitStatus.APPROVED for other in others)
    if is_decided and beside.unit.status is not UnitStatus.APPROVED:
        yield beside.say(Family.REFUSED, Finding.CLAIM_APPROVED)


def _documents(beside: Beside) -> Iterator[Check]:
    found = False
    for person in beside.persons:
        if person.status in OVER_WITHOUT_CERTIFICATE:
            continue
        name = person.name_zh or person.name_latin or person.reference
        others = unit_desk.persons_with_document(beside.session, person, beside.unit.edition_id)
        inside = [other for other, unit in others if unit.id == beside.unit.id]
        outside = [unit for _, unit in others if unit.id != beside.unit.id]
        seen = [unit for unit in outside if beside.may_open(unit) and unit.submitted_at is not None]
        found = found or bool(others)
        if any(other.ordinal > person.ordinal for other in inside):
            yield beside.say(Family.YOU, Finding.DUPLICATE_INSIDE, person=name)
        if len(seen) < len(outside):
            yield beside.say(Family.YOU, Finding.DUPLICATE, person=name)
        for unit in seen[:SHOWN_AT_MOST]:
            badge = unit_badge(beside.locale, unit.status, unit.is_resubmitted)
            yield beside.say(Family.YOU, Finding.DUPLICATE_WITH, unit, person=name, status=badge)
    if not found:
        yield beside.say(Family.DONE, Finding.NO_DUPLICATES)


def _belonging(beside: Beside) -> Iterator[Check]:
    """The classification as a sentence; for a unit with a code it is a check only, and both are shown."""
    unit, locale = beside.unit, beside.locale
    if unit.category is None:
        return
    known = atlas(beside.session)
    found = classify(unit_facts(unit, unit_desk.edition_of(beside.session, unit)), known)
    code = beside.session.get(InvitationCode, unit.invitation_code_id) if unit.invitation_code_id else None
    if unit.channel is Channel.WITH_CODE and code is not None:
        mission = known.tree[beside.session.get_one(TradeMission, code.mission_id).code]
        yield beside.say(Family.NEXT, Finding.CODE_OF, mission=mission.name(locale))
        if not agrees_with_code(found, mission.code, known.tree):
            yield Check(Family.YOU.value, told.explain_disagreement(found, mission, locale))
            yield Check(Family.NEXT.value, told.explain(found, locale, told.Reader.REVIEWER))
    else:
        text = told.explain(found, locale, told.Reader.REVIEWER)
        family = Family.YOU if found.certainty is Certainty.UNSURE else Family.NEXT
        yield Check(family.value, told.with_certainty(text, found.certainty, locale))
        if found.runners_up:
            yield Check(Family.NEXT.value, told.why_candidates(locale))
        for candidate in found.runners_up[:SHOWN_AT_MOST]:
            yield Check(Family.NEXT.value, told.describe_candidate(candidate, locale))
    for flag in found.flags:
        if flag.kind is not FlagKind.CODE_OF_ANOTHER_PROVINCE:  # said of the credit code already
            yield Check(Family.YOU.value, told.explain_flag(flag, locale))
    if unit.mission_id is None and unit.category is not Category.OVERSEAS_UNIT:
        yield beside.say(Family.YOU, Finding.NEEDS_MISSION)


def _since(beside: Beside) -> Iterator[Check]:
    """What happened to the answers after they were submitted."""
    unit, locale = beside.unit, beside.locale
    yield from _asked(beside)
    yield from _doubts(beside)
    corrected = unit_desk.answered_returns(beside.session, unit.id or 0)
    if corrected:
        fields = list(dict.fromkeys(row.field for row in corrected))
        yield beside.say(Family.NEXT, Finding.CORRECTED, fields=field_list(locale, fields))
    elif unit.changed_at and unit.submitted_at and unit.changed_at > unit.submitted_at:
        yield beside.say(Family.NEXT, Finding.CHANGED_SINCE, moment=moment(locale, unit.changed_at))


def _doubts(beside: Beside) -> Iterator[Check]:
    """What is open; once settled, what was found."""
    doubts = unit_desk.doubts_of(beside.session, beside.unit.id or 0)
    shown = unit_desk.still_open(doubts) or doubts[-1:]
    for row in shown[-SHOWN_AT_MOST:]:
        is_open = row.event == unit_desk.DOUBT
        family, what = (Family.YOU, Finding.DOUBT) if is_open else (Family.NEXT, Finding.DOUBT_SETTLED)
        yield beside.say(family, what, date=short_day(beside.locale, row.at), reason=row.reason or "")


def _asked(beside: Beside) -> Iterator[Check]:
    """The buyer's request to be moved; a secretariat sees it, the organiser desk answers it."""
    row = moves.request_of(beside.session, beside.unit.id)
    if row is None:
        return
    if row.answered_at is None:
        yield beside.say(Family.YOU, Finding.ASKS_TO_MOVE, reason=row.reason)
        if not beside.actor.may(Permission.TRANSFER_UNITS):
            yield beside.say(Family.NEXT, Finding.MOVE_IS_THE_ORGANISERS)
        return
    moved = row.outcome is MoveOutcome.MOVED
    what = Finding.MOVE_AGREED if moved else Finding.MOVE_DECLINED
    date = short_day(beside.locale, row.answered_at)
    yield beside.say(Family.NEXT, what, date=date, reason=row.answer or "")


def _not_reached(beside: Beside) -> Iterator[Check]:
    """Whoever decides knows that the buyer may not hear of it."""
    for one in troubles_of(beside.session, beside.unit.account_id):
        text = trouble_for_staff(beside.locale, one.contact, one.since)
        yield Check(Family.YOU.value, text)


def _earlier(beside: Beside) -> Iterator[Check]:
    locale = beside.locale
    rows = unit_desk.in_earlier_editions(beside.session, beside.unit)
    for unit, edition in rows[:SHOWN_AT_MOST]:
        count = unit_queue.people_of(beside.session, [unit.id or 0]).get(unit.id or 0, 0)
        yield beside.say(
            Family.NEXT,
            Finding.EARLIER_EDITION,
            edition=edition.name_zh if locale == "zh" else edition.name_en,
            status=unit_badge(locale, unit.status),
            people=people_counted(locale, count),
        )


def _mission_of(beside: Beside, unit: WorkUnit) -> str:
    mission = beside.session.get(TradeMission, unit.mission_id) if unit.mission_id else None
    if mission is None:
        return organiser_desk(beside.locale, False)
    return mission.name_zh if beside.locale == "zh" else mission.name_en
