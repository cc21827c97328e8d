"""The pages of registering."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RailStep:
    """`state`: was (complete), is (here), open (may be opened), next."""

    number: str
    name: str
    address: str
    state: str


@dataclass(frozen=True)
class Line:
    """A term with its answer."""

    term: str
    answer: str


@dataclass(frozen=True)
class Choice:
    """Something to choose, with one line under it."""

    value: str
    text: str
    detail: str = ""


@dataclass(frozen=True)
class WizardFrame:
    """What stands round every page. `leads_to`: where the buyer has to go instead; else empty.

    `notice`: why the registration can be changed now, once it was submitted.
    """

    is_loaded: bool = False
    leads_to: str = ""
    step: str = ""
    progress: str = ""
    rail: tuple[RailStep, ...] = ()
    beside: tuple[Line, ...] = ()
    saved: str = ""
    back: str = ""
    is_draft: bool = True
    is_overseas: bool = False
    version: int = 1
    notice: str = ""


@dataclass(frozen=True)
class AskedBack:
    """A central enterprise whose name the unit's own begins with; empty when nothing is asked."""

    group: str = ""
    name: str = ""


@dataclass(frozen=True)
class UnitAnswers:
    """One page of questions about the unit. `typed`: what stands in each field; `shown`: the answer in words.

    `asked`: the fields of the page. `locked` and `returned`: field to reason. `key` is new with each reading.
    """

    key: str = ""
    asked: tuple[str, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    locked: dict[str, str] = field(default_factory=dict)
    returned: dict[str, str] = field(default_factory=dict)
    areas: tuple[Choice, ...] = ()
    chosen_areas: tuple[str, ...] = ()
    groups: tuple[Choice, ...] = ()
    licence_at: str = ""
    can_save: bool = True
    asks_back: AskedBack = AskedBack()


@dataclass(frozen=True)
class DivisionChoice:
    """The three steps of a registered address on the mainland, named in Chinese."""

    province: str = ""
    city: str = ""
    county: str = ""
    cities: tuple[Choice, ...] = ()
    counties: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class CodePage:
    """`choice`: with_code, code_free or empty. `mission` and `masked` of the good code on the draft."""

    choice: str = ""
    has_choice: bool = False
    mission: str = ""
    masked: str = ""
    lock: str = ""
    days: int = 0


@dataclass(frozen=True)
class PersonCard:
    """A person in the list. `missing`: what is still to be answered, in words; empty when nothing is."""

    reference: str
    name: str
    name_zh: str
    name_latin: str
    role: str
    document: str
    photo: str
    missing: str
    family: str
    badge: str
    reason: str
    address: str
    can_change: bool
    can_remove: bool
    can_withdraw: bool
    version: int


@dataclass(frozen=True)
class PeoplePage:
    """Everyone entered; `limit_reached` says so in words."""

    people: tuple[PersonCard, ...] = ()
    can_add: bool = True
    why_not: str = ""


@dataclass(frozen=True)
class PersonPage:
    """One person's questions. The number itself never leaves the server: `number` is masked."""

    reference: str = ""
    key: str = ""
    title: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    locked: dict[str, str] = field(default_factory=dict)
    returned: dict[str, str] = field(default_factory=dict)
    number: str = ""
    photo: str = ""
    sends_to: str = ""
    is_sent_back: bool = False
    can_save: bool = True
    can_withdraw: bool = False
    version: int = 1
    saved: str = ""


@dataclass(frozen=True)
class CheckRow:
    """An answer on the last page, with the address where it is changed; empty where it is locked."""

    term: str
    answer: str
    change: str
    lang: str
    is_locked: bool
    returned: str


@dataclass(frozen=True)
class CheckGroup:
    """The answers of one page."""

    title: str = ""
    rows: tuple[CheckRow, ...] = ()


@dataclass(frozen=True)
class CheckPage:
    """Every answer. `deed`: submit, resubmit, or empty when nothing is to be sent now."""

    reference: str = ""
    title: str = ""
    sentence: str = ""
    channel: CheckGroup = CheckGroup()
    groups: tuple[CheckGroup, ...] = ()
    people: tuple[PersonCard, ...] = ()
    people_title: str = ""
    can_add: bool = False
    explanation: str = ""
    management: str = ""
    afterwards: str = ""
    deed: str = ""
    can_withdraw: bool = False
    loss: str = ""


@dataclass(frozen=True)
class SubmittedPage:
    """What was sent, who has it, and what follows."""

    reference: str = ""
    unit: str = ""
    reviewer: str = ""
    told: str = ""
    explanation: str = ""
    days: int = 0
