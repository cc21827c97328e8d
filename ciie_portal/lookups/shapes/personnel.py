"""The second review, and the making and handing out of certificates."""

from __future__ import annotations

from dataclasses import dataclass, field

from ciie_portal.lookups.shapes.batches import Batches
from ciie_portal.lookups.shapes.unit_case import CaseAnswer, Happening


@dataclass(frozen=True)
class PersonRow:
    """A person in a queue of the desk. `parcel`: equal where certificates may travel together."""

    reference: str
    version: int
    name: str
    unit: str
    mission: str
    label: str
    days: str
    is_late: bool = False
    is_very_late: bool = False
    address: str = ""
    method: str = ""
    goes_to: str = ""
    parcel: str = ""
    serial: str = ""
    beside: str = ""
    flag: str = ""  # why the certificate cannot be printed


@dataclass(frozen=True)
class PersonnelQueue:
    summary: str = ""
    rows: tuple[PersonRow, ...] = ()
    shown: str = ""
    previous: str = ""
    following: str = ""
    search: str = ""
    is_loaded: bool = False


@dataclass(frozen=True)
class PersonnelCase:
    """One paid person. `noted`: the newest doubt about the unit. `next_address`: who waits longest after."""

    reference: str = ""
    version: int = 0
    name: str = ""
    name_latin: str = ""
    photo: str = ""
    unit: str = ""
    mission: str = ""
    family: str = ""
    status: str = ""
    since: str = ""
    answers: tuple[CaseAnswer, ...] = ()
    returnable: tuple[tuple[str, str], ...] = ()
    history: tuple[Happening, ...] = ()
    noted: str = ""
    is_open: bool = False
    next_address: str = ""
    is_loaded: bool = False


@dataclass(frozen=True)
class CertificateTab:
    name: str
    address: str
    count: str
    is_current: bool


@dataclass(frozen=True)
class CertificateDesk:
    """One tab of the maker's page."""

    view: str = ""
    tabs: tuple[CertificateTab, ...] = ()
    rows: tuple[PersonRow, ...] = ()
    make_all: str = ""  # the words on the button; empty where nobody waits
    batches: Batches = field(default_factory=Batches)
    is_loaded: bool = False


@dataclass(frozen=True)
class HandOverDesk:
    """Certificates that wait at the mission's table or the counter."""

    rows: tuple[PersonRow, ...] = ()
    search: str = ""
    is_loaded: bool = False
