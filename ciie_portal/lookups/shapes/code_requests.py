"""Requests for an invitation code as a secretariat sees them: the queue, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_queue import Choice, Tab


@dataclass(frozen=True)
class RequestRow:
    """`age` in days while it waits; the contact is masked here and whole in the case."""

    key: str
    address: str
    unit_name: str
    category: str
    mission: str
    contact: str
    asked: str
    age: str
    is_late: bool
    is_very_late: bool
    family: str
    status: str


@dataclass(frozen=True)
class RequestQueue:
    rows: tuple[RequestRow, ...] = ()
    tabs: tuple[Tab, ...] = ()
    summary: str = ""
    shown: str = ""
    previous: str = ""
    following: str = ""
    is_open_view: bool = True
    is_loaded: bool = False


@dataclass(frozen=True)
class OtherRequest:
    """What the same contact asked for besides, or what happened to this request."""

    text: str
    beneath: str


@dataclass(frozen=True)
class RequestCase:
    """`terms`: first choices of the form that grants. `language`: the asker's, as a tag and in words."""

    key: str = ""
    version: int = 0
    unit_name: str = ""
    category: str = ""
    needs_code: bool = True
    reason: str = ""
    contact_name: str = ""
    contact: str = ""
    mission: str = ""
    mission_code: str = ""
    missions: tuple[Choice, ...] = ()
    asked: str = ""
    family: str = ""
    status: str = ""
    decided: str = ""
    answer: str = ""
    locale: str = "zh"
    language: str = "zh-Hans"
    history: tuple[OtherRequest, ...] = ()
    others: tuple[OtherRequest, ...] = ()
    reasons: tuple[Choice, ...] = ()
    may_answer: bool = False
    may_grant: bool = False
    is_loaded: bool = False
