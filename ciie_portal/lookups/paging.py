"""One page of a list whose number stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ciie_portal.routes import path
from ciie_portal.wording.desk_queue import shown_range

PAGE_ROWS = 50
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Paging:
    """What the address asks for: a page from 1 on, and what is searched for."""

    number: int
    search: str

    @property
    def offset(self) -> int:
        return (self.number - 1) * PAGE_ROWS


def asked_page(query: Mapping[str, str]) -> Paging:
    """A number that is none is the first page."""
    page = str(query.get("page", ""))
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return Paging(max(1, number), as_searched(query.get("q", "")))


def as_searched(typed: object) -> str:
    """One line of what was typed, cut where nothing could match any more."""
    text = typed if isinstance(typed, str) else ""
    whole = text[:1_000].encode("utf-8", "replace").decode()
    return " ".join("".join(one if one.isprintable() else " " for one in whole).split())[:LONGEST_SEARCH]


def around(locale: str, page: str, asked: Paging, row_count: int, total: int) -> dict[str, str]:
    """The line under the table and the addresses of the pages before and after (empty: none)."""
    search = {"q": asked.search} if asked.search else {}
    last = asked.offset + row_count
    before = path(locale, page, **search, page=asked.number - 1) if asked.number > 1 else ""
    after = path(locale, page, **search, page=asked.number + 1) if last < total else ""
    first = asked.offset + 1 if row_count else 0
    return {"shown": shown_range(locale, first, last, total), "previous": before, "following": after}
