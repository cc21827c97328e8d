"""The help desk: who was found, what to tell the caller, the whole journey with identity data masked."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.progress import StageShape
from ciie_portal.lookups.shapes.unit_case import Happening
from ciie_portal.lookups.shapes.unit_queue import Choice


@dataclass(frozen=True)
class FoundCaller:
    """One of several: enough to choose by. `digit` is the key that opens it, empty after the ninth."""

    unit: str
    person: str
    digit: str
    name: str
    whose: str
    mission: str
    family: str
    status: str
    since: str


@dataclass(frozen=True)
class CallerPerson:
    """`document` is hidden but for its beginning; `steps` are the person's statuses with their instants."""

    reference: str
    name: str
    document: str
    contact: str
    family: str
    status: str
    sentence: str
    dots: tuple[str, ...]
    steps: tuple[str, ...]
    certificate: str
    is_asked: bool


@dataclass(frozen=True)
class CallerNotice:
    """`ways`: by which channel it can be sent again; `note` says why not, or what became of it."""

    key: str
    name: str
    when: str
    channel: str
    family: str
    state: str
    subject: str
    text: str
    language: str
    beneath: str
    note: str
    ways: tuple[Choice, ...]


@dataclass(frozen=True)
class CallerCase:
    """`says_zh`, `says_en`: what to tell the caller. `late`: what to do where the review takes too long;
    `also`: what to ask beside it."""

    unit: str
    person: str
    name: str
    other_name: str
    beneath: str
    contact: str
    about: str
    says_zh: str
    says_en: str
    family: str
    holder: str
    late: str
    also: str
    also_family: str
    stages: tuple[StageShape, ...]
    people: tuple[CallerPerson, ...]
    people_choices: tuple[Choice, ...]
    people_title: str
    notices: tuple[CallerNotice, ...]
    notes: tuple[Happening, ...]
    history: tuple[Happening, ...]


@dataclass(frozen=True)
class HelpDesk:
    """One answer of the desk. `said`: how many, by which fact; `case` holds none or the one that is open."""

    said: str = ""
    is_nobody: bool = False
    callers: tuple[FoundCaller, ...] = ()
    case: tuple[CallerCase, ...] = ()
