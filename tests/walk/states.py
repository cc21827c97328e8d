"""States that a page does not show when it opens: errors, dialogs, searches that find nothing, statuses."""

from __future__ import annotations

from tests.walk.visit import Visit

STATES: dict[str, Visit] = {
    "no such address": Visit("nobody", page="nowhere", status=404),
}
