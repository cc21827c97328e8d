"""The table of visits: each address with who is signed in and which record it shows. One line per page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.walk.pairs import Row
from tests.walk.states import STATES
from tests.walk.visit import Visit
from tests.walk.worlds import DATA

__all__ = ["FACTORS", "STATES", "VISITS", "of_pages", "of_states"]

VISITS: dict[str, Visit] = {
    "": Visit("nobody"),
    "check": Visit("nobody"),
    "questions": Visit("nobody"),
    "missions": Visit("nobody"),
    "missions/[mission]": Visit("nobody", "mission"),
    "verify": Visit("nobody"),
    "verify/[serial]": Visit("nobody", "serial"),
    "register": Visit("nobody"),
    "register/channel": Visit("draft at channel"),
    "register/code": Visit("draft at unit"),
    "register/unit": Visit("draft at unit"),
    "register/contact": Visit("draft at contact"),
    "register/people": Visit("draft at people"),
    "register/people/[person]": Visit("draft", "person of draft"),
    "register/areas": Visit("draft at areas"),
    "register/check": Visit("draft at check"),
    "register/submitted": Visit("submitted", leads_on="empty"),
    "progress": Visit("buyer"),
    "progress/[person]": Visit("buyer", "person of buyer"),
    "move": Visit("submitted"),
    "certificates": Visit("payer"),
    "refund": Visit("buyer"),
    "sign-in": Visit("nobody"),
    "sign-in/second": Visit("half"),
    "sign-in/enrol": Visit("nobody", query="token={enrolment}"),
    "recover": Visit("nobody"),
    "account": Visit("buyer"),
    "desk": Visit("secretariat"),
    "desk/units": Visit("secretariat"),
    "desk/units/[unit]": Visit("secretariat", "unit under review"),
    "desk/claims": Visit("organiser_desk"),
    "desk/claims/[claimant]": Visit("organiser_desk", "unit that claims"),
    "desk/codes": Visit("secretariat"),
    "desk/codes/requests": Visit("secretariat"),
    "desk/codes/requests/[request]": Visit("secretariat", "request for a code"),
    "desk/personnel": Visit("personnel_reviewer"),
    "desk/personnel/[person]": Visit("personnel_reviewer", "person waiting"),
    "desk/certificates": Visit("certificate_maker"),
    "desk/certificates/[batch]": Visit("certificate_maker", "batch"),
    "desk/handover": Visit("secretariat"),
    "desk/money": Visit("finance"),
    "desk/help": Visit("help_desk"),
    "desk/settings": Visit("administrator"),
    "desk/settings/staff": Visit("administrator"),
    "desk/settings/staff/[member]": Visit("administrator", "member"),
    "desk/settings/missions": Visit("organiser_desk"),
    "desk/settings/missions/[mission]": Visit("organiser_desk", "mission"),
    "desk/settings/editions": Visit("organiser_desk"),
    "desk/settings/editions/[edition]": Visit("organiser_desk", "edition"),
    "desk/history": Visit("administrator"),
}
FACTORS: dict[str, tuple[str, ...]] = {
    "data": DATA,
    "language": ("zh", "en"),
    "scheme": ("light", "dark"),
    "width": ("360", "1280"),
}
Choose = Callable[[Mapping[str, Sequence[str]]], list[Row]]


@dataclass(frozen=True)
class Stop:
    """One visit in one language, scheme, width and state of the data."""

    name: str
    visit: Visit
    row: Row

    @property
    def is_elsewhere(self) -> bool:
        """Whether the visit ends on another page than it began."""
        return self.visit.is_elsewhere or self.visit.leads_on == self.row["data"]

    @property
    def told(self) -> str:
        facts = (self.row["data"], self.row["language"], self.row["scheme"], self.row["width"])
        return f"{self.name or '/'} {' '.join(facts)}"


def of_pages(choose: Choose) -> list[Row]:
    return choose({"page": tuple(VISITS), **FACTORS})


def of_states(choose: Choose) -> list[Row]:
    """Each state stands in the data that it needs; the other factors meet."""
    others = {name: values for name, values in FACTORS.items() if name != "data"}
    return [row | {"data": STATES[row["page"]].data} for row in choose({"page": tuple(STATES), **others})]


def stops(choose: Choose) -> list[Stop]:
    """All of them, those of one state of the data together."""
    found = [Stop(row["page"], VISITS[row["page"]], row) for row in of_pages(choose)]
    found += [Stop(row["page"], STATES[row["page"]], row) for row in of_states(choose)]
    return sorted(found, key=lambda stop: DATA.index(stop.row["data"]))
