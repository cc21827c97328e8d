"""What was paid, refunded and sent before the stand-ins were first started, as the seed wrote it."""

from __future__ import annotations

import json

from sandbox.books import Books, Row

FILE = "opening_books.json"
KINDS = ("checkout", "payment", "refund", "message")


def take_over(books: Books) -> int:
    """Adds what is not there yet; how many rows that were. Nothing of it is told to the merchant again."""
    try:
        lines = json.loads((books.directory / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    added = 0
    for line in lines if isinstance(lines, list) else []:
        kind, row = row_of(line)
        if kind in KINDS and books.get(kind, row["id"]) is None:
            books.put(kind, row)
            added += 1
    return added


def row_of(line: Row) -> tuple[str, Row]:
    """The line as the cashier keeps such a row."""
    at = line.get("at", 0)
    row = {name: value for name, value in line.items() if name not in ("kind", "at")}
    match line["kind"]:
        case "checkout":
            extra = {"status": "paid", "created_at": at, "return_url": "", "description": "", "locale": "zh"}
        case "payment":
            extra = {"paid_at": at}
        case "message":
            extra = {"at": at}
        case _:
            extra = {"due_at": 0, "ends_in": line.get("status", "paid")}
    return line["kind"], row | extra
