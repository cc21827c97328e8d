"""What the buyer's page of one person shows; texts are in the reader's language already (Q10)."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.progress import MessageShape, NowShape, StageShape
from ciie_portal.lookups.shapes.registration import CheckRow, Line

NOTHING = NowShape()


@dataclass(frozen=True)
class HistoryLine:
    """One line of the record. `reason` is empty where none was told."""

    at: str
    what: str
    who: str
    reason: str


@dataclass(frozen=True)
class PersonProgress:
    """`returned`: each answer that came back, with the reviewer's reason. `address`: where the delivery
    address is changed. Empty where it is not possible: `anew`, the deed that enters the person once more, and
    `loss`, what withdrawing the person gives up.
    """

    reference: str = ""
    version: int = 0
    name: str = ""
    name_zh: str = ""
    name_latin: str = ""
    photo: str = ""
    label: str = ""
    family: str = "next"
    badge: str = ""
    now: NowShape = NOTHING
    stages: tuple[StageShape, ...] = ()
    returned: tuple[Line, ...] = ()
    anew: str = ""
    loss: str = ""
    certificate: tuple[Line, ...] = ()
    certificate_note: str = ""
    address: str = ""
    money: tuple[Line, ...] = ()
    messages: tuple[MessageShape, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    answers: tuple[CheckRow, ...] = ()
    lock_reasons: tuple[str, ...] = ()
