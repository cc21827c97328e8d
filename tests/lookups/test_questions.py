"""The page of questions: every answer of the source, literal search in both languages, dates and fee."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ciie_portal.domain.access import NOBODY
from ciie_portal.lookups.paging import LONGEST_SEARCH, as_searched
from ciie_portal.lookups.questions import questions_page
from ciie_portal.lookups.shapes.questions import Questions
from ciie_portal.store.engine import transaction
from ciie_portal.wording.questions import QUESTIONS
from tests import factories
from tests.factories import NOW

EN, ZH = replace(NOBODY, locale="en"), replace(NOBODY, locale="zh")


def asked(text: str, locale: str = "en") -> Questions:
    return questions_page(EN if locale == "en" else ZH, {"q": text}, now=NOW)


def test_the_eleven_answers_of_the_source_are_there_once_each() -> None:
    cited = [question.answers for question in QUESTIONS if question.answers]
    assert sorted(cited, key=lambda answer: int(answer[1:])) == [f"Q{number}" for number in range(1, 12)]
    anchors = [question.anchor for question in QUESTIONS]
    assert len(set(anchors)) == len(anchors)


def test_each_answer_leads_to_a_page_that_does_it() -> None:
    assert [question.anchor for question in QUESTIONS if not question.pages] == []


def test_the_editions_own_dates_and_fee_stand_in_the_answers(database: str) -> None:
    with transaction() as session:
        factories.edition(session, fee_minor=12_345, pays_until=factories.NOW + timedelta(days=200))
    shown = questions_page(EN, {}, now=NOW)
    assert (shown.fee, shown.search, shown.found, shown.told) == ("CNY 123.45", "", (), "")
    assert asked("123.45").found == ("afterwards",)
    assert asked("人民币123.45元", "zh").found == ("afterwards",)
    assert "deadline" in asked(shown.deadline).found
    assert asked(shown.pays_until).found == ("deadline",)


def test_without_an_edition_no_fact_is_told(database: str) -> None:
    shown = questions_page(EN, {}, now=NOW)
    assert (shown.edition, shown.deadline, shown.fee, shown.pays_until, shown.dates) == ("", "", "", "", "")
    assert asked("registration closes at").found == ("deadline", "returned")  # without an instant


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("退款", "zh", ("refund", "deadline")),
        ("央企", "zh", ("who", "join")),
        ("中央企业", "zh", ("who", "join")),
        ("快递", "zh", ("certificate",)),
        ("TRACKING number", "en", ("certificate",)),
        ("ｔｒａｃｋｉｎｇ", "en", ("certificate",)),
        ("that person's place", "en", ("refund",)),
        ("  headquarters \t", "en", ("join",)),
    ],
)
def test_what_is_typed_must_stand_there(
    database: str, text: str, locale: str, found: tuple[str, ...]
) -> None:
    with transaction() as session:
        factories.edition(session)
    assert asked(text, locale).found == found


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("photo", "en", ("photo",)),
        ("Photos?", "en", ("photo",)),
        ("passport pictures", "en", ()),
        ("照片退回怎么办", "zh", ("photo",)),
        ("what do I do when it is refused", "en", ("returned",)),
        ("护照", "en", ("documents",)),
        ("passports", "zh", ("documents",)),
        ("how to how", "en", ()),
    ],
)
def test_where_it_stands_nowhere_each_word_is_looked_for_in_any_form_and_both_languages(
    database: str, text: str, locale: str, found: tuple[str, ...]
) -> None:
    with transaction() as session:
        factories.edition(session)
    assert asked(text, locale).found == found


@pytest.mark.parametrize(
    ("text", "locale", "nearest"),
    [
        ("deadline", "en", "deadline"),  # which says it with other words
        ("Deadlines", "en", "deadline"),
        ("截止", "zh", "deadline"),
        ("refund", "en", "refund"),
        ("pay", "en", "payment"),
        ("the pay fee", "en", "payment"),
    ],
)
def test_the_nearest_answer_comes_first(database: str, text: str, locale: str, nearest: str) -> None:
    with transaction() as session:
        factories.edition(session, pays_until=factories.NOW + timedelta(days=200))
    found = asked(text, locale).found
    assert (found[0], len(set(found))) == (nearest, len(found))


@pytest.mark.parametrize(
    "text",
    ["%", "_", "*", ".*", "' OR 1=1 --", "{0.__class__}", "<b>", "\x00%", "[a-z]", "\\"],
)
def test_wildcards_and_markup_are_characters_like_any_other(database: str, text: str) -> None:
    with transaction() as session:
        factories.edition(session)
    shown = asked(text)
    assert (shown.found, shown.told) == ((), f"No answer about “{as_searched(text)}”. Try other words.")


@pytest.mark.parametrize("text", ["", " ", "\x00\x07", "\ud800"[:0]])
def test_a_search_for_nothing_leaves_everything(database: str, text: str) -> None:
    shown = asked(text)
    assert (shown.search, shown.found, shown.told) == ("", (), "")


def test_ten_thousand_characters_are_cut() -> None:
    assert as_searched("进" * 10_000) == "进" * LONGEST_SEARCH
    assert as_searched({"q": 1}) == ""
    assert as_searched("\ud800").encode() == b"?"


def test_where_enterprises_need_a_code_the_answers_say_so(database: str) -> None:
    with transaction() as session:
        factories.edition(session, is_code_free_open=False)
    assert asked("No invitation code for now").found == ()
    assert asked("enterprises, too, need").found == ("how",)
