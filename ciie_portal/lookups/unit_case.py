"""One case of the unit review, as the reviewer of its mission or of one above it sees it (Q4; J3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require, scope_of
from ciie_portal.domain.correction import every_unit_field
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.progress import UNIT_FAMILY
from ciie_portal.domain.transfer import TransferFacts, check_transfer
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.i18n import LANGUAGE_TAGS
from ciie_portal.lookups.case_people import case_people
from ciie_portal.lookups.shapes.unit_case import LEFT_OUT, MoveAsked, PickedField, UnitCase
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.lookups.unit_answers import answers_of, term
from ciie_portal.lookups.unit_checks import checks_of
from ciie_portal.lookups.unit_history import desk_history
from ciie_portal.lookups.unit_queue import held_by
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import claims, editions, missions, moves, unit_desk, units
from ciie_portal.store.tables import Account, Person, TradeMission, WorkUnit
from ciie_portal.wording import desk_case
from ciie_portal.wording.dates import moment, time_since
from ciie_portal.wording.desk_queue import state_name
from ciie_portal.wording.labels import person_label
from ciie_portal.wording.notices import people as people_counted
from ciie_portal.wording.reasons import Occasion, reason_text, templates_for
from ciie_portal.wording.statuses import organiser_desk

NOT_RETURNABLE = frozenset({"invitation_code", "channel"})


def unit_case(actor: Actor, reference: str, *, now: datetime) -> UnitCase:
    """Raises NOT_FOUND for a reference that is none, of nobody, or of a neighbour."""
    require(actor, Permission.REVIEW_UNITS)
    with reading() as session:
        unit = units.find_unit(session, actor, reference)
        persons = tuple(
            person
            for person in units.persons_of(session, unit.id or 0)
            if person.status is not PersonStatus.DRAFT
        )
        return _with_choices(
            session,
            actor,
            unit,
            replace(
                _head(session, actor, unit, now),
                answers=answers_of(session, unit, actor.locale),
                checks=checks_of(session, actor, unit, persons),
                persons=case_people(session, actor.locale, unit, persons),
                has_open_persons=bool(_open_persons(unit, persons)),
                people_title=people_counted(actor.locale, len(persons)),
                fields=_fields(unit, persons, actor.locale),
                history=desk_history(session, actor, unit, persons),
                asked=_asked(session, actor, unit),
                doubts_seen=_doubts_seen(session, unit),
                is_code_open=_is_code_open(session, unit),
            ),
            persons,
        )


def _head(session: Session, actor: Actor, unit: WorkUnit, now: datetime) -> UnitCase:
    locale = actor.locale
    names = [name for name in (unit.name_zh, unit.name_en) if name]
    holder = held_by(
        actor, unit, unit_desk.staff_names(session, {unit.claimed_by} if unit.claimed_by else set()), now
    )
    since = time_since(locale, unit.claimed_at, now) if unit.claimed_at else ""
    is_mine = unit.claimed_by == actor.staff_id
    waits = (now - unit.status_since).days if unit.status is UnitStatus.UNDER_REVIEW else None
    mission = session.get(TradeMission, unit.mission_id) if unit.mission_id else None
    buyer = session.get_one(Account, unit.account_id).locale
    submitted = moment(locale, unit.submitted_at or unit.created_at)
    return UnitCase(
        reference=unit.reference,
        version=unit.version,
        name=names[0] if names else unit.reference,
        name_language=LANGUAGE_TAGS["zh" if unit.name_zh else "en"],
        other_name=names[1] if len(names) > 1 else "",
        beneath=desk_case.beneath_name(locale, submitted, waits),
        family=UNIT_FAMILY[unit.status],
        status=state_name(locale, unit.status, unit.is_resubmitted),
        mission=_mission_name(locale, mission),
        held_by=desk_case.held(locale, holder, since, is_mine) if holder else "",
        is_mine=bool(holder) and is_mine,
        may_decide=unit.status is UnitStatus.UNDER_REVIEW,
        decided=unit.decision_reason or "",
        buyer_locale=buyer,
        buyer_language=LANGUAGE_TAGS[buyer],
    )


def _mission_name(locale: str, mission: TradeMission | None) -> str:
    if mission is None:
        return organiser_desk(locale, True)
    return mission.name_zh if locale == "zh" else mission.name_en


def _is_code_open(session: Session, unit: WorkUnit) -> bool:
    if not unit.credit_code or claims.holds_code(session, unit) is not None:
        return False
    return bool(unit_desk.units_with_credit_code(session, unit))


def _doubts_seen(session: Session, unit: WorkUnit) -> int:
    doubts = unit_desk.doubts_of(session, unit.id or 0)
    return len(doubts) if unit_desk.still_open(doubts) else 0


def _asked(session: Session, actor: Actor, unit: WorkUnit) -> MoveAsked:
    """The buyer's request to be moved, as long as nobody has answered it."""
    row = moves.open_request_of(session, unit.id)
    if row is None or unit.status is UnitStatus.WITHDRAWN:
        return MoveAsked()
    wanted = session.get(TradeMission, row.wanted_mission_id) if row.wanted_mission_id else None
    return MoveAsked(
        at=moment(actor.locale, row.asked_at),
        reason=row.reason,
        wanted=_mission_name(actor.locale, wanted) if wanted else "",
        wanted_code=wanted.code if wanted else "",
        grant_reason=reason_text("at_the_units_request", session.get_one(Account, unit.account_id).locale),
        may_answer=actor.may(Permission.TRANSFER_UNITS),
    )


