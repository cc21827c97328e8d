"""Claims on a credit code and the same document in several units, as the organiser desk sees them."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_case import CaseAnswer, Happening
from ciie_portal.lookups.shapes.unit_queue import Tab


@dataclass(frozen=True)
class ClaimRow:
    """One claim in the list; `matter`: the code, or the masked document; `names` of the units."""

    address: str
    kind: str
    matter: str
    names: tuple[str, ...]
    states: str
    since: str
    decided: str


@dataclass(frozen=True)
class Claims:
    """`summary` says how many wait."""

    summary: str = ""
    tabs: tuple[Tab, ...] = ()
    rows: tuple[ClaimRow, ...] = ()
    shown: str = ""
    previous: str = ""
    following: str = ""
    is_decided: bool = False
    is_loaded: bool = False


@dataclass(frozen=True)
class Claimant:
    """One unit of a claim, or one person of a document. `if_other`: what a decision means or meant."""

    reference: str
    version: int
    address: str
    title: str
    title_language: str
    family: str
    status: str
    photo: str
    facts: tuple[CaseAnswer, ...]
    if_other: str
    history: tuple[Happening, ...]


@dataclass(frozen=True)
class PossibleHolder:
    """A choice of the form: the unit's reference, its name, and the reference once more to be read."""

    value: str
    text: str
    detail: str


@dataclass(frozen=True)
class ClaimCase:
    """`decided`: the last decision in a sentence; `holders`: who may have the code; `only`: why one alone."""

    reference: str = ""
    is_document: bool = False
    matter: str = ""
    matter_detail: str = ""
    decided: str = ""
    decided_reason: str = ""
    is_open: bool = False
    only: str = ""
    holders: tuple[PossibleHolder, ...] = ()
    parties: tuple[Claimant, ...] = ()
    is_loaded: bool = False
