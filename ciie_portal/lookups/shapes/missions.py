"""The public directory of trade missions, the page of one, and how far somebody is who asks it for a code."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_queue import Choice


@dataclass(frozen=True)
class MissionRow:
    """`level`: how deep it lies, as a class name; `other_name` in the other language, tagged so."""

    code: str
    name: str
    other_name: str
    other_language: str
    address: str
    area: str
    level: str
    is_invented: bool


@dataclass(frozen=True)
class MissionGroup:
    """`rows` stand in the open, `folded` under a line that says how many they are."""

    key: str
    title: str
    hint: str
    rows: tuple[MissionRow, ...]
    folded: tuple[MissionRow, ...]
    folded_text: str


@dataclass(frozen=True)
class PlaceFound:
    """A place that fits the search, and the mission of the units there."""

    place: str
    mission: str
    address: str


@dataclass(frozen=True)
class Directory:
    groups: tuple[MissionGroup, ...] = ()
    places: tuple[PlaceFound, ...] = ()
    kinds: tuple[Choice, ...] = ()
    search: str = ""
    kind: str = ""
    summary: str = ""
    asked: str = ""
    is_filtered: bool = False
    is_loaded: bool = False


@dataclass(frozen=True)
class MissionLink:
    name: str
    address: str
    is_invented: bool


@dataclass(frozen=True)
class MissionPage:
    """Contacts are empty where they are not published; `is_closed`: it takes nobody new."""

    code: str = ""
    name: str = ""
    other_name: str = ""
    other_language: str = ""
    kind: str = ""
    area: str = ""
    belongs: tuple[str, ...] = ()
    where: str = ""
    above: tuple[MissionLink, ...] = ()
    below: tuple[MissionLink, ...] = ()
    office: str = ""
    phone: str = ""
    email: str = ""
    postal: str = ""
    is_published: bool = False
    is_invented: bool = False
    takes_requests: bool = False
    is_closed: bool = False
    answer_days: int = 0
    is_loaded: bool = False


@dataclass(frozen=True)
class Asking:
    """How far somebody is: contact, code, request, sent. What was typed stays when a step is repeated."""

    step: str = "contact"
    contact: str = ""
    sent_to: str = ""
    unit_name: str = ""
    category: str = ""
    reason: str = ""
    contact_name: str = ""
    since: str = ""
    is_new: bool = True
    form_key: int = 0
