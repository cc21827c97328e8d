"""The pages of registering: which there are, what each asks, where a draft stands (Q2, Q6, Q7, Q8; D2).

The position is computed from the stored answers and never stored itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.consent import BOX, ConsentKind, consent_problems
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.identity_document import LATIN_NAMED, DocumentType
from ciie_portal.domain.personnel import MOST_PERSONS, PersonRole
from ciie_portal.domain.work_unit import Category, Channel


class Step(StrEnum):
    CHANNEL = "channel"
    CODE = "code"
    UNIT = "unit"
    CONTACT = "contact"
    PEOPLE = "people"
    AREAS = "areas"
    CHECK = "check"


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    OPEN = "open"  # may be visited, not complete
    AHEAD = "ahead"  # something before it is missing


@dataclass(frozen=True)
class PersonAnswers:
    """Which columns of a person are answered, and the answers that decide what else is asked."""

    answered: frozenset[str]
    role: PersonRole | None = None
    document_type: DocumentType | None = None


@dataclass(frozen=True)
class WizardFacts:
    """`answered`: the unit's columns that hold an answer. `holds_code`: a code that was good when entered.

    `people`: everyone entered and not withdrawn. `consents`: ticked on the last page (Q7).
    """

    category: Category | None = None
    channel: Channel | None = None
    holds_code: bool = False
    answered: frozenset[str] = frozenset()
    people: tuple[PersonAnswers, ...] = ()
    area_count: int = 0
    consents: frozenset[ConsentKind] = frozenset()
    is_code_free_open: bool = True
    people_limit: int = MOST_PERSONS


@dataclass(frozen=True)
class StepOnRail:
    step: Step
    number: int
    state: StepState


CHANNEL_FIELDS = ("country", "category")
AREA_FIELDS = ("products_wanted",)  # the areas themselves are rows of their own
_CONTACT = ("contact_name", "contact_mobile", "contact_email")
_OWNERSHIP = ("parent_group_code", "is_nhc_managed", "is_corps_member")
_IMPORTS = "imports_last_year"
_SIZE = ("registered_capital", _IMPORTS)  # capital is in CNY, so overseas units are not asked
_OPTIONAL = frozenset({"name_en", "registration_number", "size", "contact_email", *_SIZE})
_HAS_OWNERSHIP = (Category.ENTERPRISE, Category.PUBLIC_INSTITUTION)

PERSON_FIELDS = (
    "name_zh", "name_latin", "sex", "birth_date", "nationality", "document_type", "document_number",
    "document_expires_on", "mobile", "email", "position", "role", "role_other", "photo_file_id",
)  # fmt: skip


def steps(category: Category | None) -> tuple[Step, ...]:
    """The pages for a category; an overseas unit is never asked for a code."""
    return tuple(step for step in Step if step is not Step.CODE or category is not Category.OVERSEAS_UNIT)


def unit_fields(step: Step, category: Category | None) -> tuple[str, ...]:
    """The unit's columns that a page asks, in the order asked."""
    if step is Step.CHANNEL:
        return CHANNEL_FIELDS
    if step is Step.AREAS:
        return AREA_FIELDS
    if step is Step.CONTACT:
        return ("licence_file_id", *_CONTACT) if category is Category.ENTERPRISE else _CONTACT
    if step is not Step.UNIT:
        return ()
    if category is Category.OVERSEAS_UNIT:
        return ("name_en", "registration_number", "city", "street", "industry", "size", _IMPORTS)
    ownership = _OWNERSHIP if category in _HAS_OWNERSHIP else ()
    identity = ("name_zh", "name_en", "credit_code", "division_code", "street", "industry", "size")
    return (*identity, *ownership, *_SIZE)


def required_unit_fields(step: Step, category: Category | None) -> tuple[str, ...]:
    """Those of a page's columns that must be answered before going on."""
    overseas_name = {"name_en"} if category is Category.OVERSEAS_UNIT else set()
    optional = _OPTIONAL - overseas_name
    return tuple(name for name in unit_fields(step, category) if name not in optional)


def all_unit_fields(category: Category | None) -> tuple[str, ...]:
    """Every column of the unit that this category is asked, in the wizard's order."""
    return tuple(name for step in steps(category) for name in unit_fields(step, category))


def step_of(field: str, category: Category | None) -> Step:
    """The page that asks a field: where *change* on the last page leads."""
    if field in ("channel", "invitation_code"):
        return Step.CODE
    if field == "areas":
        return Step.AREAS
    if field in BOX.values():
        return Step.CHECK
    asked = (step for step in steps(category) if field in unit_fields(step, category))
    return next(asked, Step.PEOPLE)


