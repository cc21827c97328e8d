"""Checks and stores the answers of a wizard page on *Continue* (Q2, Q6; D1).

A page that cannot be accepted is kept as it was typed, and everything wrong in it is told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.draft_answers import keep_page, storable
from ciie_portal.actions.store_answers import after_change, next_step_after, store_answers
from ciie_portal.data.divisions import county_codes
from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.answer import AnswerValue
from ciie_portal.domain.correction import check_change, check_version, open_unit_fields
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.typed_answer import as_typed
from ciie_portal.domain.unit_answers import KnownCodes, check_unit_answers
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import editions, missions
from ciie_portal.store.queries.registering import (
    Registration,
    own_registration,
    unit_column,
    unit_lock_facts,
    wizard_facts,
)
from ciie_portal.store.tables import WorkUnit
from ciie_portal.wording.dates import clock_time

PAGES = (Step.CHANNEL, Step.UNIT, Step.CONTACT, Step.AREAS)


@dataclass(frozen=True)
class Saved:
    """`next_step`: the page that *Continue* leads to; the same page when it asks something back.

    `is_with_reviewer`: the change went to the review as it was saved, nothing is left to send.
    """

    next_step: Step
    at: str
    version: int
    is_with_reviewer: bool = False


def save_answers(
    actor: Actor, step: str, answers: Mapping[str, object], version: int | None, now: datetime
) -> Saved:
    """Stores one page's answers. What is wrong is kept as typed, and all of it is told at once.

    Keys that the page does not ask are ignored. Raises NOT_FOUND, STEP_NOT_POSSIBLE (a page too far ahead),
    CHANGED_MEANWHILE, or every field's problem; FIELD_LOCKED for a locked field that was changed.
    """
    require(actor, Permission.OWN_UNIT)
    page = read_step(step, PAGES)
    problems: tuple[FieldProblem, ...] = ()
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        unit = registration.unit
        _check_place(registration, page, version)
        typed = _typed(page, unit, answers)
        open_fields = _open_fields(registration, page, typed, now)
        try:
            checked = _checked(session, registration, page, typed, open_fields)
        except RuleBroken as broken:
            if not broken.problems:
                raise
            problems = tuple(sorted(broken.problems, key=lambda problem: problem.field != "areas"))
            keep_page(session, registration, None, {k: v for k, v in typed.items() if k in open_fields}, now)
        else:
            changed = store_answers(session, registration, checked, now)
            after_change(session, actor, registration, changed, now)
            next_step = next_step_after(session, registration, page, now)
    if problems:
        raise RuleBroken(problems)
    return saved(unit, next_step, now)


def saved(unit: WorkUnit, next_step: Step, now: datetime) -> Saved:
    return Saved(next_step, clock_time(now), unit.version, unit.status is UnitStatus.UNDER_REVIEW)


def read_step(step: str, pages: Collection[Step]) -> Step:
    """Raises NOT_FOUND for what is no such page."""
    try:
        page = Step(step)
    except ValueError:
        raise RuleBroken(Rule.NOT_FOUND) from None
    if page not in pages:
        raise RuleBroken(Rule.NOT_FOUND)
    return page


def known_codes(session: Session, registration: Registration) -> KnownCodes:
    """What there is to choose from."""
    return KnownCodes(
        divisions=county_codes(),
        groups=[code for code, _name in missions.group_names(session, "en")],
        areas=[code for code, _name in editions.area_names(session, registration.edition.id or 0, "en")],
    )


def _check_place(registration: Registration, page: Step, version: int | None) -> None:
    """A draft is filled in page by page; a submitted unit is changed as it was seen."""
    unit = registration.unit
    if unit.status is UnitStatus.DRAFT:
        if not wizard.can_visit(page, wizard_facts(registration)):
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    elif version is not None:
        check_version(version, unit.version)


def _typed(page: Step, unit: WorkUnit, answers: Mapping[str, object]) -> dict[str, str]:
    """What the form sent of the fields that the page asks. Files are not typed: they are on the row."""
    asked = [name for name in wizard.unit_fields(page, unit.category) if not name.endswith("_file_id")]
    typed = {name: storable(answers[name], name) for name in asked if answers.get(name) is not None}
    if page is Step.AREAS:
        ticked = [key[len("areas.") :][:20] for key, on in answers.items() if key.startswith("areas.") and on]
        typed["areas"] = "|".join(sorted(ticked[:100]))
    return typed


def _open_fields(
    registration: Registration, page: Step, typed: Mapping[str, str], now: datetime
) -> frozenset[str]:
    """The page's fields that may be changed now. Raises FIELD_LOCKED for another that was."""
    unit = registration.unit
    is_open = open_unit_fields(unit_lock_facts(registration, now))
    shown = {name: as_typed(name, unit_column(unit, name)) for name in typed if name != "areas"}
    shown["areas"] = "|".join(sorted(registration.areas))
    check_change(is_open, [name for name, text in typed.items() if text != shown[name]])
    beside = ("areas",) if page is Step.AREAS else ()
    return is_open & {*wizard.unit_fields(page, unit.category), *beside}


def _checked(
    session: Session,
    registration: Registration,
    page: Step,
    typed: Mapping[str, str],
    open_fields: frozenset[str],
) -> dict[str, AnswerValue]:
    unit = registration.unit
    answers: dict[str, object] = {**typed, "licence_file_id": unit.licence_file_id}
    answers["areas"] = [code for code in typed.get("areas", "").split("|") if code]
    category = _category(typed, unit, registration) if page is Step.CHANNEL else unit.category
    if category is None:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    if page is Step.CHANNEL and category is not Category.OVERSEAS_UNIT:
        answers["country"] = ""  # the mainland, whatever was chosen for an overseas unit before
    return check_unit_answers(answers, category, known_codes(session, registration), page, open_fields)


def _category(typed: Mapping[str, str], unit: WorkUnit, registration: Registration) -> Category:
    """The category that is being chosen. An overseas unit is written to by email, the others by SMS (Q10)."""
    try:
        category = Category(typed.get("category", unit.category or ""))
    except ValueError:
        raise RuleBroken([FieldProblem("category", Rule.REQUIRED)]) from None
    account = registration.account
    contact = account.email if category is Category.OVERSEAS_UNIT else account.mobile
    if not contact:
        rule = Rule.EMAIL_NOT_PROVED if category is Category.OVERSEAS_UNIT else Rule.MOBILE_NOT_PROVED
        raise RuleBroken([FieldProblem("category", rule)])
    return category
