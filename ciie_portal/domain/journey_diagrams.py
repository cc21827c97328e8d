"""The page docs/journey.md, printed from the tables so that it cannot tell anything else (Q3, Q4, Q9, Q11).

`python -m ciie_portal.domain.journey_diagrams > docs/journey.md` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from ciie_portal.domain.access import Permission
from ciie_portal.domain.journey import PERSON_EVENT_BY, PERSON_MOVES, UNIT_EVENT_BY, UNIT_MOVES

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)

_CAUSED_BY = {
    Permission.OWN_UNIT: "the buyer",
    Permission.REVIEW_UNITS: "the secretariat or the organiser desk",
    Permission.REVIEW_PERSONNEL: "the personnel reviewer",
    Permission.MAKE_CERTIFICATES: "the certificate maker",
    Permission.HAND_OVER: "the secretariat or the organiser desk",
    None: "the system, on the payment provider's word",
}


def diagram(moves: Mapping[tuple[S, E], S]) -> str:
    """A mermaid state diagram of one table."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {status} --> {target}: {_words(event)}" for (status, event), target in moves.items()]
    leaving = {status for status, _ in moves}
    lines += [f"    {end} --> [*]" for end in dict.fromkeys(moves.values()) if end not in leaving]
    return "\n".join(lines)


def events(caused_by: Mapping[E, Permission | None]) -> str:
    """A table of the events and who causes each."""
    rows = [f"| {_words(event)} | {_CAUSED_BY[permission]} |" for event, permission in caused_by.items()]
    return "\n".join(["| event | caused by |", "|---|---|", *rows])


def document() -> str:
    """The whole page."""
    return _PAGE.format(
        unit=diagram(UNIT_MOVES),
        unit_events=events(UNIT_EVENT_BY),
        person=diagram(PERSON_MOVES),
        person_events=events(PERSON_EVENT_BY),
    )


def _words(event: StrEnum) -> str:
    return event.value.replace("_", " ")


_PAGE = """# The journey

Printed from the tables in `ciie_portal/domain/journey.py` by
`python -m ciie_portal.domain.journey_diagrams > docs/journey.md`; a test fails when this page is older
than they are. A step that is not drawn here is refused.

## The work unit

```mermaid
{unit}
```

{unit_events}

A rejected unit is sent in again until the deadline; an approved one is withdrawn only while
nobody is paid for. A correction that has arrived is shown as *Resubmitted*; it is no status of its own.

## A person

```mermaid
{person}
```

{person_events}

A person who was left out, withdrawn or refunded is entered anew as another person, until the deadline.
Between payment and verdict there is neither withdrawal nor refund; after the pass there is no refund at all.
A parcel that came back and a certificate that is void are states of the parcel and the certificate.
"""


if __name__ == "__main__":
    sys.stdout.write(document())
