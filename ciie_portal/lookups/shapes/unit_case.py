"""One case of the unit review: answers, checks, persons, history, what may be decided."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_queue import Choice

LEFT_OUT = "-"  # among the labels: the person is not on the list


@dataclass(frozen=True)
class CaseAnswer:
    """One answer as submitted; `address`: its file; `language` of the text, empty for the page's own."""

    term: str
    text: str
    language: str = ""
    address: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class Check:
    """What was found out beside the answers; `address`: the other case, where it may be opened."""

    family: str
    text: str
    address: str = ""
    link: str = ""


@dataclass(frozen=True)
class CasePerson:
    """`label` is what was given or what the role suggests. `is_open`: to be decided on now."""

    reference: str
    version: int
    name: str
    name_latin: str
    photo: str
    document: str
    facts: str
    role: str
    family: str
    status: str
    label: str
    label_name: str
    left_out_reason: str
    is_open: bool
    is_single: bool


@dataclass(frozen=True)
class Happening:
    """One event of the record."""

    when: str
    what: str
    why: str


@dataclass(frozen=True)
class PickedField:
    """An answer to be given back; `reasons`: the templates that suit it, `reason`: the one chosen."""

    value: str
    text: str
    reason: str
    reasons: tuple[Choice, ...]


@dataclass(frozen=True)
class MoveAsked:
    """The buyer asks to be moved; `at` empty: nobody asks. `may_answer`: the organiser desk alone.

    `grant_reason`: what the buyer reads where nothing else is written.
    """

    at: str = ""
    reason: str = ""
    wanted: str = ""
    wanted_code: str = ""
    grant_reason: str = ""
    may_answer: bool = False


@dataclass(frozen=True)
class UnitCase:
    """`may_decide`: under review. `may_move`: to one of `missions`, or back to the organiser desk.

    `doubts_seen`: what was noted and found about doubts so far; 0 while none is open.
    """

    reference: str = ""
    version: int = 0
    name: str = ""
    name_language: str = ""
    other_name: str = ""
    beneath: str = ""
    family: str = "next"
    status: str = ""
    mission: str = ""
    held_by: str = ""
    is_mine: bool = False
    may_decide: bool = False
    may_move: bool = False
    may_hand_back: bool = False
    has_open_persons: bool = False
    decided: str = ""
    doubts_seen: int = 0
    is_code_open: bool = False  # several units entered the credit code, and nobody has decided whose it is
    people_title: str = ""
    buyer_locale: str = "zh"
    buyer_language: str = "zh-Hans"
    answers: tuple[CaseAnswer, ...] = ()
    checks: tuple[Check, ...] = ()
    persons: tuple[CasePerson, ...] = ()
    labels: tuple[Choice, ...] = ()
    fields: tuple[Choice, ...] = ()
    missions: tuple[Choice, ...] = ()
    reject_reasons: tuple[Choice, ...] = ()
    leave_out_reasons: tuple[Choice, ...] = ()
    transfer_reasons: tuple[Choice, ...] = ()
    history: tuple[Happening, ...] = ()
    asked: MoveAsked = MoveAsked()
    is_loaded: bool = False


@dataclass(frozen=True)
class NoticePreview:
    """The very text that would go out, or the same in the other language; `beneath`: how, whom, how long."""

    text: str = ""
    beneath: str = ""
    language: str = "zh-Hans"
