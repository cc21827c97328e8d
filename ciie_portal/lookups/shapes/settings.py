"""Settings as the desk shows them: staff, missions, editions. Nothing here opens anything."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_queue import Choice

NO_DATE = ("", "", "")


@dataclass(frozen=True)
class SettingsPart:
    """A part of the settings that the reader may open."""

    name: str
    sentence: str
    address: str


@dataclass(frozen=True)
class MemberRow:
    """`login` names the member to the desk."""

    login: str
    name: str
    role: str
    mission: str
    family: str
    state: str
    address: str


@dataclass(frozen=True)
class Staffing:
    """One page of staff; `roles` and `missions`: what a new member may be given."""

    rows: tuple[MemberRow, ...] = ()
    search: str = ""
    shown: str = ""
    previous: str = ""
    following: str = ""
    roles: tuple[Choice, ...] = ()
    missions: tuple[Choice, ...] = ()
    is_loaded: bool = False


@dataclass(frozen=True)
class Member:
    """`mission` is a code; a role without a mission has no `missions` to choose from."""

    login: str = ""
    name: str = ""
    role: str = ""
    mission: str = ""
    missions: tuple[Choice, ...] = ()
    family: str = ""
    state: str = ""
    added: str = ""
    is_disabled: bool = False
    is_self: bool = False
    version: int = 0


@dataclass(frozen=True)
class MissionRow:
    code: str
    name: str
    depth: int
    claims: str
    contact: str
    family: str
    state: str
    address: str


@dataclass(frozen=True)
class MissionList:
    rows: tuple[MissionRow, ...] = ()
    search: str = ""
    shown: str = ""
    previous: str = ""
    following: str = ""
    is_loaded: bool = False


@dataclass(frozen=True)
class MissionSettings:
    """`is_managed`: names, claims and closing too; otherwise the contact alone. `below`: sub-missions."""

    code: str = ""
    name: str = ""
    above: str = ""
    name_zh: str = ""
    name_en: str = ""
    aliases: str = ""
    contact_office: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    contact_address: str = ""
    claims_division: str = ""
    claimed: str = ""
    sector: str = ""
    sectors: tuple[Choice, ...] = ()
    parent: str = ""
    parents: tuple[Choice, ...] = ()
    below: tuple[MissionRow, ...] = ()
    units: str = ""
    is_managed: bool = False
    is_sub_mission: bool = False
    may_claim: bool = False
    may_add: bool = False
    is_closed: bool = False
    version: int = 0


@dataclass(frozen=True)
class EditionRow:
    code: str
    name: str
    opens: str
    closes: str
    fee: str
    units: str
    family: str
    state: str
    address: str


@dataclass(frozen=True)
class EditionList:
    rows: tuple[EditionRow, ...] = ()
    choices: tuple[Choice, ...] = ()
    is_loaded: bool = False


@dataclass(frozen=True)
class ListedRow:
    """An area or a label; its answers are named `zh-{code}`, `en-{code}` and so on."""

    code: str
    name_zh: str
    name_en: str
    place: str
    role: str
    is_in_use: bool


@dataclass(frozen=True)
class EditionSettings:
    """Days in three boxes, times in Beijing; `key` changes with the record, so that the forms do."""

    code: str = ""
    name: str = ""
    key: str = ""
    name_zh: str = ""
    name_en: str = ""
    starts_on: tuple[str, str, str] = NO_DATE
    ends_on: tuple[str, str, str] = NO_DATE
    opens_at: tuple[str, str, str] = NO_DATE
    opens_time: str = ""
    closes_at: tuple[str, str, str] = NO_DATE
    closes_time: str = ""
    pays_until: tuple[str, str, str] = NO_DATE
    pays_time: str = ""
    erases_on: tuple[str, str, str] = NO_DATE
    fee: str = ""
    currency: str = ""
    person_cap: str = ""
    is_code_free_open: bool = True
    opens_fixed: str = ""
    is_past: bool = False
    units: str = ""
    areas: tuple[ListedRow, ...] = ()
    labels: tuple[ListedRow, ...] = ()
    version: int = 0
