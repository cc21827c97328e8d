"""What the buyer's dashboard shows; texts are in the reader's language already (Q10)."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.moves import Belonging
from ciie_portal.lookups.shapes.registration import CheckGroup
from ciie_portal.lookups.shapes.unit_case import Happening

NOWHERE = Belonging()


@dataclass(frozen=True)
class NowShape:
    """Who holds it and what comes next. `deed` is the one button, empty where there is nothing to do."""

    family: str = "next"
    who: str = ""
    title: str = ""
    text: str = ""
    warning: str = ""
    deed: str = ""
    address: str = ""
    beneath: str = ""


@dataclass(frozen=True)
class StageShape:
    name: str
    family: str
    when: str
    is_current: bool


@dataclass(frozen=True)
class PersonLine:
    """`sentence`: what the status means; `deed` leads to the person's page, the request or the refund."""

    reference: str
    version: int
    name: str
    name_zh: str
    name_latin: str
    photo: str
    label: str
    dots: tuple[str, ...]
    family: str
    badge: str
    sentence: str
    since: str
    deed: str
    address: str
    can_withdraw: bool


@dataclass(frozen=True)
class MessageShape:
    """`kind`: sms or mail, as its icon is called. `subject` is empty for a text message."""

    kind: str
    subject: str
    text: str
    beneath: str


@dataclass(frozen=True)
class DeliveryShape:
    """Certificates that travel together. `tracking`: carrier and number, or what takes their place.

    `person`: the first of them, by whom the address is changed; empty once it cannot be any more.
    """

    names: str
    how: str
    goes_to: str
    tracking: str
    person: str = ""
    people: tuple[str, ...] = ()
    recipient: str = ""
    mobile: str = ""
    division_code: str = ""
    street: str = ""


@dataclass(frozen=True)
class EarlierRegistration:
    """One that ended before the present one began: what became of it and of its people."""

    reference: str
    edition: str
    name: str
    family: str
    badge: str
    since: str
    sentence: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class ProgressPage:
    """`troubles`: contacts that a message did not reach. `lock_reasons`: why answers are locked, each once.

    `loss`: what withdrawing the unit gives up.
    """

    name: str = ""
    reference: str = ""
    mission: str = ""
    count: str = ""
    now: NowShape = NowShape()
    troubles: tuple[str, ...] = ()
    stages: tuple[StageShape, ...] = ()
    belonging: Belonging = NOWHERE
    people: tuple[PersonLine, ...] = ()
    can_add: bool = False
    messages: tuple[MessageShape, ...] = ()
    history: tuple[Happening, ...] = ()
    deliveries: tuple[DeliveryShape, ...] = ()
    groups: tuple[CheckGroup, ...] = ()
    lock_reasons: tuple[str, ...] = ()
    can_withdraw: bool = False
    can_register_again: bool = False
    loss: str = ""
    earlier: tuple[EarlierRegistration, ...] = ()
