"""Where a unit belongs, and the buyer's page on which a move is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.lookups.shapes.unit_queue import Choice


@dataclass(frozen=True)
class Belonging:
    """`why` it is with `mission`; `means`: what a transfer did to the review; `asked` and its `answer`.

    `may_ask`: a move can be asked for now; `why_not`: else why, where there is more to say than `asked` says.
    """

    mission: str = ""
    why: str = ""
    means: str = ""
    asked: str = ""
    answer: str = ""
    may_ask: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class MovePage:
    """`missions`: where to; `why_not`: why nothing can be asked, empty where it can."""

    reference: str = ""
    unit: str = ""
    belonging: Belonging = Belonging()
    missions: tuple[Choice, ...] = ()
    why_not: str = ""
    is_loaded: bool = False
