"""Pages of fifty: whatever number stands in the address, a page that there is."""

from __future__ import annotations

import pytest

from ciie_portal.lookups.paging import PAGE_ROWS, around, asked_page
from ciie_portal.lookups.settings_missions import missions_screen
from ciie_portal.lookups.settings_staff import staff_screen
from tests.actions.desk_scene import scene
from tests.factories import NOW


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("1", 1), ("2", 2), ("3", 2), ("99999", 2), ("9" * 40, 1), ("0", 1), ("-1", 1), ("２", 1)],
)
def test_a_number_is_the_first_page_or_one_that_there_is(asked: str, number: int) -> None:
    assert asked_page({"page": asked}, PAGE_ROWS + 1).number == number
    assert asked_page({"page": asked}, 0).number == 1


def test_the_line_and_the_neighbours_keep_what_else_was_asked_for() -> None:
    total = 2 * PAGE_ROWS + 3
    first, last = asked_page({}, total), asked_page({"page": "3"}, total)
    assert around("en", "desk/x", first, PAGE_ROWS, q="A&B", view="") == {
        "shown": "1–50 of 103",
        "previous": "",
        "following": "/en/desk/x/?q=A%26B&page=2",
    }
    assert around("en", "desk/x", last, 3) == {
        "shown": "101–103 of 103",
        "previous": "/en/desk/x/?page=2",
        "following": "",
    }
    assert around("en", "desk/x", asked_page({}, 0), 0)["shown"] == "None"


def test_a_page_behind_the_end_of_staff_and_of_missions_is_the_last_one(database: str) -> None:
    at = scene()
    for screen in (staff_screen, missions_screen):
        first, behind = screen(at.organiser, {}, now=NOW), screen(at.organiser, {"page": "99"}, now=NOW)
        assert (len(behind.rows), behind.shown, behind.previous) == (len(first.rows), first.shown, "")
