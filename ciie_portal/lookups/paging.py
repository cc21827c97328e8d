"""One page of a list whose number stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from ciie_portal.domain.searched import hide_numbers
from ciie_portal.routes import path
from ciie_portal.wording.desk_queue import shown_range

PAGE_ROWS = 50
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Paging:
    """A page that there is, counted from 1, of a list of `total` rows."""

    number: int
    total: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * PAGE_ROWS


class Around(TypedDict, total=False):
    """What a shape says under its table."""

    shown: str
    previous: str
    following: str


def asked_page(query: Mapping[str, str], total: int) -> Paging:
    """What the address asks for: no number is the first page, one behind the end the last."""
    page = str(query.get("page", ""))
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    last = max(1, -(-total // PAGE_ROWS))
    return Paging(min(max(1, number), last), total)


def as_searched(typed: object) -> str:
    """One line of what was typed, cut where nothing could match any more, without numbers of people."""
    text = typed if isinstance(typed, str) else ""
    whole = text[:1_000].encode("utf-8", "replace").decode()
    line = " ".join("".join(one if one.isprintable() else " " for one in whole).split())
    return hide_numbers(line[:LONGEST_SEARCH])


def around(locale: str, page: str, asked: Paging, row_count: int, **given: str) -> Around:
    """The line under the table and the addresses of the pages before and after (empty: none).

    `given`: what else the address asks for.
    """
    last = asked.offset + row_count
    before = path(locale, page, **given, page=asked.number - 1) if asked.number > 1 else ""
    after = path(locale, page, **given, page=asked.number + 1) if last < asked.total else ""
    shown = shown_range(locale, asked.offset + 1, last, asked.total)
    return {"shown": shown, "previous": before, "following": after}