def _with_choices(
    session: Session, actor: Actor, unit: WorkUnit, case: UnitCase, persons: Sequence[Person]
) -> UnitCase:
    """What the reviewer may choose from."""
    locale = actor.locale
    labels = editions.labels_of_edition(session, unit.edition_id)
    targets = [row for row in missions.missions_of(session, actor) if row.id != unit.mission_id]
    allowed = [row for row in targets if _may_move(session, actor, unit, persons, row.id)]
    may_hand_back = _may_move(session, actor, unit, persons, None)
    return replace(
        case,
        labels=(
            *(Choice(row.code, row.name_zh if locale == "zh" else row.name_en) for row in labels),
            Choice(LEFT_OUT, desk_case.leave_out(locale)),
        ),
        missions=tuple(Choice(row.code, _mission_name(locale, row)) for row in allowed),
        may_hand_back=may_hand_back,
        may_move=bool(allowed) or may_hand_back,
        reject_reasons=reason_choices(Occasion.REJECT, actor.locale),
        leave_out_reasons=_sentences(Occasion.LEAVE_OUT, case.buyer_locale),
        transfer_reasons=_sentences(Occasion.TRANSFER, case.buyer_locale),
        is_loaded=True,
    )


def _may_move(
    session: Session, actor: Actor, unit: WorkUnit, persons: Sequence[Person], target: int | None
) -> bool:
    facts = TransferFacts(
        status=unit.status,
        category=unit.category,
        persons=[person.status for person in persons],
        from_mission=unit.mission_id,
        to_mission=target,
        may_move_across=actor.may(Permission.TRANSFER_UNITS),
        scope=scope_of(actor, missions.parents(session)),
    )
    try:
        check_transfer(facts)
    except RuleBroken:
        return False
    return True


def reason_choices(occasion: Occasion, locale: str, field: str = "") -> tuple[Choice, ...]:
    """The templates by code, each in both languages, the reader's first."""
    other = "en" if locale == "zh" else "zh"
    return tuple(
        Choice(one.code, f"{one.in_locale(locale)} · {one.in_locale(other)}")
        for one in templates_for(occasion, field)
    )


def _sentences(occasion: Occasion, buyer: str) -> tuple[Choice, ...]:
    """The templates as the buyer would read them, to be taken over or written anew."""
    return tuple(Choice(one.in_locale(buyer), one.in_locale(buyer)) for one in templates_for(occasion))


def picked_field(case: UnitCase, value: str, locale: str) -> PickedField | None:
    """An answer of the case that may be given back, with the first reason that suits it."""
    text = next((choice.text for choice in case.fields if choice.value == value), None)
    if text is None:
        return None
    reasons = reason_choices(Occasion.RETURN, locale, value.rpartition(".")[2])
    return PickedField(value, text, reasons[0].value if reasons else "", reasons)


def _fields(unit: WorkUnit, persons: Sequence[Person], locale: str) -> tuple[Choice, ...]:
    """What can be given back: answers of the unit, then of each person that waits."""
    choices = []
    if unit.status is UnitStatus.UNDER_REVIEW:
        returnable = every_unit_field(unit.category) - NOT_RETURNABLE
        ordered = [field for field in _ORDER if field in returnable]
        choices = [Choice(field, term(locale, field)) for field in ordered]
    for person in _open_persons(unit, persons):
        name = person.name_zh or person.name_latin or person.reference
        colon = "：" if locale == "zh" else ": "
        choices += [
            Choice(f"{person.reference}.{field}", f"{name}{colon}{person_label(locale, field)}")
            for field in PERSON_FIELDS
        ]
    return tuple(choices)


def _open_persons(unit: WorkUnit, persons: Sequence[Person]) -> list[Person]:
    """Who can be decided on now; the persons of a returned or rejected unit wait with it."""
    if unit.status not in (UnitStatus.UNDER_REVIEW, UnitStatus.APPROVED):
        return []
    return [person for person in persons if person.status is PersonStatus.AWAITING_UNIT_REVIEW]


_ORDER = (
    "licence_file_id", "name_zh", "name_en", "category", "credit_code", "registration_number", "country",
    "division_code", "city", "street", "industry", "size", "parent_group_code", "is_nhc_managed",
    "is_corps_member", "products_wanted", "areas", "registered_capital", "imports_last_year",
    "contact_name", "contact_mobile", "contact_email",
)  # fmt: skip
