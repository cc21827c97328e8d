"""The start page without a browser: a code goes to a mobile, from overseas to an email address."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from ciie_portal import clock
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.state.guard import whole
from ciie_portal.state.identity.sign_up import SignUpState
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Notice
from tests.factories import NOW
from tests.state.without_browser import as_actor, opened


@pytest.fixture(autouse=True)
def at(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def asking(category: str, contact: str) -> SignUpState:
    state = opened(SignUpState, f"/en/register/?category={category}&code_held=no")
    state.open_page()
    as_actor(NOBODY, state.send({"contact": contact}))
    return state


def sent() -> list[tuple[NoticeChannel, str | None]]:
    with reading() as session:
        return [(row.channel, row.recipient) for row in session.exec(select(Notice)).all()]


@pytest.mark.parametrize(
    ("category", "contact", "masked", "told"),
    [
        ("enterprise", "139 0000 1001", "139****1001", (NoticeChannel.SMS, "+8613900001001")),
        (
            "overseas_unit",
            "a.b@buyer.example",
            "a***@buyer.example",
            (NoticeChannel.EMAIL, "a.b@buyer.example"),
        ),
    ],
)
def test_the_code_goes_where_the_category_says(category: str, contact: str, masked: str, told: Any) -> None:
    state = asking(category, contact)
    assert (state.problems, state.sent_to, sent()) == ([], masked, [told])


@pytest.mark.parametrize(
    ("category", "contact"), [("enterprise", "a.b@buyer.example"), ("overseas_unit", "13900001001")]
)
def test_the_other_channel_is_refused_beside_the_field(category: str, contact: str) -> None:
    state = asking(category, contact)
    assert (list(state.problem_of), state.sent_to, sent()) == (["contact"], "", [])


def test_a_word_of_ours_stays_what_it_is_among_what_is_cleaned() -> None:
    given = whole([NoticeChannel.SMS, "\x00", {"channel": NoticeChannel.EMAIL}])
    assert given == [NoticeChannel.SMS, "\x01", {"channel": NoticeChannel.EMAIL}]
    assert (given[0] is NoticeChannel.SMS, given[2]["channel"] is NoticeChannel.EMAIL) == (True, True)
