"""What each unit of the demonstration is and how far it shall come; nothing here touches the database."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category, Industry

P = PersonStatus
U = UnitStatus


@dataclass(frozen=True)
class Plan:
    """One unit. `began` and `rest`: days since it was submitted, and since the last thing happened to it.

    `place` is a division's code, or the country of an overseas unit; `code_of` the mission whose invitation
    code it used; `added` the persons entered after the approval.
    """

    name: str
    place: str
    street: str
    industry: Industry
    areas: tuple[str, ...]
    products: str
    status: UnitStatus
    people: tuple[PersonStatus, ...]
    began: float
    rest: float
    added: tuple[PersonStatus, ...] = ()
    category: Category = Category.ENTERPRISE
    code_of: str = ""
    code_division: str = ""  # where its credit code was given, if not at its address
    same_code_as: str = ""  # the name of the unit that entered the same credit code
    group: str = "none"
    asked_group: str = ""  # the central enterprise that its name begins with, and
    belongs_to_asked_group: str = ""  # what it says when asked back: yes or no
    is_nhc_managed: bool = False
    is_request_open: bool = False
    is_made: bool = False  # certificates lie ready to be handed out
    method: DeliveryMethod = DeliveryMethod.EXPRESS
    stops_at: Step | None = None  # a draft got as far as this page
    city: str = ""
    reason: str = ""
    moves_to: str = ""  # the mission that its buyer asks to be moved to, and
    moves_why: str = ""

    @property
    def is_overseas(self) -> bool:
        return self.category is Category.OVERSEAS_UNIT