def required_person_fields(person: PersonAnswers, category: Category | None) -> tuple[str, ...]:
    """What must be known of a person; the name in the letters of the document."""
    optional = {"document_expires_on", "email", "role_other", "name_zh", "name_latin"}
    if category is Category.OVERSEAS_UNIT:
        optional.discard("email")
    if person.role is PersonRole.OTHER:
        optional.discard("role_other")
    optional.discard("name_latin" if person.document_type in LATIN_NAMED else "name_zh")
    return tuple(name for name in PERSON_FIELDS if name not in optional)


def missing_of_person(person: PersonAnswers, category: Category | None) -> tuple[str, ...]:
    return tuple(name for name in required_person_fields(person, category) if name not in person.answered)


def channel_of(facts: WizardFacts) -> Channel | None:
    """The channel that the answers amount to; None while the code page is still to be answered (Q2)."""
    if facts.category is None:
        return None
    if facts.category is Category.OVERSEAS_UNIT:
        return Channel.OVERSEAS
    if facts.channel is Channel.WITH_CODE:
        return Channel.WITH_CODE if facts.holds_code else None
    chose_none = facts.channel is Channel.CODE_FREE and facts.is_code_free_open
    return Channel.CODE_FREE if chose_none and facts.category is Category.ENTERPRISE else None


def problems_of(step: Step, facts: WizardFacts) -> tuple[FieldProblem, ...]:
    """What a page still lacks. A person's problem carries `person`: the place in the list, from 1."""
    missing = [
        FieldProblem(name, Rule.REQUIRED)
        for name in required_unit_fields(step, facts.category)
        if name not in facts.answered
    ]
    if step is Step.CODE and channel_of(facts) is None:
        is_enterprise = facts.category is Category.ENTERPRISE and facts.is_code_free_open
        rule = Rule.INVITATION_CODE_NEEDED_OR_NONE if is_enterprise else Rule.INVITATION_CODE_REQUIRED
        missing.append(FieldProblem("invitation_code", rule))
    if step is Step.AREAS and facts.area_count == 0:
        missing.append(FieldProblem("areas", Rule.AREA_NEEDED))
    if step is Step.PEOPLE:
        missing.extend(_people_problems(facts))
    if step is Step.CHECK:
        missing.extend(consent_problems(facts.category, facts.consents))
    return tuple(missing)


def _people_problems(facts: WizardFacts) -> Iterable[FieldProblem]:
    if not facts.people:
        yield FieldProblem("people", Rule.NO_PERSONS)
    if len(facts.people) > facts.people_limit:
        yield FieldProblem("people", Rule.TOO_MANY_PERSONS, {"limit": facts.people_limit})
    for place, person in enumerate(facts.people, start=1):
        for name in missing_of_person(person, facts.category):
            yield FieldProblem(name, Rule.REQUIRED, {"person": place})


def is_complete(step: Step, facts: WizardFacts) -> bool:
    return not problems_of(step, facts)


def position(facts: WizardFacts) -> Step:
    """The first page that lacks something; the last page when nothing does."""
    return next((step for step in steps(facts.category) if not is_complete(step, facts)), Step.CHECK)


def can_visit(step: Step, facts: WizardFacts) -> bool:
    """A page may be opened when every page before it is complete."""
    order = steps(facts.category)
    return step in order and order.index(step) <= order.index(position(facts))


def next_step(step: Step, facts: WizardFacts) -> Step:
    """Where *Continue* leads; an incomplete page leads to itself."""
    order = steps(facts.category)
    if step not in order or not is_complete(step, facts) or not can_visit(step, facts):
        return position(facts)
    return order[min(order.index(step) + 1, len(order) - 1)]


def previous_step(step: Step, facts: WizardFacts) -> Step | None:
    """Where *Back* leads; None on the first page."""
    order = steps(facts.category)
    place = order.index(step) if step in order else 0
    return order[place - 1] if place else None


def rail(facts: WizardFacts, at: Step) -> tuple[StepOnRail, ...]:
    """The steps beside the page that is shown."""
    return tuple(
        StepOnRail(step, number, _state(step, facts, at))
        for number, step in enumerate(steps(facts.category), start=1)
    )


def _state(step: Step, facts: WizardFacts, at: Step) -> StepState:
    if step is at:
        return StepState.CURRENT
    if step is not Step.CHECK and is_complete(step, facts):
        return StepState.DONE
    return StepState.OPEN if can_visit(step, facts) else StepState.AHEAD


def check_submission(facts: WizardFacts, is_registration_open: bool) -> Channel:
    """The channel to submit by. Raises REGISTRATION_CLOSED, or everything that is missing at once."""
    if not is_registration_open:
        raise RuleBroken(Rule.REGISTRATION_CLOSED)
    missing = [problem for step in steps(facts.category) for problem in problems_of(step, facts)]
    channel = channel_of(facts)
    if missing or channel is None:
        raise RuleBroken(missing)
    return channel
