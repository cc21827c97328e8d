"""What one visit is: an address, who is signed in, which record, and what is done there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from ciie_portal import routes

Says = Callable[..., str]
Deed = Callable[[Page, Says], None]


def nothing(_page: Page, _says: Says) -> None:
    """The page as it opens."""


@dataclass(frozen=True)
class Visit:
    """`who` and `record` are names of the prepared data; `query` may name a record in braces."""

    who: str
    record: str = ""
    query: str = ""
    page: str = ""  # of a state: its address
    data: str = "typical"  # of a state: the data that it needs
    do: Deed = nothing
    status: int = 200
    is_elsewhere: bool = False  # the deed leads on to another page
    leads_on: str = ""  # with these data there is nothing to see yet, and the page leads on

    def address(self, page: str, language: str, records: dict[str, str]) -> str:
        head, _, tail = page.partition("[")
        filled = head + (records.get(self.record, records["unknown"]) if tail else "")
        query = self.query.format(**records)
        return routes.path(language, filled) + (f"?{query}" if query else "")
