"""The wizard's pages of questions about the unit: what stands in each, what is locked, what came back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session

from ciie_portal.data import divisions
from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.classification import asks_back, classify
from ciie_portal.domain.correction import unit_lock
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.typed_answer import as_typed
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import NO_PARENT_GROUP, Category
from ciie_portal.i18n import _, in_locale
from ciie_portal.lookups.shapes.registration import (
    AskedBack,
    Choice,
    DivisionChoice,
    UnitAnswers,
    WizardFrame,
)
from ciie_portal.lookups.unit_words import group_name, unit_words
from ciie_portal.lookups.wizard_frame import frame_of
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import drafts, editions, missions
from ciie_portal.store.queries.atlas import atlas, unit_facts
from ciie_portal.store.queries.registering import (
    Registration,
    own_registration,
    unchecked_of_unit,
    unit_column,
    unit_lock_facts,
)
from ciie_portal.store.tables import StoredFile, TradeMission
from ciie_portal.wording.dates import short_day
from ciie_portal.wording.progress import lock_sentence

Page = TypeVar("Page")
PAGES = (Step.CHANNEL, Step.UNIT, Step.CONTACT, Step.AREAS)


def frame(actor: Actor, step: str, *, now: datetime) -> WizardFrame:
    """The frame alone. Raises NOT_FOUND for a stranger, and for what is no page."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session:
        return frame_of(session, actor, own_registration(session, actor), as_step(step), now)


def opened(
    actor: Actor, step: str, page: Callable[..., Page], *args: Any, now: datetime
) -> tuple[WizardFrame, Page | None]:
    """The frame with its page, read at one moment; no page where the frame leads elsewhere."""
    with reading():
        around = frame(actor, step, now=now)
        return around, None if around.leads_to else page(actor, *args, now=now)


def unit_page(actor: Actor, step: str, *, now: datetime) -> tuple[UnitAnswers, DivisionChoice]:
    """A page of questions with the lists of its address. Raises NOT_FOUND."""
    answers = unit_answers(actor, step, now=now)
    return answers, division_choice(actor, answers.typed.get("division_code", ""), now=now)


def unit_answers(actor: Actor, step: str, *, now: datetime) -> UnitAnswers:
    """One page of questions. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    page = as_step(step)
    with reading() as session, in_locale(actor.locale):
        registration = own_registration(session, actor)
        unit = registration.unit
        asked = list(wizard.unit_fields(page, unit.category))
        asked += ["areas"] if page is Step.AREAS else []
        locked = _locked(session, actor, registration, asked, now)
        typed = _typed(registration, asked)
        return UnitAnswers(
            key=f"{unit.reference}-{page.value}-{now.timestamp()}",
            asked=tuple(asked),
            typed=typed,
            shown={name: unit_words(session, registration, actor.locale, name) for name in asked},
            locked=locked,
            returned={
                row.field: row.reason
                for row in registration.returns
                if row.person_id is None and row.field in asked
            },
            areas=_areas(session, registration, actor.locale) if page is Step.AREAS else (),
            chosen_areas=tuple(code for code in typed.get("areas", "").split("|") if code),
            groups=_groups(session, actor.locale) if "parent_group_code" in asked else (),
            can_save=len(locked) < len(asked),
            licence_at=file_address(session, unit.licence_file_id),
            asks_back=_asked_back(session, registration, actor.locale) if page is Step.UNIT else AskedBack(),
        )


def division_choice(actor: Actor, code: str, *, now: datetime) -> DivisionChoice:
    """What there is to choose below a province (2 digits) or a city (4); unknown codes choose nothing."""
    require(actor, Permission.OWN_UNIT)
    known = [one.code for one in divisions.provinces()]
    province = code[:2] if code[:2] in known else ""
    cities = divisions.cities(province) if province else ()
    city = code[:4] if code[:4] in [one.code for one in cities] else ""
    if len(cities) == 1:
        city = cities[0].code
    counties = divisions.counties(city) if city else ()
    county = code if code in [one.code for one in counties] else ""
    return DivisionChoice(
        province=province,
        city=city,
        county=county,
        cities=tuple(Choice(one.code, one.name) for one in cities),
        counties=tuple(Choice(one.code, one.name) for one in counties),
    )


def as_step(step: str) -> Step:
    """Raises NOT_FOUND."""
    try:
        return Step(step)
    except ValueError:
        raise RuleBroken(Rule.NOT_FOUND) from None


def file_address(session: Session, file_id: int | None) -> str:
    """Where the owner sees the file; empty where there is none."""
    file = session.get(StoredFile, file_id) if file_id else None
    return f"/api/files/{file.key}" if file and not file.erased_at else ""


def reviewer_name(session: Session, registration: Registration, locale: str) -> str:
    """The mission that has the unit; empty for the organiser desk."""
    mission = registration.unit.mission_id
    row = session.get(TradeMission, mission) if mission is not None else None
    return (row.name_zh if locale == "zh" else row.name_en) if row else ""


def lock_words(session: Session, actor: Actor, registration: Registration, lock: object) -> str:
    """Why something is locked, and whom to ask."""
    approved = registration.unit.approved_at
    date = short_day(actor.locale, approved) if approved else ""
    mission = reviewer_name(session, registration, actor.locale)
    return lock_sentence(actor.locale, lock, date=date, mission=mission)  # type: ignore[arg-type]


def _locked(
    session: Session, actor: Actor, registration: Registration, asked: list[str], now: datetime
) -> dict[str, str]:
    facts = unit_lock_facts(registration, now)
    locks = {name: lock for name in asked if (lock := unit_lock(facts, name)) is not None}
    return {name: lock_words(session, actor, registration, lock) for name, lock in locks.items()}


def _typed(registration: Registration, asked: list[str]) -> dict[str, str]:
    """What was typed last and not checked yet, or else the stored answer."""
    unit = registration.unit
    abroad = unit.category is Category.OVERSEAS_UNIT
    answered = {name: unit_column(unit, name) for name in asked if name != "areas"}
    typed = {name: as_typed(name, stored, abroad=abroad) for name, stored in answered.items()}
    typed["areas"] = "|".join(registration.areas)
    open_pending = unchecked_of_unit(registration)
    for name, row in registration.pending_of(unit.reference).items():
        if name in asked and name in open_pending:
            typed[name] = drafts.text_of(row)
    if not abroad and typed.get("country") == "CN":
        typed["country"] = ""
    return typed


def _areas(session: Session, registration: Registration, locale: str) -> tuple[Choice, ...]:
    names = editions.area_names(session, registration.edition.id or 0, locale)
    return tuple(Choice(code, name) for code, name in names)


def _groups(session: Session, locale: str) -> tuple[Choice, ...]:
    """None first: most units belong to no central enterprise."""
    named = [Choice(code, name) for code, name in missions.group_names(session, locale)]
    return (Choice(NO_PARENT_GROUP, _("None: not part of a central enterprise")), *named)


def _asked_back(session: Session, registration: Registration, locale: str) -> AskedBack:
    unit = registration.unit
    if not asks_back(unit.channel, unit.name_zh) or unit.parent_group_code is None:
        return AskedBack()
    group = classify(unit_facts(unit, registration.edition), atlas(session)).asks_back
    if group is None or group == unit.asked_back_group:
        return AskedBack()
    return AskedBack(group, group_name(session, group, locale))
